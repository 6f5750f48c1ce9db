import type { PayLineList, PayOutList, PayRunPage } from '../../core/pay/queries.ts';
import { type PayLineState, payExclusions, payLineStates } from '../../core/pay/types.ts';
import { termOf } from '../../core/terms/queries.ts';
import { marriedFactor } from './earnings.ts';
import { formatHours, formatInstant, formatList, formatRial, ungrouped } from './format.ts';
import { formatNumber, type Words } from './language.ts';
import { showCode, termName } from './names.ts';
import { shortened } from './plain.ts';

/** A run in figures: how it stands, how many are in and how each stands, how many are out and why. */
export function payRunText(view: PayRunPage, words: Words): string {
  const { html, plain } = words;
  const { run, count, states, outCount, outBy } = view;
  const isOut = isGivenOut(run);
  const stateLines = payLineStates
    .filter((state) => isOut && states[state] !== undefined)
    .map((state) =>
      html('finance.run.stateLine', {
        sign: lineSigns[state],
        state: plain(`finance.lines.states.${state}`),
        count: states[state] ?? 0,
      }),
    );
  const outLines = payExclusions
    .filter((reason) => outBy[reason] !== undefined)
    .map((reason) =>
      html('finance.run.outLine', {
        reason: plain(`terms.payExclusions.${reason}`),
        count: outBy[reason] ?? 0,
      }),
    );
  const sections = [
    heading(view, words).join('\n'),
    count === 0 ? html('finance.run.nobody') : stateLines.join('\n'),
    outCount === 0
      ? ''
      : [html('finance.run.outTitle', { count: outCount }), ...outLines].join('\n'),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function heading(view: PayRunPage, words: Words): string[] {
  const { html, plain, language } = words;
  const { run, count, sumRial, frozenBy, approvedBy } = view;
  const at = (instant: Date) => formatInstant(instant, language);
  return [
    html('finance.run.title', {
      run: ungrouped(run.id, language),
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
    ...exportLines(view, words),
    ...(run.settledAt ? [html('finance.run.settledAt', { at: at(run.settledAt) })] : []),
  ];
}

/** The original, and the last of the others: the page has to stay short however often a file is fetched. */
const shownExports = 3;

function exportLines({ run }: PayRunPage, { html, language }: Words): string[] {
  const refused = run.exports.filter(({ refusedAt }) => refusedAt !== null);
  const [original, ...copies] = run.exports.filter(({ refusedAt }) => refusedAt === null);
  const shown = [
    ...refused.slice(-shownExports),
    ...(original ? [original] : []),
    ...copies.slice(-shownExports),
  ];
  return shown.map(({ format, copy, at, refusedAt }) =>
    html(refusedAt === null ? 'finance.run.exported' : 'finance.run.exportedInVain', {
      format: format.toUpperCase(),
      copy,
      at: formatInstant(at, language),
    }),
  );
}

/** The last file that is out and that the bank has not refused; undefined where there is none. */
export const fileGivenOut = ({ exports }: PayRunPage['run']) =>
  exports.findLast(({ refusedAt }) => refusedAt === null);

export const isGivenOut = (run: PayRunPage['run']): boolean => fileGivenOut(run) !== undefined;

export const lineSigns: Readonly<Record<PayLineState, string>> = {
  due: '⏳',
  paid: '✅',
  returned: '↩️',
  cancelled: '✖️',
};

/** A page of who is in a run, numbered through all pages. */
export function payLinesText(
  list: PayLineList,
  { title, first }: { readonly title: string; readonly first: number },
  words: Words,
): string {
  const { html } = words;
  const { lines, page, pages } = list;
  return [
    title,
    lines.length === 0
      ? html('finance.lines.none')
      : lines.map((line, index) => lineText(line, first + index, words)).join('\n'),
    ...(pages > 1 ? [html('finance.run.page', { page: page + 1, pages })] : []),
  ].join('\n\n');
}

function lineText(line: PayLineList['lines'][number], number: number, words: Words): string {
  const { html, language } = words;
  const shown = {
    number: formatNumber(number, language),
    sign: lineSigns[line.state],
    name: line.name ?? '',
    amount: formatRial(line.amountRial, language),
  };
  if (line.state === 'returned') {
    return html('finance.lines.returned', { ...shown, reason: shortened(line.reason ?? '', 100) });
  }
  return html('finance.lines.line', {
    ...shown,
    hours: formatHours(line.minutes, language),
    rate: formatRial(line.rialPerHour, language),
    factor: marriedFactor(line.married, words),
  });
}

/** A page of who is not in a run, with every reason. */
export function payOutText(list: PayOutList, title: string, words: Words): string {
  const { html, plain, language } = words;
  const { out, page, pages } = list;
  const lines = out.map(({ name, trackingCode, reasons }) =>
    html('finance.run.out', {
      name: name ?? '',
      code: showCode(trackingCode),
      reasons: formatList(
        reasons.map((reason) => plain(`terms.payExclusions.${reason}`)),
        language,
      ),
    }),
  );
  return [
    title,
    lines.length === 0 ? html('finance.lines.none') : lines.join('\n'),
    ...(pages > 1 ? [html('finance.run.page', { page: page + 1, pages })] : []),
  ].join('\n\n');
}
