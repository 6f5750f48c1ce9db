import type { Update } from 'grammy/types';
import { conflict, type Refusal } from './refusal.ts';
import type { UpdateQueue } from './update-queue.ts';

interface Poller {
  limit: number;
  answer: (updates: Update[]) => void;
  refuse: (refusal: Refusal) => void;
  timer: NodeJS.Timeout;
}

export interface Poll {
  offset: number;
  /** At most so many updates. */
  limit: number;
  /** How long to wait for the first update, in seconds. */
  timeout: number;
  /** Called with what to do when the bot hangs up. */
  onHangUp: (forget: () => void) => void;
}

/** getUpdates of one bot: one poller at a time, a later one sends the earlier away. */
export class Polling {
  readonly #queue: UpdateQueue;
  #poller: Poller | undefined;

  constructor(queue: UpdateQueue) {
    this.#queue = queue;
  }

  get waiting(): boolean {
    return this.#poller !== undefined;
  }

  /** Confirms below the offset, then gives what there is, or waits for it. */
  async poll({ offset, limit, timeout, onHangUp }: Poll): Promise<Update[]> {
    this.stop(
      conflict(
        'terminated by other getUpdates request; make sure that only one bot instance is running',
      ),
    );
    if (offset !== 0) this.#queue.confirm(offset);
    const updates = this.#queue.batch(limit);
    if (updates.length > 0 || timeout <= 0) return updates;
    return new Promise((answer, refuse) => {
      const timer = setTimeout(() => this.#finish(poller), timeout * 1000);
      const poller = { limit, answer, refuse, timer };
      this.#poller = poller;
      onHangUp(() => this.#forget(poller));
    });
  }

  /** To be called when an update has come. */
  wake(): void {
    if (this.#poller) this.#finish(this.#poller);
  }

  /** Ends the waiting poller with a refusal. */
  stop(refusal: Refusal): void {
    const poller = this.#poller;
    if (!poller) return;
    this.#forget(poller);
    poller.refuse(refusal);
  }

  #finish(poller: Poller): void {
    this.#forget(poller);
    poller.answer(this.#queue.batch(poller.limit));
  }

  #forget(poller: Poller): void {
    clearTimeout(poller.timer);
    if (this.#poller === poller) this.#poller = undefined;
  }
}
