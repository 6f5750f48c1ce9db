import { completeProfile } from '../../../core/accounts/commands/complete-profile.ts';
import { parseStudyStart } from '../../../core/accounts/rules.ts';
import type { ProfileRefusal, UniversityRefusal } from '../../../core/accounts/types.ts';
import { type IsoDate, tehranDate } from '../../../core/calendar.ts';
import type { StudentRecord } from '../../../core/registry/types.ts';
import { type Answer, type AnyForm, tapped } from '../../forms/form.ts';
import { reviewStep } from '../../forms/review.ts';
import type { Turn } from '../../intake/turn.ts';
import { explainStudyStart } from '../../view/reasons/accounts.ts';
import { explainProfile } from '../../view/reasons/profile.ts';
import { type Looked, lookUp } from '../look-up.ts';
import { type Compared, comparedSchema, type ProfileAnswers, step } from './answers.ts';
import { sayDifferences } from './differences.ts';

/** Sending compares the profile with the registry: equal, and the account is active at once. */
export function comparingReview(form: () => AnyForm) {
  const plainReview = reviewStep(form, (turn) => turn.words.html('profile.reviewIntro'));
  return step({
    ...plainReview,
    schema: comparedSchema,
    prepare: async (outside, input, _state, accountId) =>
      tapped(input)?.verb === 'send' ? lookUp(outside, accountId) : undefined,
    answer: async (turn, input, state): Promise<Answer<Compared>> => {
      const answer = plainReview.answer(turn, input, state);
      if (answer.do !== 'next') return answer as Answer<never>;
      const looked = turn.prepared as Looked;
      if (looked === 'registryDown')
        return { do: 'stay', say: turn.words.html('errors.registryDown') };
      return compare(turn, state.answers as ProfileAnswers, looked.record);
    },
  });
}

async function compare(
  turn: Turn,
  answers: ProfileAnswers,
  record: StudentRecord | undefined,
): Promise<Answer<Compared>> {
  const { review: _review, card: _card, ...typed } = answers;
  const profile = {
    ...typed,
    birthDate: typed.birthDate as IsoDate,
    startDate: typed.startDate as IsoDate,
  };
  const result = await completeProfile(turn.work, await turn.person(), { profile, record });
  if (!result.ok) return declined(turn, result);
  if (result.outcome === 'activated') return { do: 'next', value: { outcome: 'activated' } };
  const fields = result.differences.map(({ field }) => field);
  const say = await sayDifferences(turn, result);
  return { do: 'next', value: { outcome: 'differs', fields }, say };
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

/** A birth date that was corrected may come too near to the start of studies that was given before. */
export function contradictions(turn: Turn, answers: Partial<ProfileAnswers>): readonly string[] {
  const { birthDate, startDate } = answers;
  if (!birthDate || !startDate) return [];
  const days = { birth: birthDate as IsoDate, today: tehranDate(turn.work.now) };
  const parsed = parseStudyStart(startDate, days);
  return parsed.ok ? [] : [explainStudyStart(turn, parsed)];
}
