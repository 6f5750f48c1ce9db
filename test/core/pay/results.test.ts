import { describe, expect, test } from 'vitest';
import { judgeResults, type SentLine } from '../../../core/pay/rules/results.ts';
import { parseRial } from '../../../core/pay/rules/rial.ts';
import type { BankResult, ResultVerdict } from '../../../core/pay/types.ts';
import { sheba } from '../../support/made-up.ts';

const [first, second, shared] = [sheba(1), sheba(2), sheba(3)];
const line = (id: number, more: Partial<SentLine> = {}): SentLine => ({
  id,
  sheba: first,
  amountRial: 180_000n,
  state: 'due',
  isOwn: false,
  ...more,
});
const lines = [
  line(1),
  line(2, { sheba: second, state: 'paid' }),
  line(3, { sheba: shared }),
  line(4, { sheba: shared, amountRial: 360_000n }),
  line(5, { sheba: shared, state: 'paid' }),
  line(6, { sheba: sheba(6), isOwn: true }),
];
const paid = { paid: true, reference: 'R1' } as const;
const returned = { paid: false, reason: 'closed' } as const;

describe('a row of the bank’s answer', () => {
  test.each<[string, BankResult, ResultVerdict]>([
    ['by its number', { lineId: 1, outcome: paid }, 'paid'],
    ['by its number, returned', { lineId: 1, outcome: returned }, 'returned'],
    ['by its Sheba', { sheba: first, outcome: paid }, 'paid'],
    ['with the right amount', { lineId: 1, amountRial: 180_000n, outcome: paid }, 'paid'],
    ['with another amount', { lineId: 1, amountRial: 180_001n, outcome: paid }, 'differing'],
    ['with another’s Sheba', { lineId: 1, sheba: second, outcome: paid }, 'differing'],
    ['by Sheba, with another amount', { sheba: first, amountRial: 1n, outcome: paid }, 'differing'],
    ['of nobody', { lineId: 99, outcome: paid }, 'unknown'],
    ['of nobody’s Sheba', { sheba: sheba(99), outcome: paid }, 'unknown'],
    ['that names nothing', { outcome: paid }, 'unknown'],
    ['that says what is known', { lineId: 2, outcome: paid }, 'known'],
    ['that says otherwise', { lineId: 2, outcome: returned }, 'contradicting'],
    ['of the own pay, that it arrived', { lineId: 6, outcome: paid }, 'paid'],
    ['of the own pay, that it came back', { lineId: 6, outcome: returned }, 'own'],
    ['of two lines with one Sheba', { sheba: shared, outcome: paid }, 'ambiguous'],
    ['told apart by amount', { sheba: shared, amountRial: 360_000n, outcome: paid }, 'paid'],
    [
      'that may mean the line that is paid already',
      { sheba: shared, amountRial: 180_000n, outcome: paid },
      'ambiguous',
    ],
  ])('%s', (_what, row, verdict) => {
    const judged = judgeResults(lines, [row]);
    expect(judged.verdicts).toEqual([verdict]);
    expect(judged.settled).toHaveLength(verdict === 'paid' || verdict === 'returned' ? 1 : 0);
  });

  test('twice counts once, and against another row of its line not at all', () => {
    const again = judgeResults(lines, [
      { lineId: 1, outcome: paid },
      { sheba: first, outcome: paid },
    ]);
    expect(again.verdicts).toEqual(['paid', 'known']);
    const torn = judgeResults(lines, [
      { lineId: 1, outcome: paid },
      { sheba: first, outcome: returned },
      { lineId: 3, outcome: returned },
    ]);
    expect(torn.verdicts).toEqual(['contradicting', 'contradicting', 'returned']);
    expect(torn.settled.map((one) => one.line.id)).toEqual([3]);
  });
});

test.each<[string, bigint | undefined]>([
  ['250000', 250_000n],
  ['۲۵۰٬۰۰۰', 250_000n],
  ['250,000 ریال', 250_000n],
  ['250.000', 250_000n],
  ['1 250 000', 1_250_000n],
  ['250000.00', 250_000n],
  ['75,000,000 Rials', 75_000_000n],
  ['0', 0n],
  ['250000.5', undefined],
  ['2,50', undefined],
  ['-5', undefined],
  ['1234567890123456', undefined],
  ['', undefined],
  ['ریال', undefined],
  ['25000 تومان', undefined],
])('rial written as %s', (text, rial) => {
  expect(parseRial(text)).toBe(rial);
});
