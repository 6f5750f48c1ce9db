import { z } from 'zod';
import type { Refusal, Result } from '../../core/result.ts';
import { normalise } from '../../core/text.ts';
import type { Input } from '../intake/incoming.ts';
import type { Turn } from '../intake/turn.ts';
import { escapeHtml } from '../view/language.ts';
import { type Answer, type FormState, type Step, stepButton, tapped } from './form.ts';
import { inPairs, pressButton } from './review.ts';

/** Longer texts are turned away before they are read. */
export const longestText = 2_000;

type Parse<Value, Refused extends Refusal> = (
  text: string,
  turn: Turn,
) => Result<{ readonly value: Value }, Refused>;

interface TextStep<
  Answers extends object,
  Name extends keyof Answers & string,
  Value,
  Refused extends Refusal,
> extends Pick<Step<Answers, Name>, 'when' | 'resets' | 'optional' | 'secret'> {
  readonly name: Name;
  readonly ask: (turn: Turn, state: FormState<Answers>) => string;
  /** The longest that `parse` takes, where it is shorter than what is read: no longer one is promised. */
  readonly limit?: number;
  /** What may be kept, where that is not any text. */
  readonly schema?: z.ZodType<Value>;
  /** Shown on the review page under this label; not shown without one. */
  readonly label?: (turn: Turn) => string;
  readonly show?: (turn: Turn, value: Value) => string;
  readonly parse: Parse<Value, Refused>;
  /** What is wrong and how to put it right, in the person's language. */
  readonly explain: (turn: Turn, refusal: Refused) => string;
}

/** A step that is answered by writing; blanks alone are no answer, even where anything else is one. */
export function textStep<
  Answers extends object,
  Name extends keyof Answers & string,
  Refused extends Refusal,
>(
  step: TextStep<Answers, Name, NonNullable<Answers[Name]> & string, Refused>,
): Step<Answers, Name> {
  const { ask, limit, schema = z.string().min(1), label, show, parse, explain, ...rest } = step;
  const shown = label && {
    label,
    value: (turn: Turn, value: NonNullable<Answers[Name]>) =>
      show?.(turn, value as NonNullable<Answers[Name]> & string) ?? escapeHtml(String(value)),
  };
  return {
    ...rest,
    ...(shown ? { shown } : {}),
    schema: schema as unknown as z.ZodType<Answers[Name]>,
    question: (turn, state) => ({ text: ask(turn, state) }),
    answer: (turn, input) => {
      const text = readText(turn, input, longestText, limit);
      if ('do' in text) return text;
      const { written } = text;
      if (step.optional && normalise(written) === '') return writeOrSkip(turn);
      const parsed = parse(written, turn);
      if (!parsed.ok) return { do: 'stay', say: explain(turn, parsed) };
      return normalise(parsed.value) === ''
        ? { do: 'stay', say: turn.words.html('forms.writeText') }
        : { do: 'next', value: parsed.value };
    },
  };
}

/** The civil word to blanks where a text may be left out. */
export const writeOrSkip = ({ words }: Turn): Extract<Answer<never>, { do: 'stay' }> => ({
  do: 'stay',
  say: words.html('forms.writeOrSkip'),
});

/** The text that was written, or the civil word to what was no text; `limit` is the one that is told. */
export function readText(
  turn: Turn,
  input: Input,
  longest = longestText,
  limit = longest,
): { written: string } | Extract<Answer<never>, { do: 'stay' }> {
  const { html } = turn.words;
  if (input.kind !== 'text') return { do: 'stay', say: html('forms.writeText') };
  const { length } = input.text;
  if (length > longest) return { do: 'stay', say: html('forms.tooLong', { length, limit }) };
  return { written: input.text };
}

interface ChoiceStep<Answers extends object, Name extends keyof Answers & string>
  extends Pick<Step<Answers, Name>, 'when' | 'resets' | 'optional' | 'gate'> {
  readonly form: string;
  readonly name: Name;
  readonly schema: z.ZodType<Answers[Name]>;
  readonly ask: (turn: Turn, state: FormState<Answers>) => string | Promise<string>;
  readonly label?: (turn: Turn) => string;
  /** At most 24 bytes each, since they travel in the button. */
  readonly values: readonly (Answers[Name] & string)[];
  readonly show: (turn: Turn, value: Answers[Name] & string) => string;
}

/** A step that is answered by one button of a few. */
export function choiceStep<Answers extends object, Name extends keyof Answers & string>(
  step: ChoiceStep<Answers, Name>,
): Step<Answers, Name> {
  const { form, ask, label, values, show, ...rest } = step;
  const shown = label && {
    label,
    value: (turn: Turn, value: NonNullable<Answers[Name]>) =>
      show(turn, value as Answers[Name] & string),
  };
  return {
    ...rest,
    ...(shown ? { shown } : {}),
    question: async (turn, state) => ({
      text: await ask(turn, state),
      buttons: inPairs(
        values.map((value) => stepButton(form, step.name, show(turn, value), 'pick', value)),
      ),
    }),
    answer: (turn, input) => {
      const picked = values.find((value) => value === tapped(input)?.argument);
      return picked === undefined ? pressButton(turn) : { do: 'next', value: picked };
    },
  };
}
