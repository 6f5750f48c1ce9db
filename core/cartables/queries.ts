import type { Mobile } from '../accounts/types.ts';
import type { IdentityNumber } from '../identity/types.ts';
import { fullName, nameOf } from '../staff/queries.ts';
import type { Tx } from '../work.ts';
import { processesOf, rolesOf } from './rules.ts';
import type { CartablePlace, NamedPlace, Officer } from './types.ts';

/** An account's person as one who is to hold a cartable; null where its data was erased. */
export async function asOfficer(reader: Tx, accountId: number): Promise<Officer | null> {
  const account = await reader.account.findUniqueOrThrow({ where: { id: accountId } });
  const { identityKind: kind, identityCountry: country, identityNumber: value } = account;
  const { firstName, lastName, mobile } = account;
  if (value === null || firstName === null || lastName === null || mobile === null) return null;
  const identity = { kind, country, value: value as IdentityNumber };
  return { identity, firstName, lastName, mobile: mobile as Mobile };
}

const names = { select: { nameFa: true, nameEn: true } } as const;
const inBoth = (named: { nameFa: string; nameEn: string } | null) =>
  named && { fa: named.nameFa, en: named.nameEn };

/** A place in the words of people. */
export async function namedPlace(
  reader: Tx,
  { role, process, universityId, unitId }: CartablePlace,
): Promise<NamedPlace> {
  const university =
    universityId === null
      ? null
      : await reader.university.findUnique({ where: { id: universityId }, ...names });
  const unit =
    unitId === null ? null : await reader.unit.findUnique({ where: { id: unitId }, ...names });
  return { role, process, university: inBoth(university), unit: inBoth(unit) };
}

/** A place for a cartable, with who holds it; nobody does where `holders` is empty. */
export interface StaffedPlace {
  readonly place: CartablePlace;
  readonly named: NamedPlace;
  readonly holders: readonly { readonly accountId: number; readonly name: string | null }[];
  /** Requests that wait for an answer, or for the person who was named. */
  readonly asked: number;
}

/**
 * Every place of a university, or those of the whole country: the widest first, units by their name.
 * Of a university that there is not, none.
 */
export async function placesAt(reader: Tx, universityId: number | null): Promise<StaffedPlace[]> {
  const wide = universityId === null ? 'country' : 'university';
  const units =
    universityId === null
      ? []
      : await reader.unit.findMany({
          where: { universityId, closedAt: null },
          orderBy: [{ nameFa: 'asc' }, { id: 'asc' }],
          select: { id: true },
        });
  const places = [
    ...rolesOf(wide).map((role) => ({ role, unitId: null })),
    ...units.map(({ id }) => ({ role: 'unitOfficer' as const, unitId: id })),
  ].flatMap(({ role, unitId }) =>
    processesOf[role].map((process) => ({ role, process, universityId, unitId })),
  );
  const cartables = await cartablesOf(reader, universityId);
  const named = await nameAll(reader, universityId);
  if (!named) return [];
  return places.map((place) => {
    const cartable = cartables.find((one) => isAt(one, place));
    const { role, process, unitId } = place;
    return {
      place,
      named: { role, process, university: named.university, unit: named.unit(unitId) },
      holders: (cartable?.holders ?? []).map(({ accountId, account }) => ({
        accountId,
        name: fullName(account),
      })),
      asked: cartable?._count.requests ?? 0,
    };
  });
}

const isAt = (cartable: CartablePlace, { role, process, unitId }: CartablePlace): boolean =>
  cartable.role === role && cartable.process === process && cartable.unitId === unitId;

const openRequest = { state: { in: ['waiting' as const, 'approved' as const] } };

const cartablesOf = (reader: Tx, universityId: number | null) =>
  reader.cartable.findMany({
    where: { universityId, closedAt: null },
    include: {
      holders: {
        where: { until: null },
        orderBy: { id: 'asc' },
        include: { account: { select: { firstName: true, lastName: true } } },
      },
      _count: { select: { requests: { where: openRequest } } },
    },
  });

async function nameAll(reader: Tx, universityId: number | null) {
  if (universityId === null) return { university: null, unit: () => null };
  const university = await reader.university.findUnique({
    where: { id: universityId },
    include: { units: true },
  });
  if (!university) return undefined;
  const unit = (unitId: number | null) =>
    inBoth(university.units.find(({ id }) => id === unitId) ?? null);
  return { university: inBoth(university), unit };
}

/** A request as those see it who ask, answer, and hand over the link. */
export interface RequestView {
  readonly requestId: number;
  readonly cartableId: number;
  readonly place: CartablePlace;
  readonly named: NamedPlace;
  readonly name: string;
  /** Null once nobody waits for the person. */
  readonly identityNumber: string | null;
  readonly mobile: string | null;
  readonly state: 'waiting' | 'approved' | 'refused' | 'accepted' | 'withdrawn';
  readonly reason: string | null;
  readonly askedBy: string | null;
  readonly askedAt: Date;
  /** When the link that works now ends; null where none does. */
  readonly linkUntil: Date | null;
  /** The identity number has an account under another mobile: its person accepts from there. */
  readonly otherMobile: boolean;
}

export async function requestView(
  reader: Tx,
  requestId: number,
  now: Date,
): Promise<RequestView | null> {
  const row = await reader.cartableRequest.findUnique({
    where: { id: requestId },
    include: {
      cartable: true,
      invitations: { where: { usedAt: null, replacedAt: null, expiresAt: { gt: now } } },
    },
  });
  if (!row) return null;
  const { cartable, invitations, identityNumber, mobile } = row;
  const { role, process, universityId, unitId } = cartable;
  return {
    requestId,
    cartableId: cartable.id,
    place: { role, process, universityId, unitId },
    named: await namedPlace(reader, cartable),
    name: fullName(row) ?? '',
    identityNumber,
    mobile,
    state: row.state,
    reason: row.reason,
    askedBy: await nameOf(reader, row.requestedById),
    askedAt: row.createdAt,
    linkUntil: invitations[0]?.expiresAt ?? null,
    otherMobile: await hasOtherMobile(reader, identityNumber, mobile),
  };
}

async function hasOtherMobile(
  reader: Tx,
  identityNumber: string | null,
  mobile: string | null,
): Promise<boolean> {
  if (identityNumber === null) return false;
  const kinds = { identityKind: { in: ['nationalId' as const, 'fida' as const] }, identityNumber };
  const account = await reader.account.findFirst({ where: kinds, select: { mobile: true } });
  return account !== null && account.mobile !== mobile;
}

/** One place with its holders since when, and the requests that are open there. */
export async function placeView(reader: Tx, place: CartablePlace, now: Date) {
  const cartable = await reader.cartable.findFirst({
    where: { ...place, closedAt: null },
    include: {
      holders: {
        where: { until: null },
        orderBy: { id: 'asc' },
        include: { account: { select: { firstName: true, lastName: true } } },
      },
      requests: { where: openRequest, orderBy: { id: 'asc' }, select: { id: true } },
    },
  });
  const requests: RequestView[] = [];
  for (const { id } of cartable?.requests ?? []) {
    const view = await requestView(reader, id, now);
    if (view) requests.push(view);
  }
  return {
    cartableId: cartable?.id ?? null,
    named: await namedPlace(reader, place),
    holders: (cartable?.holders ?? []).map(({ id, accountId, account, since }) => ({
      holderId: id,
      accountId,
      name: fullName(account),
      since,
    })),
    requests,
  };
}

export const holderById = (reader: Tx, holderId: number) =>
  reader.cartableHolder.findUnique({
    where: { id: holderId, until: null },
    include: { cartable: true },
  });
