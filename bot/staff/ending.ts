import { z } from 'zod';
import { reportNoHours } from '../../core/placements/commands/correct-placement.ts';
import { terminatePlacement } from '../../core/placements/commands/end-placement.ts';
import { startWork } from '../../core/placements/commands/report-hours.ts';
import { type Form, stepOf, stepsOf } from '../forms/form.ts';
import { idOf } from '../intake/tap-id.ts';
import { explainStep } from '../view/reasons/placements.ts';
import { given } from './given.ts';
import { confirmTo, declineTo, forOfficers, startForm, tappedPage } from './officer.ts';
import { openPlacement, placementFor, showPlacementAfter } from './placement-page.ts';
import { reasonStep } from './reason-step.ts';

interface Answers {
  page: number;
  placementId: number;
  reason: string;
}

const step = stepOf<Answers>();

/** The unit ends a placement, with a reason that the student reads. */
const terminateForm: Form<Answers> = {
  name: 'terminate',
  version: 1,
  title: (turn) => turn.words.plain('placing.terminateTitle'),
  steps: stepsOf<Answers>()(
    step(given('page', z.number())),
    step(given('placementId', z.number())),
    reasonStep<Answers, 'reason'>('reason', 'placing.terminateAsk'),
  ),
  finish: async (turn, { page, placementId, reason }) => {
    const order = { placementId, reason };
    const result = await terminatePlacement(turn.work, await turn.person(), order);
    if (result.ok) turn.say(turn.words.html('placing.terminated'));
    else declineTo(turn, explainStep(turn, result));
    await showPlacementAfter(turn, placementId, page);
    return { do: 'end' };
  },
};

const askTerminate = forOfficers(async (turn, [id]) => {
  const placementId = idOf(id);
  if (!(await placementFor(turn, placementId))) return;
  await startForm(turn, terminateForm, { page: tappedPage(turn), placementId });
});

/** One tap, after which the page is drawn as it stands. */
const atOnce = (
  command: typeof startWork | typeof reportNoHours,
  done: 'placing.cameDone' | 'placing.withoutHoursDone',
) =>
  forOfficers(async (turn, [id]) => {
    const placementId = idOf(id);
    const result = await command(turn.work, await turn.person(), { placementId });
    if (result.ok) confirmTo(turn, turn.words.html(done));
    else declineTo(turn, explainStep(turn, result));
    if (result.ok || result.reason === 'wrongState') await openPlacement(turn, placementId);
  });

export const endingScreens = {
  taps: {
    terminate: askTerminate,
    came: atOnce(startWork, 'placing.cameDone'),
    nohours: atOnce(reportNoHours, 'placing.withoutHoursDone'),
  },
  forms: [terminateForm],
};
