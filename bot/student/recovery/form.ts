import { recoverAccount } from '../../../core/accounts/commands/set-password.ts';
import { signInFacts } from '../../../core/accounts/queries.ts';
import { maskEmail } from '../../../core/accounts/rules.ts';
import { identityKey } from '../../../core/identity/rules.ts';
import { refuse } from '../../../core/result.ts';
import { captchaStep } from '../../forms/captcha-step.ts';
import { channelStep } from '../../forms/channel-step.ts';
import { codeStep, type Recipient } from '../../forms/code-step.ts';
import { type Answer, type Finish, type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { type NewPassword, passwordStep, repeatStep } from '../../forms/password-steps.ts';
import type { Turn } from '../../intake/turn.ts';
import { explainKnownCountry, explainRecovery } from '../../view/reasons/sign-in.ts';
import { type IdentityAnswers, identityOf } from '../identity/answers.ts';
import { countryStep } from '../identity/country-step.ts';
import { kindStep, numberStep, ofPassports } from '../identity/steps.ts';
import { enterAccount } from '../sign-in/form.ts';

const name = 'recovery';

interface Answers extends IdentityAnswers, NewPassword {
  captcha: true;
  channel: 'sms' | 'call';
  mobileCode: true;
  emailCode: true;
}

const step = stepOf<Answers>();

const fromCaptcha = ['captcha', 'mobileCode', 'emailCode'] as const;

const factsOf = (turn: Turn, answers: Partial<Answers>) =>
  signInFacts(turn.work.tx, identityOf(answers));

/**
 * Where a number has no account, the code is asked for, counted and waited for in the same way, and
 * goes nowhere: so a stranger does not learn here who is registered.
 */
const nobody = (turn: Turn, answers: Partial<Answers>, by: 'mobile' | 'email'): Recipient => ({
  address: `${by} of ${identityKey(turn.work.secret, identityOf(answers))}`,
  shown: turn.words.plain(`recovery.${by}`),
  nobody: true,
});

const mobileCode = codeStep<Answers, 'mobileCode'>({
  form: name,
  name: 'mobileCode',
  purpose: 'recovery',
  address: async (answers, turn) => {
    const facts = await factsOf(turn, answers);
    const to = nobody(turn, answers, 'mobile');
    return facts ? { address: facts.mobile, shown: to.shown } : to;
  },
  channel: ({ channel: by }) => by ?? 'sms',
  note: (turn) => turn.words.html('recovery.noCode'),
  afterwards: async (turn, { answers }): Promise<Answer<true> | undefined> => {
    const facts = await factsOf(turn, answers);
    if (facts?.email !== null) return undefined;
    turn.say(turn.words.html('recovery.noEmail'));
    return { do: 'end' };
  },
});

/** Who has read what went to the mobile may see a part of the e-mail address. */
const emailCode = codeStep<Answers, 'emailCode'>({
  form: name,
  name: 'emailCode',
  purpose: 'recovery',
  address: async (answers, turn) => {
    const email = (await factsOf(turn, answers))?.email;
    return email ? { address: email, shown: maskEmail(email) } : nobody(turn, answers, 'email');
  },
  channel: () => 'email',
  note: (turn) => turn.words.html('recovery.noAccess'),
});

async function finish(turn: Turn, answers: Answers): Promise<Finish<Answers>> {
  const facts = await factsOf(turn, answers);
  const result = facts
    ? await recoverAccount(turn.work, await turn.person(), {
        accountId: facts.accountId,
        passwordHash: answers.password,
      })
    : refuse('accountClosed');
  if (result.ok && facts) {
    await enterAccount(turn, facts.accountId, turn.words.html('recovery.done'));
  } else if (!result.ok) {
    const { text, buttons = [] } = explainRecovery(turn, result);
    turn.say(text, { buttons });
  }
  return { do: 'end' };
}

/** A new password for who reads what goes to the account's mobile and to its e-mail. */
export const recoveryForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('recovery.title'),
  steps: stepsOf<Answers>()(
    step({
      ...kindStep(name, (turn) => turn.words.html('recovery.kindAsk')),
      resets: ['country', 'identity', ...fromCaptcha],
    }),
    step({
      ...countryStep(name, explainKnownCountry),
      ...ofPassports,
      resets: ['identity', ...fromCaptcha],
    }),
    step({ ...numberStep, resets: fromCaptcha }),
    step(captchaStep(name)),
    channelStep<Answers>(name, (turn) => turn.words.html('recovery.channelAsk')),
    mobileCode,
    emailCode,
    step(passwordStep((turn) => turn.words.html('recovery.passwordAsk'))),
    step(repeatStep()),
  ),
  finish,
};
