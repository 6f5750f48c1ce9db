import { changeEmail, changeMobile } from '../../../core/accounts/commands/change-contact.ts';
import { contactOf } from '../../../core/accounts/queries.ts';
import { parseEmail, parseMobile } from '../../../core/accounts/rules.ts';
import type { ContactRefusal, Email, Mobile } from '../../../core/accounts/types.ts';
import type { Ok } from '../../../core/result.ts';
import { captchaStep } from '../../forms/captcha-step.ts';
import { channelStep } from '../../forms/channel-step.ts';
import { codeStep } from '../../forms/code-step.ts';
import { type Answer, type Finish, type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { readable } from '../../forms/kept.ts';
import { readText } from '../../forms/steps.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatMobile } from '../../view/format.ts';
import { explainEmail } from '../../view/reasons/accounts.ts';
import { readMobile } from '../contact.ts';
import { settingsPage } from './page.ts';

interface MobileAnswers {
  mobile: string;
  captcha: true;
  channel: 'sms' | 'call';
  mobileCode: true;
}

interface EmailAnswers {
  email: string;
  captcha: true;
  emailCode: true;
}

const ofMobile = stepOf<MobileAnswers>();
const ofEmail = stepOf<EmailAnswers>();

const mobile = ofMobile({
  name: 'mobile',
  schema: readable(parseMobile),
  asksContact: true,
  resets: ['captcha', 'mobileCode'],
  question: (turn) => ({
    text: turn.words.html('settings.mobileAsk'),
    askContact: turn.words.plain('registration.shareContact'),
  }),
  answer: async (turn, input): Promise<Answer<string>> => {
    const read = readMobile(turn, input);
    if ('do' in read) return read;
    if (await isOwn(turn, 'mobile', read.mobile)) return same(turn, 'mobile');
    const shown = formatMobile(read.mobile);
    const say = turn.words.html('registration.mobileNoted', { mobile: shown });
    return { do: 'next', value: read.mobile, say };
  },
});

const email = ofEmail({
  name: 'email',
  schema: readable(parseEmail),
  resets: ['captcha', 'emailCode'],
  question: (turn) => ({ text: turn.words.html('settings.emailAsk') }),
  answer: async (turn, input): Promise<Answer<string>> => {
    const read = readText(turn, input);
    if ('do' in read) return read;
    const parsed = parseEmail(read.written);
    if (!parsed.ok) return { do: 'stay', say: explainEmail(turn, parsed) };
    if (await isOwn(turn, 'email', parsed.value)) return same(turn, 'email');
    return { do: 'next', value: parsed.value };
  },
});

async function isOwn(turn: Turn, of: 'mobile' | 'email', address: string): Promise<boolean> {
  const { accountId } = turn.session;
  return accountId !== null && (await contactOf(turn.work.tx, accountId))[of] === address;
}

const same = (turn: Turn, of: 'mobile' | 'email'): Answer<never> => ({
  do: 'stay',
  say: turn.words.html(`settings.${of}Same`),
});

/** That it was changed is told by the notice, which goes to the old address too. */
async function conclude(turn: Turn, result: Ok | ContactRefusal): Promise<{ do: 'end' }> {
  if (result.ok) {
    const { text, buttons } = await settingsPage(turn);
    turn.say(text, { buttons });
  } else turn.say(explain(turn, result));
  return { do: 'end' };
}

function explain(turn: Turn, { reason }: ContactRefusal): string {
  const { html } = turn.words;
  switch (reason) {
    case 'noAccount':
    case 'accountClosed':
      return html('errors.signInFirst');
    case 'notProven':
      return html('codes.expired');
  }
}

/** Another mobile number, proven by a code that is sent there. */
export const mobileForm: Form<MobileAnswers> = {
  name: 'mobile',
  version: 1,
  title: (turn) => turn.words.plain('settings.mobileTitle'),
  steps: stepsOf<MobileAnswers>()(
    mobile,
    ofMobile(captchaStep('mobile')),
    channelStep<MobileAnswers>('mobile', (turn, { answers }) =>
      turn.words.html('registration.channelAsk', { mobile: formatMobile(answers.mobile ?? '') }),
    ),
    codeStep<MobileAnswers, 'mobileCode'>({
      form: 'mobile',
      name: 'mobileCode',
      purpose: 'changeMobile',
      address: ({ mobile: number }) => number ?? '',
      channel: ({ channel }) => channel ?? 'sms',
    }),
  ),
  finish: async (turn, answers): Promise<Finish<MobileAnswers>> => {
    const to = { mobile: answers.mobile as Mobile };
    return conclude(turn, await changeMobile(turn.work, await turn.person(), to));
  },
};

/** Another e-mail address, proven by a code that is sent there. */
export const emailForm: Form<EmailAnswers> = {
  name: 'email',
  version: 1,
  title: (turn) => turn.words.plain('settings.emailTitle'),
  steps: stepsOf<EmailAnswers>()(
    email,
    ofEmail(captchaStep('email')),
    codeStep<EmailAnswers, 'emailCode'>({
      form: 'email',
      name: 'emailCode',
      purpose: 'changeEmail',
      address: ({ email: address }) => address ?? '',
      channel: () => 'email',
    }),
  ),
  finish: async (turn, answers): Promise<Finish<EmailAnswers>> => {
    const to = { email: answers.email as Email };
    return conclude(turn, await changeEmail(turn.work, await turn.person(), to));
  },
};
