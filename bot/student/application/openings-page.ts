import { type Studies, studiesOf } from '../../../core/accounts/queries.ts';
import {
  type ListedOpening,
  type OpeningPage,
  openingFields,
  openingsByIds,
  openingsOf,
} from '../../../core/openings/queries.ts';
import { isOpen, suitsField } from '../../../core/openings/rules.ts';
import type { Gender } from '../../../core/registry/types.ts';
import type { ListedTerm } from '../../../core/terms/types.ts';
import type { Question } from '../../forms/form.ts';
import type { Turn } from '../../intake/turn.ts';
import { Html } from '../../view/language.ts';
import { fieldName, nameIn, titleIn } from '../../view/names.ts';
import { shortened } from '../../view/plain.ts';
import { type Choosing, fieldButtons, listButtons } from './openings-buttons.ts';

// Eight openings and five chosen ones stand in one message of 4,096 characters.
const mostOfTitle = 100;
const mostOfField = 40;
const mostOfDescription = 60;

/** Whose openings: the own university's of the term, with seats for the own gender. */
export interface Mine {
  readonly studies: Studies;
  readonly term: ListedTerm;
}

const placeOf = ({ studies: { universityId, gender }, term }: Mine) => ({
  universityId,
  gender,
  termId: term.id,
});

/** The fields that openings ask for, in a fixed order, so that a button can name one by its place. */
export const fieldsFor = (turn: Turn, mine: Mine): Promise<string[]> =>
  openingFields(turn.work.tx, placeOf(mine));

async function filteredPage(
  turn: Turn,
  mine: Mine,
  { filter, page }: Choosing,
): Promise<OpeningPage> {
  const place = { ...placeOf(mine), page };
  if (filter.by === 'field') return openingsOf(turn.work.tx, { ...place, fields: [filter.field] });
  if (filter.by !== 'mine') return openingsOf(turn.work.tx, place);
  const all = await fieldsFor(turn, mine);
  const fields = all.filter((field) => suitsField(field, mine.studies.field));
  return openingsOf(turn.work.tx, { ...place, fields });
}

/** The openings that can be wished for, a page at a time, with what is chosen so far. */
export async function openingsPage(turn: Turn, mine: Mine, choosing: Choosing): Promise<Question> {
  const chosen = await chosenText(turn, choosing);
  if (choosing.filter.by === 'pick') {
    const text = [chosen, turn.words.html('application.fieldsAsk')].join('\n\n');
    return { text, buttons: fieldButtons(turn, await fieldsFor(turn, mine), choosing.page) };
  }
  const shown = await filteredPage(turn, mine, choosing);
  const lines = shown.openings.map((opening) => listLine(turn, opening, mine.studies.gender));
  const heading = headingOf(turn, mine, choosing, shown);
  return {
    text: [chosen, [heading, ...lines].join('\n')].join('\n\n'),
    buttons: listButtons(turn, mine.studies.gender, choosing, shown),
  };
}

async function chosenText(turn: Turn, { chosen, gone }: Choosing): Promise<string> {
  const { html } = turn.words;
  const list =
    chosen.length === 0
      ? html('application.openingsNone')
      : html('application.openingsChosen', { list: new Html(await chosenLines(turn, chosen)) });
  const closed = gone.map((title) => html('application.openingGone', { title }));
  return [html('application.openingsAsk', { chosen: new Html(list) }), ...closed].join('\n');
}

/** What is chosen, in order of wish, each as it stands now: closed, full, or with free seats. */
export async function chosenLines(turn: Turn, ids: readonly number[]): Promise<string> {
  const { html, language } = turn.words;
  const openings = await openingsByIds(turn.work.tx, ids);
  const gender = await genderOf(turn);
  return openings
    .map((opening, index) => {
      const line = html('application.openingLine', {
        position: index + 1,
        title: shortened(titleIn(language, opening), mostOfTitle),
        unit: nameIn(language, opening.unit),
      });
      if (!isOpen(opening.state)) return `${line} ${html('status.choiceClosed')}`;
      const isFull = gender !== undefined && opening.seats[gender].free === 0;
      return isFull ? `${line} ${html('application.openingFull')}` : line;
    })
    .join('\n');
}

async function genderOf({ work, session }: Turn): Promise<Gender | undefined> {
  const { accountId } = session;
  return accountId === null ? undefined : (await studiesOf(work.tx, accountId))?.gender;
}

/** Which openings these are, and how many. */
function headingOf(
  { words }: Turn,
  { studies }: Mine,
  { filter }: Choosing,
  { total, page, pages }: OpeningPage,
): string {
  const { html } = words;
  const heading =
    filter.by === 'field'
      ? html('application.listOfField', { field: fieldName(filter.field, words), total })
      : filter.by === 'mine'
        ? html('application.listOfMine', { field: studies.field, total })
        : html('application.listOfAll', { total });
  return pages > 1 ? heading + html('application.listPage', { page: page + 1, pages }) : heading;
}

/** One opening of the list: what it is, for whom, and the seats of both genders. */
function listLine({ words }: Turn, opening: ListedOpening, gender: Gender): string {
  const { html, language } = words;
  const { female, male } = opening.seats;
  const line = html('application.listLine', {
    title: shortened(titleIn(language, opening), mostOfTitle),
    unit: nameIn(language, opening.unit),
    field: shortened(fieldName(opening.field, words), mostOfField),
    freeWomen: female.free,
    women: female.capacity,
    freeMen: male.free,
    men: male.capacity,
  });
  const { description } = opening;
  return [
    line,
    ...(description === ''
      ? []
      : [html('application.listAbout', { about: shortened(description, mostOfDescription) })]),
    ...(opening.seats[gender].free === 0 ? [html('application.listFull')] : []),
  ].join('\n');
}
