import type { Opening, Prisma } from '../../prisma/generated/client.ts';
import { type Gender, genders } from '../registry/types.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { fullName } from '../staff/queries.ts';
import { type CanRefusal, can } from '../staff/rules.ts';
import type { Actor } from '../staff/types.ts';
import { termOf } from '../terms/queries.ts';
import type { ListedTerm } from '../terms/types.ts';
import type { Tx } from '../work.ts';
import { type Candidate, nextInRank, type Seat, waitingFor, waits } from './queries/waiting.ts';
import { type OpeningStep, openingSteps } from './rules/officer-steps.ts';
import { freeSeats, knownUnitKind, moveSeats, noSeats, workTypeOf } from './rules.ts';
import { storedChange } from './schema.ts';
import type { ApprovedPart, OpeningState, SeatCount, SeatMove, WorkType } from './types.ts';

export type NamedCandidate = Candidate & { readonly name: string; readonly studentNumber: string };

export const candidatePageSize = 8;

export interface CandidatePage {
  readonly opening: ListedOpening;
  readonly candidates: readonly NamedCandidate[];
  readonly total: number;
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

/**
 * A page of who waits, in rank order, by name, for the unit that may ask for them and the expert who
 * reviews them. `wanted` counts from 0 and is brought into range.
 */
export async function candidatesOf(
  reader: Tx,
  actor: Actor,
  seat: Seat,
  wanted = 0,
): Promise<Result<CandidatePage, CanRefusal | Refusal<'notFound'>>> {
  const opening = await openingById(reader, seat.openingId);
  if (!opening) return refuse('notFound');
  const asks = can(actor, 'requestPlacement', opening);
  const reads = asks.ok ? asks : can(actor, 'reviewApplication', opening);
  if (!reads.ok) return reads;
  const waiting = await waitingFor(reader, seat);
  const pages = Math.max(1, Math.ceil(waiting.length / candidatePageSize));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  const shown = waiting.slice(page * candidatePageSize, (page + 1) * candidatePageSize);
  const rows = await reader.account.findMany({
    where: { id: { in: shown.map(({ accountId }) => accountId) } },
    select: {
      id: true,
      firstName: true,
      lastName: true,
      profile: { select: { studentNumber: true } },
    },
  });
  const people = new Map(rows.map((row) => [row.id, row]));
  const candidates = shown.map((candidate) => {
    const person = people.get(candidate.accountId);
    return {
      ...candidate,
      name: (person && fullName(person)) ?? '',
      studentNumber: person?.profile?.studentNumber ?? '',
    };
  });
  return ok({ opening, candidates, total: waiting.length, page, pages });
}

export type ListedOpening = Opening & {
  readonly unit: { readonly id: number; readonly nameFa: string; readonly nameEn: string };
  readonly seats: Readonly<Record<Gender, SeatCount & { readonly free: number }>>;
};

export interface OpeningPage {
  readonly openings: readonly ListedOpening[];
  readonly total: number;
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

export const openingPageSize = 8;

/**
 * Openings of a university in a term, by unit. `gender`: only those with seats for it, taken or
 * not; `unitIds`: only these units'; `fields`: only those that ask for one of these.
 */
export async function openingsOf(
  reader: Tx,
  query: {
    universityId: number;
    termId: number;
    states?: readonly OpeningState[];
    gender?: Gender;
    unitIds?: readonly number[];
    fields?: readonly string[];
    page?: number;
  },
): Promise<OpeningPage> {
  const where = conditions(query);
  const total = await reader.opening.count({ where });
  const pages = Math.max(1, Math.ceil(total / openingPageSize));
  const page = Math.min(Math.max(0, query.page ?? 0), pages - 1);
  const rows = await reader.opening.findMany({
    where,
    include: listed,
    orderBy: [{ unitId: 'asc' }, { id: 'asc' }],
    skip: page * openingPageSize,
    take: openingPageSize,
  });
  return { openings: rows.map(listedOpening), total, page, pages };
}

export async function openingById(
  reader: Tx,
  openingId: number,
): Promise<ListedOpening | undefined> {
  const row = await reader.opening.findUnique({ where: { id: openingId }, include: listed });
  return row === null ? undefined : listedOpening(row);
}

/** In the order of the ids; one that is none is left out. */
export async function openingsByIds(reader: Tx, ids: readonly number[]): Promise<ListedOpening[]> {
  const rows = await reader.opening.findMany({ where: { id: { in: [...ids] } }, include: listed });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [listedOpening(row)] : [];
  });
}

