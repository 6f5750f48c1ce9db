import type { Prisma, WorkItem, WorkItemKind } from '../../prisma/generated/client.ts';
import type { Tx } from '../work.ts';
import type { Holding, Person, StaffRole } from './types.ts';

const place = { id: true, role: true, process: true, universityId: true, unitId: true } as const;

type Place = Omit<Holding, 'cartableId' | 'behalfOfId'> & { readonly id: number };

/** What a person holds now: the own cartables, and those handed over, accepted and running. */
export async function holdingsOf(reader: Tx, accountId: number, now: Date): Promise<Holding[]> {
  const own = await reader.cartableHolder.findMany({
    where: { accountId, until: null, cartable: { closedAt: null } },
    select: { cartable: { select: place } },
    orderBy: { id: 'asc' },
  });
  const delegations = await reader.delegation.findMany({
    where: { toId: accountId, ...running(now), cartable: { closedAt: null } },
    select: {
      fromId: true,
      cartable: { select: { ...place, holders: { where: { until: null } } } },
    },
    orderBy: { id: 'asc' },
  });
  // Who gave a cartable up can no longer hand it over.
  const live = delegations.filter(({ fromId, cartable }) =>
    cartable.holders.some((holder) => holder.accountId === fromId),
  );
  return [
    ...own.map(({ cartable }) => holdingOf(cartable)),
    ...live.map(({ fromId, cartable }) => ({ ...holdingOf(cartable), behalfOfId: fromId })),
  ];
}

const running = (now: Date) => ({
  acceptedAt: { not: null },
  endedAt: null,
  startsAt: { lte: now },
  endsAt: { gt: now },
});

function holdingOf({ id, role, process, universityId, unitId }: Place): Holding {
  return { cartableId: id, role, process, universityId, unitId };
}

/** Who holds a role's cartable at exactly this university and unit, each person once. */
export async function holdersOf(
  reader: Tx,
  at: { role: StaffRole; universityId: number | null; unitId?: number | null },
): Promise<number[]> {
  const rows = await reader.cartableHolder.findMany({
    where: { until: null, cartable: { unitId: null, ...at, closedAt: null } },
    select: { accountId: true },
    distinct: ['accountId'],
    orderBy: { accountId: 'asc' },
  });
  return rows.map(({ accountId }) => accountId);
}

/** `unclaimed`: nobody's yet; `mine`: claimed by the person who asks; `overdue`: past the due time. */
export const inboxFilters = ['all', 'unclaimed', 'mine', 'overdue'] as const;
export type InboxFilter = (typeof inboxFilters)[number];

export interface Inbox {
  /** The most urgent first. */
  readonly items: readonly WorkItem[];
  /** By kind, over all pages, with the filter but without `kind`. */
  readonly counts: Readonly<Partial<Record<WorkItemKind, number>>>;
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

export const inboxPageSize = 8;

/** What waits for a person, by everything that is held. `page` counts from 0 and is brought into range. */
export async function inboxOf(
  reader: Tx,
  person: Person,
  {
    filter = 'all',
    kind,
    page = 0,
    now,
  }: {
    filter?: InboxFilter;
    kind?: WorkItemKind;
    page?: number;
    now: Date;
  },
): Promise<Inbox> {
  const waiting = { AND: [reachedBy(person.holdings), filters[filter](person, now)] };
  const groups = await reader.workItem.groupBy({ by: ['kind'], where: waiting, _count: true });
  const counts = Object.fromEntries(groups.map((group) => [group.kind, group._count]));
  const total = kind ? (counts[kind] ?? 0) : groups.reduce((sum, { _count }) => sum + _count, 0);
  const pages = Math.max(1, Math.ceil(total / inboxPageSize));
  const shown = Math.min(Math.max(0, page), pages - 1);
  const items = await reader.workItem.findMany({
    where: kind ? { ...waiting, kind } : waiting,
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    skip: shown * inboxPageSize,
    take: inboxPageSize,
  });
  return { items, counts, total, page: shown, pages };
}

type ItemFilter = Prisma.WorkItemWhereInput;

const filters: Readonly<Record<InboxFilter, (person: Person, now: Date) => ItemFilter>> = {
  all: () => ({}),
  unclaimed: () => ({ claimedById: null }),
  mine: ({ accountId }) => ({ claimedById: accountId ?? 0 }),
  overdue: (_person, now) => ({ dueAt: { lt: now } }),
};

/** The same reach as `covers` of rules.ts, as a condition for the database. */
function reachedBy(holdings: readonly Holding[]): ItemFilter {
  const OR = holdings.map(({ role, universityId, unitId }) => ({
    role,
    ...(universityId === null ? {} : { universityId }),
    ...(unitId === null ? {} : { unitId }),
  }));
  return { closedAt: null, OR };
}
