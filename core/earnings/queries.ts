import type { Prisma } from '../../prisma/generated/client.ts';
import { maskSheba } from '../bank/rules.ts';
import type { BankAccountState } from '../bank/types.ts';
import { fromUtc, type IsoDate, tehranDate } from '../calendar.ts';
import type { WorkType } from '../openings/types.ts';
import { candidateOf, candidateParts, ratesOf } from '../pay/queries.ts';
import { decidePay, payProgress } from '../pay/rules.ts';
import type { PayExclusion, PayProgress, PayRate } from '../pay/types.ts';
import { minutesElsewhere, type PlacementWait, placementWaitsFor } from '../placements/queries.ts';
import { type OwnStep, ownStepsNow } from '../placements/rules/own-steps.ts';
import {
  answerDue,
  countedMonth,
  enteredMinutes,
  isLive,
  payableMinutes,
} from '../placements/rules.ts';
import { placementSettings } from '../placements/schema.ts';
import type { HoursState, PlacementState } from '../placements/types.ts';
import type { Level } from '../registry/types.ts';
import { termOf } from '../terms/queries.ts';
import type { ListedTerm } from '../terms/types.ts';
import type { Tx } from '../work.ts';
import { earningsOf, figuresOf, marriedBasis } from './rules.ts';
import type { Earnings, HoursFigures } from './types.ts';

type Moment = { readonly tx: Tx; readonly now: Date };

const parts = {
  application: {
    select: { trackingCode: true, level: true, claims: { select: { class: true, state: true } } },
  },
  opening: {
    select: { titleFa: true, titleEn: true, universityId: true, university: true },
  },
  unit: { select: { nameFa: true, nameEn: true, directions: true } },
  term: true,
  hours: { orderBy: { id: 'asc' } },
  corrections: { orderBy: { id: 'asc' } },
  amendments: { orderBy: { id: 'asc' } },
} as const satisfies Prisma.PlacementInclude;

type Row = Prisma.PlacementGetPayload<{ include: typeof parts }>;

/** A line of the list of a student's placements. */
export interface ListedWork {
  readonly placementId: number;
  readonly unit: { readonly nameFa: string; readonly nameEn: string };
  readonly term: ListedTerm;
  readonly state: PlacementState;
  readonly enteredMinutes: number;
}

/** All placements of a student, the newest first. */
export async function worksOf(reader: Tx, accountId: number): Promise<ListedWork[]> {
  const rows = await reader.placement.findMany({
    where: { accountId },
    orderBy: { id: 'desc' },
    select: {
      id: true,
      state: true,
      term: true,
      unit: { select: { nameFa: true, nameEn: true } },
      hours: { select: { minutes: true, state: true } },
    },
  });
  return rows.map(({ id, term, hours, ...row }) => ({
    ...row,
    placementId: id,
    term: termOf(term),
    enteredMinutes: enteredMinutes(hours),
  }));
}

/** Whether a student has ever been asked for. */
export async function hasWorked(reader: Tx, accountId: number): Promise<boolean> {
  return (await reader.placement.count({ where: { accountId } })) > 0;
}

/** A placement as its student sees it: the hours, what they come to, and what can be done now. */
export interface OwnWork extends Omit<ListedWork, 'enteredMinutes'> {
  readonly trackingCode: string;
  readonly unit: ListedWork['unit'] & { readonly directions: string | null };
  readonly opening: { readonly titleFa: string; readonly titleEn: string };
  readonly workType: WorkType;
  readonly level: Level;
  readonly approvedAt: Date | null;
  readonly endReason: string | null;
  /** Null where nobody has to act any more. */
  readonly waitsFor: PlacementWait | null;
  /** Until when the student may decline. */
  readonly declineDueAt: Date | null;
  /** Until when the hours that wait may be answered. */
  readonly answerDueAt: Date | null;
  readonly figures: HoursFigures;
  /** Null where the university has no monthly cap, or the work has ended. */
  readonly month: { readonly capMinutes: number; readonly leftMinutes: number } | null;
  /** What the student objected to and nobody has answered yet; the second goes to the expert. */
  readonly objection: { readonly text: string; readonly round: number } | null;
  /** Entered and standing, the newest first. */
  readonly entries: readonly OwnEntry[];
  readonly amendments: readonly {
    readonly minutes: number;
    readonly state: 'waiting' | 'accepted' | 'refused';
    readonly at: Date;
  }[];
  readonly corrections: readonly {
    readonly minutes: number;
    readonly reason: string;
    readonly at: Date;
  }[];
  readonly earnings: Earnings;
  readonly payments: readonly Payment[];
  /** In the order in which they are offered. */
  readonly steps: readonly OwnStep[];
}

