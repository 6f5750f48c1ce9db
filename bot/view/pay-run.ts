import type { PayRunPage } from '../../core/pay/queries.ts';
import type { PayLineState } from '../../core/pay/types.ts';
import { termOf } from '../../core/terms/queries.ts';
import { formatHours, formatInstant, formatList, formatRial } from './format.ts';
import type { Words } from './language.ts';
import { showCode, termName } from './names.ts';
import { shortened } from './plain.ts';

/** A run with a page of who is in it and of who is not, and why. */
export function payRunText(view: PayRunPage, words: Words): string {
  const { html } = words;
  const { lines, out, page, pages } = view;
  const sections = [
    heading(view, words).join('\n'),
    lines.length === 0 && page === 0
      ? html('finance.run.nobody')
      : lines.length === 0
        ? ''
        : [html('finance.run.linesTitle'), ...lines.map((line) => lineText(line, words))].join(
            '\n',
          ),
    out.length === 0
      ? ''
      : [html('finance.run.outTitle'), ...out.map((one) => outText(one, words))].join('\n'),
    pages > 1 ? html('finance.run.page', { page: page + 1, pages }) : '',
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function heading(view: PayRunPage, { html, plain, language, ...rest }: Words): string[] {
  const { run, count, sumRial, frozenBy, approvedBy } = view;
  const at = (instant: Date) => formatInstant(instant, language);
  const words = { html, plain, language, ...rest };
  return [
    html('finance.run.title', {
      run: String(run.id),
      term: termName(termOf(run.term), words),
    }),
    html('finance.run.state', { state: plain(`terms.payRunStates.${run.state}`) }),
    html('finance.run.sum', { count, sum: formatRial(sumRial, language) }),
    ...(frozenBy && run.frozenAt
      ? [html('finance.run.frozenBy', { name: frozenBy, at: at(run.frozenAt) })]
      : []),
    ...(approvedBy && run.approvedAt
      ? [html('finance.run.approvedBy', { name: approvedBy, at: at(run.approvedAt) })]
      : []),
    ...run.exports.map(({ format, copy, at: made }) =>
      html('finance.run.exported', { format: format.toUpperCase(), copy, at: at(made) }),
    ),
    ...(run.settledAt ? [html('finance.run.settledAt', { at: at(run.settledAt) })] : []),
  ];
}

const signs: Readonly<Record<PayLineState, string>> = {
  due: '⏳',
  paid: '✅',
  returned: '↩️',
  cancelled: '✖️',
};

function lineText(line: PayRunPage['lines'][number], { html, language }: Words): string {
  const shown = {
    sign: signs[line.state],
    name: line.name ?? '',
    amount: formatRial(line.amountRial, language),
  };
  return line.state === 'returned'
    ? html('finance.run.returned', { ...shown, reason: shortened(line.reason ?? '', 100) })
    : html('finance.run.line', { ...shown, hours: formatHours(line.minutes, language) });
}

function outText(
  { name, trackingCode, reasons }: PayRunPage['out'][number],
  { html, plain, language }: Words,
): string {
  const words = reasons.map((reason) => plain(`terms.payExclusions.${reason}`));
  return html('finance.run.out', {
    name: name ?? '',
    code: showCode(trackingCode),
    reasons: formatList(words, language),
  });
}
