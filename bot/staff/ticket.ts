import { closeTicket } from '../../core/support/commands/close-ticket.ts';
import { handOverTicket } from '../../core/support/commands/hand-over-ticket.ts';
import { ticketTopics } from '../../core/support/types.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { explainTicket } from '../view/reasons/support.ts';
import { filesOfPage, ticketNumber } from '../view/ticket.ts';
import { confirmTo, declineTo, forOfficers, showPage } from './officer.ts';
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

/** One tap must not close what nobody has answered. */
const askClose = forOfficers(async (turn, [id]) => {
  const view = await ticketFor(turn, idOf(id));
  if (!view) return;
  const answered = view.messages.some(({ role }) => role !== null);
  if (answered || view.state === 'closed') return close(turn, view.id);
  const { html, plain } = turn.words;
  const buttons = [
    [{ text: plain('support.staff.closeYes'), data: `casesure:${view.id}` }],
    [{ text: plain('support.staff.closeNo'), data: `case:${view.id}` }],
  ];
  showPage(turn, {
    text: html('support.staff.closeAsk', { ticket: ticketNumber(view.id) }),
    buttons,
  });
});

async function close(turn: Turn, ticketId: number): Promise<void> {
  const result = await closeTicket(turn.work, await turn.person(), { ticketId });
  const { html } = turn.words;
  if (result.ok) {
    confirmTo(turn, html('support.staff.closeDone', { ticket: ticketNumber(ticketId) }));
  } else declineTo(turn, explainTicket(turn, result));
  if (result.ok || result.reason === 'closed') await openCase(turn, ticketId);
}

export const caseScreens = {
  taps: {
    case: forOfficers((turn, [id, page]) => openCase(turn, idOf(id), page)),
    casefiles: sendFiles,
    casehand: handOver,
    caseclose: askClose,
    casesure: forOfficers((turn, [id]) => close(turn, idOf(id))),
    ...caseAnswerScreens.taps,
  },
  forms: caseAnswerScreens.forms,
};
