import { type OfficerTicket, officerTicket } from '../../core/support/queries.ts';
import type { Turn } from '../intake/turn.ts';
import { formatDay } from '../view/format.ts';
import type { Words } from '../view/language.ts';
import type { Button, Buttons } from '../view/message.ts';
import { nameIn } from '../view/names.ts';
import { explainTicket } from '../view/reasons/support.ts';
import { type ExchangePage, exchangePage, pageButtons, ticketNumber } from '../view/ticket.ts';
import { type Claim, claimOf } from './claim-row.ts';
import { declineTo, type Page } from './officer.ts';
import { aroundButtons } from './review-page.ts';

/** A ticket, if this officer may answer it; otherwise says why not. */
export async function ticketFor(turn: Turn, ticketId: number): Promise<OfficerTicket | undefined> {
  const found = await officerTicket(turn.work.tx, await turn.person(), ticketId);
  if (found.ok) return found.view;
  return void declineTo(turn, explainTicket(turn, found));
}

/** A ticket as it stands now, with a page of its exchange: the last unless told. */
export async function casePage(turn: Turn, view: OfficerTicket, page?: string): Promise<Page> {
  const claim = await claimOf(turn, ['answerTicket'], view.id);
  const exchange = exchangePage(view, turn.words, { writer: 'support.staff.writer', page });
  const head = [...headLines(view, turn.words), ...claim.lines].join('\n');
  return {
    text: [head, exchange.text].join('\n\n'),
    buttons: buttonsOf(turn, view, exchange, claim),
  };
}

function headLines(view: OfficerTicket, words: Words): string[] {
  const { html, plain, language } = words;
  const { id, topic, name, identityNumber, university, state, item } = view;
  return [
    html('support.staff.head', {
      ticket: ticketNumber(id),
      topic: plain(`support.topics.${topic}`),
    }),
    name === null
      ? html('support.staff.stranger')
      : html('support.staff.person', { name, identity: identityNumber ?? '—' }),
    ...(university
      ? [html('support.staff.university', { university: nameIn(language, university) })]
      : []),
    html(`support.staff.states.${state}`),
    ...(item ? [html('support.staff.due', { due: formatDay(item.dueAt, language) })] : []),
    ...(view.unreachable ? [html('support.staff.unreachable')] : []),
  ];
}

function buttonsOf(turn: Turn, view: OfficerTicket, exchange: ExchangePage, claim: Claim): Buttons {
  const { plain } = turn.words;
  const files: Button[] =
    exchange.files > 0
      ? [
          {
            text: plain('support.showFiles', { files: exchange.files }),
            data: `casefiles:${view.id}:${exchange.page}`,
          },
        ]
      : [];
  const rows = [
    ...(view.state === 'closed' ? [] : deedButtons(turn, view, claim)),
    files,
    pageButtons(turn.words, `case:${view.id}`, exchange),
    aroundButtons(turn, claim),
  ];
  return rows.filter((row) => row.length > 0);
}

/** What can be done with a ticket that is not closed. */
function deedButtons(turn: Turn, view: OfficerTicket, claim: Claim): Button[][] {
  const { plain } = turn.words;
  const { id, topic, state, messages } = view;
  const seen = messages.at(-1)?.id ?? 0;
  const other = topic === 'rules' ? 'technical' : 'rules';
  return [
    [
      {
        text: plain(state === 'open' ? 'support.staff.answer' : 'support.staff.answerMore'),
        data: `caseanswer:${id}:${seen}`,
      },
    ],
    [
      { text: plain(`support.staff.handOver.${other}`), data: `casehand:${id}:${other}` },
      { text: plain('support.staff.close'), data: `caseclose:${id}:${seen}` },
    ],
    ...claim.rows,
  ];
}
