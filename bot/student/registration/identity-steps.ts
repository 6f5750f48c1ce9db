import { z } from 'zod';
import { parseFida, parseNationalId, parsePassport } from '../../../core/identity/rules.ts';
import type { Result } from '../../../core/result.ts';
import { choiceStep, readText } from '../../forms/steps.ts';
import { copyable } from '../../view/language.ts';
import { explainIdentity } from '../../view/reasons/accounts.ts';
import { countryStep } from '../identity/country-step.ts';
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

export const country = step({ ...countryStep(formName), when: hasPassport });

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
