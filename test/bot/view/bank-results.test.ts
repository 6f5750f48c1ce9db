import { expect, test } from 'vitest';
import { readResults } from '../../../bot/view/sheets/bank-results.ts';

const read = (...rows: string[]) =>
  readResults(rows.map((row, index) => ({ line: index + 1, cells: row.split('|') })));

test('the own export with its last columns filled in', () => {
  const answer = read(
    'شماره ردیف|نام صاحب حساب|شماره شبا|مبلغ (ریال)|نتیجه|شماره پیگیری یا دلیل',
    '۱۲|نگار|IR05|9000000|پرداخت شد|REF 1',
    '13|رویا|IR06|۹٬۰۰۰٬۰۰۰|برگشت|حساب بسته است',
    '14|مینا|IR07|9000000||',
    '15|شیدا|IR08|9000000|در دست اقدام|',
    '16|بهار|IR09|9000000|پرداخت شد|',
    '17|سارا|IR10|نه میلیون|paid|REF 2',
    '|||||',
    '|ناشناس|||paid|REF 3',
    'جمع|||45000000||',
  );
  expect(answer).toEqual({
    ok: true,
    rows: [
      {
        line: 2,
        amount: '9000000',
        result: { lineId: 12, sheba: 'IR05', outcome: { paid: true, reference: 'REF 1' } },
      },
      {
        line: 3,
        amount: '9000000',
        result: { lineId: 13, sheba: 'IR06', outcome: { paid: false, reason: 'حساب بسته است' } },
      },
    ],
    faults: { unclear: [5], noReference: [6], badAmount: [7], nameless: [9] },
    empty: 1,
  });
});

test('the bank’s own count of its rows is no number of our lines where a Sheba stands beside it', () => {
  const bySheba = read('ردیف|شبا|وضعیت|پیگیری', '1|IR05|موفق|R');
  expect(bySheba).toMatchObject({ rows: [{ amount: null, result: { sheba: 'IR05' } }] });
  expect(bySheba.ok && bySheba.rows[0]?.result).not.toHaveProperty('lineId');
  expect(read('row|status|reference', '7|ok|R')).toMatchObject({
    rows: [{ result: { lineId: 7 } }],
  });
});

test('a bank’s number and its reason may stand in a column each', () => {
  const outcomes = (...rows: string[]) => {
    const answer = read('شماره ردیف|وضعیت|شماره پیگیری|دلیل', ...rows);
    return (
      answer.ok && [answer.rows.map(({ result }) => result.outcome), answer.faults.noReference]
    );
  };
  expect(
    outcomes(
      '1|موفق|140209998876|',
      '2|ناموفق|140209998877|حساب مسدود است',
      '3|ناموفق||حساب بسته است',
      '4|ناموفق|140209998878|',
      '5|موفق||پرداخت عادی',
    ),
  ).toEqual([
    [
      { paid: true, reference: '140209998876' },
      { paid: false, reason: 'حساب مسدود است' },
      { paid: false, reason: 'حساب بسته است' },
    ],
    [5, 6],
  ]);
});

test('a single column for both may be named after either', () => {
  expect(read('row|status|reason', '1|paid|R1', '2|returned|closed')).toMatchObject({
    rows: [
      { result: { outcome: { reference: 'R1' } } },
      { result: { outcome: { reason: 'closed' } } },
    ],
  });
});

test('a sheet without the needed columns, or without rows', () => {
  expect(read('name|amount', 'x|1')).toEqual({ ok: false, reason: 'noHeader' });
  expect(read('شماره ردیف|نتیجه')).toEqual({ ok: false, reason: 'noRows' });
});
