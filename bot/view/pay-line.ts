import type { PayLineView } from '../../core/returns/queries.ts';
import { marriedFactor } from './earnings.ts';
import { formatDay, formatHours, formatRial, ungrouped } from './format.ts';
import { copyable, Html, type Words } from './language.ts';
import { nameIn, showCode, termName } from './names.ts';
import { lineSigns } from './pay-run.ts';

/** A payment as finance sees it: whose, for what, to which account, and what came of it. */
export function payLineText(view: PayLineView, words: Words): string {
  const { html, plain, language } = words;
  const { bank, settledAt, reference, reason, wait } = view;
  const at = settledAt ? formatDay(settledAt, language) : '';
  return [
    html('finance.line.title', {
      name: view.name ?? '',
      student: new Html(copyable(view.studentNumber ?? '')),
    }),
    html('finance.line.work', {
      code: showCode(view.trackingCode),
      unit: nameIn(language, view.unit),
      term: termName(view.term, words),
    }),
    '',
    html('finance.line.amount', {
      amount: formatRial(view.amountRial, language),
      hours: formatHours(view.minutes, language),
      rate: formatRial(view.rialPerHour, language),
      factor: marriedFactor(view.married, words),
    }),
    html('finance.line.account', {
      sheba: new Html(copyable(view.maskedSheba)),
      bank: bank ? plain(`terms.banks.${bank}`) : '—',
    }),
    html('finance.line.state', {
      sign: lineSigns[view.state],
      state: plain(`finance.lines.states.${view.state}`),
      run: ungrouped(view.runId, language),
    }),
    ...(reference
      ? [html('finance.line.reference', { reference: new Html(copyable(reference)), at })]
      : []),
    ...(reason ? [html('finance.line.reason', { reason, at })] : []),
    ...(wait ? ['', html(`finance.returned.next.${wait}`)] : []),
  ].join('\n');
}
