/** Faults that a playground server commits in the order given, each on one request. */
export class Faults<Fault> {
  #queue: Fault[] = [];

  /** The next `times` requests meet this fault, after those that are queued already. */
  add(fault: Fault, times = 1): void {
    for (let i = 0; i < times; i += 1) this.#queue.push(fault);
  }

  clear(): void {
    this.#queue = [];
  }

  take(): Fault | undefined {
    return this.#queue.shift();
  }
}
