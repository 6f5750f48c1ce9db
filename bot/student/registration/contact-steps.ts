import { z } from 'zod';
import { findByIdentity } from '../../../core/accounts/queries.ts';
import { parseEmail, parseMobile } from '../../../core/accounts/rules.ts';
import { codeStep } from '../../forms/code-step.ts';
import type { Answer } from '../../forms/form.ts';
import { choiceStep, readText, textStep } from '../../forms/steps.ts';
import { formatMobile } from '../../view/format.ts';
import { copyable } from '../../view/language.ts';
import { explainEmail, explainMobile } from '../../view/reasons/accounts.ts';
import { type RegistrationAnswers as Answers, formName, identityOf, step } from './answers.ts';

export const mobile = step({
  name: 'mobile',
  schema: z.string().min(1),
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
    if (input.kind === 'contact' && !input.own) {
      return { do: 'stay', say: turn.words.html('registration.phone.notOwn') };
    }
    const read = input.kind === 'contact' ? { written: input.phone } : readText(turn, input);
    if ('do' in read) return read;
    const parsed = parseMobile(read.written);
    if (!parsed.ok) return { do: 'stay', say: explainMobile(turn, parsed) };
    const say = turn.words.html('registration.mobileNoted', { mobile: formatMobile(parsed.value) });
    return { do: 'next', value: parsed.value, say };
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

export const channel = choiceStep<Answers, 'channel'>({
  form: formName,
  name: 'channel',
  schema: z.enum(['sms', 'call']),
  gate: true,
  ask: (turn, { answers }) =>
    turn.words.html('registration.channelAsk', { mobile: formatMobile(answers.mobile ?? '') }),
  values: ['sms', 'call'],
  show: (turn, value) =>
    turn.words.plain(value === 'sms' ? 'registration.bySms' : 'registration.byCall'),
});

export const mobileCode = codeStep<Answers, 'mobileCode'>({
  form: formName,
  name: 'mobileCode',
  purpose: 'registration',
  address: ({ mobile: number }) => number ?? '',
  channel: ({ channel: by }) => by ?? 'sms',
  // That a number is registered is told only to somebody who holds a phone that we could write to.
  afterwards: async (turn, { answers }) => {
    const known = await findByIdentity(turn.work.tx, identityOf(answers as Answers));
    if (!known) return undefined;
    turn.say(turn.words.html('registration.alreadyRegistered'));
    return { do: 'end' };
  },
});

export const emailCode = codeStep<Answers, 'emailCode'>({
  form: formName,
  name: 'emailCode',
  purpose: 'registration',
  address: ({ email: address }) => address ?? '',
  channel: () => 'email',
});
