import type { Placement, PlacementAmendment, Prisma } from '../../prisma/generated/client.ts';
import { parseTrackingCode } from '../applications/rules.ts';
import type { WaitsFor } from '../applications/types.ts';
import { deadline } from '../calendar.ts';
import { isOpen } from '../openings/rules.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { fullName, isHeld, nameOf, openItemOf } from '../staff/queries.ts';
import { type CanRefusal, can } from '../staff/rules.ts';
import type { Actor } from '../staff/types.ts';
import { compact } from '../text.ts';
import type { Tx } from '../work.ts';
import { officerSteps, type PlacementStep } from './rules/officer-steps.ts';
import {
  answerDue,
  enteredMinutes,
  payableMinutes,
  reminderDays,
  waitingMinutes,
} from './rules.ts';
import {
  type OfficersTurn,
  officersTurns,
  type PlacementEnding,
  type PlacementState,
} from './types.ts';

/** Requests whose hold has run out, for the job that ends them one by one. */
export async function requestsToExpire(reader: Tx, now: Date, take = 100): Promise<number[]> {
  const rows = await reader.placement.findMany({
    where: { state: 'requested', holdUntil: { lt: now } },
    select: { id: true },
    orderBy: { id: 'asc' },
    take,
  });
  return rows.map(({ id }) => id);
}

/** Placements with entries that the student let pass in silence. */
export async function hoursToLapse(reader: Tx, now: Date, take = 100): Promise<number[]> {
  const rows = await reader.placement.findMany({
    where: {
      hours: {
        some: { state: 'reported', objectionDueAt: { lt: now } },
        none: { state: 'reported', objectionDueAt: { gte: now } },
      },
    },
    select: { id: true },
    orderBy: { id: 'asc' },
    take,
  });
  return rows.map(({ id }) => id);
}

/** Placements whose entries soon stand without an answer, and whose students do not know. */
export async function hoursToRemind(reader: Tx, now: Date, take = 100): Promise<number[]> {
  const soon = deadline(now, reminderDays);
  const rows = await reader.placement.findMany({
    where: {
      hours: {
        some: { state: 'reported', remindedAt: null, objectionDueAt: { gte: now, lte: soon } },
        none: { state: 'reported', objectionDueAt: { gt: soon } },
      },
    },
    select: { id: true },
    orderBy: { id: 'asc' },
    take,
  });
  return rows.map(({ id }) => id);
}

/** Placements whose students can soon no longer decline, and have not reported to the unit. */
export async function reportingToRemind(reader: Tx, now: Date, take = 100): Promise<number[]> {
  const rows = await reader.placement.findMany({
    where: {
      state: 'approved',
      answerRemindedAt: null,
      answerDueAt: { gte: now, lte: deadline(now, reminderDays) },
    },
    select: { id: true },
    orderBy: { id: 'asc' },
    take,
  });
  return rows.map(({ id }) => id);
}

const viewed = {
  application: { select: { trackingCode: true, level: true } },
  account: { select: { firstName: true, lastName: true, closedAt: true } },
  opening: { select: { universityId: true, titleFa: true, titleEn: true } },
  unit: { select: { nameFa: true, nameEn: true } },
  hours: { orderBy: { id: 'asc' } },
  amendments: { where: { state: 'waiting' } },
  corrections: { orderBy: { id: 'asc' } },
} as const satisfies Prisma.PlacementInclude;

/** A placement as officers see it, with what this one may do with it now. */
export type PlacementView = Prisma.PlacementGetPayload<{ include: typeof viewed }> & {
  readonly name: string | null;
  readonly requestedBy: string | null;
  readonly approvedBy: string | null;
  readonly finalBy: string | null;
  /** Entered and standing. */
  readonly enteredMinutes: number;
  /** To be paid for: what was entered, as corrections changed it. */
  readonly payableMinutes: number;
  /** More hours that wait for an approval. */
  readonly amendment: PlacementAmendment | null;
  readonly amendmentBy: string | null;
  readonly may: Readonly<Record<PlacementStep, boolean>>;
};

/** Refused to whoever has nothing to do with its unit, and to the student. */
export async function placementView(
  reader: Tx,
  actor: Actor,
  placementId: number,
): Promise<Result<{ readonly view: PlacementView }, Refusal<'notFound'> | CanRefusal>> {
  const row = await reader.placement.findUnique({ where: { id: placementId }, include: viewed });
  if (!row) return refuse('notFound');
  const { unitId, accountId: ownerId, opening } = row;
  const [amendment = null] = row.amendments;
  const item = await reader.workItem.findFirst({
    where: { kind: 'reportHours', subjectId: placementId, closedAt: null },
    select: { id: true },
  });
  const subject = { universityId: opening.universityId, unitId, ownerId };
  const seen = can(actor, 'decidePlacement', subject);
  if (!seen.ok) return seen;
  const view: PlacementView = {
    ...row,
    name: fullName(row.account),
    requestedBy: await nameOf(reader, row.requestedById),
    approvedBy: await nameOf(reader, row.approvedById),
    finalBy: await nameOf(reader, row.finalById),
    enteredMinutes: enteredMinutes(row.hours),
    payableMinutes: payableMinutes(row.hours, row.corrections),
    amendment,
    amendmentBy: await nameOf(reader, amendment?.requestedById ?? null),
    may: officerSteps(actor, { ...row, amendment, waitsForHours: item !== null }, subject),
  };
  return ok({ view });
}

