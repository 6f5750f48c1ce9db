import { ok, type Refusal, refuse } from '../../core/result.ts';
import { normalise } from '../../core/text.ts';
import type { Step } from '../forms/form.ts';
import { textStep } from '../forms/steps.ts';
import type { Words } from '../view/language.ts';

/** The texts that ask for a reason. */
type Ask = Parameters<Words['html']>[0];

/** Longer reasons do not fit into one message beside what they explain. */
const longestReason = 1_000;

type ReasonRefusal = Refusal<'empty'> | Refusal<'tooLong', { readonly length: number }>;

/** A step that asks for a reason in the officer's own words. */
export const reasonStep = <Answers extends object, Name extends keyof Answers & string>(
  name: Name,
  ask: Ask,
): Step<Answers, Name> =>
  textStep<Answers, Name, ReasonRefusal>({
    name,
    ask: (turn) => (turn.words.html as (key: Ask) => string)(ask),
    parse: (text) => {
      const value = normalise(text) as NonNullable<Answers[Name]> & string;
      if (value === '') return refuse('empty');
      if (value.length > longestReason) return refuse('tooLong', { length: value.length });
      return ok({ value });
    },
    explain: (turn, refusal) =>
      refusal.reason === 'empty'
        ? turn.words.html('review.noReason')
        : turn.words.html('forms.tooLong', { length: refusal.length, limit: longestReason }),
  });
