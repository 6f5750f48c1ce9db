import type { OpeningPage } from '../../../core/openings/queries.ts';
import type { Gender } from '../../../core/registry/types.ts';
import { stepButton } from '../../forms/form.ts';
import { inPairs } from '../../forms/review.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatNumber, Html } from '../../view/language.ts';
import type { Button, Buttons } from '../../view/message.ts';
import { fieldName, titleIn } from '../../view/names.ts';
import { formName } from './answers.ts';

/** `pick`: the fields themselves are on the screen, to choose one. */
export type Filter =
  | { readonly by: 'all' | 'mine' | 'pick' }
  | { readonly by: 'field'; readonly field: string };

export interface Choosing {
  /** In order of wish. */
  readonly chosen: readonly number[];
  readonly page: number;
  readonly filter: Filter;
  /** Titles of what was chosen and is no longer open. */
  readonly gone: readonly string[];
}

const button = (text: string, verb: string, argument = ''): Button =>
  stepButton(formName, 'openings', text, verb, argument);

/** The openings, pages and filters; one that is chosen shows its place in the order of wish. */
export function listButtons(
  turn: Turn,
  gender: Gender,
  choosing: Choosing,
  shown: OpeningPage,
): Buttons {
  const { plain, language } = turn.words;
  const { chosen, filter } = choosing;
  const rows = shown.openings.map((opening) => {
    const position = chosen.indexOf(opening.id) + 1;
    const text = plain('application.openingButton', {
      mark: new Html(position > 0 ? `✅ ${formatNumber(position, language)}. ` : ''),
      title: titleIn(language, opening),
      free: opening.seats[gender].free,
    });
    return [button(text, position > 0 ? 'drop' : 'add', String(opening.id))];
  });
  const turning = pageButtons(turn, shown);
  const filters = (['all', 'mine', 'pick'] as const).filter((by) => by !== filter.by);
  return [
    ...rows,
    ...(turning.length > 0 ? [turning] : []),
    filters.map((by) => button(plain(`application.filters.${by}`), 'filter', by)),
    [button(plain('application.chosen'), 'done')],
  ];
}

function pageButtons(
  { words: { plain } }: Turn,
  { page, pages }: Pick<OpeningPage, 'page' | 'pages'>,
): Button[] {
  return [
    ...(page > 0 ? [button(plain('application.previousPage'), 'page', String(page - 1))] : []),
    ...(page + 1 < pages ? [button(plain('application.nextPage'), 'page', String(page + 1))] : []),
  ];
}

const fieldsOnPage = 16;

/** The fields, each named by its place among all. */
export function fieldButtons(turn: Turn, fields: readonly string[], wanted: number): Buttons {
  const pages = Math.max(1, Math.ceil(fields.length / fieldsOnPage));
  const page = Math.min(wanted, pages - 1);
  const first = page * fieldsOnPage;
  const each = fields
    .slice(first, first + fieldsOnPage)
    .map((field, index) => button(fieldName(field, turn.words), 'field', String(first + index)));
  const turning = pageButtons(turn, { page, pages });
  const others = (['all', 'mine'] as const).map((by) =>
    button(turn.words.plain(`application.filters.${by}`), 'filter', by),
  );
  return [...inPairs(each), ...(turning.length > 0 ? [turning] : []), others];
}
