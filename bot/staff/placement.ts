import {
  type DecideRefusal,
  decidePlacement,
} from '../../core/placements/commands/decide-placement.ts';
import { finalisePlacement } from '../../core/placements/commands/finalise-placement.ts';
import { placementView } from '../../core/placements/queries.ts';
import { refuse } from '../../core/result.ts';
import { lastClosing } from '../../core/staff/queries.ts';
import { type Form, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { whole } from '../forms/kept.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { formatHours } from '../view/format.ts';
import { explainFinal, explainPlacing } from '../view/reasons/placements.ts';
import { aboutPlaced } from './about.ts';
import {
  askAnew,
  confirmTo,
  declineTo,
  forOfficers,
  showPage,
  startForm,
  tappedPage,
} from './officer.ts';
import {
  aboutPlacement,
  openPlacement,
  placementFor,
  placementPage,
  showPlacementAfter,
} from './placement-page.ts';
import { reasonStep } from './reason-step.ts';

async function declinePlacing(turn: Turn, refusal: DecideRefusal, id: number): Promise<void> {
  const closing =
    refusal.reason === 'alreadyDecided'
      ? await lastClosing(turn.work.tx, ['approvePlacement'], id)
      : undefined;
  declineTo(turn, explainPlacing(turn, refusal, closing));
}

async function approve(turn: Turn, placementId: number): Promise<void> {
  const decision = { approve: true } as const;
  const result = await decidePlacement(turn.work, await turn.person(), { placementId, decision });
  if (result.ok) confirmTo(turn, turn.words.html('placing.approved'));
  else await declinePlacing(turn, result, placementId);
  if (result.ok || result.reason === 'alreadyDecided') await openPlacement(turn, placementId);
}

/** `seen`: the minutes on the page whose button was tapped; a command is about what there is. */
async function finalise(turn: Turn, placementId: number, seen?: number): Promise<void> {
  const person = await turn.person();
  const order = { placementId, ...(seen !== undefined && { seen }) };
  const result = await finalisePlacement(turn.work, person, order);
  if (result.ok) {
    const hours = formatHours(result.minutes, turn.words.language);
    confirmTo(turn, turn.words.html('placing.finalised', { hours }));
  } else {
    const found = await placementView(turn.work.tx, person, placementId);
    declineTo(turn, explainFinal(turn, result, found.ok ? found.view.state : undefined));
  }
  const moved = !result.ok && ['wrongState', 'changed'].includes(result.reason);
  if (result.ok || moved) await openPlacement(turn, placementId);
}

async function finaliseSeen(turn: Turn, placementId: number, seen?: string): Promise<void> {
  if (seen !== undefined) return finalise(turn, placementId, idOf(seen));
  const view = await placementFor(turn, placementId);
  if (!view) return;
  if (view.may.finalise) askAnew(turn);
  showPage(turn, await placementPage(turn, view));
}

interface Answers {
  page: number;
  placementId: number;
  reason: string;
}

const step = stepOf<Answers>();
const givens = [step(given('page', whole)), step(given('placementId', whole))];

const declineForm: Form<Answers> = {
  name: 'decline',
  version: 1,
  title: (turn) => turn.words.plain('placing.declineTitle'),
  about: aboutPlaced,
  steps: stepsOf<Answers>()(
    ...givens,
    reasonStep<Answers, 'reason'>('reason', 'placing.declineAsk'),
  ),
  finish: async (turn, { page, placementId, reason }) => {
    const decision = { approve: false, reason } as const;
    const result = await decidePlacement(turn.work, await turn.person(), { placementId, decision });
    if (result.ok) turn.say(turn.words.html('placing.declined'));
    else await declinePlacing(turn, result, placementId);
    await showPlacementAfter(turn, placementId, page);
    return { do: 'end' };
  },
};

async function askDecline(turn: Turn, placementId: number): Promise<void> {
  const view = await placementFor(turn, placementId);
  if (!view) return;
  const { state, may } = view;
  if (may.decide) return startForm(turn, declineForm, { page: tappedPage(turn), placementId });
  const refusal =
    state === 'requested' ? refuse('notAllowed') : refuse('alreadyDecided', { state });
  await declinePlacing(turn, refusal, placementId);
  showPage(turn, await placementPage(turn, view));
}

const decide = forOfficers((turn, [verb, id]) =>
  verb === 'approve' ? approve(turn, idOf(id)) : askDecline(turn, idOf(id)),
);

export const placementScreens = {
  commands: {
    final: aboutPlacement({ command: 'final', step: 'finalise' }, (turn, id) => finalise(turn, id)),
  },
  taps: {
    seat: decide,
    assistant: forOfficers((turn, [id]) => openPlacement(turn, idOf(id))),
    final: forOfficers((turn, [id, seen]) => finaliseSeen(turn, idOf(id), seen)),
  },
  forms: [declineForm],
};
