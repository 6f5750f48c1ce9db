import type { Update } from 'grammy/types';

export type UpdateBody = Omit<Update, 'update_id'>;
export type UpdateType = Exclude<keyof Update, 'update_id'>;

/** What may go wrong with an update on its way, on order. */
export type UpdateMishap = 'twice' | 'late';

export interface QueuedUpdate {
  update: Update;
  /** Updates of one chat are delivered in sequence. */
  chatId: number;
  handedOut: boolean;
  /** Came after a younger one, so a higher offset does not confirm it unseen. */
  late: boolean;
}

/** What a bot has not confirmed, as plain data. */
export interface RememberedUpdates {
  readonly next: number;
  readonly pending: readonly Pick<QueuedUpdate, 'update' | 'chatId'>[];
}

/** Ids that are left out after a pause, since the last before it may not have been remembered. */
const leftOut = 1_000;

// Telegram sends these only to bots that ask for them by name.
const ON_REQUEST: readonly UpdateType[] = [
  'chat_member',
  'message_reaction',
  'message_reaction_count',
];

/** Milliseconds that a late update waits for the one it should follow. */
const LATEST = 1_000;

/** The updates of one bot that it has not confirmed yet, oldest first. */
export class UpdateQueue {
  #nextId: number;
  readonly #pending = new Set<QueuedUpdate>();
  #held: QueuedUpdate | undefined;
  #holding: NodeJS.Timeout | undefined;
  /** undefined: all but those on request. */
  allowed: UpdateType[] | undefined;
  /** Called with each new update, after it has been queued. */
  onQueued: (queued: QueuedUpdate) => void = () => {};

  constructor(firstId: number) {
    this.#nextId = firstId;
  }

  get size(): number {
    return this.#pending.size;
  }

  pending(): IterableIterator<QueuedUpdate> {
    return this.#pending.values();
  }

  /** Queues an update; does nothing where the bot did not ask for its type. */
  push(chatId: number, body: UpdateBody, mishap?: UpdateMishap): void {
    if (!this.#wants(body)) return;
    const queued = {
      update: { update_id: this.#nextId, ...body },
      chatId,
      handedOut: false,
      late: false,
    };
    this.#nextId += 1;
    if (mishap === 'late' && !this.#held) {
      this.#held = { ...queued, late: true };
      this.#holding = setTimeout(() => this.release(), LATEST).unref();
      return;
    }
    this.#enqueue(queued);
    if (mishap === 'twice') this.#enqueue({ ...queued });
    this.release();
  }

  /** Queues the update that was held back to come late, if there is one. */
  release(): void {
    const held = this.#held;
    this.#held = undefined;
    clearTimeout(this.#holding);
    if (held) this.#enqueue(held);
  }

  /** Up to `limit` updates. One that is older than its forerunner begins a batch of its own. */
  batch(limit: number): Update[] {
    const updates: Update[] = [];
    for (const queued of this.#pending) {
      const before = updates.at(-1)?.update_id ?? 0;
      if (updates.length === limit || queued.update.update_id < before) break;
      queued.handedOut = true;
      updates.push(queued.update);
    }
    return updates;
  }

  /** Forgets the updates below `offset`; a negative one keeps only the last `-offset`. */
  confirm(offset: number): void {
    const keepLast = Math.max(this.#pending.size + offset, 0);
    if (offset < 0) {
      for (const queued of [...this.#pending].slice(0, keepLast)) this.#pending.delete(queued);
      return;
    }
    for (const queued of this.#pending) {
      if (queued.update.update_id >= offset) return;
      if (!queued.late || queued.handedOut) this.#pending.delete(queued);
    }
  }

  remove(queued: QueuedUpdate): void {
    this.#pending.delete(queued);
  }

  clear(): void {
    this.#pending.clear();
    this.#held = undefined;
    clearTimeout(this.#holding);
  }

  remember(): RememberedUpdates {
    const pending = Array.from(this.#pending, ({ update, chatId }) => ({ update, chatId }));
    return { next: this.#nextId, pending };
  }

  recall({ next, pending }: RememberedUpdates): void {
    this.#nextId = next + leftOut;
    for (const one of pending) this.#enqueue({ ...one, handedOut: false, late: false });
  }

  #enqueue(queued: QueuedUpdate): void {
    this.#pending.add(queued);
    this.onQueued(queued);
  }

  #wants(body: UpdateBody): boolean {
    const types = Object.keys(body);
    if (this.allowed) return types.some((type) => this.allowed?.some((name) => name === type));
    return !types.some((type) => ON_REQUEST.some((name) => name === type));
  }
}
