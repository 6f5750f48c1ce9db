import { releaseLine } from '../../core/returns/commands/release-line.ts';
import { type PayLineView, payLineView, returnedWaiting } from '../../core/returns/queries.ts';
import { inboxPageSize } from '../../core/staff/queries.ts';
import { can } from '../../core/staff/rules.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { formatRial, ungrouped } from '../view/format.ts';
import type { Buttons } from '../view/message.ts';
import { turnButtons } from '../view/pages.ts';
import { payLineText } from '../view/pay-line.ts';
import { shortened } from '../view/plain.ts';
import { explainReturn } from '../view/reasons/pay.ts';
import { type Claim, claimOf } from './claim-row.ts';
import { listPage } from './list-page.ts';
import { confirmTo, declineTo, forOfficers, showPage } from './officer.ts';
import { aroundButtons } from './review-page.ts';

/** A payment with how its amount comes about; of a returned one, what it waits for and what can be done. */
export async function openPayLine(turn: Turn, lineId: number): Promise<void> {
  const person = await turn.person();
  const found = await payLineView(turn.work.tx, person, lineId);
  if (!found.ok) return declineTo(turn, explainReturn(turn, found));
  const { view } = found;
  const claim = await claimOf(turn, ['returnedPayLine'], lineId);
  showPage(turn, {
    text: [payLineText(view, turn.words), ...claim.lines].join('\n\n'),
    buttons: await buttonsOf(turn, view, claim),
  });
}

async function buttonsOf(turn: Turn, view: PayLineView, claim: Claim): Promise<Buttons> {
  const { plain, language } = turn.words;
  const { id, runId, current, mayRelease, mayCorrect, state } = view;
  const isOfFinance = (await turn.person()).holdings.some(({ role }) => role === 'finance');
  return [
    ...(mayRelease
      ? [[{ text: plain('finance.returned.release'), data: `payline:${id}:again` }]]
      : []),
    ...(current && isOfFinance
      ? [[{ text: plain('finance.returned.account'), data: `accountof:${current.id}` }]]
      : []),
    ...(mayCorrect
      ? [
          [
            {
              text: plain(state === 'paid' ? 'finance.correct.returned' : 'finance.correct.paid'),
              data: `resultfix:${id}`,
            },
          ],
        ]
      : []),
    ...claim.rows,
    [
      {
        text: plain('finance.lines.back', { run: ungrouped(runId, language) }),
        data: `payrun:${runId}`,
      },
    ],
    ...(state === 'returned' && isOfFinance
      ? [[{ text: plain('finance.returned.queue'), data: 'returned:0' }]]
      : []),
    aroundButtons(turn, claim),
  ];
}

const lineTap = forOfficers(async (turn, [id, verb]) => {
  const lineId = idOf(id);
  if (verb !== 'again') return openPayLine(turn, lineId);
  const result = await releaseLine(turn.work, await turn.person(), { lineId });
  if (result.ok) confirmTo(turn, turn.words.html('finance.returned.released'));
  else declineTo(turn, explainReturn(turn, result));
  await openPayLine(turn, lineId);
});

/** The queue of what the bank returned and no later run has yet. */
const openReturned = forOfficers(async (turn, [page]) => {
  const { html, plain, language } = turn.words;
  const person = await turn.person();
  if (
    !person.holdings.some(({ universityId }) => can(person, 'importResults', { universityId }).ok)
  ) {
    return declineTo(turn, html('errors.notAllowed'));
  }
  const at = { page: idOf(page), now: turn.work.now };
  const list = await returnedWaiting(turn.work.tx, person, at);
  const entries = list.lines.map(({ id, name, amountRial, reason, wait }) => ({
    data: `payline:${id}`,
    line: (number: number) =>
      html('finance.returned.line', {
        number,
        name: name ?? '',
        amount: formatRial(amountRial, language),
        reason: shortened(reason ?? '', 100),
        wait: wait ? plain(`finance.returned.waits.${wait}`) : '',
      }),
  }));
  showPage(
    turn,
    listPage(turn, {
      ...{ page: list.page, pages: list.pages, size: inboxPageSize, entries },
      head: html('finance.returned.title', { count: list.total }),
      none: html('finance.returned.none'),
      turns: turnButtons(turn.words, list, (to) => `returned:${to}`),
      below: [[{ text: plain('finance.runs.back'), data: 'payruns' }]],
    }),
  );
});

export const payLineScreens = { taps: { payline: lineTap, returned: openReturned } };
