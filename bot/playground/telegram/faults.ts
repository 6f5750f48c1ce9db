import type { Random } from './random.ts';
import type { UpdateMishap } from './update-queue.ts';

interface Order {
  /** Method name in any case; all methods unless told. */
  method?: string;
  chatId?: number;
  /** How often it strikes; for ever unless told. */
  times?: number;
  /** From 0 to 1; always unless told. */
  probability?: number;
}

/** What a call meets: an answer, a delay in milliseconds, a cut connection. */
export type CallFault = Order &
  (
    | { kind: '429'; retryAfter: number }
    | { kind: '403'; description?: string }
    | { kind: '500' }
    | { kind: '502' }
    | { kind: 'delay'; ms: number }
    /** The connection breaks before any effect. */
    | { kind: 'cut-before' }
    /** The effect is done, the connection breaks without an answer. */
    | { kind: 'cut-after' }
  );

/** `twice`: delivered a second time. `late`: delivered after the update that follows it. */
export type UpdateFault = Omit<Order, 'method'> & { kind: UpdateMishap; bot?: string };

export interface FaultHandle {
  /** How often it has struck. */
  readonly hits: number;
  remove(): void;
}

class Standing<Fault extends Omit<Order, 'method'>> implements FaultHandle {
  readonly fault: Fault;
  readonly #all: Set<Standing<Fault>>;
  hits = 0;

  constructor(fault: Fault, all: Set<Standing<Fault>>) {
    this.fault = fault;
    this.#all = all;
    all.add(this);
  }

  remove(): void {
    this.#all.delete(this);
  }

  strikes(chatId: number | undefined, random: Random): boolean {
    const { chatId: only, probability = 1, times = Number.POSITIVE_INFINITY } = this.fault;
    if (only !== undefined && only !== chatId) return false;
    if (probability < 1 && random() >= probability) return false;
    this.hits += 1;
    if (this.hits >= times) this.remove();
    return true;
  }
}

/** Faults on order. They strike in the order in which they were added, one a call. */
export class Faults {
  readonly #random: Random;
  readonly #calls = new Set<Standing<CallFault>>();
  readonly #updates = new Set<Standing<UpdateFault>>();

  constructor(random: Random) {
    this.#random = random;
  }

  add(fault: CallFault): FaultHandle {
    return new Standing(fault, this.#calls);
  }

  addForUpdates(fault: UpdateFault): FaultHandle {
    return new Standing(fault, this.#updates);
  }

  clear(): void {
    this.#calls.clear();
    this.#updates.clear();
  }

  forCall(method: string, chatId: number | undefined): CallFault | undefined {
    for (const standing of this.#calls) {
      const only = standing.fault.method?.toLowerCase();
      if (only !== undefined && only !== method) continue;
      if (standing.strikes(chatId, this.#random)) return standing.fault;
    }
    return undefined;
  }

  forUpdate(bot: string, chatId: number): UpdateMishap | undefined {
    for (const standing of this.#updates) {
      if (standing.fault.bot !== undefined && standing.fault.bot !== bot) continue;
      if (standing.strikes(chatId, this.#random)) return standing.fault.kind;
    }
    return undefined;
  }
}
