import type { PayFormat, PayLineState, PayRun, Prisma } from '../../prisma/generated/client.ts';
import { isMarried } from '../applications/rules.ts';
import { fromUtc, tehranDate } from '../calendar.ts';
import { payableMinutes } from '../placements/rules.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { fullName, nameOf } from '../staff/queries.ts';
import { type Action, type CanRefusal, can, type Subject } from '../staff/rules.ts';
import type { Actor } from '../staff/types.ts';
import { currentTerm } from '../terms/queries.ts';
import type { Tx } from '../work.ts';
import { movePayRun } from './rules.ts';
import {
  type PayCandidate,
  type PayExclusion,
  type PayRate,
  type PayRunEvent,
  payExclusions,
} from './types.ts';

export async function ratesOf(reader: Tx): Promise<PayRate[]> {
  const rows = await reader.payRate.findMany({ orderBy: [{ level: 'asc' }, { validFrom: 'asc' }] });
  return rows.map(({ level, rialPerHour, validFrom }) => ({
    level,
    rialPerHour,
    validFrom: fromUtc(validFrom),
  }));
}

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
  hours: { select: { minutes: true, state: true } },
  corrections: { select: { minutes: true } },
  payLines: { where: { state: { in: ['due', 'paid'] } }, select: { state: true } },
} as const satisfies Prisma.PlacementInclude;

export type CandidateRow = Prisma.PlacementGetPayload<{ include: typeof candidateParts }>;

export function candidateOf(placement: CandidateRow, now: Date): PayCandidate {
  const { application, account, hours, corrections, payLines } = placement;
  const states = payLines.map(({ state }) => state);
  return {
    state: placement.state,
    level: application.level,
    minutes: payableMinutes(hours, corrections),
    married: isMarried(application.claims.map((claim) => claim.class)),
    // The rate in force on the day of the final approval counts, whenever the run is made.
    rateDay: tehranDate(placement.finalAt ?? now),
    account: account.bankAccounts[0]?.state ?? null,
    otherLine: states.includes('paid') ? 'paid' : states.includes('due') ? 'due' : null,
  };
}

const person = { select: { firstName: true, lastName: true } } as const;

function reasonsOf(stored: Prisma.JsonValue): PayExclusion[] {
  const words = Array.isArray(stored) ? stored : [];
  return payExclusions.filter((reason) => words.includes(reason));
}

/** Runs of a university, the newest first. */
export function payRunsOf(reader: Tx, { universityId }: { universityId: number }, take = 20) {
  return reader.payRun.findMany({
    where: { universityId },
    include: { _count: { select: { lines: true, exclusions: true } }, term: true },
    orderBy: { id: 'desc' },
    take,
  });
}

export const payRunPageSize = 8;

/** A run with a page of who is in and of who is out, and what this officer may do with it now. */
export type PayRunPage = {
  readonly run: Prisma.PayRunGetPayload<{ include: { term: true; exports: true } }>;
  readonly count: number;
  readonly sumRial: bigint;
  readonly outCount: number;
  readonly lines: readonly {
    readonly id: number;
    readonly name: string | null;
    readonly minutes: number;
    readonly amountRial: bigint;
    readonly state: PayLineState;
    readonly reason: string | null;
  }[];
  readonly out: readonly {
    readonly name: string | null;
    readonly trackingCode: string;
    readonly reasons: readonly PayExclusion[];
  }[];
  readonly frozenBy: string | null;
  readonly approvedBy: string | null;
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  readonly may: Readonly<Record<PayRunStep, boolean>>;
};

export type PayRunStep = Exclude<PayRunEvent, 'settle'> | 'recompute' | 'import';

