import { findByIdentity } from '../../../core/accounts/queries.ts';
import { parseEmail, parseMobile } from '../../../core/accounts/rules.ts';
import { channelStep } from '../../forms/channel-step.ts';
import { codeStep } from '../../forms/code-step.ts';
import type { Answer } from '../../forms/form.ts';
import { readable } from '../../forms/kept.ts';
import { textStep } from '../../forms/steps.ts';
import { formatMobile } from '../../view/format.ts';
import { copyable } from '../../view/language.ts';
import { explainEmail } from '../../view/reasons/accounts.ts';
import { readMobile } from '../contact.ts';
import { sayKnown } from '../identity/known.ts';
import { type RegistrationAnswers as Answers, formName, identityOf, step } from './answers.ts';

export const mobile = step({
  name: 'mobile',
  schema: readable(parseMobile),
  asksContact: true,
  resets: ['channel', 'captcha', 'mobileCode'],
  shown: {
    label: (turn) => turn.words.plain('registration.mobile'),
    value: (_turn, value) => copyable(formatMobile(value)),
  },
  question: (turn) => ({
    text: turn.words.html('registration.mobileAsk'),
    askContact: turn.words.plain('registration.shareContact'),
  }),
  answer: (turn, input): Answer<string> => {
    const read = readMobile(turn, input);
    if ('do' in read) return read;
    const mobile = formatMobile(read.mobile);
    const say = turn.words.html('registration.mobileNoted', { mobile });
    return { do: 'next', value: read.mobile, say };
  },
});

export const email = textStep<Answers, 'email', Parameters<typeof explainEmail>[1]>({
  name: 'email',
  resets: ['emailCode'],
  ask: (turn) => turn.words.html('registration.emailAsk'),
  label: (turn) => turn.words.plain('registration.email'),
  parse: parseEmail,
  explain: explainEmail,
});

export const channel = channelStep<Answers>(formName, (turn, { answers }) =>
  turn.words.html('registration.channelAsk', { mobile: formatMobile(answers.mobile ?? '') }),
);

export const mobileCode = codeStep<Answers, 'mobileCode'>({
  form: formName,
  name: 'mobileCode',
  purpose: 'registration',
  address: ({ mobile: number }) => number ?? '',
  channel: ({ channel: by }) => by ?? 'sms',
  // That a number is registered is told only to somebody who holds a phone that we could write to.
  afterwards: async (turn, { answers }) => {
    const identity = identityOf(answers as Answers);
    const known = await findByIdentity(turn.work.tx, identity);
    if (!known) return undefined;
    sayKnown(turn, identity);
    return { do: 'end' };
  },
});

export const emailCode = codeStep<Answers, 'emailCode'>({
  form: formName,
  name: 'emailCode',
  purpose: 'registration',
  address: ({ email: address }) => address ?? '',
  channel: () => 'email',
  isLast: true,
});
