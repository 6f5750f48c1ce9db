import { z } from 'zod';
import { completeProfile } from '../../../core/accounts/commands/complete-profile.ts';
import { submitProfileForReview } from '../../../core/accounts/commands/submit-profile.ts';
import type { ProfileRefusal, UniversityRefusal } from '../../../core/accounts/types.ts';
import type { IsoDate } from '../../../core/calendar.ts';
import type { StudentRecord } from '../../../core/registry/types.ts';
import { keepReceived, type Received, receiveFile } from '../../forms/file-step.ts';
import { type Answer, type Finish, type Form, stepsOf } from '../../forms/form.ts';
import { reviewStep } from '../../forms/review.ts';
import type { Turn } from '../../intake/turn.ts';
import { explainProfile } from '../../view/reasons/profile.ts';
import { type Looked, lookUp } from '../look-up.ts';
import { birthDateOf, firstName, lastName } from '../person-steps.ts';
import { formName, type ProfileAnswers, step } from './answers.ts';
import { sayDifferences } from './differences.ts';
import { field, gender, level, startDate, studentNumber, studentType } from './studies-steps.ts';
import { universityStep } from './university-step.ts';

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
  const profile = {
    ...typed,
    birthDate: typed.birthDate as IsoDate,
    startDate: typed.startDate as IsoDate,
  };
  const result = await completeProfile(turn.work, await turn.person(), { profile, record });
  if (!result.ok) return declined(turn, result);
  if (result.outcome === 'activated') return { do: 'next', value: 'activated' };
  return { do: 'next', value: 'differs', say: await sayDifferences(turn, result) };
}

/** What another answer mends keeps the form; otherwise it is over. */
function declined(
  turn: Turn,
  refusal: ProfileRefusal | UniversityRefusal,
): Extract<Answer<never>, { do: 'stay' | 'end' }> {
  const say = explainProfile(turn, refusal);
  const { reason } = refusal;
  if (reason === 'studentNumberTaken' || reason === 'unknownUniversity') return { do: 'stay', say };
  turn.say(say);
  return { do: 'end' };
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
  turn.say(result.ok ? turn.words.html('profile.submitted') : explainProfile(turn, result));
  return { do: 'end' };
}

export const profileForm: Form<ProfileAnswers> = {
  name: formName,
  version: 1,
  title: (turn) => turn.words.plain('profile.title'),
  steps: stepsOf<ProfileAnswers>()(
    firstName,
    lastName,
    birthDateOf(formName),
    step(universityStep(formName)),
    studentNumber,
    level,
    field,
    startDate,
    gender,
    studentType,
    review,
    card,
  ),
  finish,
};
