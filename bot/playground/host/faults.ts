import type { CallFault, FaultHandle, Faults } from '../telegram/faults.ts';
import type { FaultName } from './wire.ts';

/** What Telegram limits: whatever is sent, edited or answered. */
const limited = [
  'sendMessage',
  'sendPhoto',
  'sendDocument',
  'editMessageText',
  'editMessageCaption',
  'editMessageMedia',
  'editMessageReplyMarkup',
  'answerCallbackQuery',
] as const;

const orders: Readonly<Record<FaultName, readonly CallFault[]>> = {
  slow: [{ kind: 'delay', ms: 2_500 }],
  limit: limited.map((method) => ({ kind: '429', retryAfter: 2, method })),
  cut: [{ kind: 'cut-before' }],
};

/** Faults that a visitor switches on and off. */
export class FaultSwitches {
  readonly #faults: Faults;
  readonly #on = new Map<FaultName, readonly FaultHandle[]>();
  /** Of those that are off again. */
  #struck = 0;

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  get on(): readonly FaultName[] {
    return [...this.#on.keys()];
  }

  /** Calls that met a fault since all was well. */
  get struck(): number {
    return [...this.#on.values()].flat().reduce((sum, { hits }) => sum + hits, this.#struck);
  }

  set(name: FaultName, on: boolean): void {
    if (on === this.#on.has(name)) return;
    if (on && this.#on.size === 0) this.#struck = 0;
    if (on)
      this.#on.set(
        name,
        orders[name].map((order) => this.#faults.add(order)),
      );
    else this.#remove(name);
  }

  #remove(name: FaultName): void {
    for (const handle of this.#on.get(name) ?? []) {
      this.#struck += handle.hits;
      handle.remove();
    }
    this.#on.delete(name);
  }
}
