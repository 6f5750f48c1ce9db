import type { Prisma } from '../../prisma/generated/client.ts';
import { parseTrackingCode } from '../applications/rules.ts';
import type { ApplicationState, TrackingCode } from '../applications/types.ts';
import { isOpen } from '../openings/rules.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { fullName, nameOf } from '../staff/queries.ts';
import { type Action, type CanRefusal, can, type Subject } from '../staff/rules.ts';
import type { Actor } from '../staff/types.ts';
import { compact } from '../text.ts';
import type { Tx, Tx } from '../work.ts';
import { 
  enteredByOf,enteredMinutes, 
  enteredMinutes,
  movePlacement,
  objectionReader,
  objectionsTo,officersTurn, 
  officersTurn,payableMinutes, } from './rules.ts';
import type { HoursState, OfficersTurn, PlacementState, PlacementState } from './types.ts';

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

export interface OwnPlacement {
  readonly id: number;
  readonly state: PlacementState;
  readonly unit: { readonly nameFa: string; readonly nameEn: string };
  readonly approvedMinutes: number;
  /** Entered and standing: replaced entries do not count. */
  readonly enteredMinutes: number;
  /** Until when the student may decline; null once that is past or settled. */
  readonly answerDueAt: Date | null;
  readonly hours: readonly {
    readonly minutes: number;
    readonly workedOn: Date | null;
    readonly state: HoursState;
    readonly objectionDueAt: Date;
  }[];
}

/** A student's placements, the newest first. */
export async function placementsOf(reader: Tx, accountId: number): Promise<OwnPlacement[]> {
  const rows = await reader.placement.findMany({
    where: { accountId },
    orderBy: { id: 'desc' },
    select: {
      id: true,
      state: true,
      approvedMinutes: true,
      answerDueAt: true,
      unit: { select: { nameFa: true, nameEn: true } },
      hours: {
        where: { state: { not: 'replaced' } },
        orderBy: { id: 'asc' },
        select: { minutes: true, workedOn: true, state: true, objectionDueAt: true },
      },
    },
  });
  return rows.map((row) => ({
    ...row,
    enteredMinutes: row.hours.reduce((sum, { minutes }) => sum + minutes, 0),
  }));
}

const viewed = {
  application: { select: { trackingCode: true, level: true } },
  account: { select: { firstName: true, lastName: true } },
  opening: { select: { universityId: true, titleFa: true, titleEn: true } },
  unit: { select: { nameFa: true, nameEn: true } },
  hours: { orderBy: { id: 'asc' } },
} as const satisfies Prisma.PlacementInclude;

/** A placement as officers see it, with what this one may do with it now. */
export type PlacementView = Prisma.PlacementGetPayload<{ include: typeof viewed }> & {
  readonly name: string | null;
  readonly requestedBy: string | null;
  readonly approvedBy: string | null;
  readonly finalBy: string | null;
  /** Entered and standing. */
  readonly enteredMinutes: number;
  readonly may: Readonly<Record<PlacementStep, boolean>>;
};

export type PlacementStep = 'decide' | 'report' | 'settle' | 'finalise';

/** Refused to whoever has nothing to do with its unit, and to the student. */
export async function placementView(
  reader: Tx,
  actor: Actor,
  placementId: number,
): Promise<Result<{ readonly view: PlacementView }, Refusal<'notFound'> | CanRefusal>> {
  const row = await reader.placement.findUnique({ where: { id: placementId }, include: viewed });
  if (!row) return refuse('notFound');
  const { unitId, accountId: ownerId, opening } = row;
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
    may: stepsOf(actor, row, subject),
  };
  return ok({ view });
}

type Viewed = Prisma.PlacementGetPayload<{ include: typeof viewed }>;

/** The steps that are due and open to this officer, so that no other button is shown. */
function stepsOf(actor: Actor, row: Viewed, subject: Subject): PlacementView['may'] {
  const { state, approvedById, requestedById, hours } = row;
  const turn = officersTurn({ state, approved: approvedById !== null, entries: hours });
  const allowed = (action: Action, firstPersonIds: readonly number[] = []) =>
    can(actor, action, { ...subject, firstPersonIds }).ok;
  const toExpert = turn === 'answerObjection' && objectionReader(objectionsTo(hours)) === 'expert';
  const reportable = movePlacement('reportHours', state === 'approved' ? 'working' : state);
  return {
    decide: turn === 'approvePlacement' && allowed('decidePlacement', [requestedById]),
    report:
      reportable !== undefined && approvedById !== null && !toExpert && allowed('reportHours'),
    settle: toExpert && allowed('settleObjection'),
    finalise: turn === 'approveFinal' && allowed('finalisePlacement', enteredByOf(hours)),
  };
}

