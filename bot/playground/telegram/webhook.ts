import { postUpdate, type WebhookAnswer } from './post-update.ts';
import type { QueuedUpdate, UpdateQueue } from './update-queue.ts';

export interface WebhookOptions {
  /** Telegram knows one; with several, each update goes to every one of them. */
  urls: readonly string[];
  secret: string;
  /** Updates under way at once; each is of another chat. */
  maxConnections: number;
  /** Milliseconds before the second try; doubles up to `maxDelay`. */
  firstDelay: number;
  maxDelay: number;
  seconds: () => number;
  /** Called with an answer's body: a bot may put one method call there. */
  onReply: (body: string) => void;
}

interface Lane {
  waiting: QueuedUpdate[];
  /** Where the first waiting update has arrived already. */
  arrived: Set<string>;
  failures: number;
}

/**
 * Delivers a bot's updates to its webhook, again and again until it answers 2xx: those of one
 * chat in sequence, those of different chats in parallel.
 */
export class Webhook {
  readonly options: WebhookOptions;
  lastError: { date: number; message: string } | undefined;
  readonly #queue: UpdateQueue;
  readonly #lanes = new Map<number, Lane>();
  readonly #ready: number[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  #active = 0;
  #closed = false;

  constructor(queue: UpdateQueue, options: WebhookOptions) {
    this.#queue = queue;
    this.options = options;
    for (const queued of queue.pending()) this.accept(queued);
  }

  accept(queued: QueuedUpdate): void {
    const lane = this.#lanes.get(queued.chatId);
    if (lane) {
      lane.waiting.push(queued);
      return;
    }
    this.#lanes.set(queued.chatId, { waiting: [queued], arrived: new Set(), failures: 0 });
    this.#makeReady(queued.chatId);
  }

  /** Stops; what has not arrived stays in the queue. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #makeReady(chatId: number): void {
    this.#ready.push(chatId);
    while (!this.#closed && this.#active < this.options.maxConnections) {
      const next = this.#ready.shift();
      if (next === undefined) return;
      void this.#serve(next);
    }
  }

  async #serve(chatId: number): Promise<void> {
    const lane = this.#lanes.get(chatId);
    const queued = lane?.waiting[0];
    if (!lane || !queued) return;
    this.#active += 1;
    await this.#deliver(queued, lane);
    this.#active -= 1;
    if (lane.arrived.size === this.options.urls.length) this.#advance(chatId, lane, queued);
    else this.#retryLater(chatId, lane);
  }

  async #deliver(queued: QueuedUpdate, lane: Lane): Promise<void> {
    const missing = this.options.urls.filter((url) => !lane.arrived.has(url));
    await Promise.all(missing.map((url) => this.#deliverTo(url, queued, lane)));
  }

  async #deliverTo(url: string, queued: QueuedUpdate, lane: Lane): Promise<void> {
    try {
      const answer = await postUpdate(url, this.options.secret, queued.update);
      if (!isSuccess(answer)) throw new Error(`Wrong response from the webhook: ${answer.status}`);
      lane.arrived.add(url);
      if (answer.body.includes('"method"')) this.options.onReply(answer.body);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.lastError = { date: this.options.seconds(), message };
    }
  }

  #advance(chatId: number, lane: Lane, queued: QueuedUpdate): void {
    this.#queue.remove(queued);
    lane.waiting.shift();
    lane.arrived.clear();
    lane.failures = 0;
    if (lane.waiting.length === 0) this.#lanes.delete(chatId);
    if (lane.waiting.length > 0) this.#makeReady(chatId);
    else this.#resume();
  }

  #retryLater(chatId: number, lane: Lane): void {
    this.#resume();
    if (this.#closed) return;
    const delay = Math.min(this.options.firstDelay * 2 ** lane.failures, this.options.maxDelay);
    lane.failures += 1;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#makeReady(chatId);
    }, delay);
    this.#timers.add(timer);
  }

  /** A connection is free again: the next chat may use it. */
  #resume(): void {
    const next = this.#ready.shift();
    if (next !== undefined) this.#makeReady(next);
  }
}

const isSuccess = ({ status }: WebhookAnswer) => status >= 200 && status < 300;