export interface ListedPlacement {
  readonly id: number;
  readonly name: string | null;
  readonly trackingCode: string;
  readonly state: PlacementState;
  readonly enteredMinutes: number;
  readonly approvedMinutes: number;
}

export const placedPageSize = 8;

/** Who works or worked in an opening, the newest first. Whoever asks has been asked before. */
export async function placedIn(
  reader: Tx,
  { openingId, page }: { openingId: number; page: number },
): Promise<readonly ListedPlacement[]> {
  const rows = await reader.placement.findMany({
    where: { openingId },
    orderBy: { id: 'desc' },
    skip: page * placedPageSize,
    take: placedPageSize,
    include: viewed,
  });
  return rows.map(({ id, state, approvedMinutes, account, application, hours }) => ({
    ...{ id, state, approvedMinutes },
    name: fullName(account),
    trackingCode: application.trackingCode,
    enteredMinutes: enteredMinutes(hours),
  }));
}

/** The placement whose hours an amendment is of; undefined where there is none such. */
export async function placementOfAmendment(
  reader: Tx,
  amendmentId: number,
): Promise<number | undefined> {
  const row = await reader.placementAmendment.findUnique({ where: { id: amendmentId } });
  return row?.placementId;
}

/** Who must act on a placement, by when, and to do what; pay has no set time. */
export type PlacementWait = WaitsFor & {
  readonly to: OfficersTurn | 'answerHours' | 'pay';
};

/** What became of a placement, and when. It holds nothing that says whose it is. */
export interface PlacementStory {
  readonly placementId: number;
  readonly state: PlacementState;
  readonly ending: PlacementEnding | null;
  readonly unit: { readonly nameFa: string; readonly nameEn: string };
  /** Of the initial approval. */
  readonly approvedAt: Date | null;
  /** Until when its student may decline, and should have come; that may be over. */
  readonly declineDueAt: Date | null;
  readonly approvedMinutes: number;
  /** Entered and standing. */
  readonly enteredMinutes: number;
  /** Of these, what is not confirmed, by word or by silence. */
  readonly openMinutes: number;
  /** Of these, what waits for the student's answer: what is under an objection waits for others. */
  readonly askedMinutes: number;
  /** When the last entry was answered. */
  readonly answeredAt: Date | null;
  readonly finalAt: Date | null;
  readonly paidAt: Date | null;
  /** Null where nobody has to act any more. */
  readonly waitsFor: PlacementWait | null;
}

/** Of the placement that an application led to, the latest; null where it led to none. */
export async function placementStory(
  reader: Tx,
  applicationId: number,
): Promise<PlacementStory | null> {
  const row = await reader.placement.findFirst({
    where: { applicationId },
    orderBy: { id: 'desc' },
    include: told,
  });
  if (!row) return null;
  const { state, ending, unit, approvedMinutes, approvedAt, finalAt, payLines } = row;
  const answers = row.hours.flatMap(({ answeredAt }) => answeredAt ?? []);
  return {
    placementId: row.id,
    state,
    ending,
    unit,
    approvedAt,
    declineDueAt: state === 'approved' ? row.answerDueAt : null,
    approvedMinutes,
    enteredMinutes: enteredMinutes(row.hours),
    openMinutes: waitingMinutes(row.hours),
    askedMinutes: enteredMinutes(row.hours.filter((entry) => entry.state === 'reported')),
    answeredAt: latest(answers),
    finalAt,
    paidAt: latest(payLines.flatMap(({ settledAt }) => settledAt ?? [])),
    waitsFor: await placementWaitsFor(reader, row),
  };
}

const told = {
  unit: { select: { nameFa: true, nameEn: true } },
  opening: { select: { universityId: true } },
  hours: {
    where: { state: { not: 'replaced' } },
    select: { minutes: true, state: true, answeredAt: true, objectionDueAt: true },
  },
  corrections: { select: { minutes: true } },
  payLines: { where: { state: 'paid' }, select: { settledAt: true } },
} as const satisfies Prisma.PlacementInclude;

const latest = (instants: readonly Date[]): Date | null =>
  instants.length === 0 ? null : new Date(Math.max(...instants.map(Number)));

