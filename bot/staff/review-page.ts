import { applicationIdOf, reviewView } from '../../core/applications/queries.ts';
import { parseTrackingCode } from '../../core/applications/rules.ts';
import type {
  ApproveRefusal,
  ReasonedRefusal,
  ReviewView,
  TrackingCode,
  VerifyRefusal,
} from '../../core/applications/types.ts';
import { lastClosing } from '../../core/staff/queries.ts';
import type { Turn } from '../intake/turn.ts';
import type { Button, Buttons } from '../view/message.ts';
import { explainDecision } from '../view/reasons/decisions.ts';
import { reviewText } from '../view/review.ts';
import { declineTo, type Page } from './officer.ts';

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

/** The page of an application as it stands now: who decided is on it, or the buttons to decide. */
export async function reviewPage(turn: Turn, view: ReviewView): Promise<Page> {
  const { applicationId } = view.status;
  const closing = await lastClosing(turn.work.tx, 'reviewApplication', applicationId);
  return { text: reviewText(view, closing, turn.words), buttons: buttonsOf(turn, view) };
}

function buttonsOf(turn: Turn, { status, claims }: ReviewView): Buttons {
  const { plain } = turn.words;
  const code = status.trackingCode;
  const read = `${code}:${status.revision}`;
  const proofs = claims.map(({ claimId, class: of }): Button[] => [
    {
      text: plain('review.proof', { class: plain(`terms.priorityClasses.${of}`) }),
      data: `proof:${code}:${claimId}`,
    },
  ]);
  const decide: Button[][] = [
    [{ text: plain('review.approve'), data: `approve:${read}` }],
    [
      { text: plain('review.sendBack'), data: `sendback:${read}` },
      { text: plain('review.reject'), data: `reject:${read}` },
    ],
  ];
  return [...proofs, ...(status.state === 'filed' ? decide : []), aroundButtons(turn)];
}

/** Leads on from a page: back to the list, or to what is most urgent. */
export const aroundButtons = ({ words: { plain } }: Turn): Button[] => [
  { text: plain('staff.back'), data: 'inbox' },
  { text: plain('staff.next'), data: 'next' },
];

/** Says why a decision was not taken, and who was faster where somebody was. */
export async function declineDecision(
  turn: Turn,
  refusal: ApproveRefusal | ReasonedRefusal | VerifyRefusal,
  applicationId: number,
): Promise<void> {
  const closing =
    refusal.reason === 'alreadyDecided'
      ? await lastClosing(turn.work.tx, 'reviewApplication', applicationId)
      : undefined;
  declineTo(turn, explainDecision(turn, refusal, closing));
}

/** The application of a code; 0, which is nobody's, where there is none. */
export const applicationOfCode = async (turn: Turn, code: TrackingCode): Promise<number> =>
  (await applicationIdOf(turn.work.tx, code)) ?? 0;
