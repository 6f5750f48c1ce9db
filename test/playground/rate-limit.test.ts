import { describe, expect, test } from 'vitest';
import { RateLimiter } from '../../bot/playground/telegram/rate-limit.ts';
import { handClock } from './support.ts';

function limiter(perSecond = 30, chatBurst = 5) {
  const clock = handClock();
  const limits = new RateLimiter({ perSecond, perChatPerSecond: 1, chatBurst }, clock.milliseconds);
  return { clock, take: (chatId: number) => limits.take(chatId) };
}

describe('rate limits', () => {
  test('thirty a second over all chats, in any window of a second', () => {
    const { clock, take } = limiter();
    for (let chat = 0; chat < 15; chat += 1) expect(take(chat)).toBe(0);
    clock.forward(500);
    for (let chat = 15; chat < 30; chat += 1) expect(take(chat)).toBe(0);
    clock.forward(499);
    expect(take(99)).toBe(1);
  });

  test('who went over it has to wait out the whole time', () => {
    const { clock, take } = limiter(1);
    expect(take(1)).toBe(0);
    expect(take(2)).toBe(1);
    clock.forward(999);
    expect(take(3)).toBe(1);
    clock.forward(1);
    expect(take(3)).toBe(0);
  });

  test('a chat takes a short burst, then one a second', () => {
    const { clock, take } = limiter(1000, 3);
    expect([take(1), take(1), take(1), take(1)]).toEqual([0, 0, 0, 1]);
    expect(take(2)).toBe(0);
    clock.forward(1000);
    expect([take(1), take(1)]).toEqual([0, 1]);
    clock.forward(1000);
    expect(take(1)).toBe(0);
  });

  test('after a pause the burst is there again, and no more than it', () => {
    const { clock, take } = limiter(1000, 2);
    expect([take(1), take(1)]).toEqual([0, 0]);
    clock.forward(60_000);
    expect([take(1), take(1), take(1)]).toEqual([0, 0, 1]);
  });

  test('one message a second never meets a limit', () => {
    const { clock, take } = limiter();
    for (let second = 0; second < 100; second += 1) {
      expect(take(1)).toBe(0);
      clock.forward(1000);
    }
  });
});
