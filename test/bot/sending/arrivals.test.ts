import { describe, expect, test } from 'vitest';
import { Arrivals, NothingArrived } from '../../../bot/playground/arrivals.ts';

describe('next', () => {
  test('gives what came before the question, then what comes after, each once and in order', async () => {
    const arrivals = new Arrivals<string>();
    arrivals.deliver('a', 'first');
    expect(await arrivals.next('a')).toBe('first');
    const two = Promise.all([arrivals.next('a'), arrivals.next('a')]);
    arrivals.deliver('b', 'elsewhere');
    arrivals.deliver('a', 'second');
    arrivals.deliver('a', 'third');
    expect(await two).toEqual(['second', 'third']);
    expect(arrivals.inbox('a')).toEqual(['first', 'second', 'third']);
  });

  test('gives up in time, and a question given up takes nothing from the next one', async () => {
    const arrivals = new Arrivals<string>();
    await expect(arrivals.next('a', 10)).rejects.toThrow(NothingArrived);
    arrivals.deliver('a', 'late');
    expect(await arrivals.next('a')).toBe('late');
  });
});

test('listeners hear each arrival until they stop', () => {
  const arrivals = new Arrivals<string>();
  const heard: string[] = [];
  const stop = arrivals.onArrival((address, item) => heard.push(`${address}:${item}`));
  arrivals.deliver('a', '1');
  stop();
  arrivals.deliver('a', '2');
  expect(heard).toEqual(['a:1']);
});
