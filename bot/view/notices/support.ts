import type { SupportNotice } from '../../../core/support/types.ts';
import { fileName } from '../file-name.ts';
import { formatDay } from '../format.ts';
import { quoted, ticketNumber } from '../ticket.ts';
import { type Tellers, told } from './told.ts';

export const supportTellers: Tellers<SupportNotice['name']> = {
  ticketAnswered: ({ ticketId, role, text }, { html, plain }) =>
    told(
      `${html('support.told.answered', {
        ticket: ticketNumber(ticketId),
        role: plain(`terms.roles.${role}`),
      })}\n${quoted(text, html)}`,
      { text: plain('support.told.reply'), data: `ticketwrite:${ticketId}` },
      { text: plain('support.solved'), data: `ticketsolved:${ticketId}` },
    ),
  ticketFile: ({ ticketId, key, mime, number, of }, { html }) => ({
    text: html('support.told.file', { ticket: ticketNumber(ticketId), number, of }),
    document: { kind: 'stored', key, mime, name: fileName(`support-${ticketId}-${number}`, mime) },
  }),
  ticketHandedOver: ({ ticketId, role }, { html, plain }) =>
    told(
      html('support.told.handedOver', {
        ticket: ticketNumber(ticketId),
        role: plain(`terms.roles.${role}`),
      }),
    ),
  ticketClosed: ({ ticketId, until }, { html, plain, language }) =>
    told(
      html('support.told.closed', {
        ticket: ticketNumber(ticketId),
        until: formatDay(until, language),
      }),
      { text: plain('support.see'), data: `ticket:${ticketId}` },
    ),
  ticketContinued: ({ ticketId }, { html, plain }) =>
    told(html('support.told.continued', { ticket: ticketNumber(ticketId) }), {
      text: plain('support.told.open'),
      data: `case:${ticketId}`,
    }),
};
