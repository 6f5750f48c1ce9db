import { z } from 'zod';
import { type ListedOpening, openingsByIds } from '../../../core/openings/queries.ts';
import { isOpen, wishes } from '../../../core/openings/rules.ts';
import { type Answer, type Scratch, tapped } from '../../forms/form.ts';
import { whole } from '../../forms/kept.ts';
import { pressButton } from '../../forms/review.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { titleIn } from '../../view/names.ts';
import { aboutRequest } from './about.ts';
import { step } from './answers.ts';
import type { Choosing } from './openings-buttons.ts';
import { chosenLines, fieldsFor, type Mine, openingsPage } from './openings-page.ts';

const choosing = z.object({
  chosen: z.array(whole).default([]),
  page: whole.default(0),
  filter: z
    .union([
      z.object({ by: z.enum(['all', 'mine', 'pick']) }),
      z.object({ by: z.literal('field'), field: z.string() }),
    ])
    .default({ by: 'all' }),
  gone: z.array(z.string()).default([]),
});

/** Several openings, in order of wish, from the own university's, page by page. */
export const openingsStep = step({
  name: 'openings',
  schema: z.array(whole).min(wishes.fewest).max(wishes.most),
  scratch: choosing,
  shown: {
    label: (turn) => turn.words.plain('application.openings'),
    value: async (turn, ids) => `\n${await chosenLines(turn, ids)}`,
  },
  enter: async (turn, { answers }): Promise<Scratch> => {
    const before = choosing.parse({ chosen: answers.openings ?? [] });
    const mine = await aboutRequest(turn, answers);
    return { ...(mine ? await withoutClosed(turn, mine, before) : before) };
  },
  question: async (turn, { answers, scratch }) => {
    const mine = await aboutRequest(turn, answers);
    if (!mine) return { text: turn.words.html('application.noTerm') };
    return openingsPage(turn, mine, choosing.parse(scratch));
  },
  answer: async (turn, input, { answers, scratch }): Promise<Answer<number[]>> => {
    const tap = tapped(input);
    const mine = await aboutRequest(turn, answers);
    if (!tap || !mine) return pressButton(turn);
    const now = await withoutClosed(turn, mine, choosing.parse(scratch));
    if (tap.verb === 'done') return finishChoosing(turn, now);
    const next = await changed(turn, mine, now, tap);
    return next ? { do: 'redraw', scratch: { ...next } } : pressButton(turn);
  },
});

/** What was closed since it was chosen, or is of another term, is no choice any more; its title is told. */
async function withoutClosed(turn: Turn, mine: Mine, now: Choosing): Promise<Choosing> {
  const openings = await openingsByIds(turn.work.tx, now.chosen);
  const stays = openings.filter((opening) => takes(opening, mine));
  const gone = openings.filter((opening) => !stays.includes(opening));
  return {
    ...now,
    chosen: stays.map(({ id }) => id),
    gone: gone.map((opening) => titleIn(turn.words.language, opening)),
  };
}

/** Whether an opening of the own university and term is open to students of the own gender at all, full or not. */
const takes = (opening: ListedOpening, { studies, term }: Mine): boolean =>
  isOpen(opening.state) &&
  opening.termId === term.id &&
  opening.universityId === studies.universityId &&
  opening.seats[studies.gender].capacity > 0;

function finishChoosing(turn: Turn, now: Choosing): Answer<number[]> {
  const { chosen, gone } = now;
  if (gone.length > 0) return { do: 'redraw', scratch: { ...now } };
  if (chosen.length >= wishes.fewest) return { do: 'next', value: [...chosen] };
  turn.toast(turn.words.plain('application.openingsFew'));
  return { do: 'redraw', scratch: { ...now } };
}

type Tap = { readonly verb: string; readonly argument: string };

/** The choice after a button; undefined for one that means nothing here. */
async function changed(
  turn: Turn,
  mine: Mine,
  now: Choosing,
  { verb, argument }: Tap,
): Promise<Choosing | undefined> {
  switch (verb) {
    case 'page':
      return { ...now, page: idOf(argument) };
    case 'filter': {
      const by = (['all', 'mine', 'pick'] as const).find((known) => known === argument);
      return by && { ...now, page: 0, filter: { by } };
    }
    case 'field': {
      const field = (await fieldsFor(turn, mine))[Number(argument)];
      return field === undefined ? undefined : { ...now, page: 0, filter: { by: 'field', field } };
    }
    case 'drop':
      return { ...now, chosen: now.chosen.filter((id) => id !== idOf(argument)) };
    case 'add':
      return added(turn, mine, now, idOf(argument));
    default:
      return undefined;
  }
}

/** "Add" and "take away" rather than "switch": a tap that comes twice does the same as once. */
async function added(
  turn: Turn,
  mine: Mine,
  now: Choosing,
  id: number,
): Promise<Choosing | undefined> {
  const { plain, language } = turn.words;
  const { studies, term } = mine;
  const [opening] = await openingsByIds(turn.work.tx, [id]);
  const isMine = opening?.universityId === studies.universityId && opening.termId === term.id;
  if (!opening || !isMine) return undefined;
  if (now.chosen.includes(id)) return now;
  if (!takes(opening, mine)) return { ...now, gone: [...now.gone, titleIn(language, opening)] };
  if (now.chosen.length >= wishes.most) {
    turn.toast(plain('application.openingsMany'));
    return now;
  }
  if (opening.seats[studies.gender].free === 0) turn.toast(plain('application.openingWaits'));
  return { ...now, chosen: [...now.chosen, id] };
}
