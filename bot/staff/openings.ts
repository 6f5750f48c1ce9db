import {
  candidatePageSize,
  candidatesOf,
  type ListedOpening,
  type NamedCandidate,
  openingPageSize,
  openingsOf,
} from '../../core/openings/queries.ts';
import { type Gender, genders } from '../../core/registry/types.ts';
import type { Person } from '../../core/staff/types.ts';
import { currentTerm } from '../../core/terms/queries.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { formatAverage } from '../view/format.ts';
import { copyable, formatNumber, Html } from '../view/language.ts';
import type { Button } from '../view/message.ts';
import { nameIn, showCode, termName, titleIn } from '../view/names.ts';
import { declineTo, forOfficers, showPage } from './officer.ts';
import { directionsButtons } from './unit-directions.ts';

/** Where an officer's openings are: the own units, or the whole university. */
type Place = { readonly universityId: number; readonly unitIds?: readonly number[] };

function placeOf({ holdings }: Person): Place | undefined {
  const [first] = holdings.filter(
    ({ role, universityId }) =>
      universityId !== null && (role === 'unitOfficer' || role === 'expert'),
  );
  if (!first || first.universityId === null) return undefined;
  const { universityId } = first;
  const own = holdings.filter((holding) => holding.universityId === universityId);
  const unitIds = own.flatMap(({ unitId }) => unitId ?? []);
  return own.some(({ role }) => role === 'expert') ? { universityId } : { universityId, unitIds };
}

async function openList(turn: Turn, wanted: number): Promise<void> {
  const { html, plain, language } = turn.words;
  const { tx, now } = turn.work;
  const place = placeOf(await turn.person());
  if (!place) return declineTo(turn, html('errors.notAllowed'));
  const term = await currentTerm(tx, place.universityId, now);
  if (!term) return declineTo(turn, html('placing.openings.noTerm'));
  const { openings, page, pages } = await openingsOf(tx, {
    ...place,
    termId: term.id,
    page: wanted,
  });
  const lines = openings.map((opening, index) => openingLine(turn, opening, numberAt(page, index)));
  const title = html('placing.openings.title', { term: termName(term, turn.words) });
  const buttons = openings.map(({ id }, index) => ({
    text: formatNumber(numberAt(page, index), language),
    data: `candidates:${id}:female:0`,
  }));
  showPage(turn, {
    text: [title, ...(lines.length > 0 ? lines : [html('placing.openings.empty')])].join('\n\n'),
    buttons: [
      buttons.slice(0, 4),
      buttons.slice(4),
      turning(turn, 'openings', page, pages),
      ...(await directionsButtons(turn, place.unitIds ?? [])),
      [{ text: plain('staff.back'), data: 'inbox' }],
    ].filter((row) => row.length > 0),
  });
}

const numberAt = (page: number, index: number): number => page * openingPageSize + index + 1;

function openingLine({ words }: Turn, opening: ListedOpening, number: number): string {
  const { html, language } = words;
  const { female, male } = opening.seats;
  return html('placing.openings.line', {
    number,
    title: titleIn(language, opening),
    unit: nameIn(language, opening.unit),
    women: female.free,
    allWomen: female.capacity,
    men: male.free,
    allMen: male.capacity,
  });
}

function turning({ words }: Turn, data: string, page: number, pages: number): Button[] {
  return [
    ...(page > 0
      ? [{ text: words.plain('staff.inbox.previous'), data: `${data}:${page - 1}` }]
      : []),
    ...(page + 1 < pages
      ? [{ text: words.plain('staff.inbox.next'), data: `${data}:${page + 1}` }]
      : []),
  ];
}

/** Who waits for a seat of one opening, in rank order; a tap on a number asks for that student. */
async function openCandidates(
  turn: Turn,
  openingId: number,
  gender: Gender,
  wanted: number,
): Promise<void> {
  const { html, language } = turn.words;
  const seat = { openingId, gender };
  const found = await candidatesOf(turn.work.tx, await turn.person(), seat, wanted);
  if (!found.ok) return declineTo(turn, html('errors.notAllowed'));
  const { opening, candidates, page, pages } = found;
  const first = page * candidatePageSize + 1;
  const lines = candidates.map((one, index) => candidateLine(turn, one, first + index));
  const numbers = candidates.map(({ trackingCode }, index) => ({
    text: formatNumber(first + index, language),
    data: `request:${trackingCode}:${openingId}`,
  }));
  const text = [
    candidatesTitle(turn, opening, gender),
    ...(lines.length > 0
      ? [html('placing.openings.order'), ...lines]
      : [html('placing.openings.nobody')]),
  ].join('\n\n');
  const turns = turning(turn, `candidates:${openingId}:${gender}`, page, pages);
  const rows = [numbers.slice(0, 4), numbers.slice(4), turns, around(turn, openingId, gender)];
  showPage(turn, { text, buttons: rows.filter((row) => row.length > 0) });
}

function candidatesTitle({ words }: Turn, opening: ListedOpening, gender: Gender): string {
  const { html, plain, language } = words;
  const { free, capacity } = opening.seats[gender];
  return html('placing.openings.candidates', {
    title: titleIn(language, opening),
    unit: nameIn(language, opening.unit),
    gender: plain(`terms.genders.${gender}`),
    free,
    capacity,
  });
}

function candidateLine({ words }: Turn, candidate: NamedCandidate, number: number): string {
  const { html, plain, language } = words;
  const { average } = candidate;
  return html('placing.openings.candidate', {
    number,
    name: candidate.name,
    student: new Html(copyable(candidate.studentNumber)),
    code: showCode(candidate.trackingCode),
    points: candidate.points,
    average: average === null ? plain('eligibility.unknown') : formatAverage(average, language),
  });
}

function around({ words: { plain } }: Turn, openingId: number, gender: Gender): Button[] {
  const others = genders.filter((other) => other !== gender);
  return [
    { text: plain('placing.openings.back'), data: 'openings:0' },
    ...others.map((other) => ({
      text: plain('placing.openings.other', { gender: plain(`terms.genders.${other}`) }),
      data: `candidates:${openingId}:${other}:0`,
    })),
  ];
}

const list = forOfficers((turn, [page]) => openList(turn, idOf(page)));

export const openingScreens = {
  commands: { openings: list },
  taps: {
    openings: list,
    candidates: forOfficers((turn, [id, gender, page]) =>
      openCandidates(turn, idOf(id), gender === 'male' ? 'male' : 'female', idOf(page)),
    ),
  },
  forms: [],
};
