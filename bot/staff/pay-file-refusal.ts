import { refuseFile } from '../../core/pay/commands/refuse-file.ts';
import { type Form, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { whole } from '../forms/kept.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { fileGivenOut } from '../view/pay-run.ts';
import { explainRun } from '../view/reasons/pay.ts';
import { aboutPayRun } from './about.ts';
import { askAnew, declineTo, showPage, startForm } from './officer.ts';
import { openPayRun, runPage, viewFor } from './pay-run-page.ts';
import { reasonStep } from './reason-step.ts';

interface Answers {
  runId: number;
  /** The file that is said to be refused. */
  exportId: number;
  reason: string;
}

const step = stepOf<Answers>();

/** The bank takes nothing of a run's file: the run goes back to be exported anew. */
export const fileRefusalForm: Form<Answers> = {
  name: 'filerefused',
  version: 2,
  title: (turn) => turn.words.plain('finance.run.refuseTitle'),
  about: aboutPayRun,
  steps: stepsOf<Answers>()(
    step(given('runId', whole)),
    step(given('exportId', whole)),
    reasonStep<Answers, 'reason'>('reason', 'finance.run.refuseAsk'),
  ),
  finish: async (turn, { runId, exportId, reason }) => {
    const refusal = { runId, exportId, reason };
    const result = await refuseFile(turn.work, await turn.person(), refusal);
    if (!result.ok) declineTo(turn, explainRun(turn, result));
    else turn.say(turn.words.html('finance.run.refused'));
    await openPayRun(turn, runId);
    return { do: 'end' };
  },
};

/** Asks why, only of who may note it now and of the file that was the last on the page. */
export async function askFileRefusal(turn: Turn, runId: number, seen?: string): Promise<void> {
  const view = await viewFor(turn, runId);
  if (!view) return;
  const exportId = fileGivenOut(view.run)?.id;
  if (view.may.refuse && exportId !== undefined) {
    if (exportId === idOf(seen)) return startForm(turn, fileRefusalForm, { runId, exportId });
    if (seen === undefined) askAnew(turn);
    else declineTo(turn, explainRun(turn, { ok: false, reason: 'exportedSince' }));
  }
  showPage(turn, await runPage(turn, view));
}
