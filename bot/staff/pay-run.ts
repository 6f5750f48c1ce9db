import { draftPayRun } from '../../core/pay/commands/draft-run.ts';
import { exportPayRun } from '../../core/pay/commands/export-run.ts';
import {
  approvePayRun,
  cancelPayRun,
  freezePayRun,
  reopenPayRun,
} from '../../core/pay/commands/freeze-run.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { formatRial } from '../view/format.ts';
import { explainRun } from '../view/reasons/pay.ts';
import { confirmTo, declineTo, forOfficers, showPage } from './officer.ts';
import { openResults } from './pay-results.ts';
import { instantOf, openPayRun, runPage, viewFor } from './pay-run-page.ts';

async function freeze(turn: Turn, runId: number): Promise<void> {
  const result = await freezePayRun(turn.work, await turn.person(), { runId });
  if (result.ok) confirmTo(turn, turn.words.html('finance.run.frozen'));
  else declineTo(turn, explainRun(turn, result));
  await openPayRun(turn, runId);
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
  const { html, plain } = turn.words;
  showPage(turn, {
    text: html('finance.run.cancelAsk', { run: String(runId) }),
    buttons: [
      [{ text: plain('finance.run.cancelYes'), data: `run:drop:${runId}` }],
      [{ text: plain('forms.back'), data: `payrun:${runId}` }],
    ],
  });
}

/** Writes the export down; the file itself is made when it is sent. */
const exportAs =
  (format: 'xlsx' | 'csv') =>
  async (turn: Turn, runId: number): Promise<void> => {
    const result = await exportPayRun(turn.work, await turn.person(), { runId, format });
    if (!result.ok) {
      declineTo(turn, explainRun(turn, result));
      return refresh(turn, runId, result);
    }
    const view = await viewFor(turn, runId);
    if (!view) return;
    showPage(turn, runPage(turn, view));
    const { copy, count, exportId } = result;
    const name = `payrun-${runId}${copy > 1 ? `-copy-${copy}` : ''}.${format}`;
    turn.say(captionOf(turn, runId, { copy, count, sumRial: result.sumRial }), {
      document: { kind: 'payRun', exportId, name },
    });
  };

function captionOf(
  { words: { html, language } }: Turn,
  runId: number,
  { copy, count, sumRial }: { copy: number; count: number; sumRial: bigint },
): string {
  const shown = { run: String(runId), count, sum: formatRial(sumRial, language) };
  return copy > 1
    ? html('finance.run.captionCopy', { ...shown, copy })
    : html('finance.run.caption', shown);
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
  import: openResults,
};

export const payRunScreens = {
  taps: {
    payrun: forOfficers((turn, [id, page]) => openPayRun(turn, idOf(id), idOf(page))),
    run: forOfficers(async (turn, [verb = '', id, stamp]) => {
      const step = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
      await step?.(turn, idOf(id), stamp);
    }),
  },
};
