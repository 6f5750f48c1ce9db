import type {
  AdministrationRefusal,
  Blocked,
  OfficerRefusal,
} from '../../../core/cartables/types.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatClock } from '../format.ts';

const officerTexts = {
  mobileNotProven: 'codes.expired',
  otherPerson: 'cartables.officer.otherPerson',
  otherMobile: 'cartables.officer.otherMobile',
} as const satisfies Record<OfficerRefusal['reason'], string>;

const explainBlocked = ({ words }: Turn, { secondsLeft }: Blocked): string =>
  words.html('cartables.blocked', { time: formatClock(secondsLeft, words.language) });

/** Why a code, or the person who has it, does not become the administrator. */
export function explainAdministration(
  turn: Turn,
  refusal: AdministrationRefusal | OfficerRefusal,
): string {
  if (refusal.reason === 'blocked') return explainBlocked(turn, refusal);
  const texts = {
    ...officerTexts,
    wrongCode: 'cartables.administration.wrongCode',
    administered: 'cartables.administration.administered',
  } as const satisfies Record<Exclude<AdministrationRefusal['reason'], 'blocked'>, string>;
  return turn.words.html(texts[refusal.reason]);
}
