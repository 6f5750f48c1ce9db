import { expect, test } from 'vitest';
import { together } from '../../../bot/sending/together.ts';

/** Calls that end when they are told to. */
function held() {
  const calls: { items: readonly number[]; end: (fault?: Error) => void }[] = [];
  const run = together<number>(
    (items) =>
      new Promise((resolve, reject) => {
        calls.push({ items, end: (fault) => (fault ? reject(fault) : resolve()) });
      }),
  );
  return { calls, run };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

test('what is asked for during a call goes with the next, and ends with it', async () => {
  const { calls, run } = held();
  const first = run([1]);
  await soon();
  let ended = 0;
  const others = [[2, 3], [4]].map((items) => run(items).then(() => ended++));
  await soon();
  expect(calls.map(({ items }) => items)).toEqual([[1]]);
  calls[0]?.end();
  await first;
  await soon();
  expect(calls.map(({ items }) => items)).toEqual([[1], [2, 3, 4]]);
  expect(ended).toBe(0);
  calls[1]?.end();
  await Promise.all(others);
});

test('a call that fails is the matter of those who shared it', async () => {
  const { calls, run } = held();
  const first = run([1]);
  await soon();
  const second = run([2]);
  calls[0]?.end(new Error('out of reach'));
  await expect(first).rejects.toThrow('out of reach');
  await soon();
  calls[1]?.end();
  await second;
  await run([]);
  expect(calls).toHaveLength(2);
});
