import type { Identity } from '../../../core/identity/types.ts';
import type { Turn } from '../../intake/turn.ts';
import { waysIn } from '../../view/reasons/sign-in.ts';
import { asWord } from './word.ts';

/** Says that a number has an account, with the ways to it; it is not asked for again. */
export const sayKnown = (turn: Turn, identity: Identity): void =>
  turn.say(turn.words.html('registration.alreadyRegistered'), {
    buttons: waysIn(turn, asWord(identity)),
  });
