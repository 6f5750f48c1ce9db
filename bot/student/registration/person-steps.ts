import { parseBirthDate, parseName } from '../../../core/accounts/rules.ts';
import { tehranDate } from '../../../core/calendar.ts';
import type { Step } from '../../forms/form.ts';
import { textStep } from '../../forms/steps.ts';
import { formatDate } from '../../view/format.ts';
import { explainBirthDate, explainName } from '../../view/reasons/accounts.ts';
import type { RegistrationAnswers as Answers } from './answers.ts';

export const nameStep = (field: 'firstName' | 'lastName'): Step<Answers, typeof field> =>
  textStep<Answers, typeof field, Parameters<typeof explainName>[1]>({
    name: field,
    ask: (turn) => turn.words.html(`registration.${field}Ask`),
    label: (turn) => turn.words.plain(`registration.${field}`),
    parse: parseName,
    explain: explainName,
  });

export const birthDate = textStep<Answers, 'birthDate', Parameters<typeof explainBirthDate>[1]>({
  name: 'birthDate',
  ask: (turn) => turn.words.html('registration.birthDateAsk'),
  label: (turn) => turn.words.plain('registration.birthDate'),
  show: (turn, value) => formatDate(value, turn.words.language),
  parse: (text, turn) => parseBirthDate(text, tehranDate(turn.work.now)),
  explain: explainBirthDate,
});
