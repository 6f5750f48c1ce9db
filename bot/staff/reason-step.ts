import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { normalise } from '../../core/text.ts';
import type { Step } from '../forms/form.ts';
import { textStep } from '../forms/steps.ts';
import type { Turn } from '../intake/turn.ts';
import type { Words } from '../view/language.ts';

/** The texts that ask for a reason; `limit` in them is how long it may be. */
type Ask = Parameters<Words['html']>[0];

/** What is said to blanks. */
type Blank = 'review.noReason' | 'status.appealEmpty';

/** Longer reasons do not fit into one message beside what they explain. */
const longestReason = 1_000;

type ReasonRefusal = Refusal<'empty'> | Refusal<'tooLong', { readonly length: number }>;

/** A step that asks for a reason in the person's own words. */
export const reasonStep = <Answers extends object, Name extends keyof Answers & string>(
  name: Name,
  ask: Ask,
  blank: Blank = 'review.noReason',
): Step<Answers, Name> =>
  textStep<Answers, Name, ReasonRefusal>({
    name,
    ask: ({ words: { html } }) =>
      (html as (key: Ask, values: { limit: number }) => string)(ask, { limit: longestReason }),
    limit: longestReason,
    parse: (text) => readReason<NonNullable<Answers[Name]> & string>(text),
    explain: (turn, refusal) => explainReason(turn, refusal, blank),
  });

/** The reason that was written behind a command. Who wrote too much is told, and there is none by then. */
export function reasonBehind(turn: Turn, words: readonly string[]): string | undefined {
  const read = readReason(words.join(' '));
  if (read.ok) return read.value;
  if (read.reason === 'tooLong') turn.say(explainReason(turn, read));
  return undefined;
}

function readReason<Value extends string>(text: string): Result<{ value: Value }, ReasonRefusal> {
  const value = normalise(text) as Value;
  if (value === '') return refuse('empty');
  if (value.length > longestReason) return refuse('tooLong', { length: value.length });
  return ok({ value });
}

const explainReason = (
  { words }: Turn,
  refusal: ReasonRefusal,
  blank: Blank = 'review.noReason',
): string =>
  refusal.reason === 'empty'
    ? words.html(blank)
    : words.html('forms.tooLong', { length: refusal.length, limit: longestReason });
