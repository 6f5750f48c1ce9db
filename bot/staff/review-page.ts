import { applicationIdOf, reviewView } from '../../core/applications/queries.ts';
import { parseTrackingCode } from '../../core/applications/rules.ts';
import type {
  ApproveRefusal,
  ReasonedRefusal,
  ReviewView,
  TrackingCode,
  VerifyRefusal,
} from '../../core/applications/types.ts';
import { placementOfCode } from '../../core/placements/queries/placement-of-code.ts';
import { isLive } from '../../core/placements/rules.ts';
import { refuse } from '../../core/result.ts';
import { lastClosing } from '../../core/staff/queries.ts';
import { can } from '../../core/staff/rules.ts';
import type { Person } from '../../core/staff/types.ts';
import type { AnyForm } from '../forms/form.ts';
import type { Handler } from '../intake/handler.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import type { Button, Buttons } from '../view/message.ts';
import { explainDecision } from '../view/reasons/decisions.ts';
import { reviewText } from '../view/review.ts';
import { type Claim, claimOf, noClaim } from './claim-row.ts';
import {
  declineTo,
  forOfficers,
  holdsRole,
  type Page,
  showAfterForm,
  showPage,
  startForm,
  tappedPage,
} from './officer.ts';

/** The code that travelled in a button; undefined for what is none. */
export function codeIn(text: string | undefined): TrackingCode | undefined {
  const parsed = parseTrackingCode(text ?? '');
  return parsed.ok ? parsed.value : undefined;
}

/** What an officer decides by, if this one may see it; otherwise says why not. */
export async function viewFor(
  turn: Turn,
  code: TrackingCode | undefined,
): Promise<ReviewView | undefined> {
  const { tx, now } = turn.work;
  if (!code) return void declineTo(turn, turn.words.html('staff.codeUnknown'));
  const found = await reviewView(tx, await turn.person(), code, now);
  if (found.ok) return found.view;
  return void declineTo(turn, explainDecision(turn, found));
}

/** Everything that officers may be asked to decide about an application. */
const decisions = ['reviewApplication', 'approveInternational', 'decideAppeal'] as const;

/** The page of an application as it stands now: who decided is on it, or the buttons to decide. */
export async function reviewPage(turn: Turn, view: ReviewView): Promise<Page> {
  const { applicationId } = view.status;
  // After the answer to an appeal nothing is decided any more but on proofs.
  const deciding = view.status.appealAnswer === null ? decisions : (['decideAppeal'] as const);
  const closing = await lastClosing(turn.work.tx, deciding, applicationId);
  const person = await turn.person();
  const claim = await claimOf(turn, decisions, applicationId);
  const buttons = [...(await placementRow(turn, view)), ...buttonsOf(turn, view, person, claim)];
  const text = [reviewText(view, closing, turn.words), ...claim.lines].join('\n\n');
  return { text, buttons };
}

/** The way to where the student works; who has a unit as well can ask for one who works nowhere. */
async function placementRow(turn: Turn, { status }: ReviewView): Promise<Button[][]> {
  const { university, trackingCode, state } = status;
  const { plain } = turn.words;
  const person = await turn.person();
  const found = await placementOfCode(turn.work.tx, person, trackingCode);
  const isPlaced = found.ok && isLive(found.view.state);
  const asks = person.holdings.some(
    ({ role, universityId }) => role === 'unitOfficer' && universityId === university.id,
  );
  return [
    ...(found.ok
      ? [[{ text: plain('notices.placement.open'), data: `assistant:${found.view.id}` }]]
      : []),
    ...(asks && state === 'approved' && !isPlaced
      ? [[{ text: plain('placing.request.title'), data: `request:${trackingCode}` }]]
      : []),
  ];
}

function buttonsOf(
  turn: Turn,
  { status, student, claims }: ReviewView,
  person: Person,
  claim: Claim,
): Buttons {
  const { plain } = turn.words;
  const code = status.trackingCode;
  const proofs = claims.map(({ claimId, class: of }): Button[] => [
    {
      text: plain('review.proof', { class: plain(`terms.priorityClasses.${of}`) }),
      data: `proof:${code}:${claimId}`,
    },
  ]);
  const history = can(person, 'readAudit', { universityId: status.university.id }).ok
    ? [[{ text: plain('audit.open'), data: `audit:${code}` }]]
    : [];
  const decide = student === null ? [] : decideButtons(turn, status, person);
  return [...proofs, ...decide, ...claim.rows, ...history, aroundButtons(turn, claim)];
}

