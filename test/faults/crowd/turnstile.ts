/** Many may be inside at once, or one alone, who is let in when the others have left. */
export class Turnstile {
  #inside = 0;
  #alone: Promise<void> | undefined;
  #left: () => void = () => undefined;

  async among<Value>(task: () => Promise<Value>): Promise<Value> {
    while (this.#alone !== undefined) await this.#alone;
    this.#inside += 1;
    try {
      return await task();
    } finally {
      this.#inside -= 1;
      if (this.#inside === 0) this.#left();
    }
  }

  async alone(task: () => Promise<void>): Promise<void> {
    while (this.#alone !== undefined) await this.#alone;
    this.#alone = this.#afterOthers(task).finally(() => {
      this.#alone = undefined;
    });
    await this.#alone;
  }

  async #afterOthers(task: () => Promise<void>): Promise<void> {
    if (this.#inside > 0) {
      await new Promise<void>((resolve) => {
        this.#left = resolve;
      });
      this.#left = () => undefined;
    }
    await task();
  }
}

/** One after the other, in the order in which they come. */
export function queue(): <Value>(task: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const mine = last.then(task, task);
    last = mine.catch(() => undefined);
    return mine;
  };
}
