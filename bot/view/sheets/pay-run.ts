import type { ExportFile } from '../../../core/pay/queries.ts';
import { words } from '../language.ts';
import type { Sheet } from './sheet.ts';

/** Files go to the university's bank, whatever language the officer reads. */
const { plain } = words.fa;

/** The bank's table of a run. The last two columns are for the bank's answer. */
export function payRunSheet({ copy, rows }: ExportFile): Sheet {
  const mark = copy > 1 ? [plain('finance.file.copy', { copy })] : [];
  return {
    name: [plain('finance.file.sheet'), ...mark].join(' '),
    direction: 'rtl',
    columns: [
      { title: plain('finance.file.row'), kind: 'code' },
      { title: plain('finance.file.student'), kind: 'text' },
      { title: plain('finance.file.identity'), kind: 'code' },
      { title: plain('finance.file.sheba'), kind: 'code' },
      { title: plain('finance.file.amount'), kind: 'amount', summed: true },
      { title: plain('finance.file.result'), kind: 'text' },
      { title: plain('finance.file.reference'), kind: 'text' },
    ],
    rows: rows.map(({ lineId, name, identityNumber, sheba, amountRial }) => [
      String(lineId),
      name,
      identityNumber,
      sheba,
      amountRial,
      null,
      null,
    ]),
    totalsLabel: [plain('finance.file.total', { count: rows.length }), ...mark].join(' · '),
  };
}
