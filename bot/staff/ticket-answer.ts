import {
  type AnswerTicketRefusal,
  answerTicket,
  takeTicket,
} from '../../core/support/commands/answer-ticket.ts';
import { longestMessage, mostFiles } from '../../core/support/rules.ts';
import { filesStep } from '../forms/files-step.ts';
import { type Finish, type Form, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { whole } from '../forms/kept.ts';
import { messageStep } from '../forms/message-step.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { explainTicket } from '../view/reasons/support.ts';
import { quoted, ticketNumber } from '../view/ticket.ts';
import { declineTo, forOfficers, showAfterForm, startForm, tappedPage } from './officer.ts';
import { casePage, ticketFor } from './ticket-page.ts';

interface Answers {
  /** The message from which it was opened. */
  page: number;
  ticketId: number;
  /** The last message that was read before answering. */
  seenId: number;
  text: string;
  files: number[];
}

const name = 'caseanswer';
const step = stepOf<Answers>();

async function finish(turn: Turn, { page, ...answers }: Answers): Promise<Finish<Answers>> {
  const { ticketId, seenId, text, files: fileIds } = answers;
  const request = { ticketId, seenId, text, fileIds };
  const result = await answerTicket(turn.work, await turn.person(), request);
  if (!result.ok && result.reason === 'notYourFile') {
    return { do: 'goto', step: 'files', say: explainTicket(turn, result) };
  }
  const { html } = turn.words;
  const done = result.ok && (result.waits ? 'answeredWaits' : 'answered');
  if (done) turn.say(html(`support.staff.${done}`, { ticket: ticketNumber(ticketId) }));
  if (!result.ok) turn.say(declined(turn, result, text));
  if (page > 0 && (result.ok || stillReads.has(result.reason))) {
    const view = await ticketFor(turn, ticketId);
    if (view) showAfterForm(turn, page, await casePage(turn, view));
  }
  return { do: 'end' };
}

/** Refusals after which the page can be looked at all the same. */
const stillReads: ReadonlySet<AnswerTicketRefusal['reason']> = new Set([
  'answered',
  'claimedByAnother',
  'closed',
]);

/** Nobody's words are lost: they are given back with the reason. */
const declined = (turn: Turn, refusal: AnswerTicketRefusal, text: string): string =>
  `${explainTicket(turn, refusal)}\n${quoted(text, turn.words.html)}`;

export const caseAnswerForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('support.staff.title'),
  steps: stepsOf<Answers>()(
    step(given('page', whole)),
    step(given('ticketId', whole)),
    step(given('seenId', whole)),
    step(
      messageStep({
        ask: (turn, { ticketId = 0 }: Partial<Answers>) =>
          turn.words.html('support.staff.answerAsk', {
            ticket: ticketNumber(ticketId),
            limit: longestMessage,
          }),
      }),
    ),
    step(
      filesStep({
        form: name,
        ask: (turn) => turn.words.html('support.staff.answerFiles', { limit: mostFiles }),
        done: (turn) => turn.words.plain('support.filesSend'),
      }),
    ),
  ),
  finish,
};

/** `caseanswer:<ticket>:<last message read>` takes the ticket, so that no colleague answers it too. */
const begin = forOfficers(async (turn, [id, seen]) => {
  const ticketId = idOf(id);
  const taken = await takeTicket(turn.work, await turn.person(), { ticketId });
  if (!taken.ok) return declineTo(turn, explainTicket(turn, taken));
  const page = tappedPage(turn);
  await startForm(turn, caseAnswerForm, { page, ticketId, seenId: idOf(seen) });
});

export const caseAnswerScreens = { taps: { caseanswer: begin }, forms: [caseAnswerForm] };