/** The decision that is due, for whoever holds the role that takes it. */
function decideButtons(
  { words: { plain } }: Turn,
  { state, trackingCode, revision }: ReviewView['status'],
  person: Person,
): Button[][] {
  const read = `${trackingCode}:${revision}`;
  if (state === 'filed' && holdsRole(person, 'expert')) {
    return [
      [{ text: plain('review.approve'), data: `approve:${read}` }],
      [
        { text: plain('review.sendBack'), data: `sendback:${read}` },
        { text: plain('review.reject'), data: `reject:${read}` },
      ],
    ];
  }
  if (state === 'awaitingInternational' && holdsRole(person, 'internationalDeputy')) {
    return [
      [
        { text: plain('review.allow'), data: `consent:allow:${read}` },
        { text: plain('review.disallow'), data: `consent:refuse:${read}` },
      ],
    ];
  }
  if (state === 'appealed' && holdsRole(person, 'studentDeputy')) {
    return [
      [
        { text: plain('review.grant'), data: `verdict:grant:${trackingCode}` },
        { text: plain('review.dismiss'), data: `verdict:dismiss:${trackingCode}` },
      ],
    ];
  }
  return [];
}

/** Leads on from a page: back to the list, or to what comes after what waits here. */
export const aroundButtons = (
  { words: { plain } }: Turn,
  { itemId }: Claim = noClaim,
): Button[] => [
  { text: plain('staff.back'), data: 'inbox' },
  { text: plain('staff.next'), data: itemId === undefined ? 'next' : `next:${itemId}` },
];

/** Says why a decision was not taken, and who was faster where somebody was. */
export async function declineDecision(
  turn: Turn,
  refusal: ApproveRefusal | ReasonedRefusal | VerifyRefusal,
  applicationId: number,
): Promise<void> {
  const closing =
    refusal.reason === 'alreadyDecided'
      ? await lastClosing(turn.work.tx, decisions, applicationId)
      : undefined;
  declineTo(turn, explainDecision(turn, refusal, closing));
}

/**
 * The application while it waits for a decision: the expert's, unless another state is named. So nobody
 * writes a reason in vain; otherwise says who decided on it, on the page as it stands now where a button of
 * an older one was tapped.
 */
export async function undecided(
  turn: Turn,
  code: TrackingCode | undefined,
  waiting: 'filed' | 'awaitingInternational' | 'appealed' = 'filed',
): Promise<ReviewView | undefined> {
  const view = await viewFor(turn, code);
  if (!view) return undefined;
  const { state, applicationId } = view.status;
  if (state === waiting && view.student !== null) return view;
  const refusal =
    view.student === null ? refuse('accountClosed') : refuse('alreadyDecided', { state });
  await declineDecision(turn, refusal, applicationId);
  if (tappedPage(turn) > 0) showPage(turn, await reviewPage(turn, view));
  return undefined;
}

/** The button of a decision that asks for more: opens its form where the request is undecided. */
export const beginDecision = (form: AnyForm): Handler =>
  forOfficers(async (turn, [text, revision]) => {
    const code = codeIn(text);
    if (!(await undecided(turn, code))) return;
    await startForm(turn, form, { page: tappedPage(turn), code, revision: idOf(revision) });
  });

/** The application of a code; 0, which is nobody's, where there is none. */
export const applicationOfCode = async (turn: Turn, code: TrackingCode): Promise<number> =>
  (await applicationIdOf(turn.work.tx, code)) ?? 0;

type Decided = { readonly ok: true } | ReasonedRefusal;

/**
 * Draws the page that the form was opened from as it stands after the decision. Where a command opened
 * it there is none, and it is said only to who has to look again.
 */
export async function showDecided(
  turn: Turn,
  { code, page, result }: { code: TrackingCode; page: number; result: Decided },
): Promise<void> {
  const looksAgain = !result.ok && result.reason === 'changedSince';
  if (page === 0 && !looksAgain) return;
  const view = await viewFor(turn, code);
  if (view) showAfterForm(turn, page, await reviewPage(turn, view));
}
