import { decideRequest } from '../../../core/cartables/commands/decide-request.ts';
import type { RequestView } from '../../../core/cartables/queries.ts';
import { refuse } from '../../../core/result.ts';
import { type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { whole } from '../../forms/kept.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatDay, formatMobile } from '../../view/format.ts';
import { copyable, Html } from '../../view/language.ts';
import { placeName } from '../../view/place.ts';
import { explainDecision } from '../../view/reasons/cartables.ts';
import { aboutCartableRequest } from '../about.ts';
import { claimOf } from '../claim-row.ts';
import {
  confirmTo,
  declineTo,
  forOfficers,
  type Page,
  showAfterForm,
  showPage,
  startForm,
  tappedPage,
} from '../officer.ts';
import { reasonStep } from '../reason-step.ts';
import { aroundButtons } from '../review-page.ts';
import { requestById } from './request-by-id.ts';

/** A university's request for a cartable, as the organisation sees it. */
async function requestPage(turn: Turn, view: RequestView): Promise<Page> {
  const { html, plain, language } = turn.words;
  const { requestId, name, identityNumber, mobile, state, askedBy, askedAt, otherMobile } = view;
  const text = html('cartables.request.page', {
    place: placeName(view.named, turn.words),
    name,
    identity: identityNumber === null ? '—' : new Html(copyable(identityNumber)),
    mobile: mobile === null ? '—' : new Html(copyable(formatMobile(mobile))),
    by: askedBy ?? plain('cartables.nobody'),
    at: formatDay(askedAt, language),
    state: plain(`cartables.request.states.${state}`),
  });
  const warning = otherMobile ? `\n\n${html('cartables.request.otherMobile')}` : '';
  const decide = [
    { text: plain('cartables.request.approve'), data: `seatask:approve:${requestId}` },
    { text: plain('cartables.request.refuse'), data: `seatask:refuse:${requestId}` },
  ];
  const claim = await claimOf(turn, ['approveCartable'], requestId);
  const rows = state === 'waiting' ? [decide, ...claim.rows] : [];
  return {
    text: [text + warning, ...claim.lines].join('\n\n'),
    buttons: [...rows, aroundButtons(turn, claim)],
  };
}

/** Where a tap on the inbox's item leads. */
export async function openCartableRequest(turn: Turn, requestId: number): Promise<void> {
  const view = await requestById(turn, requestId);
  if (view) showPage(turn, await requestPage(turn, view));
}

interface Answers {
  page: number;
  requestId: number;
  reason: string;
}

const step = stepOf<Answers>();

const refuseForm: Form<Answers> = {
  name: 'seatrefuse',
  version: 1,
  title: (turn) => turn.words.plain('cartables.request.refuseTitle'),
  about: aboutCartableRequest,
  steps: stepsOf<Answers>()(
    step(given('page', whole)),
    step(given('requestId', whole)),
    reasonStep<Answers, 'reason'>('reason', 'cartables.request.reasonAsk'),
  ),
  finish: async (turn, { page, requestId, reason }) => {
    const decision = { approve: false, reason } as const;
    const done = await decideRequest(turn.work, await turn.person(), { requestId, decision });
    turn.say(done.ok ? turn.words.html('cartables.request.refused') : explainDecision(turn, done));
    const view = await requestById(turn, requestId);
    if (view) showAfterForm(turn, page, await requestPage(turn, view));
    return { do: 'end' };
  },
};

const decide = forOfficers(async (turn, [verb, id]) => {
  const requestId = idOf(id);
  const view = await requestById(turn, requestId);
  if (!view) return;
  if (verb !== 'approve') {
    if (view.state !== 'waiting') {
      declineTo(turn, explainDecision(turn, refuse('alreadyDecided')));
      return showPage(turn, await requestPage(turn, view));
    }
    return startForm(turn, refuseForm, { page: tappedPage(turn), requestId });
  }
  const decision = { approve: true } as const;
  const done = await decideRequest(turn.work, await turn.person(), { requestId, decision });
  if (!done.ok) declineTo(turn, explainDecision(turn, done));
  else confirmTo(turn, turn.words.html('cartables.request.approved'));
  await openCartableRequest(turn, requestId);
});

export const requestReviewScreens = {
  commands: {},
  taps: { seatask: decide },
  forms: [refuseForm],
};
