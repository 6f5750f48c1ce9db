import { expect, test } from 'vitest';
import { createStock } from '../../../bot/sending/stock.ts';

test('the slower receivers come, the more are taken before their turn, within bounds, and fewer again', async () => {
  let at = 0;
  const taking = (stock: ReturnType<typeof createStock>, milliseconds: number) =>
    stock.timed(async () => {
      at += milliseconds;
    });
  const stock = createStock(1_000, () => at);
  expect(stock.ahead()).toBe(40);
  await taking(stock, 3);
  expect(stock.ahead()).toBe(40);
  await taking(stock, 20);
  // Half of them last longer than the next ones take to come.
  expect(stock.ahead()).toBe(60);
  await taking(stock, 500);
  expect(stock.ahead()).toBe(125);
  for (let count = 0; count < 40; count++) await taking(stock, 3);
  expect(stock.ahead()).toBe(40);

  const usual = createStock(30, () => at);
  expect(usual.ahead()).toBe(4);
  await taking(usual, 60);
  expect(usual.ahead()).toBe(6);
  await taking(usual, 500);
  expect(usual.ahead()).toBe(8);
});

test('a taking that failed is thrown on, and its time counts', async () => {
  let at = 0;
  const stock = createStock(1_000, () => at);
  const failing = stock.timed(async () => {
    at += 30;
    throw new Error('away');
  });
  await expect(failing).rejects.toThrow('away');
  expect(stock.ahead()).toBe(90);
});
