import { z } from 'zod';
import { longestTitle } from '../../../core/openings/rules/sheet.ts';
import { everyFieldName } from '../../../core/openings/rules.ts';
import type { Gender } from '../../../core/registry/types.ts';
import { ok, type Refusal, refuse } from '../../../core/result.ts';
import { normalise, plain } from '../../../core/text.ts';
import { type Answer, type Step, stepButton, tapped } from '../../forms/form.ts';
import { inPairs } from '../../forms/review.ts';
import { readText, textStep } from '../../forms/steps.ts';
import type { Turn } from '../../intake/turn.ts';
import { escapeHtml, formatNumber } from '../../view/language.ts';
import { fieldName } from '../../view/names.ts';

/** More than any unit has; what is typed beyond it is a slip. */
const mostSeats = 500;

/** What is tapped most. */
const offered = [0, 1, 2, 3, 4, 5, 10, 15] as const;

/** The part of an opening that an officer writes and the expert approves. */
export interface NeedAnswers {
  field: string;
  female: number;
  male: number;
}

/** How many seats a gender has: typed, or one of a few buttons. */
export const seatsStep = (form: string, gender: Gender): Step<NeedAnswers, Gender> => ({
  name: gender,
  schema: z.int().min(0).max(mostSeats),
  shown: {
    label: (turn) => turn.words.plain(`openings.need.${gender}`),
    value: (turn, value) => formatNumber(value, turn.words.language),
  },
  question: (turn) => {
    const buttons = offered.map((count) =>
      stepButton(form, gender, formatNumber(count, turn.words.language), 'pick', String(count)),
    );
    return {
      text: turn.words.html(`openings.need.${gender}Ask`),
      buttons: [buttons.slice(0, 4), buttons.slice(4)],
    };
  },
  answer: (turn, input): Answer<number> => {
    const picked = tapped(input)?.argument;
    const read = picked === undefined ? readText(turn, input) : { written: picked };
    if ('do' in read) return read;
    const typed = plain(read.written);
    const count = /^\d{1,4}$/.test(typed) ? Number(typed) : Number.NaN;
    if (count <= mostSeats) return { do: 'next', value: count };
    return { do: 'stay', say: turn.words.html('openings.need.seatsWrong', { limit: mostSeats }) };
  },
});

type LineRefusal = Refusal<'empty'> | Refusal<'tooLong', { readonly length: number }>;

export function parseLine(limit: number) {
  return (text: string) => {
    const value = normalise(text);
    if (value === '') return refuse('empty');
    return value.length > limit ? refuse('tooLong', { length: value.length }) : ok({ value });
  };
}

export const explainLine =
  (limit: number) =>
  ({ words: { html } }: Turn, refusal: LineRefusal): string =>
    refusal.reason === 'empty'
      ? html('forms.writeText')
      : html('forms.tooLong', { length: refusal.length, limit });

/** Whose students are wanted: typed, or all of them by a button. */
export function fieldStep(form: string): Step<NeedAnswers, 'field'> {
  const typed = textStep<NeedAnswers, 'field', LineRefusal>({
    name: 'field',
    ask: (turn) => turn.words.html('openings.need.fieldAsk'),
    label: (turn) => turn.words.plain('openings.need.field'),
    show: (turn, value) => escapeHtml(fieldName(value, turn.words)),
    parse: parseLine(longestTitle),
    explain: explainLine(longestTitle),
  });
  return {
    ...typed,
    question: async (turn, state) => ({
      ...(await typed.question(turn, state)),
      buttons: inPairs([stepButton(form, 'field', turn.words.plain('terms.everyField'), 'all')]),
    }),
    answer: (turn, input, state) =>
      tapped(input)?.verb === 'all'
        ? { do: 'next', value: everyFieldName }
        : typed.answer(turn, input, state),
  };
}
