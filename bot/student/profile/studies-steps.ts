import { z } from 'zod';
import { parseStudyStart, studyStarts } from '../../../core/accounts/rules.ts';
import { type IsoDate, isoDate, tehranDate } from '../../../core/calendar.ts';
import { genders, levels, studentTypes } from '../../../core/registry/types.ts';
import { ok, type Refusal, refuse } from '../../../core/result.ts';
import { compact, digits, normalise } from '../../../core/text.ts';
import { dateStep } from '../../forms/date-step.ts';
import { choiceStep, textStep } from '../../forms/steps.ts';
import { explainStudyStart } from '../../view/reasons/accounts.ts';
import { formName, type ProfileAnswers } from './answers.ts';

export const studentNumber = textStep<ProfileAnswers, 'studentNumber', Refusal<'wrong'>>({
  name: 'studentNumber',
  ask: (turn) => turn.words.html('profile.studentNumberAsk'),
  label: (turn) => turn.words.plain('profile.studentNumber'),
  parse: (text) => {
    const number = digits(compact(text));
    return /^\d{5,15}$/.test(number) ? ok({ value: number }) : refuse('wrong');
  },
  explain: (turn) => turn.words.html('profile.studentNumberWrong'),
});

export const level = choiceStep<ProfileAnswers, 'level'>({
  form: formName,
  name: 'level',
  schema: z.enum(levels),
  ask: (turn) => turn.words.html('profile.levelAsk'),
  label: (turn) => turn.words.plain('profile.level'),
  values: levels,
  show: (turn, value) => turn.words.plain(`terms.levels.${value}`),
});

type FieldRefusal = Refusal<'empty'> | Refusal<'tooLong', { readonly length: number }>;

const longestField = 60;

export const field = textStep<ProfileAnswers, 'field', FieldRefusal>({
  name: 'field',
  ask: (turn) => turn.words.html('profile.fieldAsk'),
  label: (turn) => turn.words.plain('profile.field'),
  parse: (text) => {
    const value = normalise(text);
    if (value === '') return refuse('empty');
    const { length } = value;
    return length > longestField ? refuse('tooLong', { length }) : ok({ value });
  },
  explain: ({ words: { html } }, refusal) =>
    refusal.reason === 'empty'
      ? html('profile.fieldWrong.empty')
      : html('profile.fieldWrong.tooLong', { length: refusal.length, limit: longestField }),
});

type StartRefusal = Parameters<typeof explainStudyStart>[1];

export const startDate = dateStep<ProfileAnswers, 'startDate', StartRefusal>({
  form: formName,
  name: 'startDate',
  ask: (turn) => turn.words.html('profile.startDateAsk'),
  label: (turn) => turn.words.plain('profile.startDate'),
  range: (turn, answers) => studyStarts(birthOf(answers), tehranDate(turn.work.now)),
  opensAt: ({ last }) => last,
  parse: (text, turn, answers) =>
    parseStudyStart(text, { birth: birthOf(answers), today: tehranDate(turn.work.now) }),
  explain: explainStudyStart,
});

/** Known from the registration, and asked before. */
const birthOf = ({ birthDate = '' }: Partial<ProfileAnswers>): IsoDate => isoDate(birthDate);

export const gender = choiceStep<ProfileAnswers, 'gender'>({
  form: formName,
  name: 'gender',
  schema: z.enum(genders),
  ask: (turn) => turn.words.html('profile.genderAsk'),
  label: (turn) => turn.words.plain('profile.gender'),
  values: genders,
  show: (turn, value) => turn.words.plain(`terms.genders.${value}`),
});

export const studentType = choiceStep<ProfileAnswers, 'studentType'>({
  form: formName,
  name: 'studentType',
  schema: z.enum(studentTypes),
  ask: (turn) => turn.words.html('profile.studentTypeAsk'),
  label: (turn) => turn.words.plain('profile.studentType'),
  values: studentTypes,
  show: (turn, value) => turn.words.plain(`terms.studentTypes.${value}`),
});
