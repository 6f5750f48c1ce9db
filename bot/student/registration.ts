import { z } from 'zod';
import { registerAccount } from '../../core/accounts/commands/register-account.ts';
import { findByIdentity } from '../../core/accounts/queries.ts';
import {
  isCountry,
  parseBirthDate,
  parseEmail,
  parseFida,
  parseMobile,
  parseName,
  parseNationalId,
  parsePassport,
  parsePassword,
} from '../../core/accounts/rules.ts';
import type { Email, Identity, IdentityNumber, Mobile } from '../../core/accounts/types.ts';
import { type IsoDate, tehranDate } from '../../core/calendar.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { acceptRules } from '../../core/rules/commands.ts';
import { compact } from '../../core/text.ts';
import { captchaStep } from '../forms/captcha-step.ts';
import { codeStep } from '../forms/code-step.ts';
import { type Answer, type Form, type Step, stepButton, stepOf, tapped } from '../forms/form.ts';
import { pressButton, reviewStep } from '../forms/review.ts';
import { choiceStep, readText, textStep } from '../forms/steps.ts';
import type { Turn } from '../intake/turn.ts';
import { formatDate, formatMobile } from '../view/format.ts';
import { copyable, Html } from '../view/language.ts';
import {
  explainBirthDate,
  explainEmail,
  explainIdentity,
  explainMobile,
  explainName,
  explainPassword,
} from '../view/reasons/accounts.ts';
import { rulesText } from '../view/rules.ts';

const name = 'registration';

interface Answers {
  rules: true;
  nationality: 'iranian' | 'other';
  kind: 'fida' | 'passport';
  country: string;
  firstName: string;
  lastName: string;
  identity: string;
  birthDate: string;
  mobile: string;
  email: string;
  /** Argon2id; the password itself is never kept. */
  password: string;
  repeat: true;
  review: true;
  captcha: true;
  channel: 'sms' | 'call';
  mobileCode: true;
  emailCode: true;
}

const step = stepOf<Answers>();
const isForeigner = ({ nationality }: Partial<Answers>) => nationality === 'other';
const hasPassport = (answers: Partial<Answers>) =>
  isForeigner(answers) && answers.kind === 'passport';

const rules = step({
  name: 'rules',
  schema: z.literal(true),
  gate: true,
  question: (turn) => ({
    text: turn.words.html('registration.rulesAsk', {
      rules: new Html(turn.words.html('rules.registration')),
    }),
    buttons: [[stepButton(name, 'rules', turn.words.plain('registration.accept'), 'accept')]],
  }),
  answer: async (turn, input) => {
    if (tapped(input)?.verb !== 'accept') return pressButton(turn);
    const text = rulesText('registration', turn.words.language);
    await acceptRules(turn.work, { ...text, chatId: turn.chatId });
    return { do: 'next', value: true };
  },
});

const nationality = choiceStep<Answers, 'nationality'>({
  form: name,
  name: 'nationality',
  schema: z.enum(['iranian', 'other']),
  resets: ['kind', 'country', 'identity'],
  ask: (turn) => turn.words.html('registration.nationalityAsk'),
  label: (turn) => turn.words.plain('registration.nationality'),
  values: ['iranian', 'other'],
  show: (turn, value) => turn.words.plain(`registration.${value}`),
});

const kind = choiceStep<Answers, 'kind'>({
  form: name,
  name: 'kind',
  schema: z.enum(['fida', 'passport']),
  when: isForeigner,
  resets: ['country', 'identity'],
  ask: (turn) => turn.words.html('registration.kindAsk'),
  label: (turn) => turn.words.plain('registration.kind'),
  values: ['fida', 'passport'],
  show: (turn, value) => turn.words.plain(`registration.${value}`),
});

const country = textStep<Answers, 'country', Refusal<'unknown' | 'iranian'>>({
  name: 'country',
  when: hasPassport,
  ask: (turn) => turn.words.html('registration.countryAsk'),
  label: (turn) => turn.words.plain('registration.country'),
  parse: (text) => {
    const code = compact(text).toUpperCase();
    if (code === 'IR') return refuse('iranian');
    return isCountry(code) ? ok({ value: code }) : refuse('unknown');
  },
  explain: (turn, { reason }) =>
    turn.words.html(
      reason === 'iranian' ? 'registration.countryIranian' : 'registration.countryUnknown',
    ),
});

const nameStep = (field: 'firstName' | 'lastName'): Step<Answers, typeof field> =>
  textStep<Answers, typeof field, Parameters<typeof explainName>[1]>({
    name: field,
    ask: (turn) => turn.words.html(`registration.${field}Ask`),
    label: (turn) => turn.words.plain(`registration.${field}`),
    parse: parseName,
    explain: explainName,
  });

type IdentityKind = 'nationalId' | 'fida' | 'passport';

const kindOf = (answers: Partial<Answers>): IdentityKind =>
  isForeigner(answers) ? (answers.kind ?? 'fida') : 'nationalId';

const identity = step({
  name: 'identity',
  schema: z.string().min(1),
  shown: {
    label: (turn) => turn.words.plain('registration.identity'),
    value: (_turn, value) => copyable(value),
  },
  question: (turn, { answers }) => ({
    text: turn.words.html(`registration.${kindOf(answers)}Ask`),
  }),
  answer: (turn, input, { answers }) => {
    const read = readText(turn, input);
    if ('do' in read) return read;
    const parsed = parseIdentity(answers, read.written);
    if (parsed.ok) return { do: 'next', value: parsed.value };
    return { do: 'stay', say: explainIdentity(turn, kindOf(answers), parsed) };
  },
});

type IdentityRefusal = Parameters<typeof explainIdentity>[2];

