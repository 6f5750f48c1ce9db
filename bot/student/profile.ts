import { z } from 'zod';
import { completeProfile } from '../../core/accounts/commands/complete-profile.ts';
import { submitProfileForReview } from '../../core/accounts/commands/submit-profile.ts';
import type { ProfileRefusal, SubmitRefusal } from '../../core/accounts/types.ts';
import { type IsoDate, parseDate } from '../../core/calendar.ts';
import {
  genders,
  type Level,
  levels,
  type ProfileDifference,
  type StudentRecord,
  studentTypes,
} from '../../core/registry/types.ts';
import { ok, type Refusal, refuse } from '../../core/result.ts';
import { compact, digits, normalise } from '../../core/text.ts';
import { keepReceived, type Received, receiveFile } from '../forms/file-step.ts';
import { type Answer, type Finish, type Form, stepOf } from '../forms/form.ts';
import { reviewStep } from '../forms/review.ts';
import { choiceStep, textStep } from '../forms/steps.ts';
import type { Turn } from '../intake/turn.ts';
import { formatDate } from '../view/format.ts';
import { explainBirthDate, explainName } from '../view/reasons/accounts.ts';
import { type Looked, lookUp } from './look-up.ts';
import { universityStep } from './university-step.ts';

const name = 'profile';

export interface ProfileAnswers {
  universityId: number;
  studentNumber: string;
  level: Level;
  field: string;
  startDate: string;
  gender: 'female' | 'male';
  studentType: 'domestic' | 'international';
  review: 'activated' | 'differs';
  /** Id of the stored photo of the student card. */
  card: number;
}

const step = stepOf<ProfileAnswers>();

const studentNumber = textStep<ProfileAnswers, 'studentNumber', Refusal<'wrong'>>({
  name: 'studentNumber',
  ask: (turn) => turn.words.html('profile.studentNumberAsk'),
  label: (turn) => turn.words.plain('profile.studentNumber'),
  parse: (text) => {
    const number = digits(compact(text));
    return /^\d{5,15}$/.test(number) ? ok({ value: number }) : refuse('wrong');
  },
  explain: (turn) => turn.words.html('profile.studentNumberWrong'),
});

const level = choiceStep<ProfileAnswers, 'level'>({
  form: name,
  name: 'level',
  schema: z.enum(levels),
  ask: (turn) => turn.words.html('profile.levelAsk'),
  label: (turn) => turn.words.plain('profile.level'),
  values: levels,
  show: (turn, value) => turn.words.plain(`terms.levels.${value}`),
});

const field = textStep<ProfileAnswers, 'field', Parameters<typeof explainName>[1]>({
  name: 'field',
  ask: (turn) => turn.words.html('profile.fieldAsk'),
  label: (turn) => turn.words.plain('profile.field'),
  parse: (text) => {
    const value = normalise(text);
    if (value === '') return refuse('empty');
    return value.length > 60 ? refuse('tooLong', { length: value.length }) : ok({ value });
  },
  explain: explainName,
});

const startDate = textStep<ProfileAnswers, 'startDate', Parameters<typeof explainBirthDate>[1]>({
  name: 'startDate',
  ask: (turn) => turn.words.html('profile.startDateAsk'),
  label: (turn) => turn.words.plain('profile.startDate'),
  show: (turn, value) => formatDate(value, turn.words.language),
  parse: parseDate,
  explain: explainBirthDate,
});

const gender = choiceStep<ProfileAnswers, 'gender'>({
  form: name,
  name: 'gender',
  schema: z.enum(genders),
  ask: (turn) => turn.words.html('profile.genderAsk'),
  label: (turn) => turn.words.plain('profile.gender'),
  values: genders,
  show: (turn, value) => turn.words.plain(`terms.genders.${value}`),
});

const studentType = choiceStep<ProfileAnswers, 'studentType'>({
  form: name,
  name: 'studentType',
  schema: z.enum(studentTypes),
  ask: (turn) => turn.words.html('profile.studentTypeAsk'),
  label: (turn) => turn.words.plain('profile.studentType'),
  values: studentTypes,
  show: (turn, value) => turn.words.plain(`terms.studentTypes.${value}`),
});

const plainReview = reviewStep(
  () => profileForm,
  (turn) => turn.words.html('profile.reviewIntro'),
);

/** Sending compares the profile with the registry: equal, and the account is active at once. */
const review = step({
  ...plainReview,
  schema: z.enum(['activated', 'differs']),
  prepare: (outside, _input, _state, accountId) => lookUp(outside, accountId),
  answer: async (turn, input, state): Promise<Answer<'activated' | 'differs'>> => {
    const answer = plainReview.answer(turn, input, state);
    if (answer.do !== 'next') return answer as Answer<never>;
    const looked = turn.prepared as Looked;
    if (looked === 'registryDown')
      return { do: 'stay', say: turn.words.html('errors.registryDown') };
    return compare(turn, state.answers as ProfileAnswers, looked.record);
  },
});

