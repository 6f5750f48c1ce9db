import { approveApplication } from '../../core/applications/commands/approve-application.ts';
import type { TrackingCode } from '../../core/applications/types.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { showCode } from '../view/names.ts';
import { deputyScreens } from './deputies.ts';
import { codeOf, confirmTo, forOfficers, showPage } from './officer.ts';
import { proofScreens } from './proof.ts';
import { rejectForm, rejectScreens } from './reject.ts';
import { applicationOfCode, codeIn, declineDecision, reviewPage, viewFor } from './review-page.ts';
import { sendBackForm, sendBackScreens } from './send-back.ts';

/** Shows an application to whoever may decide on it. */
export async function openReview(turn: Turn, code: TrackingCode | undefined): Promise<void> {
  const view = await viewFor(turn, code);
  if (view) showPage(turn, await reviewPage(turn, view));
}

/** `revision`: the one on the page whose button was tapped; a command is given without a page. */
async function approve(turn: Turn, code: TrackingCode, revision?: number): Promise<void> {
  const applicationId = await applicationOfCode(turn, code);
  const result = await approveApplication(turn.work, await turn.person(), {
    applicationId,
    ...(revision ? { revision } : {}),
  });
  if (result.ok) confirmTo(turn, turn.words.html('review.approved', { code: showCode(code) }));
  else await declineDecision(turn, result, applicationId);
  if (turn.incoming.input.kind === 'tap') await refresh(turn, code, result);
}

/** After a decision, or one that somebody else took, the page says who decided what. */
async function refresh(
  turn: Turn,
  code: TrackingCode,
  result: { readonly ok: boolean; readonly reason?: string },
): Promise<void> {
  const stays = ['notAllowed', 'ownCase', 'notFound', 'samePerson'];
  if (result.reason === undefined || !stays.includes(result.reason)) await openReview(turn, code);
}

const byCommand = (command: string, then: (turn: Turn, code: TrackingCode) => Promise<void>) =>
  forOfficers(async (turn, [typed]) => {
    const code = codeOf(turn, command, typed);
    if (code) await then(turn, code);
  });

const byTap = (then: (turn: Turn, code: TrackingCode, revision: number) => Promise<void>) =>
  forOfficers(async (turn, [text, revision]) => {
    const code = codeIn(text);
    if (code) await then(turn, code, idOf(revision));
  });

export const reviewScreens = {
  commands: {
    review: byCommand('review', openReview),
    approve: byCommand('approve', approve),
    ...rejectScreens.commands,
    ...sendBackScreens.commands,
  },
  taps: {
    review: byTap(openReview),
    approve: byTap(approve),
    ...proofScreens.taps,
    ...deputyScreens.taps,
    ...rejectScreens.taps,
    ...sendBackScreens.taps,
  },
  forms: [rejectForm, sendBackForm, ...proofScreens.forms, ...deputyScreens.forms],
};