type Waiting = Pick<Placement, 'id' | 'accountId' | 'state'> & {
  readonly opening: { readonly universityId: number };
  readonly hours: Parameters<typeof answerDue>[0] & Parameters<typeof payableMinutes>[0];
  readonly corrections: Parameters<typeof payableMinutes>[1];
};

/** Null where nobody has to act, as where corrections took all hours away that were to be paid. */
export async function placementWaitsFor(
  reader: Tx,
  { id, accountId: ownerId, state, opening: { universityId }, hours, corrections }: Waiting,
): Promise<PlacementWait | null> {
  if (state === 'final') {
    if (payableMinutes(hours, corrections) === 0) return null;
    const held = await isHeld(reader, { role: 'finance', universityId, unitId: null, ownerId });
    return { to: 'pay', role: 'finance', dueAt: null, claimed: false, held };
  }
  const item = await openItemOf(reader, { kinds: officersTurns, subjectId: id, ownerId });
  if (item) {
    const { kind, ...wait } = item;
    return { to: kind as OfficersTurn, ...wait };
  }
  const dueAt = answerDue(hours);
  return dueAt && { to: 'answerHours', role: 'student', dueAt, claimed: false, held: true };
}

export interface Requestable {
  readonly code: string;
  readonly name: string;
  /** The wishes of the applicant that are open and in a unit of the officer's. */
  readonly openings: readonly {
    readonly id: number;
    readonly titleFa: string;
    readonly titleEn: string;
  }[];
}

/**
 * `unknownStudent`: nobody of the officer's universities; `noWish`: wished for none of the units;
 * `openingNotOpen`: only for what is not open now.
 */
export type RequestableRefusal =
  | CanRefusal
  | Refusal<'unknownStudent' | 'noWish' | 'openingNotOpen'>;

/**
 * For whom, and for which openings, an officer could ask by this student number or tracking code. Of
 * several requests of a student the earliest is meant for which units can ask now, or else the latest.
 */
export async function requestableBy(
  reader: Tx,
  actor: Actor,
  { typed, now }: { readonly typed: string; readonly now: Date },
): Promise<Result<Requestable, RequestableRefusal>> {
  const holdings = actor.kind === 'person' ? actor.holdings : [];
  const universityIds = holdings.flatMap(({ universityId }) => universityId ?? []);
  const universityId = { in: universityIds };
  const code = parseTrackingCode(typed);
  const named: Prisma.ApplicationWhereInput = {
    universityId,
    // A code without a letter in it may be somebody's number too.
    OR: [
      ...(code.ok ? [{ trackingCode: code.value }] : []),
      { account: { profile: { studentNumber: compact(typed), confirmedAt: { not: null } } } },
    ],
  };
  const isOpenNow = {
    kind: 'unitRequests',
    opensAt: { lte: now },
    closesAt: { gte: now },
  } as const;
  const row =
    (await reader.application.findFirst({
      where: {
        ...named,
        state: 'approved',
        term: { windows: { some: { universityId, ...isOpenNow } } },
      },
      orderBy: { id: 'asc' },
      include: wishes,
    })) ??
    (await reader.application.findFirst({
      where: named,
      orderBy: { id: 'desc' },
      include: wishes,
    }));
  if (!row) return refuse('unknownStudent');
  const own = row.choices
    .map(({ opening }) => opening)
    .filter(({ universityId, unitId }) => {
      const subject = { universityId, unitId, ownerId: row.accountId };
      return can(actor, 'requestPlacement', subject).ok;
    });
  if (own.length === 0) return refuse('noWish');
  const openings = own.filter(({ state }) => isOpen(state));
  if (openings.length === 0) return refuse('openingNotOpen');
  return ok({
    code: row.trackingCode,
    name: fullName(row.account) ?? '',
    openings: openings.map(({ id, titleFa, titleEn }) => ({ id, titleFa, titleEn })),
  });
}

const wishes = {
  account: { select: { firstName: true, lastName: true } },
  choices: { orderBy: { position: 'asc' }, select: { opening: true } },
} as const satisfies Prisma.ApplicationInclude;

/**
 * Minutes that a student's other placements take of a term, as corrections changed them. Who decides by
 * them holds the account's lock: see `lockForHours`.
 */
export async function minutesElsewhere(
  reader: Tx,
  { accountId, termId, except }: { accountId: number; termId: number; except?: number },
): Promise<number> {
  const others = await reader.placement.findMany({
    where: { accountId, termId, ...(except !== undefined && { id: { not: except } }) },
    select: {
      hours: { select: { minutes: true, state: true } },
      corrections: { select: { minutes: true } },
    },
  });
  return others.reduce(
    (sum, { hours, corrections }) => sum + payableMinutes(hours, corrections),
    0,
  );
}
