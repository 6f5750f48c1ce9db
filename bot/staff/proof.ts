import { z } from 'zod';
import { verifyClaim } from '../../core/applications/commands/verify-claim.ts';
import { mayVerify } from '../../core/applications/rules.ts';
import type { ReviewView, TrackingCode, VerifyRefusal } from '../../core/applications/types.ts';
import { refuse } from '../../core/result.ts';
import { nameOf } from '../../core/staff/queries.ts';
import { type Form, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { whole } from '../forms/kept.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { fileName } from '../view/file-name.ts';
import type { Button } from '../view/message.ts';
import { showCode } from '../view/names.ts';
import { shortened } from '../view/plain.ts';
import { aboutClaim } from './about.ts';
import { declineTo, forOfficers, holdsRole, startForm, tappedPage } from './officer.ts';
import { reasonStep } from './reason-step.ts';
import { codeIn, declineDecision, reviewPage, viewFor } from './review-page.ts';

type Claim = ReviewView['claims'][number];

/** Sends the files of a claim; under the last one are the buttons to decide on it. */
const sendProof = forOfficers(async (turn, [text, id]) => {
  const view = await viewFor(turn, codeIn(text));
  const claim = view?.claims.find(({ claimId }) => claimId === idOf(id));
  if (!view || !claim) return;
  const files = claim.files.filter(({ deletedAt }) => deletedAt === null);
  if (files.length === 0) return declineTo(turn, turn.words.html('review.proofGone'));
  const isOpen = claim.state === 'pending' && mayVerify(view.status.state, claim.state);
  const decides = isOpen && holdsRole(await turn.person(), 'expert');
  const page = tappedPage(turn);
  files.forEach(({ key, mime }, index) => {
    const last = index === files.length - 1;
    turn.say(captionOf(turn, view, claim, { number: index + 1, of: files.length }), {
      document: { kind: 'stored', key, mime, name: fileName(`${claim.class}-${index + 1}`, mime) },
      ...(last && decides ? { buttons: [decideButtons(turn, view, claim, page)] } : {}),
    });
  });
});

function captionOf(
  { words: { html, plain } }: Turn,
  { status, student }: ReviewView,
  claim: Claim,
  count: { readonly number: number; readonly of: number },
): string {
  return html('review.proofCaption', {
    class: plain(`terms.priorityClasses.${claim.class}`),
    name: student?.name ?? plain('audit.erased'),
    code: showCode(status.trackingCode),
    ...count,
  });
}

function decideButtons(turn: Turn, { status }: ReviewView, claim: Claim, page: number): Button[] {
  const { plain } = turn.words;
  const about = `${status.trackingCode}:${claim.claimId}:${page}`;
  return [
    { text: plain('review.verify'), data: `verify:${about}` },
    { text: plain('review.refute'), data: `refute:${about}` },
  ];
}

interface Proof {
  readonly code: TrackingCode;
  readonly claimId: number;
  /** The message with the file, and the page from which it was asked for. */
  readonly file: number;
  readonly page: number;
}

/** Writes a verdict; without a reason the proof is good. */
async function decide(turn: Turn, proof: Proof, reason: string | null): Promise<void> {
  const { claimId } = proof;
  const result = await verifyClaim(
    turn.work,
    await turn.person(),
    reason === null ? { claimId, verdict: 'verified' } : { claimId, verdict: 'refused', reason },
  );
  await conclude(turn, proof, result);
}

/**
 * The file says the verdict instead of asking, and the request is shown below. A proof that its student
 * has replaced is no more: its file asks nothing either.
 */
async function conclude(
  turn: Turn,
  { code, claimId, file, page }: Proof,
  result: { readonly ok: true } | VerifyRefusal,
): Promise<void> {
  const view = await viewFor(turn, code);
  if (!view) return;
  const isThere = view.claims.some((one) => one.claimId === claimId);
  if (!isThere) declineTo(turn, turn.words.html('review.changedSince'));
  else if (!result.ok) await declineDecision(turn, result, view.status.applicationId);
  await closeFile(turn, view, claimId, file);
  if (page > 0) turn.replies.push({ do: 'dropButtons', messageId: page });
  const { text, buttons } = await reviewPage(turn, view);
  turn.say(text, { buttons });
}

/** A reason may have more characters than the caption of a file takes. */
const longestShown = 700;

async function closeFile(
  turn: Turn,
  view: ReviewView,
  claimId: number,
  messageId: number,
): Promise<void> {
  const claim = view.claims.find((one) => one.claimId === claimId);
  if (messageId === 0) return;
  if (!claim) return void turn.replies.push({ do: 'dropButtons', messageId });
  const { html, plain } = turn.words;
  const of = plain(`terms.priorityClasses.${claim.class}`);
  const by = (await nameOf(turn.work.tx, claim.decidedById)) ?? '';
  const texts = {
    pending: () => html('review.undecided', { class: of }),
    refused: () =>
      html('review.refuted', {
        class: of,
        by,
        reason: shortened(claim.reason ?? '', longestShown),
      }),
    verified: () => html('review.verified', { class: of, by }),
  };
  turn.edit(messageId, texts[claim.state](), { buttons: [], caption: true });
}

const verify = forOfficers(async (turn, [text, id, page]) => {
  const code = codeIn(text);
  if (!code) return;
  const file = tappedPage(turn);
  await decide(turn, { code, claimId: idOf(id), file, page: idOf(page) }, null);
});

interface Answers {
  code: string;
  claimId: number;
  file: number;
  page: number;
  reason: string;
}

const step = stepOf<Answers>();

const refuteForm: Form<Answers> = {
  name: 'refute',
  version: 1,
  title: (turn) => turn.words.plain('review.refuteTitle'),
  about: aboutClaim,
  steps: stepsOf<Answers>()(
    step(given('code', z.string())),
    step(given('claimId', whole)),
    step(given('file', whole)),
    step(given('page', whole)),
    reasonStep<Answers, 'reason'>('reason', 'staff.reasonAsk'),
  ),
  finish: async (turn, { code, reason, ...proof }) => {
    await decide(turn, { code: code as TrackingCode, ...proof }, reason);
    return { do: 'end' };
  },
};

/** Asks why, of a proof that waits for a verdict. */
const refute = forOfficers(async (turn, [text, id, page]) => {
  const code = codeIn(text);
  const view = await viewFor(turn, code);
  if (!view || !code) return;
  const proof = { code, claimId: idOf(id), file: tappedPage(turn), page: idOf(page) };
  const refusal = verdictOver(view, proof.claimId);
  if (refusal) await conclude(turn, proof, refusal);
  else await startForm(turn, refuteForm, proof);
});

/** Why there is no verdict to give any more; undefined where there is. */
function verdictOver(
  { student, status: { state }, claims }: ReviewView,
  claimId: number,
): VerifyRefusal | undefined {
  const claim = claims.find((one) => one.claimId === claimId);
  if (!claim) return refuse('notFound');
  if (student === null) return refuse('accountClosed');
  if (!mayVerify(state, 'pending')) return refuse('alreadyDecided', { state });
  return claim.state === 'pending'
    ? undefined
    : refuse('alreadyVerified', { verdict: claim.state });
}

export const proofScreens = { taps: { proof: sendProof, verify, refute }, forms: [refuteForm] };
