import { formatRial, ungrouped } from '../format.ts';
import { copyable, Html, type Words } from '../language.ts';
import type { Button } from '../message.ts';
import { type Tellers, told } from './told.ts';

type PayNotice =
  | 'bankAccountConfirmed'
  | 'bankAccountRefused'
  | 'payPaid'
  | 'payReturned'
  | 'payAgain'
  | 'payRunApproved';

const payments = ({ plain }: Words): Button => ({
  text: plain('notices.pay.see'),
  data: 'payments',
});

const account = ({ plain }: Words): Button => ({
  text: plain('work.buttons.bank'),
  data: 'bank',
});

const anotherSheba = ({ plain }: Words): Button => ({
  text: plain('application.shebaAnother'),
  data: 'sheba',
});

const code = (text: string): Html => new Html(copyable(text));

export const payTellers: Tellers<PayNotice> = {
  bankAccountConfirmed: ({ maskedSheba }, words) =>
    told(words.html('notices.bank.confirmed', { sheba: code(maskedSheba) }), account(words)),
  bankAccountRefused: ({ maskedSheba, reason }, words) =>
    told(
      words.html('notices.bank.refused', { sheba: code(maskedSheba), reason }),
      anotherSheba(words),
      account(words),
    ),
  payPaid: ({ amountRial, maskedSheba, reference, corrects }, words) => {
    const { html, language } = words;
    const values = { amount: formatRial(amountRial, language), sheba: code(maskedSheba) };
    if (corrects) {
      const traced = { ...values, reference: code(reference ?? '') };
      return told(html('notices.pay.paidAfterAll', traced), payments(words));
    }
    const text = reference
      ? html('notices.pay.paidReference', { ...values, reference: code(reference) })
      : html('notices.pay.paid', values);
    return told(text, payments(words));
  },
  payReturned: ({ amountRial, maskedSheba, reason, corrects }, words) =>
    told(
      words.html(corrects ? 'notices.pay.cameBack' : 'notices.pay.returned', {
        amount: formatRial(amountRial, words.language),
        sheba: code(maskedSheba),
        reason,
      }),
      anotherSheba(words),
      payments(words),
    ),
  payAgain: ({ amountRial, maskedSheba }, words) =>
    told(
      words.html('notices.pay.again', {
        amount: formatRial(amountRial, words.language),
        sheba: code(maskedSheba),
      }),
      payments(words),
    ),
  payRunApproved: ({ runId }, { html, plain, language }) =>
    told(html('notices.pay.runApproved', { run: ungrouped(runId, language) }), {
      text: plain('notices.pay.open'),
      data: `payrun:${runId}`,
    }),
};
