import { type Payment, paymentsOf } from '../../core/pay/queries.ts';
import type { Handler } from '../intake/handler.ts';
import type { Turn } from '../intake/turn.ts';
import { formatHours, formatRial } from '../view/format.ts';
import { Html } from '../view/language.ts';

/** What was paid and is to be paid, with how each amount comes about. */
const showPayments: Handler = async (turn) => {
  const { html } = turn.words;
  const { accountId } = turn.session;
  if (accountId === null) return turn.say(html('errors.signInFirst'));
  const payments = await paymentsOf(turn.work.tx, accountId);
  if (payments.length === 0) return turn.say(html('status.noPayments'));
  turn.say([html('status.payments'), ...payments.map((one) => paymentLine(turn, one))].join('\n'));
};

function paymentLine(turn: Turn, payment: Payment): string {
  const { html, plain, language } = turn.words;
  return html('status.paymentLine', {
    amount: formatRial(payment.amountRial, language),
    hours: formatHours(payment.minutes, language),
    rate: formatRial(payment.rialPerHour, language),
    factor: new Html(payment.married ? html('status.marriedFactor') : ''),
    state: plain(`status.paymentStates.${payment.state}`),
  });
}

export const paymentScreens = { taps: { payments: showPayments } };
