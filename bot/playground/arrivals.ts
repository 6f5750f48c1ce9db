/** Nothing arrived at an address within the time that a caller of `next` gave. */
export class NothingArrived extends Error {
  constructor(waitedMs: number) {
    super(`nothing arrived within ${waitedMs} ms`);
    this.name = 'NothingArrived';
  }
}

type Waiter<Item> = { readonly take: (item: Item) => void };

/** What is open to readers of the playground's phones and mailboxes. */
export type Inboxes<Item> = {
  /** All that arrived at the address, oldest first; `next` takes nothing away from it. */
  inbox(address: string): readonly Item[];
  /**
   * The oldest item that no `next` of this address has returned yet, waiting for one if need be, so a
   * message that came before the question is not missed and none is returned twice.
   *
   * @throws {NothingArrived} after `withinMs`, 10 seconds if not given
   */
  next(address: string, withinMs?: number): Promise<Item>;
  /** Calls back on each arrival, in order, until the returned function is called. */
  onArrival(listener: (address: string, item: Item) => void): () => void;
};

/** In-memory inboxes by address; `deliver` is the carrier's side of them. */
export class Arrivals<Item> implements Inboxes<Item> {
  readonly #inboxes = new Map<string, Item[]>();
  readonly #read = new Map<string, number>();
  readonly #waiting = new Map<string, Waiter<Item>[]>();
  readonly #listeners = new Set<(address: string, item: Item) => void>();

  deliver(address: string, item: Item): void {
    this.#inboxes.set(address, [...(this.#inboxes.get(address) ?? []), item]);
    const waiter = this.#waiting.get(address)?.shift();
    if (waiter !== undefined) {
      this.#markRead(address);
      waiter.take(item);
    }
    for (const listener of this.#listeners) listener(address, item);
  }

  inbox(address: string): readonly Item[] {
    return this.#inboxes.get(address) ?? [];
  }

  next(address: string, withinMs = 10_000): Promise<Item> {
    const unread = this.inbox(address)[this.#read.get(address) ?? 0];
    if (unread !== undefined) {
      this.#markRead(address);
      return Promise.resolve(unread);
    }
    return this.#arrivalAt(address, withinMs);
  }

  onArrival(listener: (address: string, item: Item) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #arrivalAt(address: string, withinMs: number): Promise<Item> {
    const queue = this.#waiting.get(address) ?? [];
    this.#waiting.set(address, queue);
    return new Promise((resolve, reject) => {
      const waiter: Waiter<Item> = {
        take: (item) => {
          clearTimeout(timer);
          resolve(item);
        },
      };
      const timer = setTimeout(() => {
        queue.splice(queue.indexOf(waiter), 1);
        reject(new NothingArrived(withinMs));
      }, withinMs);
      queue.push(waiter);
    });
  }

  #markRead(address: string): void {
    this.#read.set(address, (this.#read.get(address) ?? 0) + 1);
  }
}
