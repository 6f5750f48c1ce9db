import type { Prisma } from '../../prisma/generated/client.ts';
import { type Ok, ok, refuse } from '../result.ts';
import type { StaffRole } from '../staff/types.ts';
import type { Tx } from '../work.ts';
import { compareTerms, requireOpen, rolesNeeded, windowState } from './rules.ts';
import {
  type ListedTerm,
  type OutsideWindow,
  termParts,
  type WindowInstants,
  type WindowKind,
  type WindowState,
  windowKinds,
} from './types.ts';

export type WindowKey = {
  readonly universityId: number;
  readonly termId: number;
  readonly kind: WindowKind;
};

/** Whether a step may be done now at a university in a term. */
export async function requireWindow(
  { tx, now }: { readonly tx: Tx; readonly now: Date },
  { universityId, termId, kind }: WindowKey,
): Promise<Ok | OutsideWindow> {
  const window = await tx.window.findUnique({
    where: { universityId_termId_kind: { universityId, termId, kind } },
    select: { opensAt: true, closesAt: true },
  });
  const open = requireOpen(window, now);
  return open.ok ? ok() : refuse('outsideWindow', { kind, window: open });
}

export type ListedWindow = WindowInstants & {
  readonly id: number;
  readonly kind: WindowKind;
  readonly state: WindowState;
};

/** The windows of a university in a term, by the day on which they close. */
export async function windowsOf(
  reader: Tx,
  { universityId, termId }: Omit<WindowKey, 'kind'>,
  now: Date,
): Promise<ListedWindow[]> {
  const rows = await reader.window.findMany({
    where: { universityId, termId },
    select: { id: true, kind: true, opensAt: true, closesAt: true },
    orderBy: [{ closesAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({ ...row, state: windowState(row, now) }));
}

/** Universities: one, these, or all. */
type Among = number | readonly number[] | 'all';

const at = (among: Among): Prisma.WindowWhereInput =>
  among === 'all' ? {} : { universityId: typeof among === 'number' ? among : { in: [...among] } };

/**
 * The term in which a university is, or several together: the latest with a window that has opened,
 * or else the next one to open. Undefined where no window was ever set.
 */
export async function currentTerm(
  reader: Tx,
  among: Among,
  now: Date,
): Promise<ListedTerm | undefined> {
  const of = { windows: { some: { ...at(among), opensAt: { lte: now } } } };
  const next = { windows: { some: at(among) } };
  const newestFirst = [{ startYear: 'desc' }, { number: 'desc' }] as const;
  const oldestFirst = [{ startYear: 'asc' }, { number: 'asc' }] as const;
  const row =
    (await reader.term.findFirst({ where: of, orderBy: [...newestFirst] })) ??
    (await reader.term.findFirst({ where: next, orderBy: [...oldestFirst] }));
  return row === null ? undefined : termOf(row);
}

/** The terms in which one of these windows of a university is open now, the earliest first. */
export async function termsOpenFor(
  reader: Tx,
  { universityId, kinds }: { universityId: number; kinds: readonly WindowKind[] },
  now: Date,
): Promise<ListedTerm[]> {
  const open = { opensAt: { lte: now }, closesAt: { gte: now } };
  const rows = await reader.term.findMany({
    where: { windows: { some: { universityId, kind: { in: [...kinds] }, ...open } } },
    orderBy: [{ startYear: 'asc' }, { number: 'asc' }],
  });
  return rows.map(termOf);
}

/** The term for which this window of a university opens next; undefined where none is to open. */
export async function termToOpen(
  reader: Tx,
  { universityId, kind }: { readonly universityId: number; readonly kind: WindowKind },
  now: Date,
): Promise<ListedTerm | undefined> {
  const window = await reader.window.findFirst({
    where: { universityId, kind, opensAt: { gt: now } },
    orderBy: { opensAt: 'asc' },
    select: { term: true },
  });
  return window === null ? undefined : termOf(window.term);
}

export async function termById(reader: Tx, id: number): Promise<ListedTerm | undefined> {
  const row = await reader.term.findUnique({ where: { id } });
  return row === null ? undefined : termOf(row);
}

/** A stored term in the domain's words. */
export function termOf(row: { id: number; startYear: number; number: number }): ListedTerm {
  const part = termParts.find((known) => known === row.number);
  if (part === undefined) throw new Error(`a stored term has part ${row.number}`);
  return { id: row.id, startYear: row.startYear, part };
}

/** The roles that a university's windows need, of all kinds or these, and that nobody holds there. */
export async function vacantRoles(
  reader: Tx,
  universityId: number,
  kinds: readonly WindowKind[] = windowKinds,
): Promise<StaffRole[]> {
  const held = await reader.cartable.findMany({
    where: { universityId, closedAt: null, holders: { some: { until: null } } },
    select: { role: true },
    distinct: ['role'],
  });
  const needed = new Set(kinds.flatMap((kind) => rolesNeeded[kind]));
  return [...needed].filter((role) => !held.some((cartable) => cartable.role === role));
}

/** The terms in which a university or one of several has windows, the latest first. */
export async function termsOf(reader: Tx, among: Among): Promise<ListedTerm[]> {
  const rows = await reader.term.findMany({
    where: { windows: { some: at(among) } },
    orderBy: [{ startYear: 'desc' }, { number: 'desc' }],
  });
  return rows.map(termOf);
}

/**
 * The terms of a university in which work can still be planned, the earliest first: that in which it is,
 * those that follow, and one before whose students still file or are still asked for.
 */
export async function termsAhead(
  reader: Tx,
  universityId: number,
  now: Date,
): Promise<ListedTerm[]> {
  const present = await currentTerm(reader, universityId, now);
  if (!present) return [];
  const kinds = ['applications', 'unitRequests'] as const;
  const [open] = await termsOpenFor(reader, { universityId, kinds }, now);
  const first = open && compareTerms(open, present) < 0 ? open : present;
  const known = await termsOf(reader, universityId);
  return known.filter((term) => compareTerms(term, first) >= 0).reverse();
}

export type WindowView = ListedWindow & {
  readonly universityId: number;
  readonly termId: number;
  /** The latest first. */
  readonly extensions: readonly { readonly from: Date; readonly reason: string }[];
};

export async function windowById(
  reader: Tx,
  windowId: number,
  now: Date,
): Promise<WindowView | null> {
  const row = await reader.window.findUnique({
    where: { id: windowId },
    include: { extensions: { orderBy: { id: 'desc' }, select: { from: true, reason: true } } },
  });
  return row && { ...row, state: windowState(row, now) };
}
