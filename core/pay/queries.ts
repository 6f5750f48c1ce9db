import type { PayFormat, PayLineState, PayRun, Prisma } from '../../prisma/generated/client.ts';
import { isMarried } from '../applications/rules.ts';
import { fromUtc, type IsoDate, tehranDate } from '../calendar.ts';
import { orderSchema } from '../payers/schema.ts';
import type { PayOrder } from '../payers/types.ts';
import { payableMinutes } from '../placements/rules.ts';
import { levels } from '../registry/types.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { fullName, nameOf } from '../staff/queries.ts';
import { type Action, type CanRefusal, can, firstPersons, type Subject } from '../staff/rules.ts';
import type { Actor } from '../staff/types.ts';
import { termOf } from '../terms/queries.ts';
import type { ListedTerm } from '../terms/types.ts';
import type { Tx } from '../work.ts';
import { movePayRun } from './rules.ts';
import {
  type PayCandidate,
  type PayExclusion,
  type PayRate,
  type PayRunEvent,
  payExclusions,
  type RatesOfLevel,
} from './types.ts';

export async function ratesOf(reader: Tx): Promise<PayRate[]> {
  const rows = await reader.payRate.findMany({ orderBy: [{ level: 'asc' }, { validFrom: 'asc' }] });
  return rows.map(({ level, rialPerHour, validFrom }) => ({
    level,
    rialPerHour,
    validFrom: fromUtc(validFrom),
  }));
}

/** The rates of all levels as they stand on a day, those without any included. */
export async function rateBook(reader: Tx, day: IsoDate): Promise<RatesOfLevel[]> {
  const rows = await reader.payRate.findMany({ orderBy: { validFrom: 'asc' } });
  return levels.map((level) => {
    const rates = rows
      .filter((row) => row.level === level)
      .map(({ id, rialPerHour, validFrom }) => ({
        id,
        rialPerHour,
        validFrom: fromUtc(validFrom),
      }));
    const [current, ...earlier] = rates.filter(({ validFrom }) => validFrom <= day).toReversed();
    return { level, current, coming: rates.filter(({ validFrom }) => validFrom > day), earlier };
  });
}

/** What says how many minutes of a placement are to be paid. */
export const payableParts = {
  hours: { select: { minutes: true, state: true } },
  corrections: { select: { minutes: true } },
} as const satisfies Prisma.PlacementInclude;

/** What decides whether a placement is paid, and how much. */
export const candidateParts = {
  application: {
    select: { level: true, claims: { where: { state: 'verified' }, select: { class: true } } },
  },
  account: {
    select: {
      bankAccounts: {
        where: { state: { not: 'replaced' } },
        select: { id: true, state: true },
      },
    },
  },
  ...payableParts,
  payLines: {
    where: { state: { in: ['due', 'paid', 'returned'] } },
    select: { state: true, bankAccountId: true, releasedAt: true },
  },
} as const satisfies Prisma.PlacementInclude;

export type CandidateRow = Prisma.PlacementGetPayload<{ include: typeof candidateParts }>;

export function candidateOf(placement: CandidateRow, now: Date): PayCandidate {
  const { application, account, hours, corrections, payLines } = placement;
  const states = payLines.map(({ state }) => state);
  const [current = null] = account.bankAccounts;
  return {
    state: placement.state,
    level: application.level,
    minutes: payableMinutes(hours, corrections),
    married: isMarried(application.claims.map((claim) => claim.class)),
    // The rate in force on the day of the final approval counts, whenever the run is made.
    rateDay: tehranDate(placement.finalAt ?? now),
    account: current?.state ?? null,
    accountReturned: payLines.some(
      ({ state, bankAccountId, releasedAt }) =>
        state === 'returned' && bankAccountId === current?.id && releasedAt === null,
    ),
    otherLine: states.includes('paid') ? 'paid' : states.includes('due') ? 'due' : null,
  };
}

const person = { select: { firstName: true, lastName: true } } as const;

function reasonsOf(stored: Prisma.JsonValue): PayExclusion[] {
  const words = Array.isArray(stored) ? stored : [];
  return payExclusions.filter((reason) => words.includes(reason));
}

export const runsOnPage = 6;

/** Runs of a university, the newest first. */
export async function payRunsOf(
  reader: Tx,
  { universityId, page: wanted }: { universityId: number; page: number },
) {
  const total = await reader.payRun.count({ where: { universityId } });
  const { page, pages, slice } = pageOf(total, wanted, runsOnPage);
  const runs = await reader.payRun.findMany({
    where: { universityId },
    include: { _count: { select: { lines: true, exclusions: true } }, term: true },
    orderBy: { id: 'desc' },
    ...slice,
  });
  return { runs, page, pages };
}

/** A page of a list, brought into its range; from 0. */
function pageOf(total: number, wanted: number, size: number) {
  const pages = Math.max(1, Math.ceil(total / size));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  return { page, pages, slice: { skip: page * size, take: size } };
}

