import { openTicketsOf, ownTicket, universityIdOf } from '../../../core/support/queries.ts';
import { mostOpenTickets } from '../../../core/support/rules.ts';
import { plain } from '../../../core/text.ts';
import { contactOf } from '../../../core/universities/queries.ts';
import { openForm } from '../../forms/engine.ts';
import type { Handler } from '../../intake/handler.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { contactButtons } from '../../staff/contact.ts';
import { openCase } from '../../staff/ticket.ts';
import { contactText } from '../../view/contact.ts';
import { supportForm } from './form.ts';
import { showTicket, ticketScreens } from './tickets.ts';
import { ticketWriteForm, writeInTicket } from './write-form.ts';

/** How else the own university can be reached, and the way to ask. */
async function showHome(turn: Turn): Promise<void> {
  const { html, plain } = turn.words;
  const person = await turn.person();
  const universityId = await universityIdOf(turn.work.tx, person);
  const found = universityId === null ? null : await contactOf(turn.work.tx, universityId);
  const contact = found ? contactText(found, turn.words) : '';
  turn.say([html('support.home'), ...(contact === '' ? [] : [contact])].join('\n\n'), {
    buttons: [
      [{ text: plain('support.write'), data: 'support:new' }],
      [{ text: plain('support.mine'), data: 'tickets:0' }],
      ...contactButtons(turn, person),
    ],
  });
}

/** Nobody writes in vain: who has too many open ones is told so first. */
async function begin(turn: Turn): Promise<void> {
  const { html, plain } = turn.words;
  turn.dropButtons();
  const open = await openTicketsOf(turn.work.tx, await turn.person());
  if (open < mostOpenTickets) return openForm(turn, supportForm);
  turn.say(html('support.refusals.tooManyOpen', { limit: mostOpenTickets }), {
    buttons: [[{ text: plain('support.mine'), data: 'tickets:0' }]],
  });
}

const support: Handler = (turn, [verb]) => (verb === 'new' ? begin(turn) : showHome(turn));

const example = '/ticket 1042';

/** `/ticket <number>`: the own ticket, or one that this officer may answer. */
const ticketByNumber: Handler = async (turn, [typed = '']) => {
  const { html } = turn.words;
  const ticketId = idOf(plain(typed).replace(/^#/, ''));
  if (ticketId === 0) return turn.say(html('support.numberMissing', { example }));
  const person = await turn.person();
  const own = await ownTicket(turn.work.tx, person, ticketId);
  if (own || person.holdings.length === 0) return showTicket(turn, ticketId);
  return openCase(turn, ticketId);
};

export const supportScreens = {
  commands: { support, ticket: ticketByNumber },
  taps: { support, ...ticketScreens.taps, ticketwrite: writeInTicket },
  forms: [supportForm, ticketWriteForm],
};
