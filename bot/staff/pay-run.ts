import { draftPayRun } from '../../core/pay/commands/draft-run.ts';
import { type Exported, exportPayRun } from '../../core/pay/commands/export-run.ts';
import {
  approvePayRun,
  cancelPayRun,
  freezePayRun,
  reopenPayRun,
} from '../../core/pay/commands/freeze-run.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { formatRial, ungrouped } from '../view/format.ts';
import { copyable, Html } from '../view/language.ts';
import { explainRun } from '../view/reasons/pay.ts';
import { cctiName } from '../view/sheets/ccti.ts';
import { askAnew, confirmTo, declineTo, forOfficers, showPage } from './officer.ts';
import { askFileRefusal } from './pay-file-refusal.ts';
import { openResults } from './pay-results.ts';
import { instantOf, openPayRun, runPage, viewFor } from './pay-run-page.ts';
import { openPayer } from './payer-page.ts';

async function freeze(turn: Turn, runId: number, seen?: string): Promise<void> {
  if (seen === undefined) return freezeAnew(turn, runId);
  const result = await freezePayRun(turn.work, await turn.person(), { runId, seen });
  if (result.ok) confirmTo(turn, turn.words.html('finance.run.frozen'));
  else declineTo(turn, explainRun(turn, result));
  await openPayRun(turn, runId);
}

/** A page that does not say what list it showed: nothing is frozen, and it is drawn anew. */
async function freezeAnew(turn: Turn, runId: number): Promise<void> {
  const view = await viewFor(turn, runId);
  if (!view) return;
  if (view.may.freeze) askAnew(turn);
  showPage(turn, await runPage(turn, view));
}

async function approve(turn: Turn, runId: number, stamp?: string): Promise<void> {
  const frozenAt = instantOf(stamp);
  const result = await approvePayRun(turn.work, await turn.person(), { runId, frozenAt });
  if (result.ok) {
    const sum = formatRial(result.sumRial, turn.words.language);
    confirmTo(turn, turn.words.html('finance.run.approved', { count: result.count, sum }));
  } else declineTo(turn, explainRun(turn, result));
  await refresh(turn, runId, result);
}

const stepBack =
  (command: typeof reopenPayRun, done: 'reopened' | 'cancelled') =>
  async (turn: Turn, runId: number): Promise<void> => {
    const result = await command(turn.work, await turn.person(), { runId });
    if (result.ok) confirmTo(turn, turn.words.html(`finance.run.${done}`));
    else declineTo(turn, explainRun(turn, result));
    await refresh(turn, runId, result);
  };

/** The page as it stands now, unless it is none of this officer's. */
async function refresh(
  turn: Turn,
  runId: number,
  result: { readonly ok: boolean; readonly reason?: string },
): Promise<void> {
  const stays = ['notAllowed', 'notFound', 'samePerson', 'ownCase'];
  if (result.reason === undefined || !stays.includes(result.reason)) await openPayRun(turn, runId);
}

async function recompute(turn: Turn, runId: number): Promise<void> {
  const view = await viewFor(turn, runId);
  if (view) await draft(turn, view.run.universityId, view.run.termId);
}

/** Makes the draft of a term, or computes it again, and shows it. */
export async function draft(turn: Turn, universityId: number, termId: number): Promise<void> {
  const { html, language } = turn.words;
  const place = { universityId, termId };
  const result = await draftPayRun(turn.work, await turn.person(), place);
  if (!result.ok) {
    declineTo(turn, explainRun(turn, result));
    return result.reason === 'frozenRun' ? openPayRun(turn, result.runId) : undefined;
  }
  const sum = formatRial(result.sumRial, language);
  const figures = { count: result.count, sum, out: result.excluded.length };
  confirmTo(turn, html('finance.run.drafted', figures));
  await openPayRun(turn, result.runId);
}

/** One tap must not give up a list that took weeks. */
async function askCancel(turn: Turn, runId: number): Promise<void> {
  const { html, plain, language } = turn.words;
  showPage(turn, {
    text: html('finance.run.cancelAsk', { run: ungrouped(runId, language) }),
    buttons: [
      [{ text: plain('finance.run.cancelYes'), data: `run:drop:${runId}` }],
      [{ text: plain('forms.back'), data: `payrun:${runId}` }],
    ],
  });
}

/** Writes the export down; the file itself is made when it is sent. */
const exportAs =
  (format: Exported['format']) =>
  async (turn: Turn, runId: number): Promise<void> => {
    const result = await exportPayRun(turn.work, await turn.person(), { runId, format });
    if (!result.ok) {
      declineTo(turn, explainRun(turn, result));
      if (result.reason === 'noPayer') return openPayerOfRun(turn, runId);
      return refresh(turn, runId, result);
    }
    const view = await viewFor(turn, runId);
    if (!view) return;
    showPage(turn, await runPage(turn, view));
    const { copy, exportId, orderId } = result;
    const name =
      orderId === null
        ? `payrun-${runId}${copy > 1 ? `-copy-${copy}` : ''}.${format}`
        : cctiName(orderId, copy);
    turn.say(captionOf(turn, runId, result), { document: { kind: 'payRun', exportId, name } });
  };

/** Where finance says from what account the university pays, without which nothing is ordered. */
async function openPayerOfRun(turn: Turn, runId: number): Promise<void> {
  const view = await viewFor(turn, runId);
  if (view) await openPayer(turn, view.run.universityId);
}

/** Count and sum as the bank has to find them, and of a copy what happens if the bank gets both. */
function captionOf(
  { words: { html, language } }: Turn,
  runId: number,
  { copy, count, sumRial, orderId, isOrderedBefore }: Exported,
): string {
  const shown = { run: ungrouped(runId, language), count, sum: formatRial(sumRial, language) };
  const isCopy = copy > 1;
  return [
    isCopy
      ? html('finance.run.captionCopy', { ...shown, copy })
      : html('finance.run.caption', shown),
    ...(orderId === null
      ? []
      : [html('finance.run.orderId', { order: new Html(copyable(orderId)) })]),
    ...(isCopy ? [html(isOrderedBefore ? 'finance.run.orderCopy' : 'finance.run.otherCopy')] : []),
    ...(orderId === null ? [] : [html('finance.payer.branch')]),
  ].join('\n');
}

const verbs: Readonly<
  Record<string, (turn: Turn, runId: number, stamp?: string) => Promise<void>>
> = {
  recompute,
  freeze,
  approve,
  reopen: stepBack(reopenPayRun, 'reopened'),
  cancel: askCancel,
  drop: stepBack(cancelPayRun, 'cancelled'),
  xlsx: exportAs('xlsx'),
  csv: exportAs('csv'),
  ccti: exportAs('ccti'),
  import: openResults,
  refuse: askFileRefusal,
};

export const payRunScreens = {
  taps: {
    payrun: forOfficers((turn, [id]) => openPayRun(turn, idOf(id))),
    run: forOfficers(async (turn, [verb = '', id, stamp]) => {
      const step = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
      await step?.(turn, idOf(id), stamp);
    }),
  },
};
