import { parseBirthDate, parseName } from '../../../core/accounts/rules.ts';
import type { NameRefusal } from '../../../core/accounts/types.ts';
import { tehranDate } from '../../../core/calendar.ts';
import { textStep } from '../../forms/steps.ts';
import { formatDate } from '../../view/format.ts';
import { explainBirthDate, explainName } from '../../view/reasons/accounts.ts';
import type { RegistrationAnswers as Answers } from './answers.ts';

const writtenName = { parse: parseName, explain: explainName };

export const firstName = textStep<Answers, 'firstName', NameRefusal>({
  ...writtenName,
  name: 'firstName',
  ask: (turn) => turn.words.html('registration.firstNameAsk'),
  label: (turn) => turn.words.plain('registration.firstName'),
});

export const lastName = textStep<Answers, 'lastName', NameRefusal>({
  ...writtenName,
  name: 'lastName',
  ask: (turn) => turn.words.html('registration.lastNameAsk'),
  label: (turn) => turn.words.plain('registration.lastName'),
});

export const birthDate = textStep<Answers, 'birthDate', Parameters<typeof explainBirthDate>[1]>({
  name: 'birthDate',
  ask: (turn) => turn.words.html('registration.birthDateAsk'),
  label: (turn) => turn.words.plain('registration.birthDate'),
  show: (turn, value) => formatDate(value, turn.words.language),
  parse: (text, turn) => parseBirthDate(text, tehranDate(turn.work.now)),
  explain: explainBirthDate,
});
