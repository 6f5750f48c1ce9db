import { type Payment, paymentsOf, unpaidWorkOf } from '../../core/earnings/queries.ts';
import type { Handler } from '../intake/handler.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { formatRial } from '../view/format.ts';
import type { Buttons } from '../view/message.ts';
import { needsSheba, paymentText, unpaidText } from '../view/payments.ts';

/** Each takes six lines; a message holds 4,096 characters. */
const paymentsOnPage = 4;

interface Page {
  readonly text: string;
  readonly buttons: Buttons;
}

/** What was paid and is to be paid, with how each amount comes about; on the first page also what waits. */
async function pageOf(turn: Turn, accountId: number, wanted: number): Promise<Page> {
  const { html } = turn.words;
  const payments = await paymentsOf(turn.work.tx, { accountId });
  const unpaid = await unpaidWorkOf(turn.work, accountId);
  if (payments.length + unpaid.length === 0) {
    return { text: html('payments.none'), buttons: [around(turn)] };
  }
  const pages = Math.max(1, Math.ceil(payments.length / paymentsOnPage));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  const shown = payments.slice(page * paymentsOnPage, (page + 1) * paymentsOnPage);
  const waiting = page === 0 ? unpaid.map((work) => unpaidText(work, turn.words)) : [];
  const text = [
    [html('payments.title'), ...totalLine(turn, payments)].join('\n'),
    ...(waiting.length > 0 ? [[html('payments.waiting'), ...waiting].join('\n')] : []),
    ...shown.map((payment) => paymentText(payment, turn.words)),
    ...(pages > 1 ? [html('payments.page', { page: page + 1, pages })] : []),
  ].join('\n\n');
  return {
    text,
    buttons: [...fixButtons(turn, shown), ...turning(turn, page, pages), around(turn)],
  };
}

function totalLine({ words: { html, language } }: Turn, payments: readonly Payment[]): string[] {
  const paid = payments.filter(({ progress }) => progress === 'paid');
  const sum = paid.reduce((total, { amountRial }) => total + amountRial, 0n);
  return paid.length === 0 ? [] : [html('payments.total', { amount: formatRial(sum, language) })];
}

/** Where the bank returned a payment and nothing was done yet. */
function fixButtons({ words }: Turn, payments: readonly Payment[]): Buttons {
  const isOpen = payments.some(needsSheba);
  return isOpen ? [[{ text: words.plain('payments.bank.change'), data: 'sheba' }]] : [];
}

function turning({ words: { plain } }: Turn, page: number, pages: number): Buttons {
  const row = [
    ...(page > 0 ? [{ text: plain('payments.newer'), data: `payments:${page - 1}` }] : []),
    ...(page + 1 < pages ? [{ text: plain('payments.older'), data: `payments:${page + 1}` }] : []),
  ];
  return row.length > 0 ? [row] : [];
}

const around = ({ words: { plain } }: Turn) => [
  { text: plain('work.buttons.bank'), data: 'bank' },
  { text: plain('menu.open'), data: 'menu' },
];

/** `payments` says the first page below; `payments:<page>` draws another in its place. */
const showPayments: Handler = async (turn, [page]) => {
  const { accountId } = turn.session;
  if (accountId === null) return turn.say(turn.words.html('errors.signInFirst'));
  const { text, buttons } = await pageOf(turn, accountId, idOf(page));
  if (page === undefined) turn.say(text, { buttons });
  else turn.redraw(text, buttons);
};

export const paymentScreens = { taps: { payments: showPayments } };