export interface OwnEntry {
  readonly minutes: number;
  /** Null for a total. */
  readonly workedOn: IsoDate | null;
  readonly enteredAt: Date;
  readonly state: HoursState;
  /** Whether the unit answered an objection by it. */
  readonly isAfterObjection: boolean;
}

/** Undefined where it is not the student's. */
export async function ownWork(
  { tx, now }: Moment,
  { accountId, placementId }: { readonly accountId: number; readonly placementId: number },
): Promise<OwnWork | undefined> {
  const row = await tx.placement.findFirst({
    where: { id: placementId, accountId },
    include: parts,
  });
  if (!row) return undefined;
  const { state, application, hours, answerDueAt } = row;
  const figures = await figuresFor(tx, row);
  return {
    placementId,
    trackingCode: application.trackingCode,
    state,
    unit: row.unit,
    opening: row.opening,
    workType: row.workType,
    level: application.level,
    term: termOf(row.term),
    approvedAt: row.approvedAt,
    endReason: row.endReason,
    waitsFor: await placementWaitsFor(tx, row),
    declineDueAt: state === 'approved' ? answerDueAt : null,
    answerDueAt: answerDue(hours),
    figures,
    month: monthOf(row, now),
    objection: objectionIn(row),
    entries: entriesOf(row),
    amendments: row.amendments.map(({ minutes, state: decided, decidedAt, createdAt }) => ({
      minutes,
      state: decided,
      at: decidedAt ?? createdAt,
    })),
    corrections: row.corrections,
    earnings: earningsFor(row, figures, await ratesOf(tx), now),
    payments: await paymentsOf(tx, { accountId, placementId }),
    steps: ownStepsNow({ state, answerDueAt, entries: hours }, now),
  };
}

type Counted = Pick<
  Row,
  'id' | 'accountId' | 'termId' | 'state' | 'approvedMinutes' | 'hours' | 'corrections'
>;

async function figuresFor(reader: Tx, row: Counted): Promise<HoursFigures> {
  const { id: except, accountId, termId, hours: entries } = row;
  const elsewhere = await minutesElsewhere(reader, { accountId, termId, except });
  return figuresOf({ ...row, entries, elsewhere });
}

type Rated = Pick<Row, 'finalAt'> & {
  readonly application: Pick<Row['application'], 'level' | 'claims'>;
};

function earningsFor(
  { application, finalAt }: Rated,
  figures: HoursFigures,
  rates: readonly PayRate[],
  now: Date,
): Earnings {
  const { level, claims } = application;
  const rateDay = tehranDate(finalAt ?? now);
  return earningsOf({ figures, level, married: marriedBasis(claims), rateDay }, rates);
}

/** The cap of the present Jalali month. */
function monthOf({ state, opening, hours }: Row, now: Date): OwnWork['month'] {
  const cap = placementSettings.parse(opening.university.settings).monthlyCapMinutes;
  if (cap === null || !isLive(state)) return null;
  const today = tehranDate(now);
  const month = countedMonth({ workedOn: null, enteredOn: today });
  const inMonth = hours.filter(({ workedOn, enteredAt }) => {
    const entry = { workedOn: workedOn && fromUtc(workedOn), enteredOn: tehranDate(enteredAt) };
    return countedMonth(entry) === month;
  });
  return { capMinutes: cap, leftMinutes: Math.max(0, cap - enteredMinutes(inMonth)) };
}

function objectionIn({ hours }: Row): OwnWork['objection'] {
  const objected = hours.findLast(({ state }) => state === 'objected');
  return objected ? { text: objected.objection ?? '', round: objected.objectionRound } : null;
}

const entriesOf = ({ hours }: Row): OwnEntry[] =>
  hours
    .filter(({ state }) => state !== 'replaced')
    .map(({ minutes, workedOn, enteredAt, state, objectionRound }) => ({
      minutes,
      workedOn: workedOn && fromUtc(workedOn),
      enteredAt,
      state,
      isAfterObjection: state === 'reported' && objectionRound > 0,
    }))
    .toReversed();

export interface Payment {
  readonly lineId: number;
  readonly placementId: number;
  readonly unit: { readonly nameFa: string; readonly nameEn: string };
  readonly term: ListedTerm;
  readonly minutes: number;
  readonly rialPerHour: bigint;
  readonly married: boolean;
  readonly amountRial: bigint;
  readonly progress: PayProgress;
  /** Returned, and in a later run again. */
  readonly isPaidAnew: boolean;
  /** A correction has left no hours to pay. */
  readonly isNothingLeft: boolean;
  /** Returned, and finance lets the same account be paid again. */
  readonly isReleased: boolean;
  readonly maskedSheba: string;
  /** Whether it is still the account of the student. */
  readonly isAccountInForce: boolean;
  readonly reference: string | null;
  readonly reason: string | null;
  readonly settledAt: Date | null;
}

