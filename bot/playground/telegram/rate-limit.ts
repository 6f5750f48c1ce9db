export interface Limits {
  /** Messages a second of one bot, over all chats. */
  perSecond: number;
  /** Messages a second in one chat, in the long run. */
  perChatPerSecond: number;
  /**
   * How many messages a chat takes at once before its rate counts, 5 unless told. Telegram
   * gives no figure, only that short bursts may pass: five let a bot answer in several
   * messages, and stop one that sends a list message by message.
   */
  chatBurst?: number;
}

/**
 * The rate limits of one bot, by the clock passed in (milliseconds). The bot's own rate
 * counts in any window of one second. Who goes over a limit has to wait out `retry_after`
 * whole: until then every further message is refused too, as on Telegram.
 */
export class RateLimiter {
  readonly #limits: Required<Limits>;
  readonly #clock: () => number;
  /** Times of the last messages, a ring of `perSecond` places. */
  readonly #recent: number[];
  #next = 0;
  /** For each chat, when it will have worked off its messages. */
  readonly #paidUntil = new Map<number, number>();
  readonly #frozen = new Map<number | 'bot', number>();
  #untilSweep = 10_000;

  constructor(limits: Limits, clock: () => number) {
    this.#limits = { chatBurst: 5, ...limits };
    this.#clock = clock;
    this.#recent = new Array<number>(limits.perSecond).fill(Number.NEGATIVE_INFINITY);
  }

  /** Counts a message. Returns 0, or the whole seconds to wait where it is not allowed. */
  take(chatId: number): number {
    const now = this.#clock();
    const wait = this.#frozenFor('bot', now) || this.#frozenFor(chatId, now);
    if (wait > 0) return wait;
    const oldest = this.#recent[this.#next] ?? 0;
    if (now - oldest < 1000) return this.#freeze('bot', now, oldest + 1000 - now);
    const interval = 1000 / this.#limits.perChatPerSecond;
    const paidUntil = Math.max(this.#paidUntil.get(chatId) ?? 0, now);
    const excess = paidUntil + interval - now - interval * this.#limits.chatBurst;
    if (excess > 0) return this.#freeze(chatId, now, excess);
    this.#paidUntil.set(chatId, paidUntil + interval);
    this.#recent[this.#next] = now;
    this.#next = (this.#next + 1) % this.#recent.length;
    this.#sweep(now);
    return 0;
  }

  #frozenFor(key: number | 'bot', now: number): number {
    const until = this.#frozen.get(key);
    if (until === undefined) return 0;
    if (until > now) return Math.ceil((until - now) / 1000);
    this.#frozen.delete(key);
    return 0;
  }

  #freeze(key: number | 'bot', now: number, milliseconds: number): number {
    const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
    this.#frozen.set(key, now + seconds * 1000);
    return seconds;
  }

  /** Forgets the chats that owe nothing, so that memory follows the traffic. */
  #sweep(now: number): void {
    this.#untilSweep -= 1;
    if (this.#untilSweep > 0) return;
    this.#untilSweep = 10_000;
    for (const [chatId, until] of this.#paidUntil) {
      if (until <= now) this.#paidUntil.delete(chatId);
    }
  }
}
