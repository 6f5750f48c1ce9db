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
import { copyable, Html } from '../../view/language.ts';
import type { Button } from '../../view/message.ts';
import { nameIn, showCode, titleIn } from '../../view/names.ts';
import { turnButtons } from '../../view/pages.ts';
import { explainOpening } from '../../view/reasons/openings.ts';
import { listPage } from '../list-page.ts';
import { declineTo, forOfficers, showPage } from '../officer.ts';

/** Who waits for a seat of one opening, in rank order; a tap on a number asks for that student. */
async function openCandidates(
  turn: Turn,
  openingId: number,
  gender: Gender,
  wanted: number,
): Promise<void> {
  const { html } = turn.words;
  const person = await turn.person();
  const found = await candidatesOf(turn.work.tx, person, { openingId, gender }, wanted);
  if (!found.ok) return declineTo(turn, explainOpening(turn, found));
  const { opening, candidates, page, pages } = found;
  const asks = isOpen(opening.state) && can(person, 'requestPlacement', opening).ok;
  const entries = candidates.map((one) => ({
    data: asks ? `request:${one.trackingCode}:${openingId}` : undefined,
    line: (number: number) => candidateLine(turn, one, number),
  }));
  const order = html(asks ? 'openings.order' : 'openings.orderOnly');
  const head = [heading(turn, opening, gender), ...(entries.length > 0 ? [order] : [])];
  showPage(
    turn,
    listPage(turn, {
      ...{ page, pages, size: candidatePageSize, entries },
      head: head.join('\n\n'),
      none: html('openings.nobody'),
      turns: turnButtons(
        turn.words,
        { page, pages },
        (to) => `candidates:${openingId}:${gender}:${to}`,
      ),
      below: [around(turn, openingId, gender)],
    }),
  );
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