/**
 * What a student was paid and is to be paid, the newest first; of one placement where that is named.
 * Drafts are nobody's promise yet.
 */
export async function paymentsOf(
  reader: Tx,
  { accountId, placementId }: { readonly accountId: number; readonly placementId?: number },
): Promise<Payment[]> {
  const of = placementId === undefined ? { accountId } : { accountId, placementId };
  const rows = await reader.payLine.findMany({
    where: { ...of, state: { not: 'cancelled' }, run: { state: { not: 'draft' } } },
    include: paymentParts,
    orderBy: { id: 'desc' },
  });
  return rows.map(paymentFrom);
}

const paymentParts = {
  run: { select: { state: true } },
  bankAccount: { select: { sheba: true, state: true } },
  placement: {
    select: {
      term: true,
      unit: { select: { nameFa: true, nameEn: true } },
      payLines: {
        where: { state: { in: ['due', 'paid'] }, run: { state: { not: 'draft' } } },
        select: { id: true },
      },
      hours: true,
      corrections: true,
    },
  },
} as const satisfies Prisma.PayLineInclude;

function paymentFrom({
  run,
  bankAccount,
  placement,
  ...line
}: Prisma.PayLineGetPayload<{ include: typeof paymentParts }>): Payment {
  return {
    lineId: line.id,
    placementId: line.placementId,
    unit: placement.unit,
    term: termOf(placement.term),
    minutes: line.minutes,
    rialPerHour: line.rialPerHour,
    married: line.married,
    amountRial: line.amountRial,
    progress: payProgress(line.state, run.state),
    isPaidAnew: line.state === 'returned' && placement.payLines.length > 0,
    isNothingLeft: payableMinutes(placement.hours, placement.corrections) === 0,
    isReleased: line.releasedAt !== null,
    maskedSheba: maskSheba(bankAccount.sheba),
    isAccountInForce: bankAccount.state !== 'replaced',
    reference: line.bankReference,
    reason: line.reason,
    settledAt: line.settledAt,
  };
}

/** Work that is finally approved and in no payment yet. */
export interface UnpaidWork {
  readonly placementId: number;
  readonly unit: { readonly nameFa: string; readonly nameEn: string };
  readonly term: ListedTerm;
  readonly level: Level;
  readonly earnings: Earnings;
  /** What keeps it out of the next payment; empty: nothing does. */
  readonly reasons: readonly PayExclusion[];
  /** Of the account in force; null: there is none. */
  readonly account: BankAccountState | null;
}

/** A line by which work is paid or is to be; drafts are nobody's promise yet. */
const standing = {
  state: { in: ['due', 'paid'] },
  run: { state: { not: 'draft' } },
} as const satisfies Prisma.PayLineWhereInput;

const unpaidParts = {
  ...candidateParts,
  application: parts.application,
  unit: { select: { nameFa: true, nameEn: true } },
  term: true,
  hours: true,
  corrections: true,
  payLines: {
    where: { OR: [standing, { state: 'returned' }] },
    select: candidateParts.payLines.select,
  },
} as const satisfies Prisma.PlacementInclude;

/** What a student earned and is in no payment, with what stands against it; the oldest first. */
export async function unpaidWorkOf({ tx, now }: Moment, accountId: number): Promise<UnpaidWork[]> {
  const rates = await ratesOf(tx);
  const rows = await tx.placement.findMany({
    where: { accountId, state: 'final', payLines: { none: standing } },
    include: unpaidParts,
    orderBy: { id: 'asc' },
  });
  const unpaid: UnpaidWork[] = [];
  for (const row of rows) {
    const { id: placementId, unit, term, application } = row;
    unpaid.push({
      placementId,
      unit,
      term: termOf(term),
      level: application.level,
      earnings: earningsFor(row, await figuresFor(tx, row), rates, now),
      reasons: reasonsAgainst(row, rates, now),
      account: row.account.bankAccounts[0]?.state ?? null,
    });
  }
  return unpaid;
}

function reasonsAgainst(
  row: Prisma.PlacementGetPayload<{ include: typeof unpaidParts }>,
  rates: readonly PayRate[],
  now: Date,
): readonly PayExclusion[] {
  const { application } = row;
  const claims = application.claims.filter(({ state }) => state === 'verified');
  const candidate = candidateOf({ ...row, application: { ...application, claims } }, now);
  const decision = decidePay(candidate, rates);
  return decision.included ? [] : decision.reasons;
}
