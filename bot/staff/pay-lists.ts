import { payLinesOf, payListPageSize, payOutOf, payRunPage } from '../../core/pay/queries.ts';
import { type PayLineState, payExclusions, payLineStates } from '../../core/pay/types.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { ungrouped } from '../view/format.ts';
import { formatNumber } from '../view/language.ts';
import type { Buttons } from '../view/message.ts';
import { turnButtons } from '../view/pages.ts';
import { payLinesText, payOutText } from '../view/pay-run.ts';
import { explainRun } from '../view/reasons/pay.ts';
import { declineTo, forOfficers, showPage } from './officer.ts';

const stateOf = (word = ''): PayLineState | undefined =>
  payLineStates.find((state) => state === word);

/** Who is in a run, all of them or those of one state; a tap on a number opens the payment. */
const openLines = forOfficers(async (turn, [id, word, page]) => {
  const { html, plain, language } = turn.words;
  const runId = idOf(id);
  const state = stateOf(word);
  const asked = { runId, state, page: idOf(page) };
  const found = await payLinesOf(turn.work.tx, await turn.person(), asked);
  if (!found.ok) return declineTo(turn, explainRun(turn, found));
  const { list } = found;
  const first = list.page * payListPageSize + 1;
  const values = { run: ungrouped(runId, language), count: list.total };
  const title = state
    ? html('finance.lines.titleOf', { ...values, state: plain(`finance.lines.states.${state}`) })
    : html('finance.lines.title', values);
  const numbers = list.lines.map((line, index) => ({
    text: formatNumber(first + index, language),
    data: `payline:${line.id}`,
  }));
  const buttons: Buttons = [
    numbers.slice(0, 5),
    numbers.slice(5),
    turnButtons(turn.words, list, (to) => `paylines:${runId}:${state ?? 'all'}:${to}`),
    [backToRun(turn, runId)],
  ];
  showPage(turn, {
    text: payLinesText(list, { title, first }, turn.words),
    buttons: buttons.filter((row) => row.length > 0),
  });
});

/** Who is not in a run, all of them or those whom one reason keeps out. */
const openOut = forOfficers(async (turn, [id, word, page]) => {
  const { html, plain, language } = turn.words;
  const runId = idOf(id);
  const reason = payExclusions.find((known) => known === word);
  const asked = { runId, reason, page: idOf(page) };
  const found = await payOutOf(turn.work.tx, await turn.person(), asked);
  if (!found.ok) return declineTo(turn, explainRun(turn, found));
  const { list } = found;
  const values = { run: ungrouped(runId, language), count: list.total };
  const title = reason
    ? html('finance.out.titleOf', { ...values, reason: plain(`terms.payExclusions.${reason}`) })
    : html('finance.out.title', values);
  const buttons: Buttons = [
    turnButtons(turn.words, list, (to) => `payout:${runId}:${reason ?? 'all'}:${to}`),
    ...(reason
      ? [[{ text: plain('finance.out.all'), data: `payout:${runId}:all:0` }]]
      : await reasonButtons(turn, runId)),
    [backToRun(turn, runId)],
  ];
  showPage(turn, {
    text: payOutText(list, title, turn.words),
    buttons: buttons.filter((row) => row.length > 0),
  });
});

const backToRun = ({ words: { plain, language } }: Turn, runId: number) => ({
  text: plain('finance.lines.back', { run: ungrouped(runId, language) }),
  data: `payrun:${runId}`,
});

/** One list a reason, so that what can be put right is found among hundreds. */
async function reasonButtons(turn: Turn, runId: number): Promise<Buttons> {
  const { plain } = turn.words;
  const found = await payRunPage(turn.work.tx, await turn.person(), { runId });
  if (!found.ok) return [];
  const { outBy } = found.view;
  const reasons = payExclusions.filter((reason) => outBy[reason] !== undefined);
  if (reasons.length < 2) return [];
  return reasons.map((reason) => [
    {
      text: plain('finance.out.only', {
        reason: plain(`terms.payExclusions.${reason}`),
        count: outBy[reason] ?? 0,
      }),
      data: `payout:${runId}:${reason}:0`,
    },
  ]);
}

export const payListScreens = { taps: { paylines: openLines, payout: openOut } };
