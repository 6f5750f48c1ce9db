import { expect, test } from 'vitest';
import { createStock } from '../../../bot/sending/stock.ts';

/** Takes one lot after the other, each so slowly, and sends so many of it in a millisecond. */
function taker(perSecond: number) {
  let at = 0;
  const stock = createStock(perSecond, () => at);
  const goOn = async (takingMs: number, pace: number, times = 1) => {
    for (let time = 0; time < times; time++) {
      const count = Math.ceil(stock.ahead() / 2);
      await stock.timed(async () => {
        at += takingMs;
        return Array.from({ length: count });
      });
      at += Math.max(0, count / pace - takingMs);
    }
    return stock.ahead();
  };
  return { stock, goOn };
}

test('the slower receivers come, the more are taken before their turn, within bounds, and fewer again', async () => {
  const { stock, goOn } = taker(1_000);
  expect(stock.ahead()).toBe(40);
  expect(await goOn(3, 1, 3)).toBe(40);
  // Half of them last longer than the next ones take to come.
  expect(await goOn(20, 1, 5)).toBe(60);
  expect(await goOn(500, 1, 5)).toBe(100);
  expect(await goOn(33, 1, 40)).toBe(99);
  expect(await goOn(3, 1, 40)).toBe(40);
});

test('who shares the rate with others takes what it sends itself', async () => {
  expect(await taker(1_000).goOn(20, 1, 5)).toBe(60);
  expect(await taker(1_000).goOn(30, 1 / 2, 9)).toBe(45);
  expect(await taker(1_000).goOn(30, 1 / 3, 9)).toBe(40);
  expect(await taker(30).goOn(50, 0.03, 5)).toBe(5);
});

test('a taking that failed is thrown on', async () => {
  const { stock } = taker(1_000);
  const failing = stock.timed(() => Promise.reject(new Error('away')));
  await expect(failing).rejects.toThrow('away');
  expect(stock.ahead()).toBe(40);
});
