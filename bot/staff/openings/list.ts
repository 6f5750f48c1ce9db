import {
  type ListedOpening,
  openingPageSize,
  openingsOf,
  ownUnits,
  seatTotals,
} from '../../../core/openings/queries.ts';
import { freeSeats } from '../../../core/openings/rules.ts';
import type { OpeningState } from '../../../core/openings/types.ts';
import { genders } from '../../../core/registry/types.ts';
import { can } from '../../../core/staff/rules.ts';
import type { Person } from '../../../core/staff/types.ts';
import { currentTerm, termsOf } from '../../../core/terms/queries.ts';
import type { ListedTerm } from '../../../core/terms/types.ts';
import { universityOf } from '../../../core/universities/queries.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import type { Words } from '../../view/language.ts';
import type { Button, Buttons } from '../../view/message.ts';
import { nameIn, termName, titleIn } from '../../view/names.ts';
import { turnButtons } from '../../view/pages.ts';
import { listPage } from '../list-page.ts';
import { declineTo, forOfficers, showPage } from '../officer.ts';
import { oneUniversity } from '../one-university.ts';
import { directionsButtons } from '../unit-directions.ts';

/** Where an officer's openings are: the own units, or the whole university. */
type Place = { readonly universityId: number; readonly unitIds?: readonly number[] };

/** One for each university, in the order in which the cartables came. */
function placesOf({ holdings }: Person): Place[] {
  const own = holdings.filter(({ role }) => role === 'unitOfficer' || role === 'expert');
  const ids = new Set(own.flatMap(({ universityId }) => universityId ?? []));
  return [...ids].map((universityId) => {
    const here = own.filter((holding) => holding.universityId === universityId);
    const unitIds = here.flatMap(({ unitId }) => unitId ?? []);
    const whole = here.some(({ unitId }) => unitId === null);
    return whole ? { universityId } : { universityId, unitIds };
  });
}

const filters = {
  approved: ['approved'],
  declared: ['declared'],
  over: ['refused', 'closed'],
} as const satisfies Readonly<Record<string, readonly OpeningState[]>>;
type Filter = keyof typeof filters;
const filterNames = Object.keys(filters) as Filter[];

interface View {
  readonly filter: Filter;
  readonly page: number;
  /** 0: the present one. */
  readonly termId: number;
  /** 0: the own one, or to be chosen. */
  readonly universityId: number;
}

const dataOf = ({ page, filter, termId, universityId }: View): string =>
  `openings:${page}:${filter}:${termId}:${universityId}`;

/** What a button carries that shows the open ones of a university, of the present term unless told. */
export const openingsData = (universityId: number, termId = 0): string =>
  dataOf({ page: 0, filter: 'approved', termId, universityId });

async function termFor(
  turn: Turn,
  { universityId }: Place,
  termId: number,
): Promise<{ term: ListedTerm; others: ListedTerm[] } | undefined> {
  const { tx, now } = turn.work;
  const all = await termsOf(tx, universityId);
  const term = all.find(({ id }) => id === termId) ?? (await currentTerm(tx, universityId, now));
  return term && { term, others: all.filter(({ id }) => id !== term.id) };
}

async function openList(turn: Turn, wanted: View): Promise<void> {
  const { html } = turn.words;
  const { tx } = turn.work;
  const places = placesOf(await turn.person());
  const place = await placeFor(turn, places, wanted.universityId);
  if (!place) return;
  const terms = await termFor(turn, place, wanted.termId);
  if (!terms) return declineTo(turn, html('openings.noTerm'));
  const { term, others } = terms;
  const { openings, page, pages } = await openingsOf(tx, {
    ...place,
    termId: term.id,
    states: filters[wanted.filter],
    page: wanted.page,
  });
  const view = { ...wanted, page, termId: term.id, universityId: place.universityId };
  const entries = openings.map((opening) => ({
    data: `opening:${opening.id}`,
    line: (number: number) => openingLine(turn.words, opening, number),
  }));
  const totals = await seatTotals(tx, { ...place, termId: term.id });
  const heading = [
    ...(await universityLine(turn, places, place)),
    html('openings.title', { term: termName(term, turn.words) }),
    ...genders.map((gender) => seatLine(turn.words, gender, totals[gender])),
  ];
  showPage(
    turn,
    listPage(turn, {
      ...{ page, pages, size: openingPageSize, entries },
      head: heading.join('\n'),
      none: html('openings.empty'),
      turns: turnButtons(turn.words, { page, pages }, (to) => dataOf({ ...view, page: to })),
      below: [
        filterButtons(turn.words, view),
        ...otherTerms(turn.words, others, view),
        ...(await addButtons(turn, place)),
        ...(await ownDirections(turn, place)),
        places.length > 1
          ? [{ text: turn.words.plain('staff.otherUniversity'), data: 'openings:0' }]
          : [],
        [{ text: turn.words.plain('staff.back'), data: 'inbox' }],
      ],
    }),
  );
}

