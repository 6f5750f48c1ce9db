import { decideProfile } from '../../core/accounts/commands/decide-profile.ts';
import { type ProfileReviewView, profileReviewView } from '../../core/accounts/queries.ts';
import type { DecideProfileRefusal } from '../../core/accounts/types.ts';
import { type Form, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { whole } from '../forms/kept.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import type { Button } from '../view/message.ts';
import { profileReviewText } from '../view/profile-review.ts';
import { explainCan } from '../view/reasons/staff.ts';
import { aboutProfile } from './about.ts';
import { claimOf } from './claim-row.ts';
import {
  confirmTo,
  declineTo,
  forOfficers,
  type Page,
  showAfterForm,
  showPage,
  startForm,
  tappedPage,
} from './officer.ts';
import { reasonStep } from './reason-step.ts';
import { aroundButtons } from './review-page.ts';

/** Why a profile was not decided on. */
function explain(turn: Turn, refusal: DecideProfileRefusal): string {
  const { html } = turn.words;
  switch (refusal.reason) {
    case 'notAllowed':
    case 'ownCase':
    case 'samePerson':
      return explainCan(turn, refusal);
    case 'noReason':
      return html('review.noReason');
    case 'alreadyDecided':
      return html(`profileReview.${refusal.accepted ? 'alreadyAccepted' : 'alreadyRefused'}`);
    default:
      return html(`profileReview.${refusal.reason}`);
  }
}

async function viewFor(turn: Turn, accountId: number): Promise<ProfileReviewView | undefined> {
  const found = await profileReviewView(turn.work.tx, await turn.person(), accountId);
  if (found.ok) return found.view;
  return void declineTo(turn, explain(turn, found));
}

async function profilePage(turn: Turn, view: ProfileReviewView): Promise<Page> {
  const { plain } = turn.words;
  const id = view.accountId;
  const card: Button[] = view.card
    ? [{ text: plain('profileReview.card'), data: `studies:card:${id}` }]
    : [];
  const decide: Button[] =
    view.state === 'waiting'
      ? [
          { text: plain('profileReview.accept'), data: `studies:accept:${id}:${view.reviewId}` },
          { text: plain('profileReview.refuse'), data: `studies:refuse:${id}:${view.reviewId}` },
        ]
      : [];
  const claim = await claimOf(turn, ['reviewProfile'], id);
  const rows = [card, decide, ...claim.rows, aroundButtons(turn, claim)];
  return {
    text: [profileReviewText(view, turn.words), ...claim.lines].join('\n\n'),
    buttons: rows.filter((row) => row.length > 0),
  };
}

/** Shows a profile that differs from the registry to the expert of its university. */
export async function openProfileReview(turn: Turn, accountId: number): Promise<void> {
  const view = await viewFor(turn, accountId);
  if (view) showPage(turn, await profilePage(turn, view));
}

async function accept(turn: Turn, accountId: number, reviewId: number): Promise<void> {
  const request = { accountId, reviewId, decision: { accept: true } } as const;
  const result = await decideProfile(turn.work, await turn.person(), request);
  if (result.ok) confirmTo(turn, turn.words.html('profileReview.doneAccepted'));
  else declineTo(turn, explain(turn, result));
  const stale = !result.ok && ['alreadyDecided', 'changedSince'].includes(result.reason);
  if (result.ok || stale) await openProfileReview(turn, accountId);
}

async function sendCard(turn: Turn, accountId: number): Promise<void> {
  const view = await viewFor(turn, accountId);
  if (!view) return;
  const { html } = turn.words;
  if (!view.card) return declineTo(turn, html('profileReview.cardGone'));
  const { key, mime } = view.card;
  turn.say(html('profileReview.cardCaption', { name: view.name ?? '' }), {
    document: { kind: 'stored', key, mime, name: 'student-card' },
  });
}

interface Answers {
  page: number;
  accountId: number;
  reviewId: number;
  reason: string;
}

const step = stepOf<Answers>();

const refuseForm: Form<Answers> = {
  name: 'studies',
  version: 2,
  title: (turn) => turn.words.plain('profileReview.refuseTitle'),
  about: aboutProfile,
  steps: stepsOf<Answers>()(
    step(given('page', whole)),
    step(given('accountId', whole)),
    step(given('reviewId', whole)),
    reasonStep<Answers, 'reason'>('reason', 'staff.reasonAsk'),
  ),
  finish: async (turn, { page, accountId, reviewId, reason }) => {
    const request = { accountId, reviewId, decision: { accept: false, reason } } as const;
    const result = await decideProfile(turn.work, await turn.person(), request);
    if (result.ok) turn.say(turn.words.html('profileReview.doneRefused'));
    else declineTo(turn, explain(turn, result));
    const view = await viewFor(turn, accountId);
    if (view && page > 0) showAfterForm(turn, page, await profilePage(turn, view));
    return { do: 'end' };
  },
};

const studies = forOfficers(async (turn, [verb, id, review]) => {
  const accountId = idOf(id);
  const reviewId = idOf(review);
  if (verb === 'accept') return accept(turn, accountId, reviewId);
  if (verb === 'card') return sendCard(turn, accountId);
  const view = await viewFor(turn, accountId);
  if (view) await startForm(turn, refuseForm, { page: tappedPage(turn), accountId, reviewId });
});

export const profileReviewScreens = { taps: { studies }, forms: [refuseForm] };
