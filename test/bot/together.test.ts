import { expect, test, vi } from 'vitest';
import { together } from '../../bot/together.ts';

/** Calls that end when they are told to. */
function held() {
  const calls: { items: readonly number[]; end: (fault?: Error) => void }[] = [];
  const run = together<number, void>(
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

test('a call takes no more than it may; the rest goes with the one after it', async () => {
  const calls: (readonly number[])[] = [];
  const run = together(async (items: readonly number[]) => {
    await soon();
    calls.push(items);
    return items.length;
  }, 3);
  const lengths = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((item) => run([item])));
  expect(calls).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
  expect(lengths).toEqual([3, 3, 3, 3, 3, 3, 1]);
});

test('a call that hangs holds up those after it for a while only', async () => {
  vi.useFakeTimers();
  try {
    const calls: (readonly number[])[] = [];
    const run = together((items: readonly number[]) => {
      calls.push(items);
      return items.includes(1) ? new Promise<string>(() => undefined) : Promise.resolve('done');
    });
    void run([1]);
    await vi.advanceTimersByTimeAsync(0);
    const second = run([2]);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(calls).toEqual([[1]]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await second).toBe('done');
  } finally {
    vi.useRealTimers();
  }
});