/** Refused to whoever has nothing to do with the pay of its university. */
export async function payRunPage(
  reader: Tx,
  actor: Actor,
  { runId, page: wanted = 0 }: { runId: number; page?: number },
): Promise<Result<{ readonly view: PayRunPage }, Refusal<'notFound'> | CanRefusal>> {
  const run = await reader.payRun.findUnique({
    where: { id: runId },
    include: { term: true, exports: { orderBy: { id: 'asc' } } },
  });
  if (!run) return refuse('notFound');
  const { universityId } = run;
  const seen = can(actor, 'approvePayRun', { universityId });
  if (!seen.ok) return seen;
  const outCount = await reader.payExclusion.count({ where: { runId } });
  const { _count: count, _sum: sum } = await reader.payLine.aggregate({
    where: { runId },
    _count: true,
    _sum: { amountRial: true },
  });
  const pages = Math.max(1, Math.ceil(Math.max(count, outCount) / payRunPageSize));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  const view: PayRunPage = {
    run,
    count,
    sumRial: sum.amountRial ?? 0n,
    outCount,
    ...(await peopleOf(reader, runId, page)),
    frozenBy: await nameOf(reader, run.frozenById),
    approvedBy: await nameOf(reader, run.approvedById),
    page,
    pages,
    may: stepsOf(actor, run, await ownerIn(reader, actor, runId)),
  };
  return ok({ view });
}

async function peopleOf(reader: Tx, runId: number, page: number) {
  const slice = { skip: page * payRunPageSize, take: payRunPageSize };
  const lines = await reader.payLine.findMany({
    where: { runId },
    include: { account: person },
    orderBy: { id: 'asc' },
    ...slice,
  });
  const exclusions = await reader.payExclusion.findMany({
    where: { runId },
    orderBy: { placementId: 'asc' },
    ...slice,
  });
  const placements = await reader.placement.findMany({
    where: { id: { in: exclusions.map(({ placementId }) => placementId) } },
    select: { id: true, account: person, application: { select: { trackingCode: true } } },
  });
  const placed = new Map(placements.map((placement) => [placement.id, placement]));
  return {
    lines: lines.map(({ account, ...line }) => ({ ...line, name: fullName(account) })),
    out: exclusions.map(({ placementId, reasons }) => {
      const placement = placed.get(placementId);
      return {
        name: placement ? fullName(placement.account) : null,
        trackingCode: placement?.application.trackingCode ?? '',
        reasons: reasonsOf(reasons),
      };
    }),
  };
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
  { universityId, state, frozenById }: Pick<PayRun, 'universityId' | 'state' | 'frozenById'>,
  ownerId: number | null,
): PayRunPage['may'] {
  const step = (action: Action, event: PayRunEvent, more: Subject = {}) =>
    movePayRun(event, state) !== undefined && can(actor, action, { universityId, ...more }).ok;
  return {
    recompute: step('draftPayRun', 'freeze'),
    freeze: step('draftPayRun', 'freeze', { ownerId }),
    reopen: step('draftPayRun', 'reopen'),
    cancel: step('draftPayRun', 'cancel'),
    approve: step('approvePayRun', 'approve', { ownerId, firstPersonIds: [frozenById] }),
    export: step('exportPayRun', 'export'),
    import: step('importResults', 'settle'),
  };
}

/** The universities whose pay an officer has in hand, and the term that each is in. */
export async function payPlacesOf(reader: Tx, actor: Actor, now: Date) {
  const holdings = actor.kind === 'person' ? actor.holdings : [];
  const ids = [...new Set(holdings.flatMap(({ universityId }) => universityId ?? []))].filter(
    (universityId) => can(actor, 'approvePayRun', { universityId }).ok,
  );
  const universities = await reader.university.findMany({
    where: { id: { in: ids } },
    select: { id: true, nameFa: true, nameEn: true },
    orderBy: { id: 'asc' },
  });
  return Promise.all(
    universities.map(async (university) => ({
      university,
      term: await currentTerm(reader, university.id, now),
      mayDraft: can(actor, 'draftPayRun', { universityId: university.id }).ok,
    })),
  );
}

/** The rows of a file that was exported, as they are read whenever the file is made. */
export interface ExportFile {
  readonly runId: number;
  readonly format: PayFormat;
  /** 1 is the original; every later one is a copy. */
  readonly copy: number;
  readonly at: Date;
  readonly rows: readonly {
    readonly lineId: number;
    readonly name: string;
    readonly identityNumber: string;
    readonly sheba: string;
    readonly amountRial: bigint;
  }[];
}

export async function exportFileOf(reader: Tx, exportId: number): Promise<ExportFile> {
  const { runId, format, copy, at } = await reader.payExport.findUniqueOrThrow({
    where: { id: exportId },
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
  return { runId, format, copy, at, rows };
}
