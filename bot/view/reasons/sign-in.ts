import type {
  PasswordTryRefusal,
  RecoverRefusal,
  SignInRefusal,
} from '../../../core/accounts/types.ts';
import type { CountryRefusal } from '../../../core/identity/types.ts';
import type { Turn } from '../../intake/turn.ts';
import type { Button } from '../message.ts';
import { type Told, told } from '../notices/told.ts';

const button = (
  turn: Turn,
  key: 'recover' | 'signin' | 'register' | 'settings',
  word?: string,
) => ({
  text: turn.words.plain(`menu.${key}`),
  data: word === undefined ? key : `${key}:${word}`,
});

/** To a new password; `word` names the number whose it is, where nobody is signed in. */
export const recoverButton = (turn: Turn, word?: string): Button => button(turn, 'recover', word);

/** The two ways to an account that exists; `word` names its number. */
export const waysIn = (turn: Turn, word?: string): Button[][] => [
  [button(turn, 'signin', word)],
  [recoverButton(turn, word)],
];

/** Of the passport with which somebody registered. */
export const explainKnownCountry = (
  turn: Turn,
  { reason }: Pick<CountryRefusal, 'reason'>,
): string =>
  turn.words.html(reason === 'iranian' ? 'signIn.iranian' : 'registration.countryUnknown');

/** A wrong password, in the same words whether there is an account or not. */
export function explainGuess(turn: Turn, refusal: PasswordTryRefusal, word: string): Told {
  const { html } = turn.words;
  const recover = recoverButton(turn, word);
  switch (refusal.reason) {
    case 'wrongPassword':
      return told(
        html('signIn.wrong', { count: refusal.triesLeft }),
        recover,
        button(turn, 'register'),
      );
    case 'tooManyGuesses':
      return told(
        html('signIn.tooMany', { minutes: Math.ceil(refusal.secondsLeft / 60) }),
        recover,
      );
  }
}

/** The same to who is signed in: the account is known to be there. */
export function explainOwnGuess(turn: Turn, refusal: PasswordTryRefusal): Told {
  const { html } = turn.words;
  const recover = recoverButton(turn);
  switch (refusal.reason) {
    case 'wrongPassword':
      return told(html('settings.passwordWrong', { count: refusal.triesLeft }), recover);
    case 'tooManyGuesses':
      return told(
        html('signIn.tooMany', { minutes: Math.ceil(refusal.secondsLeft / 60) }),
        recover,
      );
  }
}

/** Why nobody is signed in although password and code were right. */
export function explainSignIn(turn: Turn, { reason }: SignInRefusal): Told {
  const { html } = turn.words;
  switch (reason) {
    case 'accountClosed':
      return told(html('signIn.closed'), button(turn, 'register'));
    case 'wrongPassword':
    case 'mobileNotProven':
      return told(html('signIn.changedMeanwhile'), button(turn, 'signin'), recoverButton(turn));
    case 'chatHasAccount':
      return told(html('signIn.already'), button(turn, 'settings'));
  }
}

export function explainRecovery(turn: Turn, { reason }: RecoverRefusal): Told {
  const { html } = turn.words;
  switch (reason) {
    case 'accountClosed':
      return told(html('signIn.closed'), button(turn, 'register'));
    case 'mobileNotProven':
    case 'emailNotProven':
      return told(html('recovery.changedMeanwhile'), recoverButton(turn));
    case 'chatHasAccount':
      return told(html('signIn.already'), button(turn, 'settings'));
  }
}
