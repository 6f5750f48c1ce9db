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
  /** Chats whose first update may go, in the order in which they became ready. */
  readonly #ready = new Set<number>();
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
    this.#ready.add(chatId);
    this.#fillConnections();
  }

  #fillConnections(): void {
    for (const chatId of this.#ready) {
      if (this.#closed || this.#active >= this.options.maxConnections) return;
      this.#ready.delete(chatId);
      void this.#serve(chatId);
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
    this.#fillConnections();
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
    if (lane.waiting.length > 0) this.#ready.add(chatId);
    else this.#lanes.delete(chatId);
  }

  #retryLater(chatId: number, lane: Lane): void {
    if (this.#closed) return;
    const { firstDelay, maxDelay } = this.options;
    const delay = Math.min(firstDelay * 2 ** lane.failures, maxDelay);
    lane.failures += 1;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#makeReady(chatId);
    }, delay);
    this.#timers.add(timer);
  }
}

const isSuccess = ({ status }: WebhookAnswer) => status >= 200 && status < 300;
