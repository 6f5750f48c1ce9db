import { type LedgerEntry, ledgerOf } from '../../../core/openings/queries.ts';
import { placedIn, placedPageSize } from '../../../core/placements/queries.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatHours, formatInstant } from '../../view/format.ts';
import type { Words } from '../../view/language.ts';
import { showCode, titleIn } from '../../view/names.ts';
import { turnButtons } from '../../view/pages.ts';
import { explainOpening } from '../../view/reasons/openings.ts';
import { listPage } from '../list-page.ts';
import { declineTo, forOfficers, showPage } from '../officer.ts';
import { seatLine } from './list.ts';
import { openingFor } from './page.ts';

/** How the counts of an opening's seats came about, movement by movement. */
async function openLedger(turn: Turn, openingId: number, wanted: number): Promise<void> {
  const { html, plain, language } = turn.words;
  const found = await ledgerOf(turn.work.tx, await turn.person(), openingId, wanted);
  if (!found.ok) return declineTo(turn, explainOpening(turn, found));
  const { opening, entries, addsUp } = found;
  const { female, male } = opening.seats;
  const heading = [
    html('openings.ledger.title', { title: titleIn(language, opening) }),
    seatLine(turn.words, 'female', female),
    seatLine(turn.words, 'male', male),
    html(addsUp ? 'openings.ledger.addsUp' : 'openings.ledger.differs'),
  ];
  const lines = entries.map((entry) => entryLine(turn.words, entry));
  showPage(turn, {
    text: [heading.join('\n'), lines.join('\n')].join('\n\n'),
    buttons: [
      turnButtons(turn.words, found, (to) => `ledger:${openingId}:${to}`),
      [{ text: plain('openings.toOpening'), data: `opening:${openingId}` }],
    ].filter((row) => row.length > 0),
  });
}

function entryLine({ html, plain, language }: Words, entry: LedgerEntry): string {
  const { move, amount, trackingCode } = entry;
  const at = formatInstant(entry.at, language);
  const gender = plain(`terms.genders.${entry.gender}`);
  return move === 'capacitySet'
    ? html('openings.ledger.capacity', { at, gender, amount })
    : html('openings.ledger.line', {
        at,
        gender,
        move: plain(`openings.ledger.moves.${move}`),
        code: trackingCode === null ? '—' : showCode(trackingCode),
      });
}

/** Who works or worked in an opening; a tap on a number opens the placement. */
async function openPlaced(turn: Turn, openingId: number, wanted: number): Promise<void> {
  const { html, plain, language } = turn.words;
  const view = await openingFor(turn, openingId);
  if (!view) return;
  const pages = Math.max(1, Math.ceil(view.placed / placedPageSize));
  const page = Math.min(wanted, pages - 1);
  const placements = await placedIn(turn.work.tx, { openingId, page });
  const entries = placements.map((one) => ({
    data: `assistant:${one.id}`,
    line: (number: number) =>
      html('openings.placed.line', {
        number,
        name: one.name ?? '—',
        code: showCode(one.trackingCode),
        state: plain(`terms.placementStates.${one.state}`),
        entered: formatHours(one.enteredMinutes, language),
        approved: formatHours(one.approvedMinutes, language),
      }),
  }));
  showPage(
    turn,
    listPage(turn, {
      ...{ page, pages, size: placedPageSize, entries },
      head: html('openings.placed.title', { title: titleIn(language, view.opening) }),
      none: html('openings.placed.none'),
      turns: turnButtons(turn.words, { page, pages }, (to) => `placed:${openingId}:${to}`),
      below: [[{ text: plain('openings.toOpening'), data: `opening:${openingId}` }]],
    }),
  );
}

export const ledgerScreens = {
  taps: {
    ledger: forOfficers((turn, [id, page]) => openLedger(turn, idOf(id), idOf(page))),
    placed: forOfficers((turn, [id, page]) => openPlaced(turn, idOf(id), idOf(page))),
  },
};