/** The fields of study that open openings with seats for a gender ask for, in order. */
export async function openingFields(
  reader: Tx,
  of: { universityId: number; termId: number; gender: Gender },
): Promise<string[]> {
  const rows = await reader.opening.findMany({
    where: conditions(of),
    select: { field: true },
    distinct: ['field'],
    orderBy: { field: 'asc' },
  });
  return rows.map(({ field }) => field);
}

/** What officers see of an opening, with what this one may do with it now. */
export interface OpeningView {
  readonly opening: ListedOpening & { readonly term: ListedTerm };
  /** How many wait for a seat, and who is next. */
  readonly waiting: Readonly<
    Record<Gender, { readonly count: number; readonly nextCode: string | null }>
  >;
  /** Placements in it, ended ones too. */
  readonly placed: number;
  /** What waits for the expert's approval. */
  readonly change: (ApprovedPart & { readonly id: number }) | null;
  /** By which the opening, as it is here, waits for the expert's approval; null where it does not. */
  readonly itemId: number | null;
  readonly may: Readonly<Record<OpeningStep, boolean>>;
  /** It waits for an expert, and this one, who is an expert, took the step before. */
  readonly needsSecond: boolean;
}

/** For the unit that declared it and the expert who decides. */
export async function openingView(
  reader: Tx,
  actor: Actor,
  openingId: number,
): Promise<Result<{ readonly view: OpeningView }, CanRefusal | Refusal<'notFound'>>> {
  // Before the opening: of one that is declared anew between the two nothing is decided unread.
  const itemId = await waitingItem(reader, openingId);
  const opening = await readable(reader, actor, openingId);
  if (!opening.ok) return opening;
  const { opening: row } = opening;
  const term = await reader.term.findUniqueOrThrow({ where: { id: row.termId } });
  const change = await reader.openingChange.findFirst({ where: { openingId, state: 'waiting' } });
  const may = openingSteps(actor, row, change);
  const waits = row.state === 'declared' || change !== null;
  const isExpert = can(actor, 'decideOpening', { universityId: row.universityId }).ok;
  return ok({
    view: {
      opening: { ...row, term: termOf(term) },
      waiting: {
        female: await queueOf(reader, { openingId, gender: 'female' }),
        male: await queueOf(reader, { openingId, gender: 'male' }),
      },
      placed: await reader.placement.count({ where: { openingId } }),
      change: change && { id: change.id, ...storedChange.parse(change.change) },
      itemId,
      may,
      needsSecond: waits && isExpert && !may.decide && !may.decideChange,
    },
  });
}

/** What lies before the experts about a declared opening: another one each time that it is declared. */
export async function waitingItem(reader: Tx, openingId: number): Promise<number | null> {
  const item = await reader.workItem.findFirst({
    where: { kind: 'approveOpening', subjectId: openingId, closedAt: null },
    select: { id: true },
  });
  return item?.id ?? null;
}

async function readable(
  reader: Tx,
  actor: Actor,
  openingId: number,
): Promise<Result<{ readonly opening: ListedOpening }, CanRefusal | Refusal<'notFound'>>> {
  const opening = await openingById(reader, openingId);
  if (!opening) return refuse('notFound');
  const declares = can(actor, 'declareOpening', opening);
  const reads = declares.ok ? declares : can(actor, 'decideOpening', opening);
  return reads.ok ? ok({ opening }) : reads;
}

async function queueOf(reader: Tx, seat: Seat) {
  const count = await reader.application.count({ where: waits(seat) });
  return { count, nextCode: count === 0 ? null : await nextInRank(reader, seat) };
}

/** The opening that a change is of; undefined where there is no such change. */
export async function openingOfChange(reader: Tx, changeId: number): Promise<number | undefined> {
  const row = await reader.openingChange.findUnique({ where: { id: changeId } });
  return row?.openingId;
}

/** The seats of openings that are open, by gender. */
export async function seatTotals(
  reader: Tx,
  of: { universityId: number; termId: number; unitIds?: readonly number[] },
): Promise<Readonly<Record<Gender, SeatCount>>> {
  const rows = await reader.seatCount.groupBy({
    by: ['gender'],
    where: { opening: conditions(of) },
    _sum: { capacity: true, held: true, filled: true },
  });
  const sumOf = (gender: Gender): SeatCount => {
    const sum = rows.find((row) => row.gender === gender)?._sum;
    return { capacity: sum?.capacity ?? 0, held: sum?.held ?? 0, filled: sum?.filled ?? 0 };
  };
  return { female: sumOf('female'), male: sumOf('male') };
}

