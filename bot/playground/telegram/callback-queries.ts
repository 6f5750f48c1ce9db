/** What the person sees after a tap; `expired` where the bot did not answer in time. */
export type TapAnswer = { text: string; showAlert: boolean; url?: string } | 'expired';

interface OpenQuery {
  botId: number;
  askedAt: number;
  settle: (answer: TapAnswer) => void;
  timer: NodeJS.Timeout;
}

/** The taps that wait for their one answer. */
export class CallbackQueries {
  readonly #open = new Map<string, OpenQuery>();
  readonly #lifetime: number;
  readonly #clock: () => number;

  /** @param lifetime milliseconds in which an answer is taken */
  constructor(lifetime: number, clock: () => number) {
    this.#lifetime = lifetime;
    this.#clock = clock;
  }

  open(id: string, botId: number, onAnswer: (answer: TapAnswer) => void): Promise<TapAnswer> {
    return new Promise((resolve) => {
      const settle = (answer: TapAnswer) => {
        onAnswer(answer);
        resolve(answer);
      };
      const timer = setTimeout(() => this.#close(id)?.settle('expired'), this.#lifetime);
      timer.unref();
      this.#open.set(id, { botId, askedAt: this.#clock(), settle, timer });
    });
  }

  /** False where there is no such query of this bot, or its time is over. */
  answer(id: string, botId: number, answer: TapAnswer): boolean {
    if (this.#open.get(id)?.botId !== botId) return false;
    const query = this.#close(id);
    if (!query) return false;
    const inTime = this.#clock() - query.askedAt <= this.#lifetime;
    query.settle(inTime ? answer : 'expired');
    return inTime;
  }

  closeAll(): void {
    for (const id of [...this.#open.keys()]) this.#close(id)?.settle('expired');
  }

  #close(id: string): OpenQuery | undefined {
    const query = this.#open.get(id);
    this.#open.delete(id);
    clearTimeout(query?.timer);
    return query;
  }
}
