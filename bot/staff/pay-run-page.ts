import { type PayRunPage, type PayRunStep, payRunPage } from '../../core/pay/queries.ts';
import type { Turn } from '../intake/turn.ts';
import type { Button, Buttons } from '../view/message.ts';
import { fileGivenOut, isGivenOut, payRunText } from '../view/pay-run.ts';
import { explainRun } from '../view/reasons/pay.ts';
import { type Claim, claimOf, noClaim } from './claim-row.ts';
import { declineTo, type Page, showPage } from './officer.ts';
import { aroundButtons } from './review-page.ts';

/** A run, if this officer may see it; otherwise says why not. */
export async function viewFor(turn: Turn, runId: number): Promise<PayRunPage | undefined> {
  const found = await payRunPage(turn.work.tx, await turn.person(), { runId });
  if (found.ok) return found.view;
  return void declineTo(turn, explainRun(turn, found));
}

/** The page of a run as it stands now, with buttons for the steps that are this officer's. */
export async function runPage(turn: Turn, view: PayRunPage): Promise<Page> {
  const { run, may } = view;
  const claim = may.approve ? await claimOf(turn, ['approvePayRun'], run.id) : noClaim;
  return {
    text: [payRunText(view, turn.words), ...claim.lines].join('\n\n'),
    buttons: buttonsOf(turn, view, claim),
  };
}

export async function openPayRun(turn: Turn, runId: number): Promise<void> {
  const view = await viewFor(turn, runId);
  if (view) showPage(turn, await runPage(turn, view));
}

/** When a run was frozen, short enough for a button: an approval is of that freeze only. */
const stampOf = (frozenAt: Date | null): string => (frozenAt?.getTime() ?? 0).toString(36);

/** The instant that `stampOf` wrote; one at which nothing was frozen where it wrote none. */
export function instantOf(stamp = ''): Date {
  const instant = new Date(Number.parseInt(stamp, 36));
  return Number.isNaN(instant.getTime()) ? new Date(0) : instant;
}

/** The steps in the rows in which they are offered; those that are not due are left out. */
function buttonsOf(turn: Turn, view: PayRunPage, claim: Claim): Buttons {
  const { run, may } = view;
  const { plain } = turn.words;
  const button = (step: PayRunStep, text: string, verb: string = step): Button[] =>
    may[step] ? [{ text, data: `run:${verb}:${run.id}` }] : [];
  const approve = `approve:${run.id}:${stampOf(run.frozenAt)}`;
  const freeze = `freeze:${run.id}:${view.listStamp}`;
  const refuse = `refuse:${run.id}:${fileGivenOut(run)?.id ?? 0}`;
  const exportAs = (format: 'xlsx' | 'csv' | 'ccti') =>
    button('export', plain('finance.run.export', { format: format.toUpperCase() }), format);
  const rows = [
    may.approve ? [{ text: plain('finance.run.approve'), data: `run:${approve}` }] : [],
    ...claim.rows,
    [
      ...(may.freeze ? [{ text: plain('finance.run.freeze'), data: `run:${freeze}` }] : []),
      ...button('recompute', plain('finance.run.recompute')),
    ],
    [...exportAs('xlsx'), ...exportAs('csv')],
    exportAs('ccti'),
    button('import', plain('finance.run.import')),
    may.refuse ? [{ text: plain('finance.run.refuse'), data: `run:${refuse}` }] : [],
    ...listButtons(turn, view),
    [
      ...button('reopen', plain('finance.run.reopen')),
      ...button('cancel', plain('finance.run.cancel')),
    ],
    [{ text: plain('finance.runs.back'), data: 'payruns' }],
    aroundButtons(turn, claim),
  ];
  return rows.filter((row) => row.length > 0);
}

/** Who is in, who is out, and, once the bank has the list, who came back and who has no result. */
function listButtons({ words }: Turn, { run, count, states, outCount }: PayRunPage): Button[][] {
  const { plain } = words;
  const list = (text: 'in' | 'returned' | 'due', state: string, of = 0): Button[] =>
    of > 0
      ? [
          {
            text: plain(`finance.run.lists.${text}`, { count: of }),
            data: `paylines:${run.id}:${state}:0`,
          },
        ]
      : [];
  const isOut = isGivenOut(run);
  const out = {
    text: plain('finance.run.lists.out', { count: outCount }),
    data: `payout:${run.id}:all:0`,
  };
  return [
    [...list('in', 'all', count), ...(outCount > 0 ? [out] : [])],
    isOut
      ? [...list('returned', 'returned', states.returned), ...list('due', 'due', states.due)]
      : [],
  ];
}
