import { refuseFile } from '../../core/pay/commands/refuse-file.ts';
import { type Form, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { whole } from '../forms/kept.ts';
import type { Turn } from '../intake/turn.ts';
import { explainRun } from '../view/reasons/pay.ts';
import { aboutPayRun } from './about.ts';
import { declineTo, startForm } from './officer.ts';
import { openPayRun, viewFor } from './pay-run-page.ts';
import { reasonStep } from './reason-step.ts';

interface Answers {
  runId: number;
  reason: string;
}

const step = stepOf<Answers>();

/** The bank takes nothing of a run's file: the run goes back to be exported anew. */
export const fileRefusalForm: Form<Answers> = {
  name: 'filerefused',
  version: 1,
  title: (turn) => turn.words.plain('finance.run.refuseTitle'),
  about: aboutPayRun,
  steps: stepsOf<Answers>()(
    step(given('runId', whole)),
    reasonStep<Answers, 'reason'>('reason', 'finance.run.refuseAsk'),
  ),
  finish: async (turn, { runId, reason }) => {
    const result = await refuseFile(turn.work, await turn.person(), { runId, reason });
    if (!result.ok) declineTo(turn, explainRun(turn, result));
    else turn.say(turn.words.html('finance.run.refused'));
    await openPayRun(turn, runId);
    return { do: 'end' };
  },
};

/** Asks why, only of who may note it now. */
export async function askFileRefusal(turn: Turn, runId: number): Promise<void> {
  const view = await viewFor(turn, runId);
  if (!view) return;
  if (view.may.refuse) return startForm(turn, fileRefusalForm, { runId });
  await openPayRun(turn, runId);
}