/** A run in figures, and what this officer may do with it now. */
export type PayRunPage = {
  readonly run: Prisma.PayRunGetPayload<{ include: { term: true; exports: true } }>;
  readonly count: number;
  readonly sumRial: bigint;
  /** Lines by how they stand. */
  readonly states: Readonly<Partial<Record<PayLineState, number>>>;
  readonly outCount: number;
  /** How many are out for each reason; somebody may have several. */
  readonly outBy: Readonly<Partial<Record<PayExclusion, number>>>;
  readonly frozenBy: string | null;
  readonly approvedBy: string | null;
  /** `listStamp` of a draft; empty where the list stands. */
  readonly listStamp: string;
  readonly may: Readonly<Record<PayRunStep, boolean>>;
};

export type PayRunStep = Exclude<PayRunEvent, 'settle'> | 'recompute' | 'import';

type SeenRefusal = Refusal<'notFound'> | CanRefusal;

/** Refused to whoever has nothing to do with the pay of its university. */
export async function payRunPage(
  reader: Tx,
  actor: Actor,
  { runId }: { runId: number },
): Promise<Result<{ readonly view: PayRunPage }, SeenRefusal>> {
  const run = await reader.payRun.findUnique({
    where: { id: runId },
    include: { term: true, exports: { orderBy: { id: 'asc' } } },
  });
  if (!run) return refuse('notFound');
  const seen = can(actor, 'approvePayRun', { universityId: run.universityId });
  if (!seen.ok) return seen;
  const groups = await reader.payLine.groupBy({
    by: ['state'],
    where: { runId },
    _count: true,
    _sum: { amountRial: true },
  });
  const view: PayRunPage = {
    run,
    count: groups.reduce((total, { _count }) => total + _count, 0),
    sumRial: groups.reduce((total, { _sum }) => total + (_sum.amountRial ?? 0n), 0n),
    states: Object.fromEntries(groups.map(({ state, _count }) => [state, _count])),
    outCount: await reader.payExclusion.count({ where: { runId } }),
    outBy: await outByReason(reader, runId),
    frozenBy: await nameOf(reader, run.frozenById),
    approvedBy: await nameOf(reader, run.approvedById),
    listStamp: run.state === 'draft' ? await listStamp(reader, runId) : '',
    may: stepsOf(actor, run, {
      ownerId: await ownerIn(reader, actor, runId),
      isAnswered: groups.some(({ state }) => state !== 'due'),
    }),
  };
  return ok({ view });
}

/** Stands for who is in a run, to which account and with what amount; short enough for a button. */
export async function listStamp(reader: Tx, runId: number): Promise<string> {
  const [row] = await reader.$queryRaw<{ stamp: string }[]>`
    SELECT left(md5(coalesce(string_agg(
      concat_ws(' ', "placementId", "bankAccountId", "amountRial"), ',' ORDER BY "placementId"
    ), '')), 12) AS "stamp"
    FROM "PayLine" WHERE "runId" = ${runId}`;
  return row?.stamp ?? '';
}

async function outByReason(reader: Tx, runId: number): Promise<PayRunPage['outBy']> {
  const rows = await reader.$queryRaw<{ reason: string; count: number }[]>`
    SELECT "reason", count(*)::int AS "count"
    FROM "PayExclusion", jsonb_array_elements_text("reasons") AS "reason"
    WHERE "runId" = ${runId} GROUP BY "reason"`;
  const counts = new Map(rows.map(({ reason, count }) => [reason, count]));
  return Object.fromEntries(
    payExclusions.flatMap((reason) => {
      const count = counts.get(reason);
      return count === undefined ? [] : [[reason, count]];
    }),
  );
}

export const payListPageSize = 10;

/** Where in a list of a run somebody is. */
type ListPlace = { readonly runId: number; readonly page: number };

export type PayLineList = {
  readonly runId: number;
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly lines: readonly {
    readonly id: number;
    readonly name: string | null;
    readonly minutes: number;
    readonly rialPerHour: bigint;
    readonly married: boolean;
    readonly amountRial: bigint;
    readonly state: PayLineState;
    readonly reason: string | null;
  }[];
};

/** A page of who is in a run; of those of one state where that is named. */
export async function payLinesOf(
  reader: Tx,
  actor: Actor,
  { runId, page: wanted, state }: ListPlace & { readonly state?: PayLineState | undefined },
): Promise<Result<{ readonly list: PayLineList }, SeenRefusal>> {
  const seen = await requireSeen(reader, actor, runId);
  if (!seen.ok) return seen;
  const where = { runId, ...(state && { state }) };
  const total = await reader.payLine.count({ where });
  const { slice, ...at } = pageOf(total, wanted, payListPageSize);
  const lines = await reader.payLine.findMany({
    where,
    include: { account: person },
    orderBy: { id: 'asc' },
    ...slice,
  });
  const named = lines.map(({ account, ...line }) => ({ ...line, name: fullName(account) }));
  return ok({ list: { runId, total, ...at, lines: named } });
}

