import { together } from '../../together.ts';
import { type Asked, askAgainMs, type Places, type Taken, urgencies } from './places.ts';
import { createRoundTrip } from './round-trip.ts';

/** Where every message to the messenger passes, so that all of them together keep its limits. */
export interface Gate {
  /** Runs `send` when its turn has come: the more urgent first, otherwise in the order of asking. */
  pass<Value>(message: Asked, send: () => Promise<Value>): Promise<Value>;
  /** As above. Undefined, and nothing was run, where its turn did not come within `patienceMs`. */
  pass<Value>(message: Passing, send: () => Promise<Value>): Promise<Value | undefined>;
  /** The messenger named a pause (429): nobody passes for so long, in whichever process. */
  hold(milliseconds: number): Promise<void>;
}

export interface Passing extends Asked {
  readonly patienceMs: number;
}

interface Waiting extends Asked {
  /** Its chat takes nothing before. */
  notBefore: number;
  readonly givesUpAt: number;
  /** Undefined: not let through. */
  readonly answer: (place: string | undefined) => void;
  readonly failed: (error: unknown) => void;
}

/** Asked for at once; more only wait in line. */
const most = 50;

export function createGate(places: Places, now: () => number = () => performance.now()): Gate {
  const lines = new Map(urgencies.map((urgency) => [urgency, new Set<Waiting>()]));
  const giveBack = together((taken: readonly string[]) => places.giveBack(taken, way.least()));
  const way = createRoundTrip(now);
  const nap = createNap();
  let pumping = false;

  const waiting = (): Waiting[] => urgencies.flatMap((urgency) => [...(lines.get(urgency) ?? [])]);
  const leave = (one: Waiting): void => void lines.get(one.urgency)?.delete(one);

  /** Runs while anybody waits. */
  async function pump(): Promise<void> {
    if (pumping) return;
    pumping = true;
    try {
      for (let all = waiting(); all.length > 0; all = waiting()) await letThrough(all);
    } catch (error) {
      for (const one of waiting()) {
        leave(one);
        one.failed(error);
      }
    } finally {
      pumping = false;
    }
  }

  async function letThrough(all: readonly Waiting[]): Promise<void> {
    const at = now();
    const ready = all.filter(({ notBefore }) => notBefore <= at).slice(0, most);
    const answers = ready.length > 0 ? await places.take(ready) : [];
    const pauses = ready.map((one, index) => hear(one, answers[index]));
    sendAwayTheImpatient();
    const pauseMs = Math.max(0, ...pauses);
    if (pauseMs > 0) return nap.sleep(pauseMs);
    const left = waiting().map(({ notBefore }) => notBefore - now());
    // Only chats that have to wait: whoever comes now wakes it.
    if (left.length > 0) await nap.lightly(Math.min(askAgainMs, ...left));
  }

  /** Milliseconds in which nobody else need ask either. */
  function hear(one: Waiting, answer: Taken | undefined): number {
    if (!answer) return 0;
    if ('place' in answer) {
      leave(one);
      one.answer(answer.place);
      return 0;
    }
    if (answer.because === 'all') return Math.min(answer.waitMs, askAgainMs);
    one.notBefore = now() + answer.waitMs;
    return 0;
  }

  function sendAwayTheImpatient(): void {
    for (const one of waiting()) {
      if (one.givesUpAt > now()) continue;
      leave(one);
      one.answer(undefined);
    }
  }

  function wait({ chatId, urgency, ...message }: Asked | Passing): Promise<string | undefined> {
    return new Promise((answer, failed) => {
      const { patienceMs = Number.POSITIVE_INFINITY } = message as Partial<Passing>;
      const givesUpAt = now() + patienceMs;
      const one = { chatId, urgency, notBefore: 0, givesUpAt, answer, failed };
      lines.get(urgency)?.add(one);
      nap.wake();
      void pump();
    });
  }

  async function pass<Value>(
    message: Asked | Passing,
    send: () => Promise<Value>,
  ): Promise<Value | undefined> {
    const place = await wait(message);
    if (place === undefined) return undefined;
    const begun = now();
    try {
      return await send();
    } finally {
      way.took(now() - begun);
      void giveBack([place]);
    }
  }

  return {
    // Who asks without patience has a turn in the end.
    pass: pass as Gate['pass'],
    hold: (milliseconds) => places.hold(milliseconds),
  };
}

/** A sleep that can be cut short where it is a light one. */
function createNap() {
  let wake: (() => void) | undefined;
  const sleep = (milliseconds: number) =>
    new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
  return {
    sleep,
    async lightly(milliseconds: number): Promise<void> {
      await Promise.race([
        sleep(milliseconds),
        new Promise<void>((resolve) => {
          wake = resolve;
        }),
      ]);
      wake = undefined;
    },
    wake: () => wake?.(),
  };
}
