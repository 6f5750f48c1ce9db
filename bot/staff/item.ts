import { itemAfter } from '../../core/inbox/queries.ts';
import { openingOfChange } from '../../core/openings/queries.ts';
import { placementOfAmendment } from '../../core/placements/queries.ts';
import { claimWorkItem, releaseWorkItem } from '../../core/staff/commands/claim-work-item.ts';
import { itemById, subjectsOf } from '../../core/staff/queries.ts';
import type { WorkItem, WorkItemKind } from '../../core/staff/types.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { explainClaim } from '../view/reasons/staff.ts';
import { openAccount } from './account.ts';
import { inboxPage } from './inbox.ts';
import { confirmTo, declineTo, forOfficers, showPage } from './officer.ts';
import { openOpening } from './openings/page.ts';
import { openPayLine } from './pay-line.ts';
import { openPayRun } from './pay-run-page.ts';
import { openPlacement } from './placement-page.ts';
import { openProfileReview } from './profile-review.ts';
import { openReview } from './review.ts';
import { codeIn } from './review-page.ts';
import { openCartableRequest } from './setup/request-review.ts';
import { openCase } from './ticket.ts';

type Open = (turn: Turn, item: WorkItem) => Promise<void>;

const application: Open = async (turn, { id }) => {
  const subject = (await subjectsOf(turn.work.tx, [id])).get(id);
  await openReview(turn, codeIn(subject?.trackingCode ?? ''));
};
const placement: Open = (turn, { subjectId }) => openPlacement(turn, subjectId);

/** Where a tap on an item of the inbox leads. */
const pages: Readonly<Record<WorkItemKind, Open>> = {
  reviewApplication: application,
  approveInternational: application,
  decideAppeal: application,
  approvePlacement: placement,
  reportHours: placement,
  answerObjection: placement,
  approveFinal: placement,
  confirmBankAccount: (turn, { subjectId }) => openAccount(turn, subjectId),
  approvePayRun: (turn, { subjectId }) => openPayRun(turn, subjectId),
  reviewProfile: (turn, { subjectId }) => openProfileReview(turn, subjectId),
  approveOpening: (turn, { subjectId }) => openOpening(turn, subjectId),
  approveOpeningChange: async (turn, { subjectId }) =>
    openOpening(turn, (await openingOfChange(turn.work.tx, subjectId)) ?? 0),
  approveAmendment: async (turn, { subjectId }) =>
    openPlacement(turn, (await placementOfAmendment(turn.work.tx, subjectId)) ?? 0),
  returnedPayLine: (turn, { subjectId }) => openPayLine(turn, subjectId),
  approveCartable: (turn, { subjectId }) => openCartableRequest(turn, subjectId),
  answerTicket: (turn, { subjectId }) => openCase(turn, subjectId),
};

const openItem = forOfficers(async (turn, [id]) => {
  const item = await itemById(turn.work.tx, idOf(id));
  if (item && item.closedAt === null) return pages[item.kind](turn, item);
  declineTo(turn, turn.words.html('staff.inbox.closed'));
  showPage(turn, await inboxPage(turn));
});

/**
 * `next:<item>`: what comes after an item, the most urgent without one, so that a pile is worked off
 * without going back to the list.
 */
const openNext = forOfficers(async (turn, [after]) => {
  const next = await itemAfter(turn.work.tx, await turn.person(), idOf(after));
  if (next) return pages[next.kind](turn, next);
  if (after !== undefined) turn.toast(turn.words.plain('staff.inbox.lastOne'));
  showPage(turn, await inboxPage(turn));
});

const changeClaim = (command: typeof claimWorkItem, done: 'claimDone' | 'releaseDone') =>
  forOfficers(async (turn, [id]) => {
    const itemId = idOf(id);
    const result = await command(turn.work, await turn.person(), { itemId });
    if (!result.ok) return declineTo(turn, explainClaim(turn, result));
    confirmTo(turn, turn.words.html(`staff.inbox.${done}`));
    const item = await itemById(turn.work.tx, itemId);
    if (item) await pages[item.kind](turn, item);
  });

export const itemScreens = {
  commands: {},
  taps: {
    item: openItem,
    next: openNext,
    claim: changeClaim(claimWorkItem, 'claimDone'),
    release: changeClaim(releaseWorkItem, 'releaseDone'),
  },
  forms: [],
};
