import { type Asked, askAgainMs, burstOf, type Places, type Rate, type Taken } from './places.ts';

/** The shortest call of many is a little longer than the shortest way there and the shortest back. */
const certainty = 0.9;
/** Milliseconds by which sums of such times may be off, since they are no whole numbers. */
const rounding = 1e-6;
/** How often chats that owe nothing are forgotten, in messages. */
const sweepEvery = 10_000;

/**
 * The places of one process alone, by milliseconds that never go back. Pauses are kept by the
 * service's clock, as the times are from which messages are due again.
 */
export function placesInMemory(
  { perSecond, perChatPerSecond }: Rate,
  clock: () => Date = () => new Date(),
): Places {
  const now = () => performance.now();
  /** When each place that is not in use is free, the earliest first. */
  const freeAt: number[] = new Array<number>(perSecond).fill(Number.NEGATIVE_INFINITY);
  /** For each chat, when it will have worked off its messages. */
  const paidUntil = new Map<bigint, number>();
  const interval = 1000 / perChatPerSecond;
  let pause = { from: 0, until: 0 };
  // Announcements go evenly, a little faster than the rate so that what was lost is made up for: thirty
  // at once would wait for each other at the messenger, and their places with them.
  const spacing = (1000 / perSecond) * 0.8;
  const slack = spacing * (Math.max(4, Math.ceil(perSecond / 20)) - 1);
  let evenUntil = Number.NEGATIVE_INFINITY;
  let untilSweep = sweepEvery;

  function takeOne({ chatId, urgency }: Asked, at: number): Taken {
    const pauseMs = pauseLeft();
    if (pauseMs > 0) return { waitMs: pauseMs, because: 'all' };
    const owed = Math.max(0, (paidUntil.get(chatId) ?? 0) - at);
    const excess = owed - interval * (burstOf[urgency] - 1);
    if (excess > rounding) return { waitMs: excess, because: 'chat' };
    const [next = at + askAgainMs] = freeAt;
    const even = Math.max(evenUntil, at);
    const wait = Math.max(next - at, urgency === 'announcement' ? even - at - slack : 0);
    if (wait > 0) return { waitMs: wait, because: 'all' };
    freeAt.shift();
    if (urgency === 'announcement') evenUntil = even + spacing;
    paidUntil.set(chatId, at + owed + interval);
    sweep(at);
    return { place: '' };
  }

  /** A clock that was set back ends a pause, which would last nobody knows how long. */
  function pauseLeft(): number {
    const at = clock().getTime();
    return at < pause.from ? 0 : pause.until - at;
  }

  function sweep(at: number): void {
    untilSweep -= 1;
    if (untilSweep > 0) return;
    untilSweep = sweepEvery;
    for (const [chatId, until] of paidUntil) if (until <= at) paidUntil.delete(chatId);
  }

  return {
    async take(asked) {
      // One instant for all of them: a place that comes free meanwhile is not for those behind.
      const at = now();
      return asked.map((one) => takeOne(one, at));
    },
    async giveBack(places, wayMs = 0) {
      const free = Math.max(now() + 1000 - wayMs * certainty, freeAt.at(-1) ?? 0);
      for (const _ of places) freeAt.push(free);
    },
    async hold(milliseconds) {
      const from = clock().getTime();
      pause = { from, until: from + Math.max(milliseconds, pauseLeft()) };
    },
  };
}
