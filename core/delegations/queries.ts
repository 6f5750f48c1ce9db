import { tehranDate } from '../calendar.ts';
import { namedPlace } from '../cartables/queries.ts';
import type { NamedPlace } from '../cartables/types.ts';
import { fullName, nameOf } from '../staff/queries.ts';
import type { StaffRole } from '../staff/types.ts';
import type { Tx } from '../work.ts';
import type { DelegationNews } from './types.ts';

export const delegationById = (reader: Tx, delegationId: number) =>
  reader.delegation.findUnique({
    where: { id: delegationId },
    include: { cartable: true },
  });

/** What one of the two is told of a delegation. */
export async function delegationNews(
  reader: Tx,
  delegationId: number,
  reading: 'from' | 'to',
): Promise<DelegationNews> {
  const delegation = await delegationById(reader, delegationId);
  if (!delegation) throw new Error(`delegation ${delegationId} is gone`);
  const { fromId, toId, startsAt, endsAt, cartable } = delegation;
  return {
    delegationId,
    place: await namedPlace(reader, cartable),
    other: await nameOf(reader, reading === 'from' ? toId : fromId),
    from: tehranDate(startsAt),
    until: tehranDate(endsAt),
  };
}

/** Delegations whose time is over: see `passDelegation`. */
export async function delegationsToEnd(reader: Tx, now: Date): Promise<number[]> {
  const rows = await reader.delegation.findMany({
    where: { endedAt: null, endsAt: { lte: now } },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/**
 * Running delegations whose giver still has something of the cartable that was taken before the first
 * day: see `startDelegation`.
 */
export async function delegationsToStart(reader: Tx, now: Date): Promise<number[]> {
  const rows = await reader.$queryRaw<{ id: number }[]>`
    SELECT "delegation"."id" FROM "Delegation" AS "delegation"
    JOIN "Cartable" AS "cartable" ON "cartable"."id" = "delegation"."cartableId"
    WHERE "delegation"."endedAt" IS NULL AND "delegation"."acceptedAt" IS NOT NULL
      AND "delegation"."startsAt" <= ${now} AND "delegation"."endsAt" > ${now}
      AND EXISTS (
        SELECT 1 FROM "WorkItem" AS "item"
        WHERE "item"."closedAt" IS NULL AND "item"."claimedById" = "delegation"."fromId"
          AND "item"."claimedAt" <= GREATEST("delegation"."startsAt", "delegation"."acceptedAt")
          AND "item"."role" = "cartable"."role"
          AND ("cartable"."universityId" IS NULL
            OR "cartable"."universityId" = "item"."universityId")
          AND ("cartable"."unitId" IS NULL OR "cartable"."unitId" = "item"."unitId"))
    ORDER BY 1`;
  return rows.map(({ id }) => id);
}

/** A cartable as handed over, seen by either of the two. */
export interface ListedDelegation extends DelegationNews {
  readonly accepted: boolean;
}

/** What a person holds, and what of it is handed over. */
export interface OwnCartable {
  readonly cartableId: number;
  readonly place: NamedPlace;
  readonly since: Date;
  readonly handedTo: ListedDelegation | null;
}

/** The cartables that a person holds, and those that others handed over, or offer. */
export async function ownCartables(
  reader: Tx,
  accountId: number,
  now: Date,
): Promise<{ held: readonly OwnCartable[]; lent: readonly ListedDelegation[] }> {
  const open = { endedAt: null, endsAt: { gt: now } };
  const rows = await reader.cartableHolder.findMany({
    where: { accountId, until: null, cartable: { closedAt: null } },
    include: { cartable: { include: { delegations: { where: { fromId: accountId, ...open } } } } },
    orderBy: { id: 'asc' },
  });
  const held: OwnCartable[] = [];
  for (const { cartable, since } of rows) {
    const [delegation] = cartable.delegations;
    held.push({
      cartableId: cartable.id,
      place: await namedPlace(reader, cartable),
      since,
      handedTo: delegation ? await listed(reader, delegation, 'from') : null,
    });
  }
  const received = await reader.delegation.findMany({
    where: { toId: accountId, ...open },
    orderBy: { id: 'asc' },
  });
  const lent: ListedDelegation[] = [];
  for (const delegation of received) lent.push(await listed(reader, delegation, 'to'));
  return { held, lent };
}

async function listed(
  reader: Tx,
  { id, acceptedAt }: { readonly id: number; readonly acceptedAt: Date | null },
  reading: 'from' | 'to',
): Promise<ListedDelegation> {
  return { ...(await delegationNews(reader, id, reading)), accepted: acceptedAt !== null };
}

/** `role`: of the cartable there that was first held; two people may have one name. */
export interface Colleague {
  readonly accountId: number;
  readonly name: string | null;
  readonly role: StaffRole;
}

/** Other people who hold cartables at the university of one, or of the country: to hand it over to. */
export async function colleaguesFor(
  reader: Tx,
  cartableId: number,
  exceptId: number,
): Promise<Colleague[]> {
  const { universityId } = await reader.cartable.findUniqueOrThrow({ where: { id: cartableId } });
  const rows = await reader.account.findMany({
    where: {
      id: { not: exceptId },
      closedAt: null,
      holdings: {
        some: { until: null, cartable: { universityId, closedAt: null } },
        none: { until: null, cartableId },
      },
    },
    select: {
      id: true,
      firstName: true,
      lastName: true,
      holdings: {
        where: { until: null, cartable: { universityId, closedAt: null } },
        orderBy: { id: 'asc' },
        take: 1,
        select: { cartable: { select: { role: true } } },
      },
    },
    orderBy: [{ lastName: 'asc' }, { id: 'asc' }],
  });
  return rows.flatMap(({ id, holdings: [held], ...person }) =>
    held ? [{ accountId: id, name: fullName(person), role: held.cartable.role }] : [],
  );
}

/** The one account of an identity number, or else of a mobile; undefined where there is none, or several. */
export async function accountByNumber(
  reader: Tx,
  { identityNumber, mobile }: { identityNumber?: string; mobile?: string },
): Promise<number | undefined> {
  const [account, another] = await reader.account.findMany({
    where: {
      closedAt: null,
      OR: [...(identityNumber ? [{ identityNumber }] : []), ...(mobile ? [{ mobile }] : [])],
    },
    select: { id: true },
    take: 2,
  });
  return another ? undefined : account?.id;
}
