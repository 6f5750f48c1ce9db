import {
  candidatePageSize,
  candidatesOf,
  type ListedOpening,
  type NamedCandidate,
} from '../../../core/openings/queries.ts';
import { isOpen } from '../../../core/openings/rules.ts';
import { type Gender, genders } from '../../../core/registry/types.ts';
import { can } from '../../../core/staff/rules.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatAverage } from '../../view/format.ts';
import { copyable, formatNumber, Html } from '../../view/language.ts';
import type { Button } from '../../view/message.ts';
import { nameIn, showCode, titleIn } from '../../view/names.ts';
import { turnButtons } from '../../view/pages.ts';
import { explainOpening } from '../../view/reasons/openings.ts';
import { declineTo, forOfficers, showPage } from '../officer.ts';

/** Who waits for a seat of one opening, in rank order; a tap on a number asks for that student. */
async function openCandidates(
  turn: Turn,
  openingId: number,
  gender: Gender,
  wanted: number,
): Promise<void> {
  const { html, language } = turn.words;
  const person = await turn.person();
  const found = await candidatesOf(turn.work.tx, person, { openingId, gender }, wanted);
  if (!found.ok) return declineTo(turn, explainOpening(turn, found));
  const { opening, candidates, page, pages } = found;
  const first = page * candidatePageSize + 1;
  const lines = candidates.map((one, index) => candidateLine(turn, one, first + index));
  const asks = isOpen(opening.state) && can(person, 'requestPlacement', opening).ok;
  const numbers = candidates.map(({ trackingCode }, index) => ({
    text: formatNumber(first + index, language),
    data: `request:${trackingCode}:${openingId}`,
  }));
  const shown = asks ? numbers : [];
  const text = [
    heading(turn, opening, gender),
    ...(lines.length > 0
      ? [html(asks ? 'openings.order' : 'openings.orderOnly'), ...lines]
      : [html('openings.nobody')]),
  ].join('\n\n');
  const turns = turnButtons(
    turn.words,
    { page, pages },
    (to) => `candidates:${openingId}:${gender}:${to}`,
  );
  const rows = [shown.slice(0, 4), shown.slice(4), turns, around(turn, openingId, gender)];
  showPage(turn, { text, buttons: rows.filter((row) => row.length > 0) });
}

function heading({ words }: Turn, opening: ListedOpening, gender: Gender): string {
  const { html, plain, language } = words;
  const { free, capacity } = opening.seats[gender];
  return html('openings.candidates', {
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
  return html('openings.candidate', {
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
    { text: plain('openings.toOpening'), data: `opening:${openingId}` },
    ...others.map((other) => ({
      text: plain('openings.queue', { gender: plain(`terms.genders.${other}`) }),
      data: `candidates:${openingId}:${other}:0`,
    })),
  ];
}

export const queueScreens = {
  taps: {
    candidates: forOfficers((turn, [id, gender, page]) =>
      openCandidates(turn, idOf(id), gender === 'male' ? 'male' : 'female', idOf(page)),
    ),
  },
};
