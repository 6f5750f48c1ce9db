import { reportNoHours } from '../../core/placements/commands/correct-placement.ts';
import { terminatePlacement } from '../../core/placements/commands/end-placement.ts';
import { startWork } from '../../core/placements/commands/report-hours.ts';
import { type Form, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { whole } from '../forms/kept.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { explainStep } from '../view/reasons/placements.ts';
import { aboutPlaced } from './about.ts';
import { confirmTo, declineTo, forOfficers, showPage, startForm, tappedPage } from './officer.ts';
import { openPlacement, placementAt, showPlacementAfter } from './placement-page.ts';
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
  about: aboutPlaced,
  steps: stepsOf<Answers>()(
    step(given('page', whole)),
    step(given('placementId', whole)),
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
  if (!(await placementAt(turn, placementId, 'terminate'))) return;
  await startForm(turn, terminateForm, { page: tappedPage(turn), placementId });
});

/** One tap, after which the page is drawn as it stands. */
async function atOnce(
  turn: Turn,
  placementId: number,
  command: typeof startWork | typeof reportNoHours,
  done: 'placing.cameDone' | 'placing.withoutHoursDone',
): Promise<void> {
  const result = await command(turn.work, await turn.person(), { placementId });
  if (result.ok) confirmTo(turn, turn.words.html(done));
  else declineTo(turn, explainStep(turn, result));
  if (result.ok || result.reason === 'wrongState') await openPlacement(turn, placementId);
}

/** It ends the student's claim to pay, so it is asked once. */
async function askNoHours(turn: Turn, placementId: number): Promise<void> {
  const view = await placementAt(turn, placementId, 'noHours');
  if (!view) return;
  const { html, plain } = turn.words;
  showPage(turn, {
    text: html('placing.withoutHoursAsk', { name: view.name ?? '—' }),
    buttons: [
      [{ text: plain('placing.withoutHoursYes'), data: `nohours:${placementId}:yes` }],
      [{ text: plain('placing.withoutHoursNo'), data: `assistant:${placementId}` }],
    ],
  });
}

export const endingScreens = {
  taps: {
    terminate: askTerminate,
    came: forOfficers((turn, [id]) => atOnce(turn, idOf(id), startWork, 'placing.cameDone')),
    nohours: forOfficers((turn, [id, sure]) =>
      sure === 'yes'
        ? atOnce(turn, idOf(id), reportNoHours, 'placing.withoutHoursDone')
        : askNoHours(turn, idOf(id)),
    ),
  },
  forms: [terminateForm],
};
