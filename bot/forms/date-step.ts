import { z } from 'zod';
import type { DayRange, IsoDate } from '../../core/calendar.ts';
import type { Refusal, Result } from '../../core/result.ts';
import type { Turn } from '../intake/turn.ts';
import { isPage, levelOf, type PageName, pageAbove, pageOf } from '../view/calendar/page.ts';
import { type Cell, pageRows, pageTitle } from '../view/calendar/rows.ts';
import { formatDate } from '../view/format.ts';
import { escapeHtml } from '../view/language.ts';
import {
  type Answer,
  type FormState,
  type Question,
  type Step,
  stepButton,
  tapped,
} from './form.ts';
import { day } from './kept.ts';
import { readText } from './steps.ts';

interface DateStep<
  Answers extends object,
  Name extends keyof Answers & string,
  Refused extends Refusal,
> extends Pick<Step<Answers, Name>, 'when' | 'resets' | 'optional'> {
  readonly form: string;
  readonly name: Name;
  readonly ask: (turn: Turn, answers: Partial<Answers>) => string;
  readonly label: (turn: Turn) => string;
  /** The days that `parse` takes, of which the calendar offers each. */
  readonly range: (turn: Turn, answers: Partial<Answers>) => DayRange;
  /** The day whose decade the calendar shows first, or whose month where the day is near. */
  readonly opensAt: (range: DayRange) => IsoDate;
  readonly near?: boolean;
  readonly parse: (
    text: string,
    turn: Turn,
    answers: Partial<Answers>,
  ) => Result<{ readonly value: IsoDate }, Refused>;
  /** What is wrong and how to put it right, in the person's language. */
  readonly explain: (turn: Turn, refusal: Refused) => string;
}

const scratchSchema = z.object({ page: z.string().optional() });

/**
 * A step that is answered by a date, typed or picked on an inline calendar: Jalali in Persian,
 * Gregorian in English. What is picked passes the same check as what is typed.
 */
export function dateStep<
  Answers extends object,
  Name extends keyof Answers & string,
  Refused extends Refusal,
>(step: DateStep<Answers, Name, Refused>): Step<Answers, Name> {
  const { form, name, ask, label, range, opensAt, near, parse, explain, ...rest } = step;

  /** Where the calendar was left; at the day given before; or where it opens. */
  const pageShown = (turn: Turn, { answers, scratch }: FormState<Answers>): PageName => {
    const { language } = turn.words;
    const days = range(turn, answers);
    const { page } = scratchSchema.parse(scratch);
    if (page !== undefined && isPage(page, days, language)) return page;
    const given = answers[name] as IsoDate | undefined;
    if (given) return pageOf(given, 'days', language);
    return pageOf(opensAt(days), near ? 'days' : 'years', language);
  };

  const question = (turn: Turn, state: FormState<Answers>): Question => {
    const page = pageShown(turn, state);
    const rows = pageRows(page, range(turn, state.answers), turn.words);
    return {
      text: `${ask(turn, state.answers)}\n\n${sayWhatToPick(turn, page)}`,
      buttons: rows.map((row) => row.map((cell) => buttonOf(form, name, cell, page))),
    };
  };

  const answer = (turn: Turn, text: string, { answers }: FormState<Answers>) => {
    const parsed = parse(text, turn, answers);
    if (!parsed.ok) return { do: 'stay' as const, say: explain(turn, parsed) };
    const date = formatDate(parsed.value, turn.words.language);
    const say = turn.words.html('forms.date.noted', { date });
    return { do: 'next' as const, value: parsed.value as unknown as Answers[Name], say };
  };

  return {
    ...rest,
    name,
    schema: day as unknown as z.ZodType<Answers[Name]>,
    scratch: scratchSchema,
    shown: {
      label,
      value: (turn, value) => escapeHtml(formatDate(String(value), turn.words.language)),
    },
    question,
    answer: (turn, input, state): Answer<Answers[Name]> => {
      const tap = tapped(input);
      if (tap?.verb === 'pick') return answer(turn, tap.argument, state);
      if (tap?.verb === 'page') return { do: 'redraw', scratch: { page: tap.argument } };
      const read = readText(turn, input);
      return 'do' in read ? read : answer(turn, read.written, state);
    },
  };
}

function sayWhatToPick({ words }: Turn, page: PageName): string {
  const title = pageTitle(page, words);
  switch (levelOf(page)) {
    case 'days':
      return words.html('forms.date.pickDay', {
        month: title,
        year: pageTitle(pageAbove(page), words),
      });
    case 'months':
      return words.html('forms.date.pickMonth', { year: title });
    case 'years':
      return words.html('forms.date.pickYear');
    default:
      return words.html('forms.date.pickDecade');
  }
}

/** A tap on nothing leaves the page as it is. */
function buttonOf(form: string, step: string, cell: Cell, page: PageName) {
  if ('day' in cell) return stepButton(form, step, cell.text, 'pick', cell.day);
  return stepButton(form, step, cell.text, 'page', 'page' in cell ? cell.page : page);
}
