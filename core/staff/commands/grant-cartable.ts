import { rerouteUnit } from '../../placements/commands/await-officer.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import type { Work } from '../../work.ts';
import { can, signature } from '../rules.ts';
import type { Actor, Process, StaffRole } from '../types.ts';

export type CartablePlace = {
  readonly role: StaffRole;
  readonly process: Process;
  readonly universityId: number | null;
  readonly unitId: number | null;
};

/** `wrongPlace`: the role is of a unit, a university or the country, and this is another. */
export type GrantRefusal = Refusal<
  'notAllowed' | 'ownCase' | 'samePerson' | 'wrongPlace' | 'unknownUnit'
>;

const reach: Readonly<Record<StaffRole, 'unit' | 'university' | 'country'>> = {
  unitOfficer: 'unit',
  expert: 'university',
  studentDeputy: 'university',
  internationalDeputy: 'university',
  finance: 'university',
  organisation: 'country',
  administrator: 'country',
};

function fits({ role, universityId, unitId }: CartablePlace): boolean {
  return (
    (universityId !== null) === (reach[role] !== 'country') &&
    (unitId !== null) === (reach[role] === 'unit')
  );
}

/**
 * Gives a person a cartable, which is made where there is none yet. Granting what is held changes
 * nothing. The unique indexes decide between two at once.
 */
export async function grantCartable(
  work: Work,
  actor: Actor,
  { accountId, ...place }: CartablePlace & { readonly accountId: number },
): Promise<Result<{ readonly cartableId: number }, GrantRefusal>> {
  const allowed = can(actor, 'grantCartable', place);
  if (!allowed.ok) return allowed;
  if (!fits(place)) return refuse('wrongPlace');
  if (!(await unitBelongs(work, place))) return refuse('unknownUnit');
  const cartableId = await openCartable(work, place);
  const { count } = await work.tx.cartableHolder.createMany({
    data: { cartableId, accountId, since: work.now },
    skipDuplicates: true,
  });
  if (count === 0) return ok({ cartableId });
  if (place.unitId !== null) await rerouteUnit(work, place.unitId);
  work.record({
    action: 'cartable.granted',
    subject: { type: 'cartable', id: cartableId },
    ...signature(actor, allowed.holding),
    universityId: place.universityId,
    after: { ...place, accountId },
  });
  return ok({ cartableId });
}

async function unitBelongs({ tx }: Work, { universityId, unitId }: CartablePlace) {
  if (unitId === null) return true;
  return (await tx.unit.count({ where: { id: unitId, universityId: universityId ?? 0 } })) > 0;
}

/** The one open cartable of a place, made where there is none. */
export async function openCartable({ tx, now }: Work, place: CartablePlace): Promise<number> {
  await tx.cartable.createMany({ data: { ...place, createdAt: now }, skipDuplicates: true });
  const { id } = await tx.cartable.findFirstOrThrow({
    where: { ...place, closedAt: null },
    select: { id: true },
  });
  return id;
}
