import { relinkChat } from '../../../core/accounts/commands/relink-chat.ts';
import { signInFacts } from '../../../core/accounts/queries.ts';
import { maskMobile } from '../../../core/accounts/rules.ts';
import { dropForm } from '../../../core/chats/commands/keep-form.ts';
import { captchaStep } from '../../forms/captcha-step.ts';
import { channelStep } from '../../forms/channel-step.ts';
import { codeStep, type Recipient } from '../../forms/code-step.ts';
import { type Finish, type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { passwordCheckStep } from '../../forms/password-check-step.ts';
import type { OpenedAccount } from '../../intake/outside.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatMobile } from '../../view/format.ts';
import {
  explainGuess,
  explainKnownCountry,
  explainSignIn,
  recoverButton,
} from '../../view/reasons/sign-in.ts';
import { type IdentityAnswers, identityOf } from '../identity/answers.ts';
import { countryStep } from '../identity/country-step.ts';
import { kindStep, numberStep, ofPassports } from '../identity/steps.ts';
import { asWord } from '../identity/word.ts';
import { showMenu } from '../start.ts';

const name = 'signin';

interface Answers extends IdentityAnswers {
  knownPassword: OpenedAccount;
  captcha: true;
  channel: 'sms' | 'call';
  mobileCode: true;
}

const step = stepOf<Answers>();

const fromPassword = ['knownPassword', 'captcha', 'mobileCode'] as const;

const knownPassword = step({
  ...passwordCheckStep<Answers, 'knownPassword'>({
    name: 'knownPassword',
    ask: (turn) => turn.words.html('signIn.passwordAsk'),
    otherwise: (turn, answers) => [[recoverButton(turn, asWord(identityOf(answers)))]],
    owner: identityOf,
    identity: (_turn, answers) => identityOf(answers),
    explain: (turn, refusal, identity) => explainGuess(turn, refusal, asWord(identity)),
  }),
  resets: ['captcha', 'mobileCode'],
});

/** The account's own mobile, of which only somebody with the password sees a part. */
async function mobileOf(
  { knownPassword: opened }: Partial<Answers>,
  turn: Turn,
): Promise<Recipient> {
  const accountId = opened?.accountId ?? 0;
  const facts = await signInFacts(turn.work.tx, { accountId });
  // Closed since the password was right: the end of the form says so.
  if (!facts) return { address: `account ${accountId}`, shown: '', nobody: true };
  return { address: facts.mobile, shown: formatMobile(maskMobile(facts.mobile)) };
}

const channel = channelStep<Answers>(name, async (turn, { answers }) => {
  const { shown: mobile } = await mobileOf(answers, turn);
  return turn.words.html('signIn.channelAsk', { mobile });
});

const mobileCode = codeStep<Answers, 'mobileCode'>({
  form: name,
  name: 'mobileCode',
  purpose: 'signIn',
  address: mobileOf,
  channel: ({ channel: by }) => by ?? 'sms',
});

async function finish(turn: Turn, { knownPassword: opened }: Answers): Promise<Finish<Answers>> {
  const result = await relinkChat(turn.work, await turn.person(), opened);
  if (result.ok) await enterAccount(turn, opened.accountId, turn.words.html('signIn.done'));
  else {
    const { text, buttons = [] } = explainSignIn(turn, result);
    turn.say(text, { buttons });
  }
  return { do: 'end' };
}

/** What a stranger may have begun here and has no use for any more. */
const strangersForms = ['registration', 'signin', 'recovery'];

/** The screens of the account that was just opened in this chat. */
export async function enterAccount(turn: Turn, accountId: number, say: string): Promise<void> {
  turn.signedIn(accountId);
  for (const form of strangersForms) await dropForm(turn.work, turn.chatId, form);
  turn.say(say);
  await showMenu(turn);
}

/** From another Telegram: number, password, picture and code; then the account is here. */
export const signInForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('signIn.title'),
  steps: stepsOf<Answers>()(
    step({
      ...kindStep(name, (turn) => turn.words.html('signIn.kindAsk')),
      resets: ['country', 'identity', ...fromPassword],
    }),
    step({
      ...countryStep(name, explainKnownCountry),
      ...ofPassports,
      resets: ['identity', ...fromPassword],
    }),
    step({ ...numberStep, resets: fromPassword }),
    knownPassword,
    step(captchaStep(name)),
    channel,
    mobileCode,
  ),
  finish,
};
