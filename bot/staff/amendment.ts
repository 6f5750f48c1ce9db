import {
  type AmendmentDecision,
  decideAmendment,
  requestAmendment,
} from '../../core/placements/commands/amend-placement.ts';
import { placementOfAmendment } from '../../core/placements/queries.ts';
import { hoursLimits } from '../../core/placements/rules.ts';
import { type Form, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { whole } from '../forms/kept.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { formatHours } from '../view/format.ts';
import { explainAmendment } from '../view/reasons/placements.ts';
import { aboutAmendment, aboutPlaced } from './about.ts';
import { hoursStep } from './hours-step.ts';
import { confirmTo, declineTo, forOfficers, showPage, startForm, tappedPage } from './officer.ts';
import {
  openPlacement,
  placementAt,
  placementFor,
  placementPage,
  showPlacementAfter,
} from './placement-page.ts';
import { reasonStep } from './reason-step.ts';

interface Answers {
  page: number;
  placementId: number;
  approved: number;
  minutes: number;
  reason: string;
}

const step = stepOf<Answers>();

/** The unit asks for more hours than were approved; they hold once another person approves them. */
const amendForm: Form<Answers> = {
  name: 'amend',
  version: 1,
  title: (turn) => turn.words.plain('placing.amend.title'),
  about: aboutPlaced,
  steps: stepsOf<Answers>()(
    step(given('page', whole)),
    step(given('placementId', whole)),
    step(given('approved', whole)),
    {
      ...hoursStep<Answers>('placing.hoursAsk'),
      question: (turn, { answers: { approved = 0 } }) => ({
        text: turn.words.html('placing.amend.hoursAsk', {
          approved: formatHours(approved, turn.words.language),
          limit: formatHours(hoursLimits.most, turn.words.language),
        }),
      }),
    },
    reasonStep<Answers, 'reason'>('reason', 'placing.amend.reasonAsk'),
  ),
  finish: async (turn, { page, placementId, minutes, reason }) => {
    const order = { placementId, minutes, reason };
    const result = await requestAmendment(turn.work, await turn.person(), order);
    const hours = formatHours(minutes, turn.words.language);
    if (result.ok) turn.say(turn.words.html('placing.amend.done', { hours }));
    else declineTo(turn, explainAmendment(turn, result));
    await showPlacementAfter(turn, placementId, page);
    return { do: 'end' };
  },
};

interface RefuseAnswers {
  page: number;
  amendmentId: number;
  reason: string;
}

const refuseStep = stepOf<RefuseAnswers>();

async function take(turn: Turn, amendmentId: number, decision: AmendmentDecision): Promise<void> {
  const { html, language } = turn.words;
  const order = { amendmentId, decision };
  const result = await decideAmendment(turn.work, await turn.person(), order);
  if (!result.ok) return declineTo(turn, explainAmendment(turn, result));
  const hours = formatHours(result.approvedMinutes, language);
  const { approve } = decision;
  confirmTo(
    turn,
    approve ? html('placing.amend.approved', { hours }) : html('placing.amend.refused'),
  );
}

const refuseForm: Form<RefuseAnswers> = {
  name: 'amendrefuse',
  version: 1,
  title: (turn) => turn.words.plain('placing.amend.refuseTitle'),
  about: aboutAmendment,
  steps: stepsOf<RefuseAnswers>()(
    refuseStep(given('page', whole)),
    refuseStep(given('amendmentId', whole)),
    reasonStep<RefuseAnswers, 'reason'>('reason', 'placing.amend.refuseAsk'),
  ),
  finish: async (turn, { page, amendmentId, reason }) => {
    await take(turn, amendmentId, { approve: false, reason });
    await showPlacementAfter(turn, await placementOf(turn, amendmentId), page);
    return { do: 'end' };
  },
};

const placementOf = async (turn: Turn, amendmentId: number): Promise<number> =>
  (await placementOfAmendment(turn.work.tx, amendmentId)) ?? 0;

const ask = forOfficers(async (turn, [id]) => {
  const placementId = idOf(id);
  const view = await placementAt(turn, placementId, 'amend');
  if (!view) return;
  const approved = view.approvedMinutes;
  await startForm(turn, amendForm, { page: tappedPage(turn), placementId, approved });
});

/** `<verb>:<amendment>`; the page is drawn anew also where somebody was faster. */
const decide = forOfficers(async (turn, [verb, id]) => {
  const amendmentId = idOf(id);
  const placementId = await placementOf(turn, amendmentId);
  if (verb === 'approve') {
    if (!(await placementFor(turn, placementId))) return;
    await take(turn, amendmentId, { approve: true });
    return openPlacement(turn, placementId);
  }
  const view = await placementAt(turn, placementId, 'decideAmendment');
  if (!view) return;
  // Another one may have been asked for since.
  if (view.amendment?.id !== amendmentId) {
    declineTo(turn, turn.words.html('placing.amend.decided'));
    return showPage(turn, await placementPage(turn, view));
  }
  await startForm(turn, refuseForm, { page: tappedPage(turn), amendmentId });
});

export const amendmentScreens = {
  taps: { amend: ask, more: decide },
  forms: [amendForm, refuseForm],
};
