import { z } from 'zod';
import { changePassword } from '../../../core/accounts/commands/set-password.ts';
import { identityOfAccount } from '../../../core/accounts/queries.ts';
import type { ChangePasswordRefusal } from '../../../core/accounts/types.ts';
import { type Finish, type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { passwordCheckStep } from '../../forms/password-check-step.ts';
import { type NewPassword, passwordStep, repeatStep } from '../../forms/password-steps.ts';
import type { OpenedAccount } from '../../intake/outside.ts';
import type { Turn } from '../../intake/turn.ts';
import { explainOwnGuess, recoverButton } from '../../view/reasons/sign-in.ts';
import { settingsPage } from './page.ts';

interface Answers extends NewPassword {
  /** Whether there is an old one; who only held a cartable has none. */
  hasPassword: boolean;
  knownPassword: OpenedAccount;
}

const step = stepOf<Answers>();

const knownPassword = step({
  ...passwordCheckStep<Answers, 'knownPassword'>({
    name: 'knownPassword',
    ask: (turn) => turn.words.html('settings.passwordBefore'),
    otherwise: (turn) => [[recoverButton(turn)]],
    owner: (_answers, accountId) => ({ accountId: accountId ?? 0 }),
    identity: async (turn) => {
      const identity = await identityOfAccount(turn.work.tx, turn.session.accountId ?? 0);
      if (!identity) throw new Error('a password is changed in a chat where nobody is signed in');
      return identity;
    },
    explain: explainOwnGuess,
  }),
  when: ({ hasPassword }) => hasPassword === true,
});

/** That it was changed is told by the notice, which goes to the e-mail address too. */
async function finish(turn: Turn, answers: Answers): Promise<Finish<Answers>> {
  const result = await changePassword(turn.work, await turn.person(), {
    before: answers.knownPassword?.passwordHash ?? null,
    passwordHash: answers.password,
  });
  if (result.ok) {
    const { text, buttons } = await settingsPage(turn);
    turn.say(text, { buttons });
  } else turn.say(explain(turn, result));
  return { do: 'end' };
}

function explain(turn: Turn, { reason }: ChangePasswordRefusal): string {
  const { html } = turn.words;
  return reason === 'wrongPassword' ? html('settings.passwordChanged') : html('errors.signInFirst');
}

/** Another password, by the old one; or a first one. */
export const passwordForm: Form<Answers> = {
  name: 'password',
  version: 1,
  title: (turn) => turn.words.plain('settings.passwordTitle'),
  steps: stepsOf<Answers>()(
    step(given('hasPassword', z.boolean())),
    knownPassword,
    step(passwordStep((turn) => turn.words.html('recovery.passwordAsk'))),
    step(repeatStep()),
  ),
  finish,
};
