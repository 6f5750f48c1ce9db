import { solveTicket } from '../../../core/support/commands/close-ticket.ts';
import {
  ownTicket,
  ownTickets,
  type TicketLine,
  type TicketView,
  ticketPageSize,
} from '../../../core/support/queries.ts';
import type { Handler } from '../../intake/handler.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { declineTo } from '../../staff/officer.ts';
import { formatDay } from '../../view/format.ts';
import { formatNumber } from '../../view/language.ts';
import type { Button, Buttons } from '../../view/message.ts';
import { shortened } from '../../view/plain.ts';
import {
  type ExchangePage,
  exchangePage,
  filesOfPage,
  pageButtons,
  ticketNumber,
  ticketState,
} from '../../view/ticket.ts';

/** Of longer texts the beginning stands in the list. */
const mostOfText = 60;

/** `tickets:<page>`: the own tickets, the latest first. */
const listTickets: Handler = async (turn, [page]) => {
  const { html, plain, language } = turn.words;
  const list = await ownTickets(turn.work.tx, await turn.person(), Number(page) || 0);
  const lines = list.tickets.map((ticket, index) =>
    ticketLine(turn, ticket, numberOf(list, index)),
  );
  const numbers = list.tickets.map(({ id }, index) => ({
    text: formatNumber(numberOf(list, index), language),
    data: `ticket:${id}:-`,
  }));
  const head =
    list.total === 0 ? html('support.none') : html('support.list', { total: list.total });
  const write: Button = { text: plain('support.write'), data: 'support:new' };
  const rows = [numbers, pageButtons(turn.words, 'tickets', list), [write]];
  turn.redraw(
    [head, ...lines].join('\n\n'),
    rows.filter((row) => row.length > 0),
  );
};

const numberOf = ({ page }: { readonly page: number }, index: number): number =>
  page * ticketPageSize + index + 1;

function ticketLine(turn: Turn, ticket: TicketLine, number: number): string {
  const { html, plain, language } = turn.words;
  return html('support.line', {
    number,
    ticket: ticketNumber(ticket.id),
    topic: plain(`support.topics.${ticket.topic}`),
    state: plain(`support.states.${ticket.state}`),
    at: formatDay(ticket.updatedAt, language),
    text: shortened(ticket.text.replaceAll(/\n+/g, ' '), mostOfText),
  });
}

async function viewFor(turn: Turn, ticketId: number): Promise<TicketView | undefined> {
  const ticket = await ownTicket(turn.work.tx, await turn.person(), ticketId);
  return ticket ?? void declineTo(turn, turn.words.html('support.refusals.notFound'));
}

/** Writes the page of an own ticket below; with a page of the exchange, in the place of the tapped one. */
export async function showTicket(turn: Turn, ticketId: number, page?: string): Promise<void> {
  const view = await viewFor(turn, ticketId);
  if (!view) return;
  const { text, buttons } = ticketPage(turn, view, page);
  if (page === undefined) turn.say(text, { buttons });
  else turn.redraw(text, buttons);
}

/** An own ticket with a page of its exchange, the last unless told. */
function ticketPage(turn: Turn, view: TicketView, page?: string) {
  const { html, plain } = turn.words;
  const exchange = exchangePage(view, turn.words, { writer: 'support.you', page });
  const head = [
    html('support.head', {
      ticket: ticketNumber(view.id),
      topic: plain(`support.topics.${view.topic}`),
    }),
    ticketState(view, turn.words, turn.work.now),
  ].join('\n');
  return {
    text: [head, exchange.text].join('\n\n'),
    buttons: buttonsOf(turn, view, exchange),
  };
}

function buttonsOf(turn: Turn, view: TicketView, exchange: ExchangePage): Buttons {
  const { plain } = turn.words;
  const { id, state, reopenUntil } = view;
  const open = reopenUntil === null || turn.work.now <= reopenUntil;
  const rows: Button[][] = [
    open ? [{ text: plain('support.reply'), data: `ticketwrite:${id}` }] : [],
    exchange.files > 0
      ? [
          {
            text: plain('support.showFiles', { files: exchange.files }),
            data: `ticketfiles:${id}:${exchange.page}`,
          },
        ]
      : [],
    state === 'closed' ? [] : [{ text: plain('support.solved'), data: `ticketsolved:${id}` }],
    pageButtons(turn.words, `ticket:${id}`, exchange),
    [{ text: plain('support.mine'), data: 'tickets:0' }],
  ];
  return rows.filter((row) => row.length > 0);
}

const sendFiles: Handler = async (turn, [id, page]) => {
  const view = await viewFor(turn, idOf(id));
  if (!view) return;
  const files = filesOfPage(view, turn.words, { writer: 'support.you', page });
  if (files.length === 0) return declineTo(turn, turn.words.html('support.filesGone'));
  for (const { text, document } of files) turn.say(text, { document });
};

/** The person says that it is solved. */
const solve: Handler = async (turn, [id]) => {
  const ticketId = idOf(id);
  const result = await solveTicket(turn.work, await turn.person(), { ticketId });
  const { html, plain, language } = turn.words;
  if (!result.ok) return declineTo(turn, html('support.refusals.notFound'));
  turn.dropButtons();
  const until = formatDay(result.until, language);
  turn.say(html('support.solvedDone', { ticket: ticketNumber(ticketId), until }), {
    buttons: [[{ text: plain('support.see'), data: `ticket:${ticketId}` }]],
  });
};

export const ticketScreens = {
  taps: {
    tickets: listTickets,
    ticket: ((turn, [id, page]) => showTicket(turn, idOf(id), page)) as Handler,
    ticketfiles: sendFiles,
    ticketsolved: solve,
  },
};
