import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cctiName, writeCcti } from '../../../bot/view/sheets/ccti.ts';
import { readXml } from '../../../bot/view/sheets/xml.ts';
import type { ExportFile } from '../../../core/pay/queries.ts';
import type { PayOrder } from '../../../core/payers/types.ts';
import { sheba } from '../../support/made-up.ts';

const order: PayOrder = {
  name: 'دانشگاه نمونه',
  sheba: sheba(1),
  bic: 'BMJIIRTHXXX',
  namespace: 'pain001',
  method: 'plain',
  dates: 'jalali',
  serial: 42,
  orderedAt: '2024-01-10T20:45:30.000Z',
};
const file = (more: Partial<ExportFile> = {}, ordered: Partial<PayOrder> = {}): ExportFile => ({
  runId: 7,
  format: 'ccti',
  copy: 1,
  at: new Date('2024-02-01T00:00:00Z'),
  term: { id: 1, startYear: 1402, part: 1 },
  order: { ...order, ...ordered },
  rows: [
    {
      lineId: 11,
      name: 'نگار نمونه‌پور',
      identityNumber: '9900000010',
      sheba: sheba(2),
      amountRial: 75_000_000n,
    },
    {
      lineId: 12,
      name: '\u2068A & B <"O\'Neil">\u2069\u0007',
      identityNumber: '9900000029',
      sheba: sheba(3),
      amountRial: 270_000n,
    },
  ],
  ...more,
});

const golden = (name: string) =>
  readFileSync(new URL(`./golden/${name}.ccti`, import.meta.url), 'utf8');

describe('the group-transfer file', () => {
  test.each<[string, ExportFile]>([
    ['jalali-pain001', file()],
    [
      'gregorian-pain002-currency',
      file({}, { dates: 'gregorian', namespace: 'pain002', method: 'currency' }),
    ],
    ['copy', file({ copy: 2 })],
  ])('%s', (name, written) => {
    expect(writeCcti(written).toString('utf8')).toBe(golden(name));
  });

  test('is XML whose count and sum are those of its rows, and whose texts come back', () => {
    const texts = new Map<string, string[]>();
    let open = '';
    for (const piece of readXml(writeCcti(file()).toString('utf8'))) {
      if (piece.kind === 'open') open = piece.name;
      if (piece.kind === 'text' && piece.text.trim() !== '') {
        texts.set(open, [...(texts.get(open) ?? []), piece.text]);
      }
    }
    expect(texts.get('NbOfTxs')).toEqual(['2', '2']);
    expect(texts.get('CtrlSum')).toEqual(['75270000', '75270000']);
    expect(texts.get('InstdAmt')).toEqual(['75000000', '270000']);
    expect(texts.get('IBAN')).toEqual([sheba(1), sheba(2), sheba(3)]);
    expect(texts.get('Nm')?.slice(2)).toEqual(['نگار نمونه‌پور', 'A & B <"O\'Neil">']);
  });

  test('has the number of its order for a name, and says that it is a copy', () => {
    const orderId = `${order.sheba}000000042`;
    expect(cctiName(orderId, 1)).toBe(`${orderId}.ccti`);
    expect(cctiName(orderId, 2)).toBe(`${orderId}-copy-2.ccti`);
    const [original, copy] = [file(), file({ copy: 2 })].map((one) => writeCcti(one).toString());
    expect(copy?.replace(/<!--.*-->\n/, '')).toBe(original);
  });
});
