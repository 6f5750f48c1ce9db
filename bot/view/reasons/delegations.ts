import { longestDelegation } from '../../../core/delegations/rules.ts';
import type { AnswerDelegationRefusal, DelegateRefusal } from '../../../core/delegations/types.ts';
import type { Turn } from '../../intake/turn.ts';

/** Why a cartable cannot be handed over so. */
export function explainDelegate({ words: { html } }: Turn, { reason }: DelegateRefusal): string {
  if (reason === 'tooLong')
    return html('cartables.delegation.tooLong', { days: longestDelegation });
  const texts = {
    notHeld: 'cartables.notHeld',
    toSelf: 'cartables.delegation.toSelf',
    unknownPerson: 'cartables.delegation.nobodyFound',
    alreadyHolds: 'cartables.delegation.alreadyHolds',
    alreadyDelegated: 'cartables.delegation.alreadyDelegated',
    endsBeforeStart: 'cartables.delegation.endsBeforeStart',
    inThePast: 'cartables.delegation.inThePast',
  } as const satisfies Record<Exclude<DelegateRefusal['reason'], 'tooLong'>, string>;
  return html(texts[reason]);
}

export const explainDelegationAnswer = (
  { words }: Turn,
  { reason }: AnswerDelegationRefusal,
): string => words.html(reason === 'gone' ? 'cartables.delegation.gone' : 'errors.notAllowed');
