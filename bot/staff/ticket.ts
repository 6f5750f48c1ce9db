import { type CloseTicketRefusal, closeTicket } from '../../core/support/commands/close-ticket.ts';
import { handOverTicket } from '../../core/support/commands/hand-over-ticket.ts';
import { ticketTopics } from '../../core/support/types.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { explainTicket } from '../view/reasons/support.ts';
import { filesOfPage, ticketNumber } from '../view/ticket.ts';
import { askAnew, confirmTo, declineTo, forOfficers, showPage } from './officer.ts';
import { aroundButtons } from './review-page.ts';
import { caseAnswerScreens } from './ticket-answer.ts';
import { casePage, ticketFor } from './ticket-page.ts';

/** Shows a ticket to whoever may answer it. */
export async function openCase(turn: Turn, ticketId: number, page?: string): Promise<void> {
  const view = await ticketFor(turn, ticketId);
  if (view) showPage(turn, await casePage(turn, view, page));
}

const sendFiles = forOfficers(async (turn, [id, page]) => {
  const view = await ticketFor(turn, idOf(id));
  if (!view) return;
  const files = filesOfPage(view, turn.words, { writer: 'support.staff.writer', page });
  if (files.length === 0) return declineTo(turn, turn.words.html('support.filesGone'));
  for (const { text, document } of files) turn.say(text, { document });
});

/** `casehand:<ticket>:<topic>`. Afterwards it is another's, so that its page is gone. */
const handOver = forOfficers(async (turn, [id, topic]) => {
  const ticketId = idOf(id);
  const to = ticketTopics.find((one) => one === topic) ?? 'technical';
  const result = await handOverTicket(turn.work, await turn.person(), { ticketId, to });
  if (!result.ok) return declineTo(turn, explainTicket(turn, result));
  const { html, plain } = turn.words;
  const role = plain(`terms.roles.${result.role}`);
  const text = html('support.staff.handedOver', { ticket: ticketNumber(ticketId), role });
  showPage(turn, { text, buttons: [aroundButtons(turn)] });
});

/** Which ticket a button closes, and the last message that was on its page. */
type Closing = { readonly ticketId: number; readonly seenId: number };

/**
 * `<ticket>:<last message read>`. A button of an earlier version does not say what was read, so that
 * it closes nothing and brings the page as it is.
 */
const toClose = (go: (turn: Turn, closing: Closing) => Promise<void>) =>
  forOfficers(async (turn, [id, seen]) => {
    const closing = { ticketId: idOf(id), seenId: idOf(seen) };
    if (closing.seenId > 0) return go(turn, closing);
    const view = await ticketFor(turn, closing.ticketId);
    if (!view) return;
    askAnew(turn);
    showPage(turn, await casePage(turn, view));
  });

/** One tap must not close what nobody has answered, be it what the person wrote first or last. */
async function askClose(turn: Turn, closing: Closing): Promise<void> {
  const { ticketId, seenId } = closing;
  const view = await ticketFor(turn, ticketId);
  if (!view) return;
  const unread = view.messages.some(({ id, role }) => role === null && id > seenId);
  if (view.state !== 'open' || unread) return close(turn, closing);
  const { html, plain } = turn.words;
  const buttons = [
    [{ text: plain('support.staff.closeYes'), data: `casesure:${ticketId}:${seenId}` }],
    [{ text: plain('support.staff.closeNo'), data: `case:${ticketId}` }],
  ];
  showPage(turn, {
    text: html('support.staff.closeAsk', { ticket: ticketNumber(ticketId) }),
    buttons,
  });
}

async function close(turn: Turn, closing: Closing): Promise<void> {
  const { ticketId } = closing;
  const result = await closeTicket(turn.work, await turn.person(), closing);
  const { html } = turn.words;
  if (result.ok) {
    confirmTo(turn, html('support.staff.closeDone', { ticket: ticketNumber(ticketId) }));
  } else declineTo(turn, explainTicket(turn, result));
  if (result.ok || pageIsPast.has(result.reason)) await openCase(turn, ticketId);
}

/** Refusals after which the page shows what the officer has not seen. */
const pageIsPast: ReadonlySet<CloseTicketRefusal['reason']> = new Set(['closed', 'writtenSince']);

export const caseScreens = {
  taps: {
    case: forOfficers((turn, [id, page]) => openCase(turn, idOf(id), page)),
    casefiles: sendFiles,
    casehand: handOver,
    caseclose: toClose(askClose),
    casesure: toClose(close),
    ...caseAnswerScreens.taps,
  },
  forms: caseAnswerScreens.forms,
};