async function compare(
  turn: Turn,
  answers: ProfileAnswers,
  record: StudentRecord | undefined,
): Promise<Answer<'activated' | 'differs'>> {
  const { review: _review, card: _card, ...typed } = answers;
  const profile = { ...typed, startDate: typed.startDate as IsoDate };
  const result = await completeProfile(turn.work, await turn.person(), { profile, record });
  if (!result.ok) return { do: 'stay', say: explainRefusal(turn, result) };
  if (result.outcome === 'activated') return { do: 'next', value: 'activated' };
  return { do: 'next', value: 'differs', say: sayDifferences(turn, result) };
}

function sayDifferences(
  turn: Turn,
  { known, differences }: { known: boolean; differences: readonly ProfileDifference[] },
): string {
  const { html } = turn.words;
  if (!known) return html('profile.noRecord');
  const lines = differences.map((difference) =>
    html('profile.difference', {
      field: turn.words.plain(labels[difference.field]),
      typed: showField(turn, difference.field, difference.typed),
      registered: showField(turn, difference.field, difference.registered),
    }),
  );
  return [html('profile.differs'), ...lines].join('\n');
}

const labels = {
  firstName: 'profile.firstName',
  lastName: 'profile.lastName',
  birthDate: 'profile.birthDate',
  gender: 'profile.gender',
  universityId: 'profile.university',
  studentNumber: 'profile.studentNumber',
  level: 'profile.level',
  field: 'profile.field',
  startDate: 'profile.startDate',
  studentType: 'profile.studentType',
} as const;

function showField(turn: Turn, of: keyof typeof labels, value: string | number): string {
  const { plain, language } = turn.words;
  const text = String(value);
  if (of === 'gender') return plain(`terms.genders.${text as 'female'}`);
  if (of === 'level') return plain(`terms.levels.${text as Level}`);
  if (of === 'studentType') return plain(`terms.studentTypes.${text as 'domestic'}`);
  if (of === 'birthDate' || of === 'startDate') return formatDate(text, language);
  return of === 'universityId' ? plain('profile.university') : text;
}

interface Submission {
  readonly received: Received | undefined;
  readonly looked: Looked;
}

const card = step({
  name: 'card',
  schema: z.number().int(),
  when: ({ review: outcome }) => outcome === 'differs',
  question: (turn) => ({ text: turn.words.html('profile.cardAsk') }),
  prepare: async (outside, input, _state, accountId): Promise<Submission> => ({
    received: await receiveFile(outside, input, 0),
    looked: await lookUp(outside, accountId),
  }),
  answer: async (turn) => {
    const { received, looked } = turn.prepared as Submission;
    if (looked === 'registryDown')
      return { do: 'stay', say: turn.words.html('errors.registryDown') };
    const kept = await keepReceived(turn, received);
    return 'do' in kept ? kept : { do: 'next', value: kept.fileId };
  },
});

async function finish(turn: Turn, answers: ProfileAnswers): Promise<Finish<ProfileAnswers>> {
  if (answers.review === 'activated') return { do: 'end' };
  const { looked } = turn.prepared as Submission;
  const record = looked === 'registryDown' ? undefined : looked.record;
  const result = await submitProfileForReview(turn.work, await turn.person(), {
    cardFileId: answers.card,
    record,
  });
  turn.say(result.ok ? turn.words.html('profile.submitted') : explainRefusal(turn, result));
  return { do: 'end' };
}

type AnyRefusal =
  | ProfileRefusal
  | SubmitRefusal
  | Refusal<'unknownUniversity' | 'notStarted' | 'azad' | 'medical'>;

/** Why a profile is not taken. The step before has seen to what has no words of its own here. */
function explainRefusal(turn: Turn, { reason }: AnyRefusal): string {
  const { html } = turn.words;
  switch (reason) {
    case 'noAccount':
      return html('errors.signInFirst');
    case 'studentNumberTaken':
      return html('profile.numberTaken');
    case 'alreadyConfirmed':
    case 'awaitingReview':
    case 'accountClosed':
    case 'azad':
    case 'medical':
      return html(`profile.${reason}`);
    case 'noProfile':
    case 'unknownUniversity':
    case 'notStarted':
      return html('profile.universityNone');
    case 'notYourFile':
      return html('forms.sendFile');
  }
}

export const profileForm: Form<ProfileAnswers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('profile.title'),
  steps: [
    step(universityStep(name)),
    studentNumber,
    level,
    field,
    startDate,
    gender,
    studentType,
    review,
    card,
  ] as Form<ProfileAnswers>['steps'],
  finish,
};
