import {
  type ContinueRefusal,
  continueTicket,
} from '../../../core/support/commands/continue-ticket.ts';
import { ownTicket } from '../../../core/support/queries.ts';
import { longestMessage, mostFiles } from '../../../core/support/rules.ts';
import { filesStep } from '../../forms/files-step.ts';
import { type Finish, type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { whole } from '../../forms/kept.ts';
import { messageStep } from '../../forms/message-step.ts';
import type { Handler } from '../../intake/handler.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { declineTo, startForm } from '../../staff/officer.ts';
import { explainTicket } from '../../view/reasons/support.ts';
import { ticketNumber } from '../../view/ticket.ts';

interface Answers {
  ticketId: number;
  text: string;
  files: number[];
}

const name = 'ticketwrite';
const step = stepOf<Answers>();

async function finish(turn: Turn, answers: Answers): Promise<Finish<Answers>> {
  const { ticketId, text, files: fileIds } = answers;
  const result = await continueTicket(turn.work, await turn.person(), { ticketId, text, fileIds });
  if (!result.ok) return declined(turn, result);
  const { html, plain } = turn.words;
  const values = { ticket: ticketNumber(ticketId), role: plain(`terms.roles.${result.role}`) };
  turn.say(html(result.reopened ? 'support.reopened' : 'support.replied', values), {
    buttons: [[{ text: plain('support.see'), data: `ticket:${ticketId}` }]],
  });
  return { do: 'end' };
}

/** Refusals that no other answer and no waiting would change. */
const forGood: ReadonlySet<ContinueRefusal['reason']> = new Set([
  'noAccount',
  'notFound',
  'closedLongAgo',
]);

/** What was written stays, so that it can be sent once what stands against it is out of the way. */
function declined(turn: Turn, refusal: ContinueRefusal): Finish<Answers> {
  const say = explainTicket(turn, refusal);
  if (!forGood.has(refusal.reason)) return { do: 'goto', step: 'files', say };
  turn.say(say, { buttons: newTicketButtons(turn) });
  return { do: 'end' };
}

const newTicketButtons = ({ words: { plain } }: Turn) => [
  [{ text: plain('support.write'), data: 'support:new' }],
];

/** The person writes on in an own ticket. */
export const ticketWriteForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('support.replyTitle'),
  steps: stepsOf<Answers>()(
    step(given('ticketId', whole)),
    step(
      messageStep({
        ask: (turn) => turn.words.html('support.replyAsk', { limit: longestMessage }),
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

/** `ticketwrite:<ticket>`. Nobody writes in vain where the ticket is closed for good. */
export const writeInTicket: Handler = async (turn, [id]) => {
  const { tx, now } = turn.work;
  const ticket = await ownTicket(tx, await turn.person(), idOf(id));
  const { html } = turn.words;
  if (!ticket) return declineTo(turn, html('support.refusals.notFound'));
  if (ticket.reopenUntil !== null && now > ticket.reopenUntil) {
    turn.dropButtons();
    const buttons = newTicketButtons(turn);
    return turn.say(html('support.refusals.closedLongAgo'), { buttons });
  }
  await startForm(turn, ticketWriteForm, { ticketId: ticket.id });
};
