import { z } from 'zod';
import { mostAtOnce } from '../../../core/bulk/types.ts';
import { type Answer, type Question, type Step, stepButton, tapped } from '../../forms/form.ts';
import { whole } from '../../forms/kept.ts';
import { pressButton } from '../../forms/review.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatNumber } from '../../view/language.ts';
import type { Button } from '../../view/message.ts';

/** A page of what can be picked; `key` travels in a button. */
export interface PickPage {
  readonly rows: readonly { readonly key: string; readonly line: string }[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

interface Picking<Answers> {
  readonly form: string;
  /** The text above the list, for so many in all and so many picked. */
  readonly head: (
    turn: Turn,
    answers: Partial<Answers>,
    counts: { readonly total: number; readonly picked: number },
  ) => string;
  readonly list: (turn: Turn, answers: Partial<Answers>, page: number) => Promise<PickPage>;
  /** Of all pages, those that nothing stands against; where it is known. */
  readonly clear?: (turn: Turn, answers: Partial<Answers>) => Promise<readonly string[]>;
}

const key = /^[a-z]?\d{1,10}(\.\d{1,6})?$/;
const keys = z.array(z.string().regex(key)).max(mostAtOnce);
const picking = z.object({ picked: keys.default([]), page: whole.default(0) });

type State = z.infer<typeof picking>;

/** A step in which several things of a long list are picked, page by page. */
export function pickStep<Answers extends { readonly picked: readonly string[] }>({
  form,
  head,
  list,
  clear,
}: Picking<Answers>): Step<Answers, 'picked' & keyof Answers & string> {
  const button = (text: string, verb: string, argument = ''): Button =>
    stepButton(form, 'picked', text, verb, argument);

  async function question(
    turn: Turn,
    answers: Partial<Answers>,
    { picked, page: wanted }: State,
  ): Promise<Question> {
    const { html, plain, language } = turn.words;
    const { rows, total, page, pages } = await list(turn, answers, wanted);
    const lines = rows.map(({ key: one, line }) => `${picked.includes(one) ? '☑️' : '▫️'} ${line}`);
    const first = page * rowsOnPage;
    const numbers = rows.map(({ key: one }, index) => {
      const number = formatNumber(first + index + 1, language);
      const isPicked = picked.includes(one);
      return button(isPicked ? `☑️ ${number}` : number, isPicked ? 'drop' : 'add', one);
    });
    const turns = [
      ...(page > 0 ? [button(plain('staff.inbox.previous'), 'page', String(page - 1))] : []),
      ...(page + 1 < pages ? [button(plain('staff.inbox.next'), 'page', String(page + 1))] : []),
    ];
    const several = [
      ...(rows.length > 0 ? [button(plain('bulk.wholePage'), 'whole', String(page))] : []),
      ...(clear && total > 0 ? [button(plain('bulk.allClear'), 'clear')] : []),
      ...(picked.length > 0 ? [button(plain('bulk.none'), 'none')] : []),
    ];
    const done = button(plain('bulk.picked', { count: picked.length }), 'done');
    const foot = pages > 1 ? [html('staff.inbox.page', { page: page + 1, pages })] : [];
    return {
      text: [head(turn, answers, { total, picked: picked.length }), ...lines, ...foot].join('\n\n'),
      buttons: [
        numbers.slice(0, 4),
        numbers.slice(4),
        turns,
        several,
        ...(picked.length > 0 ? [[done]] : []),
      ].filter((row) => row.length > 0),
    };
  }

  async function changed(
    turn: Turn,
    answers: Partial<Answers>,
    now: State,
    tap: { readonly verb: string; readonly argument: string },
  ): Promise<State | undefined> {
    const { verb, argument } = tap;
    const { picked } = now;
    switch (verb) {
      case 'page':
        return { ...now, page: idOf(argument) };
      case 'drop':
        return { ...now, picked: picked.filter((one) => one !== argument) };
      case 'none':
        return { ...now, picked: [] };
      case 'add':
        return key.test(argument) ? withMore(turn, now, [argument]) : undefined;
      case 'whole': {
        const { rows } = await list(turn, answers, idOf(argument));
        return withMore(
          turn,
          now,
          rows.map((row) => row.key),
        );
      }
      case 'clear':
        return clear && withMore(turn, now, await clear(turn, answers));
      default:
        return undefined;
    }
  }

  return {
    name: 'picked' as 'picked' & keyof Answers & string,
    schema: keys.min(1) as unknown as z.ZodType<Answers['picked']>,
    scratch: picking,
    enter: (_turn, { answers }) => ({ picked: [...(answers.picked ?? [])], page: 0 }),
    question: (turn, { answers, scratch }) => question(turn, answers, picking.parse(scratch)),
    answer: async (turn, input, { answers, scratch }): Promise<Answer<Answers['picked']>> => {
      const tap = tapped(input);
      if (!tap) return pressButton(turn);
      const now = picking.parse(scratch);
      if (tap.verb === 'done' && now.picked.length > 0) {
        return { do: 'next', value: now.picked as unknown as Answers['picked'] };
      }
      const next = await changed(turn, answers, now, tap);
      return next ? { do: 'redraw', scratch: { ...next } } : pressButton(turn);
    },
  };
}

/** As in the inbox. */
const rowsOnPage = 8;

/** "Add" rather than "switch": a tap that comes twice does the same as once. */
function withMore(turn: Turn, now: State, more: readonly string[]): State {
  const all = [...new Set([...now.picked, ...more])];
  if (all.length > mostAtOnce) {
    turn.toast(turn.words.plain('bulk.most', { most: mostAtOnce }));
  } else if (all.length === now.picked.length) {
    turn.toast(turn.words.plain('bulk.noMore'));
  }
  return { ...now, picked: all.slice(0, mostAtOnce) };
}
