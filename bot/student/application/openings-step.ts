import { z } from 'zod';
import {
  type ListedOpening,
  type OpeningPage,
  openingById,
  openingsOf,
} from '../../../core/openings/queries.ts';
import { wishes } from '../../../core/openings/rules.ts';
import type { Gender } from '../../../core/registry/types.ts';
import { type Answer, type Question, type Scratch, stepButton, tapped } from '../../forms/form.ts';
import { pressButton } from '../../forms/review.ts';
import type { Turn } from '../../intake/turn.ts';
import { Html } from '../../view/language.ts';
import type { Buttons } from '../../view/message.ts';
import { nameIn, titleIn } from '../../view/names.ts';
import { aboutRequest } from './about.ts';
import { type ApplicationAnswers, formName, step } from './answers.ts';

const scratchSchema = z.object({
  chosen: z.array(z.number().int()).default([]),
  page: z.number().int().default(0),
});
type Choosing = z.infer<typeof scratchSchema>;

/** Several openings, in order of wish, from the own university's, page by page. */
export const openingsStep = step({
  name: 'openings',
  schema: z.array(z.number().int()).min(wishes.fewest).max(wishes.most),
  shown: {
    label: (turn) => turn.words.plain('application.openings'),
    value: async (turn, ids) => `\n${await listChosen(turn, ids)}`,
  },
  enter: (_turn, { answers }): Scratch => ({ chosen: answers.openings ?? [], page: 0 }),
  question: async (turn, { answers, scratch }) =>
    choosePage(turn, answers, scratchSchema.parse(scratch)),
  answer: (turn, input, { scratch }): Answer<number[]> => {
    const choosing = scratchSchema.parse(scratch);
    const tap = tapped(input);
    if (!tap) return pressButton(turn);
    if (tap.verb === 'page') {
      return { do: 'redraw', scratch: { ...choosing, page: Number(tap.argument) } };
    }
    if (tap.verb === 'done') return finishChoosing(turn, choosing);
    return toggle(turn, choosing, tap.verb, Number(tap.argument));
  },
});

function finishChoosing(turn: Turn, { chosen }: Choosing): Answer<number[]> {
  if (chosen.length >= wishes.fewest) return { do: 'next', value: chosen };
  turn.toast(turn.words.plain('application.openingsFew'));
  return { do: 'redraw', scratch: { chosen, page: 0 } };
}

/** "Add" and "take away" rather than "switch": a tap that comes twice does the same as once. */
function toggle(turn: Turn, choosing: Choosing, verb: string, id: number): Answer<number[]> {
  const others = choosing.chosen.filter((one) => one !== id);
  if (verb === 'drop') return { do: 'redraw', scratch: { ...choosing, chosen: others } };
  if (verb !== 'add' || !Number.isInteger(id)) return pressButton(turn);
  if (choosing.chosen.includes(id)) return { do: 'redraw', scratch: choosing };
  if (choosing.chosen.length >= wishes.most) {
    turn.toast(turn.words.plain('application.openingsMany'));
    return { do: 'redraw', scratch: choosing };
  }
  return { do: 'redraw', scratch: { ...choosing, chosen: [...choosing.chosen, id] } };
}

async function choosePage(
  turn: Turn,
  answers: Partial<ApplicationAnswers>,
  { chosen, page }: Choosing,
): Promise<Question> {
  const { html } = turn.words;
  const shown = await openingsForMe(turn, answers, page);
  const list =
    chosen.length === 0
      ? html('application.openingsNone')
      : html('application.openingsChosen', { list: new Html(await listChosen(turn, chosen)) });
  return {
    text: html('application.openingsAsk', { chosen: new Html(list) }),
    buttons: shown ? pageButtons(turn, shown, chosen) : [],
  };
}

type ForMe = OpeningPage & { readonly gender: Gender };

/** Approved openings of the own university with seats for the own gender. */
async function openingsForMe(
  turn: Turn,
  answers: Partial<ApplicationAnswers>,
  page: number,
): Promise<ForMe | undefined> {
  const about = await aboutRequest(turn, answers);
  if (!about) return undefined;
  const { universityId, gender } = about.studies;
  const of = { universityId, gender, termId: about.term.id, page };
  return { ...(await openingsOf(turn.work.tx, of)), gender };
}

function pageButtons(
  turn: Turn,
  { openings, page, pages, gender }: ForMe,
  chosen: readonly number[],
): Buttons {
  const { plain } = turn.words;
  const button = (text: string, verb: string, argument = '') =>
    stepButton(formName, 'openings', text, verb, argument);
  const rows = openings.map((opening) => {
    const position = chosen.indexOf(opening.id) + 1;
    const text = plain('application.openingButton', {
      mark: new Html(position > 0 ? `✅ ${position}. ` : ''),
      title: titleIn(turn.words.language, opening),
      free: opening.seats[gender].free,
    });
    return [button(text, position > 0 ? 'drop' : 'add', String(opening.id))];
  });
  const turning = [
    ...(page > 0 ? [button(plain('application.previousPage'), 'page', String(page - 1))] : []),
    ...(page + 1 < pages ? [button(plain('application.nextPage'), 'page', String(page + 1))] : []),
  ];
  return [
    ...rows,
    ...(turning.length > 0 ? [turning] : []),
    [button(plain('application.chosen'), 'done')],
  ];
}

async function listChosen(turn: Turn, ids: readonly number[]): Promise<string> {
  const lines: string[] = [];
  for (const [index, id] of ids.entries()) {
    const opening = await openingById(turn.work.tx, id);
    if (opening) lines.push(lineOf(turn, opening, index + 1));
  }
  return lines.join('\n');
}

const lineOf = (turn: Turn, opening: ListedOpening, position: number): string =>
  turn.words.html('application.openingLine', {
    position,
    title: titleIn(turn.words.language, opening),
    unit: nameIn(turn.words.language, opening.unit),
  });
