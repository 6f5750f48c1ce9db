import { ages, birthDates, parseBirthDate, parseName } from '../../core/accounts/rules.ts';
import type { NameRefusal } from '../../core/accounts/types.ts';
import { addYears, tehranDate } from '../../core/calendar.ts';
import { dateStep } from '../forms/date-step.ts';
import { textStep } from '../forms/steps.ts';
import { explainBirthDate, explainName } from '../view/reasons/accounts.ts';

/** What registration asks of a person, and what the profile lets them correct. */
export interface PersonAnswers {
  firstName: string;
  lastName: string;
  birthDate: string;
}

const writtenName = { parse: parseName, explain: explainName };

export const firstName = textStep<PersonAnswers, 'firstName', NameRefusal>({
  ...writtenName,
  name: 'firstName',
  ask: (turn) => turn.words.html('registration.firstNameAsk'),
  label: (turn) => turn.words.plain('registration.firstName'),
});

export const lastName = textStep<PersonAnswers, 'lastName', NameRefusal>({
  ...writtenName,
  name: 'lastName',
  ask: (turn) => turn.words.html('registration.lastNameAsk'),
  label: (turn) => turn.words.plain('registration.lastName'),
});

/** The age at which most people register: there the calendar opens. */
const usualAge = 20;

export const birthDateOf = (form: string) =>
  dateStep<PersonAnswers, 'birthDate', Parameters<typeof explainBirthDate>[1]>({
    form,
    name: 'birthDate',
    ask: (turn) => turn.words.html('registration.birthDateAsk'),
    label: (turn) => turn.words.plain('registration.birthDate'),
    range: (turn) => birthDates(tehranDate(turn.work.now)),
    opensAt: ({ last }) => addYears(last, ages.youngest - usualAge),
    parse: (text, turn) => parseBirthDate(text, tehranDate(turn.work.now)),
    explain: explainBirthDate,
  });
