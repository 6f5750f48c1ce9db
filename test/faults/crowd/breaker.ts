import { setTimeout as sleep } from 'node:timers/promises';
import type { CallFault } from '../../../bot/playground/telegram/faults.ts';
import type { Kind, PlannedFault } from './plan.ts';
import type { Stage } from './stage.ts';
import type { Turnstile } from './turnstile.ts';

/** Where a fault strikes: a person of one journey has just acted, or is about to. */
export interface Place {
  readonly chatId: number;
}

type Deed = (stage: Stage, fault: PlannedFault, place: Place) => unknown;

const outageMs = 1_500;
const said = ['sendMessage', 'editMessageText'] as const;

/** The next message and the next change of one to this chat meet it. */
const each = ({ playground }: Stage, fault: CallFault, chatId: number): void => {
  for (const method of said) playground.telegram.faults.add({ ...fault, method, chatId, times: 1 });
};

/** What is ordered before the person acts, since it strikes what the person sends. */
const before: Partial<Record<Kind, Deed>> = {
  twice: ({ playground }, _fault, { chatId }) =>
    playground.telegram.faults.addForUpdates({ kind: 'twice', chatId, times: 1 }),
  late: ({ playground }, _fault, { chatId }) =>
    playground.telegram.faults.addForUpdates({ kind: 'late', chatId, times: 1 }),
  disk: withoutRoom,
};

/** What strikes while the bot works on what the person did. */
const meanwhile: Partial<Record<Kind, Deed>> = {
  'kill web': ({ web }, { which }) => web[which % web.length]?.end('SIGKILL'),
  'kill worker': ({ workers }, { which }) => workers[which % workers.length]?.end('SIGKILL'),
  deploy: async ({ web, workers }, { which }) => {
    for (const group of [web, workers]) await group[which % group.length]?.end('SIGTERM');
  },
  async redis({ redis }) {
    await redis.stop();
    await sleep(outageMs);
    await redis.start();
  },
  async postgres({ postgres }) {
    await postgres.stop();
    await sleep(outageMs);
    await postgres.start();
  },
  // Where the server is gone already, there are none to be cut.
  connections: (stage) => stage.cutPostgres().catch(() => 0),
  '429': (stage, _fault, { chatId }) => each(stage, { kind: '429', retryAfter: 1 }, chatId),
  '5xx': (stage, { which }, { chatId }) =>
    each(stage, { kind: which === 0 ? '500' : '502' }, chatId),
  delay: (stage, _fault, { chatId }) => each(stage, { kind: 'delay', ms: outageMs }, chatId),
  'cut before': (stage, _fault, { chatId }) => each(stage, { kind: 'cut-before' }, chatId),
  'cut after': (stage, _fault, { chatId }) => each(stage, { kind: 'cut-after' }, chatId),
};

/** For a while nothing can be written. */
async function withoutRoom(stage: Stage): Promise<void> {
  await stage.setDisk('full');
  setTimeout(() => void stage.setDisk('free'), outageMs);
}

const hour = 3_600_000;

/** Commits the planned faults, each once, and counts them. */
export class Breaker {
  readonly struck = new Map<Kind, number>();
  readonly #stage: Stage;
  readonly #plan: readonly PlannedFault[];
  readonly #turnstile: Turnstile;
  readonly #pending = new Set<Promise<unknown>>();
  /** A step may be done again; a fault strikes once. */
  readonly #done = new Set<PlannedFault>();
  #ahead = 0;

  constructor(stage: Stage, plan: readonly PlannedFault[], turnstile: Turnstile) {
    this.#stage = stage;
    this.#plan = plan;
    this.#turnstile = turnstile;
  }

  async before(journey: number, step: number, place: Place): Promise<void> {
    for (const fault of this.#at(journey, step)) {
      const deed = before[fault.kind];
      if (!deed) continue;
      this.#count(fault);
      await deed(this.#stage, fault, place);
    }
  }

  acted(journey: number, step: number, place: Place): void {
    for (const fault of this.#at(journey, step)) {
      if (fault.kind === 'clock') this.#run(fault, () => this.#jump());
      const deed = meanwhile[fault.kind];
      if (deed) this.#run(fault, () => deed(this.#stage, fault, place));
    }
  }

  /** When all that was begun is over. */
  async settle(): Promise<void> {
    await Promise.all(this.#pending);
  }

  /** Of a step at which nobody acts, at the next one. */
  #at = (journey: number, step: number): PlannedFault[] =>
    this.#plan.filter(
      (fault) => fault.journey === journey && fault.step <= step && !this.#done.has(fault),
    );

  #count(fault: PlannedFault): void {
    this.#done.add(fault);
    this.struck.set(fault.kind, (this.struck.get(fault.kind) ?? 0) + 1);
  }

  #run(fault: PlannedFault, deed: () => unknown): void {
    this.#count(fault);
    const work = sleep(fault.after).then(deed);
    this.#pending.add(work);
    void work.finally(() => this.#pending.delete(work));
  }

  /** While nobody waits for a code, which would run out. */
  #jump(): Promise<void> {
    return this.#turnstile.alone(async () => {
      this.#ahead += hour;
      await this.#stage.setClock(this.#ahead);
      // Each process looks for itself, and one that stands still for a while does so later.
      await sleep(2_000);
    });
  }
}