export type PayOutList = {
  readonly runId: number;
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly out: readonly {
    readonly name: string | null;
    readonly trackingCode: string;
    readonly reasons: readonly PayExclusion[];
  }[];
};

/** A page of who is not in a run, and why; of those whom one reason keeps out where that is named. */
export async function payOutOf(
  reader: Tx,
  actor: Actor,
  { runId, page: wanted, reason }: ListPlace & { readonly reason?: PayExclusion | undefined },
): Promise<Result<{ readonly list: PayOutList }, SeenRefusal>> {
  const seen = await requireSeen(reader, actor, runId);
  if (!seen.ok) return seen;
  const where = { runId, ...(reason && { reasons: { array_contains: [reason] } }) };
  const total = await reader.payExclusion.count({ where });
  const { slice, ...at } = pageOf(total, wanted, payListPageSize);
  const rows = await reader.payExclusion.findMany({
    where,
    orderBy: { placementId: 'asc' },
    ...slice,
  });
  const placements = await reader.placement.findMany({
    where: { id: { in: rows.map(({ placementId }) => placementId) } },
    select: { id: true, account: person, application: { select: { trackingCode: true } } },
  });
  const placed = new Map(placements.map((placement) => [placement.id, placement]));
  const out = rows.map(({ placementId, reasons }) => {
    const placement = placed.get(placementId);
    return {
      name: placement ? fullName(placement.account) : null,
      trackingCode: placement?.application.trackingCode ?? '',
      reasons: reasonsOf(reasons),
    };
  });
  return ok({ list: { runId, total, ...at, out } });
}

async function requireSeen(
  reader: Tx,
  actor: Actor,
  runId: number,
): Promise<Result<object, SeenRefusal>> {
  const run = await reader.payRun.findUnique({
    where: { id: runId },
    select: { universityId: true },
  });
  return run ? can(actor, 'approvePayRun', run) : refuse('notFound');
}

/** The officer, where a line of the run is the own pay; null otherwise. */
async function ownerIn(reader: Tx, actor: Actor, runId: number): Promise<number | null> {
  const accountId = actor.kind === 'person' ? actor.accountId : null;
  if (accountId === null) return null;
  return (await reader.payLine.count({ where: { runId, accountId } })) > 0 ? accountId : null;
}

/** The steps that are possible now and open to this officer, so that no other button is shown. */
function stepsOf(
  actor: Actor,
  run: Pick<PayRun, 'universityId' | 'state' | 'frozenById' | 'frozenForId'>,
  { ownerId, isAnswered }: { readonly ownerId: number | null; readonly isAnswered: boolean },
): PayRunPage['may'] {
  const { universityId, state, frozenById, frozenForId } = run;
  const firstPersonIds = firstPersons(frozenById, frozenForId);
  const step = (action: Action, event: PayRunEvent, more: Subject = {}) =>
    movePayRun(event, state) !== undefined && can(actor, action, { universityId, ...more }).ok;
  return {
    recompute: step('draftPayRun', 'freeze'),
    freeze: step('draftPayRun', 'freeze', { ownerId }),
    reopen: step('draftPayRun', 'reopen'),
    cancel: step('draftPayRun', 'cancel'),
    approve: step('approvePayRun', 'approve', { ownerId, firstPersonIds }),
    export: step('exportPayRun', 'export'),
    refuse: step('importResults', 'refuse') && !isAnswered,
    import: step('importResults', 'settle'),
  };
}

/** The rows of a file that was exported, as they are read whenever the file is made. */
export interface ExportFile {
  readonly runId: number;
  readonly format: PayFormat;
  /** 1 is the original; every later one is a copy. */
  readonly copy: number;
  readonly at: Date;
  readonly term: ListedTerm;
  /** Of a group-transfer file; null in other formats. */
  readonly order: PayOrder | null;
  readonly rows: readonly {
    readonly lineId: number;
    readonly name: string;
    readonly identityNumber: string;
    readonly sheba: string;
    readonly amountRial: bigint;
  }[];
}

export async function exportFileOf(reader: Tx, exportId: number): Promise<ExportFile> {
  const { runId, format, copy, at, run, ...own } = await reader.payExport.findUniqueOrThrow({
    where: { id: exportId },
    include: { run: { select: { order: true, term: true } } },
  });
  const lines = await reader.payLine.findMany({
    where: { runId },
    include: {
      account: { select: { firstName: true, lastName: true, identityNumber: true } },
      bankAccount: { select: { sheba: true } },
    },
    orderBy: { id: 'asc' },
  });
  const rows = lines.map(({ id, account, bankAccount, amountRial }) => ({
    lineId: id,
    name: fullName(account) ?? '',
    identityNumber: account.identityNumber ?? '',
    sheba: bankAccount.sheba,
    amountRial,
  }));
  const order = format === 'ccti' ? orderSchema.parse(own.order ?? run.order) : null;
  return { runId, format, copy, at, term: termOf(run.term), order, rows };
}