export interface LedgerEntry {
  readonly gender: Gender;
  readonly move: SeatMove;
  readonly amount: number;
  readonly at: Date;
  /** Of the placement that the seat is for; null for capacities. */
  readonly trackingCode: string | null;
}

export interface Ledger {
  readonly opening: ListedOpening;
  /** The newest first. */
  readonly entries: readonly LedgerEntry[];
  /** Whether the movements lead to the counts that stand. */
  readonly addsUp: boolean;
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

const ledgerPageSize = 10;

/** Every movement of an opening's seats, for who may see it. `wanted` is brought into range. */
export async function ledgerOf(
  reader: Tx,
  actor: Actor,
  openingId: number,
  wanted = 0,
): Promise<Result<Ledger, CanRefusal | Refusal<'notFound'>>> {
  const found = await readable(reader, actor, openingId);
  if (!found.ok) return found;
  const { opening } = found;
  const events = await reader.seatEvent.findMany({
    where: { openingId },
    orderBy: { id: 'asc' },
    include: { placement: { select: { application: { select: { trackingCode: true } } } } },
  });
  const addsUp = genders.every((gender) => {
    const counted = events.filter((event) => event.gender === gender).reduce(moveSeats, noSeats);
    const { capacity, held, filled } = opening.seats[gender];
    return capacity === counted.capacity && held === counted.held && filled === counted.filled;
  });
  const pages = Math.max(1, Math.ceil(events.length / ledgerPageSize));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  const shown = events.reverse().slice(page * ledgerPageSize, (page + 1) * ledgerPageSize);
  const entries = shown.map(({ gender, move, amount, at, placement }) => ({
    ...{ gender, move, amount, at },
    trackingCode: placement?.application.trackingCode ?? null,
  }));
  return ok({ opening, entries, addsUp, page, pages });
}

export interface OwnUnit {
  readonly id: number;
  readonly universityId: number;
  readonly nameFa: string;
  readonly nameEn: string;
  readonly workType: WorkType;
  readonly university: { readonly nameFa: string; readonly nameEn: string };
}

/** The units for which an officer may declare openings, by their Persian name. */
export async function ownUnits(reader: Tx, actor: Actor): Promise<OwnUnit[]> {
  const holdings = actor.kind === 'person' ? actor.holdings : [];
  const OR = holdings
    .filter(({ role, universityId }) => role === 'unitOfficer' && universityId !== null)
    .map(({ universityId, unitId }) => ({
      ...(universityId === null ? {} : { universityId }),
      ...(unitId === null ? {} : { id: unitId }),
    }));
  if (OR.length === 0) return [];
  const rows = await reader.unit.findMany({
    where: { closedAt: null, OR },
    include: { university: { select: { nameFa: true, nameEn: true } } },
    orderBy: [{ nameFa: 'asc' }, { id: 'asc' }],
    take: mostUnits,
  });
  return rows
    .filter(
      ({ id: unitId, universityId }) => can(actor, 'declareOpening', { unitId, universityId }).ok,
    )
    .map(({ kind, ...unit }) => ({ ...unit, workType: workTypeOf[knownUnitKind(kind)] }));
}

/** As many as stand below one question. */
const mostUnits = 60;

const listed = { unit: { select: { id: true, nameFa: true, nameEn: true } }, seats: true } as const;

function conditions({
  universityId,
  termId,
  states = ['approved'],
  gender,
  unitIds,
  fields,
}: Parameters<typeof openingsOf>[1]): Prisma.OpeningWhereInput {
  return {
    universityId,
    termId,
    state: { in: [...states] },
    ...(unitIds === undefined ? {} : { unitId: { in: [...unitIds] } }),
    ...(fields === undefined ? {} : { field: { in: [...fields] } }),
    ...(gender === undefined ? {} : { seats: { some: { gender, capacity: { gt: 0 } } } }),
  };
}

type Row = Prisma.OpeningGetPayload<{ include: typeof listed }>;

function listedOpening({ seats, ...opening }: Row): ListedOpening {
  const countOf = (gender: Gender) => {
    const row = seats.find((count) => count.gender === gender);
    const { capacity, held, filled } = row ?? { capacity: 0, held: 0, filled: 0 };
    return { capacity, held, filled, free: freeSeats({ capacity, held, filled }) };
  };
  return { ...opening, seats: { female: countOf('female'), male: countOf('male') } };
}
