/** One call that a bot made. Plain data. */
export interface RecordedCall {
  /** When it was done, milliseconds since 1970 by the playground's clock. */
  at: number;
  /** User name of the bot; '' where the token was wrong. */
  bot: string;
  /** As the bot wrote it. */
  method: string;
  /** Files as their name and size. */
  parameters: Readonly<Record<string, unknown>>;
  /** What was done or, after a refusal, nothing. */
  effect: boolean;
  result?: unknown;
  error?: { code: number; description: string };
  /** The fault that was ordered and struck. */
  fault?: string;
}

/** Append-only log of all calls, with counters that stay cheap at any size. */
export class CallRecord {
  /** False keeps only the counters, for load tests. */
  keepCalls: boolean;
  readonly #calls: RecordedCall[] = [];
  readonly #byMethod = new Map<string, number>();
  readonly #messagesByChat = new Map<number, number>();
  readonly #refusedByMethod = new Map<string, number>();

  constructor(keepCalls: boolean) {
    this.keepCalls = keepCalls;
  }

  get calls(): readonly RecordedCall[] {
    return this.#calls;
  }

  /** Calls that were answered with an error. */
  get refused(): number {
    return [...this.#refusedByMethod.values()].reduce((sum, one) => sum + one, 0);
  }

  /** Calls of a method that were answered with an error, by its name in lower case. */
  refusedOf(method: string): number {
    return this.#refusedByMethod.get(method.toLowerCase()) ?? 0;
  }

  /** How often a method was called, by its name in lower case or as documented. */
  count(method: string): number {
    return this.#byMethod.get(method.toLowerCase()) ?? 0;
  }

  /** How many messages a chat has received. */
  messagesTo(chatId: number): number {
    return this.#messagesByChat.get(chatId) ?? 0;
  }

  /** Chats that have received a message, and how many each. */
  get chats(): ReadonlyMap<number, number> {
    return this.#messagesByChat;
  }

  of(method: string): RecordedCall[] {
    return this.#calls.filter((call) => call.method.toLowerCase() === method.toLowerCase());
  }

  addCall(method: string, refused: boolean, call: () => RecordedCall): void {
    this.#byMethod.set(method, (this.#byMethod.get(method) ?? 0) + 1);
    if (refused) this.#refusedByMethod.set(method, this.refusedOf(method) + 1);
    if (this.keepCalls) this.#calls.push(call());
  }

  addMessage(chatId: number): void {
    this.#messagesByChat.set(chatId, (this.#messagesByChat.get(chatId) ?? 0) + 1);
  }

  clear(): void {
    this.#calls.length = 0;
    this.#byMethod.clear();
    this.#refusedByMethod.clear();
    this.#messagesByChat.clear();
  }
}
