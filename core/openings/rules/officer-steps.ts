import { type Allowed, type CanRefusal, can, firstPersons } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { isOpen } from '../rules.ts';
import type { OpeningState } from '../types.ts';

export type OpeningStep = 'decide' | 'decideChange' | 'change' | 'close' | 'again';

type Standing = {
  readonly universityId: number;
  readonly unitId: number;
  readonly state: OpeningState;
  readonly declaredById: number | null;
  readonly declaredForId: number | null;
};

/** Its unit takes an opening back; the expert does one that came by a sheet and no unit has declared. */
export function mayClose(
  actor: Actor,
  { universityId, unitId, declaredById }: Omit<Standing, 'state' | 'declaredForId'>,
): Allowed | CanRefusal {
  const own = can(actor, 'declareOpening', { universityId, unitId });
  return own.ok || declaredById !== null ? own : can(actor, 'decideOpening', { universityId });
}

/** The steps that are due and open to this officer, so that no other button is shown. */
export function openingSteps(
  actor: Actor,
  opening: Standing,
  change: { readonly requestedById: number; readonly requestedForId: number | null } | null,
): Readonly<Record<OpeningStep, boolean>> {
  const { state, universityId } = opening;
  const declares = can(actor, 'declareOpening', opening).ok;
  const decides = (...first: readonly (number | null)[]) =>
    can(actor, 'decideOpening', { universityId, firstPersonIds: firstPersons(...first) }).ok;
  return {
    decide: state === 'declared' && decides(opening.declaredById, opening.declaredForId),
    decideChange: change !== null && decides(change.requestedById, change.requestedForId),
    change: declares && isOpen(state) && change === null,
    close: mayClose(actor, opening).ok && state !== 'closed',
    again: declares && (state === 'refused' || state === 'closed'),
  };
}