function parseIdentity(
  answers: Partial<Answers>,
  text: string,
): Result<{ value: string }, IdentityRefusal> {
  const parsers = {
    nationalId: () => parseNationalId(text),
    fida: () => parseFida(text),
    passport: () => parsePassport(text, answers.country ?? ''),
  };
  return parsers[kindOf(answers)]();
}

const birthDate = textStep<Answers, 'birthDate', Parameters<typeof explainBirthDate>[1]>({
  name: 'birthDate',
  ask: (turn) => turn.words.html('registration.birthDateAsk'),
  label: (turn) => turn.words.plain('registration.birthDate'),
  show: (turn, value) => formatDate(value, turn.words.language),
  parse: (text, turn) => parseBirthDate(text, tehranDate(turn.work.now)),
  explain: explainBirthDate,
});

const mobile = step({
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

const email = textStep<Answers, 'email', Parameters<typeof explainEmail>[1]>({
  name: 'email',
  resets: ['emailCode'],
  ask: (turn) => turn.words.html('registration.emailAsk'),
  label: (turn) => turn.words.plain('registration.email'),
  parse: parseEmail,
  explain: explainEmail,
});

/** Hashing is slow on purpose, so it is done before the unit of work. */
const password = step({
  name: 'password',
  schema: z.string().min(1),
  secret: true,
  resets: ['repeat'],
  question: (turn) => ({ text: turn.words.html('registration.passwordAsk') }),
  prepare: async (outside, input) => {
    if (input.kind !== 'text') return undefined;
    const parsed = parsePassword(input.text);
    return parsed.ok ? { ok: true, hash: await outside.hashPassword(parsed.value) } : parsed;
  },
  answer: (turn, input) => {
    const read = readText(turn, input);
    if ('do' in read) return read;
    const prepared = turn.prepared as
      | { ok: true; hash: string }
      | Parameters<typeof explainPassword>[1];
    if (prepared.ok) return { do: 'next', value: prepared.hash };
    return { do: 'stay', say: explainPassword(turn, prepared) };
  },
});

const repeat = step({
  name: 'repeat',
  schema: z.literal(true),
  secret: true,
  gate: true,
  question: (turn) => ({ text: turn.words.html('registration.repeatAsk') }),
  prepare: async (outside, input, { answers }) => {
    if (input.kind !== 'text' || !answers.password) return undefined;
    const parsed = parsePassword(input.text);
    return parsed.ok && (await outside.verifyPassword(answers.password, parsed.value));
  },
  answer: (turn, input) => {
    const read = readText(turn, input);
    if ('do' in read) return read;
    if (turn.prepared === true) return { do: 'next', value: true };
    return { do: 'stay', say: turn.words.html('registration.password.differs') };
  },
});

const review = step(
  reviewStep(
    () => registrationForm,
    (turn) => turn.words.html('registration.reviewIntro'),
  ),
);

const channel = choiceStep<Answers, 'channel'>({
  form: name,
  name: 'channel',
  schema: z.enum(['sms', 'call']),
  gate: true,
  ask: (turn, { answers }) =>
    turn.words.html('registration.channelAsk', { mobile: formatMobile(answers.mobile ?? '') }),
  values: ['sms', 'call'],
  show: (turn, value) =>
    turn.words.plain(value === 'sms' ? 'registration.bySms' : 'registration.byCall'),
});

const mobileCode = codeStep<Answers, 'mobileCode'>({
  form: name,
  name: 'mobileCode',
  purpose: 'registration',
  address: ({ mobile: number }) => number ?? '',
  channel: ({ channel: by }) => by ?? 'sms',
  // That a number is registered is told only to somebody who holds a phone that we could write to.
  afterwards: async (turn, { answers }) => {
    const known = await findByIdentity(turn.work.tx, identityOf(answers as Answers));
    if (!known) return undefined;
    sayAlreadyRegistered(turn);
    return { do: 'end' };
  },
});

const emailCode = codeStep<Answers, 'emailCode'>({
  form: name,
  name: 'emailCode',
  purpose: 'registration',
  address: ({ email: address }) => address ?? '',
  channel: () => 'email',
});

function identityOf(answers: Answers): Identity {
  const value = answers.identity as IdentityNumber;
  const of = kindOf(answers);
  return of === 'passport'
    ? { kind: of, value, country: answers.country }
    : ({ kind: of, value, country: 'IR' } as Identity);
}

function sayAlreadyRegistered(turn: Turn): void {
  turn.say(turn.words.html('registration.alreadyRegistered'));
}

/** Success is told by the notice, which goes to the chat and to the e-mail address. */
async function finish(turn: Turn, answers: Answers): Promise<{ do: 'end' }> {
  const result = await registerAccount(turn.work, await turn.person(), {
    identity: identityOf(answers),
    firstName: answers.firstName,
    lastName: answers.lastName,
    birthDate: answers.birthDate as IsoDate,
    mobile: answers.mobile as Mobile,
    email: answers.email as Email,
    passwordHash: answers.password,
    language: turn.words.language,
  });
  if (result.ok) return { do: 'end' };
  if (result.reason === 'alreadyRegistered') sayAlreadyRegistered(turn);
  else if (result.reason === 'chatHasAccount') {
    turn.say(turn.words.html('registration.chatHasAccount'));
  } else throw new Error(`the form let a registration through that lacks a step: ${result.reason}`);
  return { do: 'end' };
}

export const registrationForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('registration.title'),
  steps: [
    rules,
    nationality,
    kind,
    country,
    nameStep('firstName'),
    nameStep('lastName'),
    identity,
    birthDate,
    mobile,
    email,
    password,
    repeat,
    review,
    step(captchaStep(name)),
    channel,
    mobileCode,
    emailCode,
  ] as Form<Answers>['steps'],
  finish,
};
