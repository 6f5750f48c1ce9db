import { readSheet } from '../../view/sheets/read.ts';
import { writeXlsx } from '../../view/sheets/xlsx.ts';

/**
 * What the bank does with the university's file: pays every line, and sends the file back with its
 * last two columns filled in.
 */
export async function payAtBank(payFile: Uint8Array): Promise<Uint8Array> {
  const sheet = await readSheet(payFile, { kind: 'xlsx' });
  if (!sheet.ok) throw new Error(`the bank cannot read the file: ${sheet.reason}`);
  const [header, ...rows] = sheet.rows;
  const titles = header?.cells ?? [];
  const columns = titles.map((title) => ({ title, kind: 'text' as const }));
  const lines = rows.filter(({ cells }) => /^\d+$/.test(cells[0] ?? ''));
  const answered = lines.map(({ cells }, index) => [
    ...titles.slice(0, -2).map((_, column) => cells[column] ?? ''),
    'paid',
    `BANK-${1000 + index}`,
  ]);
  return writeXlsx(
    { name: 'Results', direction: 'ltr', columns, rows: answered },
    { author: 'Bank', createdAt: new Date(0) },
  );
}
