import { resendUndelivered } from '../../core/outbox/commands.ts';
import { undeliveredOf } from '../../core/outbox/queries.ts';
import { can } from '../../core/staff/rules.ts';
import type { Person } from '../../core/staff/types.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { formatInstant } from '../view/format.ts';
import { formatNumber } from '../view/language.ts';
import type { Button, Buttons } from '../view/message.ts';
import { explainCan } from '../view/reasons/staff.ts';
import { confirmTo, declineTo, forOfficers, showPage } from './officer.ts';

const pageSize = 8;

async function showUndelivered(turn: Turn, page: number): Promise<void> {
  const { html, plain, language } = turn.words;
  const allowed = can(await turn.person(), 'resendMessages', {});
  if (!allowed.ok) return declineTo(turn, explainCan(turn, allowed));
  const { messages, total } = await undeliveredOf(turn.work.tx, { page, size: pageSize });
  const back: Button = { text: plain('undelivered.back'), data: 'cartables' };
  if (total === 0) return showPage(turn, { text: html('undelivered.none'), buttons: [[back]] });
  const lines = messages.map(({ channel, writtenAt, error }, index) =>
    html('undelivered.line', {
      number: page * pageSize + index + 1,
      channel: plain(`undelivered.channels.${channel}`),
      at: formatInstant(writtenAt, language),
      error,
    }),
  );
  const again = messages.map(({ id }, index) => ({
    text: plain('undelivered.again', {
      number: formatNumber(page * pageSize + index + 1, language),
    }),
    data: `resend:${id}`,
  }));
  const to = (text: string, at: number): Button => ({ text, data: `undelivered:${at}` });
  const turns = [
    ...(page > 0 ? [to(plain('undelivered.newer'), page - 1)] : []),
    ...((page + 1) * pageSize < total ? [to(plain('undelivered.older'), page + 1)] : []),
  ];
  showPage(turn, {
    text: [
      html('undelivered.title', { count: total }),
      html('undelivered.hint'),
      lines.join('\n'),
    ].join('\n\n'),
    buttons: [
      ...[again.slice(0, 4), again.slice(4)].filter((row) => row.length > 0),
      ...(turns.length > 0 ? [turns] : []),
      [{ text: plain('undelivered.all'), data: 'resendall' }],
      [back],
    ],
  });
}

const open = forOfficers((turn, [page]) => showUndelivered(turn, Math.min(idOf(page), 10_000)));

async function resend(turn: Turn, which: { readonly id: bigint } | 'all'): Promise<void> {
  const { html } = turn.words;
  const done = await resendUndelivered(turn.work, await turn.person(), which);
  if (done.ok) confirmTo(turn, html('undelivered.resent', { count: done.count }));
  else
    declineTo(turn, done.reason === 'notFound' ? html('undelivered.gone') : explainCan(turn, done));
  if (done.ok || done.reason === 'notFound') await showUndelivered(turn, 0);
}

const resendOne = forOfficers((turn, [id = '']) =>
  resend(turn, { id: BigInt(/^\d{1,15}$/.test(id) ? id : 0) }),
);

const resendAll = forOfficers((turn) => resend(turn, 'all'));

/** The way there, for who may send again. */
export const undeliveredButtons = ({ words: { plain } }: Turn, person: Person): Buttons =>
  can(person, 'resendMessages', {}).ok
    ? [[{ text: plain('undelivered.open'), data: 'undelivered:0' }]]
    : [];

/** What no carrier could deliver, and the way to send it again. */
export const undeliveredScreens = {
  taps: { undelivered: open, resend: resendOne, resendall: resendAll },
};
