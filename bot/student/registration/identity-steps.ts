import { z } from 'zod';
import {
  isCountry,
  parseCountry,
  parseFida,
  parseNationalId,
  parsePassport,
} from '../../../core/identity/rules.ts';
import type { Result } from '../../../core/result.ts';
import { stepButton, tapped } from '../../forms/form.ts';
import { inPairs } from '../../forms/review.ts';
import { choiceStep, readText } from '../../forms/steps.ts';
import { copyable, escapeHtml } from '../../view/language.ts';
import { countryName } from '../../view/names.ts';
import { explainCountry, explainIdentity } from '../../view/reasons/accounts.ts';
import {
  type RegistrationAnswers as Answers,
  formName,
  hasPassport,
  isForeigner,
  kindOf,
  step,
} from './answers.ts';

export const nationality = choiceStep<Answers, 'nationality'>({
  form: formName,
  name: 'nationality',
  schema: z.enum(['iranian', 'other']),
  resets: ['kind', 'country', 'identity'],
  ask: (turn) => turn.words.html('registration.nationalityAsk'),
  label: (turn) => turn.words.plain('registration.nationality'),
  values: ['iranian', 'other'],
  show: (turn, value) => turn.words.plain(`registration.${value}`),
});

export const kind = choiceStep<Answers, 'kind'>({
  form: formName,
  name: 'kind',
  schema: z.enum(['fida', 'passport']),
  when: isForeigner,
  resets: ['country', 'identity'],
  ask: (turn) => turn.words.html('registration.kindAsk'),
  label: (turn) => turn.words.plain('registration.kind'),
  values: ['fida', 'passport'],
  show: (turn, value) => turn.words.plain(`registration.${value}`),
});

/** Where most foreign students in Iran come from: a tap instead of typing. */
const frequentCountries = ['AF', 'IQ', 'SY', 'PK', 'LB', 'YE'];

/** Picked, or written by name in either language, or by its two-letter code. */
export const country = step({
  name: 'country',
  schema: z.string().refine(isCountry),
  when: hasPassport,
  shown: {
    label: (turn) => turn.words.plain('registration.country'),
    value: (turn, value) => escapeHtml(countryName(value, turn.words.language)),
  },
  question: (turn) => ({
    text: turn.words.html('registration.countryAsk'),
    buttons: inPairs(
      frequentCountries.map((code) =>
        stepButton(formName, 'country', countryName(code, turn.words.language), 'pick', code),
      ),
    ),
  }),
  answer: (turn, input) => {
    const picked = tapped(input)?.argument;
    const read = picked === undefined ? readText(turn, input) : { written: picked };
    if ('do' in read) return read;
    const parsed = parseCountry(read.written);
    if (!parsed.ok) return { do: 'stay', say: explainCountry(turn, parsed) };
    return { do: 'next', value: parsed.value };
  },
});

export const identity = step({
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