/** The place that is meant; undefined where it has to be chosen first, or there is none. */
async function placeFor(
  turn: Turn,
  places: readonly Place[],
  wanted: number,
): Promise<Place | undefined> {
  const meant = places.find(({ universityId }) => universityId === wanted);
  if (meant) return meant;
  const ids = places.map(({ universityId }) => universityId);
  const universityId = await oneUniversity(turn, ids, openingsData);
  return places.find((place) => place.universityId === universityId);
}

/** Whose openings they are, where it could be another's. */
async function universityLine(
  { work, words: { html, language } }: Turn,
  places: readonly Place[],
  { universityId }: Place,
): Promise<string[]> {
  if (places.length < 2) return [];
  const university = await universityOf(work.tx, universityId);
  return university ? [html('openings.ofUniversity', { name: nameIn(language, university) })] : [];
}

/** Seats of one gender: of an opening, or of all in a list. */
export const seatLine = (
  { html, plain }: Words,
  gender: (typeof genders)[number],
  seats: Parameters<typeof freeSeats>[0],
): string =>
  html('openings.totals', {
    gender: plain(`terms.genders.${gender}`),
    capacity: seats.capacity,
    free: freeSeats(seats),
    held: seats.held,
    filled: seats.filled,
  });

function openingLine(words: Words, opening: ListedOpening, number: number): string {
  const { html, plain, language } = words;
  const { female, male } = opening.seats;
  const named = {
    number,
    title: titleIn(language, opening),
    unit: nameIn(language, opening.unit),
  };
  if (opening.state !== 'approved') {
    return html('openings.lineOther', {
      ...named,
      state: plain(`openings.states.${opening.state}`),
    });
  }
  return html('openings.line', {
    ...named,
    women: female.free,
    allWomen: female.capacity,
    men: male.free,
    allMen: male.capacity,
  });
}

const filterButtons = ({ plain }: Words, view: View): Button[] =>
  filterNames
    .filter((filter) => filter !== view.filter)
    .map((filter) => ({
      text: plain(`openings.filters.${filter}`),
      data: dataOf({ ...view, filter, page: 0 }),
    }));

/** The latest ones: older terms are history. */
const shownTerms = 2;

const otherTerms = (words: Words, others: readonly ListedTerm[], view: View): Button[][] =>
  others.slice(0, shownTerms).map((term) => [
    {
      text: words.plain('openings.otherTerm', { term: termName(term, words) }),
      data: dataOf({ ...view, termId: term.id, page: 0 }),
    },
  ]);

/** How more openings come in: the unit declares one, the expert sends the sheet. */
async function addButtons(turn: Turn, { universityId }: Place): Promise<Button[][]> {
  const { plain } = turn.words;
  const person = await turn.person();
  const units = await ownUnits(turn.work.tx, person);
  return [
    ...(units.length > 0 ? [[{ text: plain('openings.add'), data: 'needadd' }]] : []),
    ...(can(person, 'importOpenings', { universityId }).ok
      ? [[{ text: plain('openings.sheet.button'), data: `openingsheet:${universityId}` }]]
      : []),
  ];
}

/** Also of who sees the whole university besides: only the own units are offered in this list. */
async function ownDirections(turn: Turn, { universityId }: Place): Promise<Buttons> {
  const units = await ownUnits(turn.work.tx, await turn.person());
  const here = units.filter((unit) => unit.universityId === universityId);
  return directionsButtons(
    turn,
    here.map(({ id }) => id),
  );
}

/** `openings:<page>:<filter>:<term>:<university>` */
const list = forOfficers((turn, [page, named, termId, universityId]) =>
  openList(turn, {
    page: idOf(page),
    filter: filterNames.find((filter) => filter === named) ?? 'approved',
    termId: idOf(termId),
    universityId: idOf(universityId),
  }),
);

export const openingListScreens = { commands: { openings: list }, taps: { openings: list } };
