import { submitProfileForReview } from '../../../core/accounts/commands/submit-profile.ts';
import { type Finish, type Form, stepsOf } from '../../forms/form.ts';
import type { Turn } from '../../intake/turn.ts';
import { explainProfile } from '../../view/reasons/profile.ts';
import { birthDateOf, firstName, lastName } from '../person-steps.ts';
import { formName, type ProfileAnswers, step } from './answers.ts';
import { card, type Submission } from './card-step.ts';
import { comparingReview, contradictions } from './review-step.ts';
import { field, gender, level, startDate, studentNumber, studentType } from './studies-steps.ts';
import { universityStep } from './university-step.ts';

async function finish(turn: Turn, answers: ProfileAnswers): Promise<Finish<ProfileAnswers>> {
  if (answers.review.outcome === 'activated') return { do: 'end' };
  const { looked } = turn.prepared as Submission;
  const record = looked === 'registryDown' ? undefined : looked.record;
  const result = await submitProfileForReview(turn.work, await turn.person(), {
    cardFileId: answers.card,
    record,
  });
  turn.say(result.ok ? turn.words.html('profile.submitted') : explainProfile(turn, result));
  return { do: 'end' };
}

/** The names and the birth date come from the registration and are asked only to be corrected. */
export const profileForm: Form<ProfileAnswers> = {
  name: formName,
  version: 1,
  title: (turn) => turn.words.plain('profile.title'),
  steps: stepsOf<ProfileAnswers>()(
    firstName,
    lastName,
    birthDateOf(formName),
    step(universityStep()),
    studentNumber,
    level,
    field,
    startDate,
    gender,
    studentType,
    comparingReview(() => profileForm),
    card,
  ),
  problems: contradictions,
  finish,
};
