import type { Payment, UnpaidWork } from '../../core/earnings/queries.ts';
import type { PayExclusion } from '../../core/pay/types.ts';
import { earningsLines, marriedFactor } from './earnings.ts';
import { formatDay, formatHours, formatRial } from './format.ts';
import { copyable, Html, type MessageKey, type Words } from './language.ts';
import { nameIn, termName } from './names.ts';
import { shortened } from './plain.ts';

/** A bank's reason is short; what is longer is no reason. */
const mostOfReason = 200;

/** A payment with how its amount comes about, how far it is, and what the student can do. */
export function paymentText(payment: Payment, words: Words): string {
  const { html, plain, language } = words;
  return [
    html('payments.line', {
      amount: formatRial(payment.amountRial, language),
      state: plain(`payments.states.${payment.progress}`),
    }),
    paymentProduct(payment, words),
    html('payments.place', {
      unit: nameIn(language, payment.unit),
      term: termName(payment.term, words),
    }),
    html('payments.account', { sheba: new Html(copyable(payment.maskedSheba)) }),
    ...outcomeLines(payment, words),
  ].join('\n');
}

/** Hours, rate and factor: what the amount is the product of. */
export const paymentProduct = ({ minutes, rialPerHour, married }: Payment, words: Words): string =>
  words.html('payments.how', {
    hours: formatHours(minutes, words.language),
    rate: formatRial(rialPerHour, words.language),
    factor: marriedFactor(married, words),
  });

/** What came of it, and where something can be done, what. */
export function outcomeLines(payment: Payment, words: Words): string[] {
  const { html, language } = words;
  const { progress, settledAt, reference } = payment;
  const at = settledAt === null ? '' : formatDay(settledAt, language);
  if (progress === 'paid') {
    const traced = reference
      ? [html('payments.reference', { reference: new Html(copyable(reference)) })]
      : [];
    return [html('payments.paidOn', { at }), ...traced];
  }
  if (progress === 'returned') {
    const reason = shortened(payment.reason ?? '', mostOfReason);
    return [html('payments.returnedOn', { at, reason }), html(afterReturn(payment))];
  }
  const isHeldUp = !payment.isAccountInForce && progress !== 'atBank';
  return isHeldUp ? [html('payments.accountChanged')] : [];
}

function afterReturn(payment: Payment) {
  if (payment.isPaidAnew) return 'payments.returnedAnew';
  if (payment.isNothingLeft) return 'payments.returnedNothing';
  if (!payment.isAccountInForce) return 'payments.returnedChanged';
  return needsSheba(payment) ? 'payments.returnedFix' : 'payments.returnedReleased';
}

/** Whether a payment came back and it is the student's turn. */
export const needsSheba = (payment: Payment): boolean =>
  payment.progress === 'returned' &&
  !payment.isPaidAnew &&
  !payment.isNothingLeft &&
  !payment.isReleased &&
  payment.isAccountInForce;

/** Null: told elsewhere; a missing rate stands in the place of the amount. */
const reasonKeys = {
  notFinal: 'payments.reasons.other',
  alreadyPaid: 'payments.reasons.other',
  inAnotherRun: 'payments.reasons.other',
  noHours: 'payments.reasons.noHours',
  missingRate: null,
  noAccount: 'payments.reasons.noAccount',
  accountNotConfirmed: 'payments.reasons.accountDeclared',
  accountReturned: 'payments.reasons.accountReturned',
} as const satisfies Record<PayExclusion, MessageKey | null>;

/** Work that waits for its payment, with what it comes to and what stands against it. */
export function unpaidText(work: UnpaidWork, words: Words): string {
  const { html, language } = words;
  const { unit, term, earnings, level, reasons } = work;
  return [
    html('payments.waitingLine', { unit: nameIn(language, unit), term: termName(term, words) }),
    ...earningsLines({ earnings, level, isFinal: true }, words),
    ...againstPay(work, words),
    ...(reasons.length === 0 ? [html('payments.waitingNext')] : []),
  ].join('\n');
}

/** What keeps work out of the next payment, in words that say what to do. */
const againstPay = ({ reasons, account }: UnpaidWork, { html }: Words): string[] =>
  reasons.flatMap((reason) => {
    const isRefused = reason === 'accountNotConfirmed' && account === 'refused';
    const key = isRefused ? 'payments.reasons.accountRefused' : reasonKeys[reason];
    return key === null ? [] : [`• ${html(key)}`];
  });
