import { identityOfAccount } from '../../../core/accounts/queries.ts';
import { openForm } from '../../forms/engine.ts';
import type { Handler } from '../../intake/handler.ts';
import { explainSignIn } from '../../view/reasons/sign-in.ts';
import { answersOf } from '../identity/answers.ts';
import { fromWord } from '../identity/word.ts';
import { recoveryForm } from '../recovery/form.ts';
import { signInForm } from './form.ts';

/** `signin`, or `signin:<number>` where the number is known. */
const signIn: Handler = async (turn, [word]) => {
  if (turn.session.accountId !== null) {
    const { text, buttons = [] } = explainSignIn(turn, { ok: false, reason: 'chatHasAccount' });
    return turn.say(text, { buttons });
  }
  turn.dropButtons();
  const identity = fromWord(word);
  await openForm(turn, signInForm, identity && answersOf(identity));
};

/** `recover`, or `recover:<number>`; who is signed in recovers the own password. */
const recover: Handler = async (turn, [word]) => {
  const { accountId } = turn.session;
  const identity =
    accountId === null ? fromWord(word) : await identityOfAccount(turn.work.tx, accountId);
  turn.dropButtons();
  await openForm(turn, recoveryForm, identity ? answersOf(identity) : undefined);
};

export const signInScreens = {
  taps: { signin: signIn, recover },
  forms: [signInForm, recoveryForm],
};