/** The placement that a tracking code's application led to, the latest; undefined where none did. */
export async function placementOfCode(
  reader: Tx,
  trackingCode: TrackingCode,
): Promise<number | undefined> {
  const row = await reader.placement.findFirst({
    where: { application: { trackingCode } },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  return row?.id;
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

/** `unknownStudent`: nobody of the officer's universities; `noWish`: wished for none of the units. */
export type RequestableRefusal =
  | CanRefusal
  | Refusal<'unknownStudent'>
  | Refusal<'noWish', { readonly state: ApplicationState }>;

/** For whom, and for which openings, an officer could ask by this student number or tracking code. */
export async function requestableBy(
  reader: Tx,
  actor: Actor,
  typed: string,
): Promise<Result<Requestable, RequestableRefusal>> {
  const holdings = actor.kind === 'person' ? actor.holdings : [];
  const universityIds = holdings.flatMap(({ universityId }) => universityId ?? []);
  const code = parseTrackingCode(typed);
  const row = await reader.application.findFirst({
    where: {
      universityId: { in: universityIds },
      ...(code.ok
        ? { trackingCode: code.value }
        : { account: { profile: { studentNumber: compact(typed), confirmedAt: { not: null } } } }),
    },
    orderBy: { id: 'desc' },
    include: wishes,
  });
  if (!row) return refuse('unknownStudent');
  const openings = row.choices
    .map(({ opening }) => opening)
    .filter(({ state, universityId, unitId }) => {
      const subject = { universityId, unitId, ownerId: row.accountId };
      return isOpen(state) && can(actor, 'requestPlacement', subject).ok;
    });
  if (openings.length === 0) return refuse('noWish', { state: row.state });
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

const shown = {
  application: { select: { trackingCode: true, level: true } },
  account: { select: { firstName: true, lastName: true } },
  opening: { select: { id: true, universityId: true, titleFa: true, titleEn: true } },
  unit: { select: { id: true, nameFa: true, nameEn: true } },
  term: { select: { startYear: true, number: true } },
  hours: { orderBy: { id: 'asc' } },
  amendments: { orderBy: { id: 'asc' } },
  corrections: { orderBy: { id: 'asc' } },
} as const satisfies Prisma.PlacementInclude;

type Row = Prisma.PlacementGetPayload<{ include: typeof shown }>;

/** A placement as its student and its officers see it. */
export type PlacementView = Row & {
  /** Minutes entered that stand, and those to be paid once it is final. */
  readonly enteredMinutes: number;
  readonly payableMinutes: number;
  /** What it waits for an officer to do; null: the student's turn, or nobody's. */
  readonly waitsFor: OfficersTurn | null;
};

function viewOf(row: Row): PlacementView {
  const { state, approvedById, hours, corrections } = row;
  return {
    ...row,
    enteredMinutes: enteredMinutes(hours),
    payableMinutes: payableMinutes(hours, corrections),
    waitsFor: officersTurn({ state, approved: approvedById !== null, entries: hours }),
  };
}

export async function placementById(
  reader: Tx,
  placementId: number,
): Promise<PlacementView | undefined> {
  const row = await reader.placement.findUnique({ where: { id: placementId }, include: shown });
  return row === null ? undefined : viewOf(row);
}

/**
 * The placements of a student, the newest first. A request that is not approved yet is the unit's
 * own affair and not shown, nor is one that came to nothing.
 */
export async function placementsOfStudent(
  reader: Tx,
  accountId: number,
): Promise<PlacementView[]> {
  const rows = await reader.placement.findMany({
    where: { accountId, approvedById: { not: null } },
    include: shown,
    orderBy: { id: 'desc' },
  });
  return rows.map(viewOf);
}

export interface PlacementPage {
  readonly placements: readonly PlacementView[];
  readonly total: number;
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

export const placementPageSize = 8;

/** Placements of a unit, or of all units of a university, in a term. */
export async function placementsOf(
  reader: Tx,
  query: {
    universityId: number;
    termId: number;
    unitId?: number;
    states?: readonly PlacementState[];
    page?: number;
  },
): Promise<PlacementPage> {
  const { universityId, termId, unitId, states } = query;
  const where: Prisma.PlacementWhereInput = {
    termId,
    opening: { universityId },
    ...(unitId !== undefined && { unitId }),
    ...(states && { state: { in: [...states] } }),
  };
  const total = await reader.placement.count({ where });
  const pages = Math.max(1, Math.ceil(total / placementPageSize));
  const page = Math.min(Math.max(0, query.page ?? 0), pages - 1);
  const rows = await reader.placement.findMany({
    where,
    include: shown,
    orderBy: { id: 'desc' },
    skip: page * placementPageSize,
    take: placementPageSize,
  });
  return { placements: rows.map(viewOf), total, page, pages };
}
