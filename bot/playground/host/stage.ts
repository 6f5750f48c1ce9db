import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import { type Service, startService } from '../../service.ts';
import { chatOf, gatherCast } from '../journey/cast.ts';
import { eyesOn } from '../journey/eyes.ts';
import { playgroundBot } from '../people.ts';
import { type Playground, startPlayground } from '../playground.ts';
import { seedPlayground } from '../seed/seed.ts';
import type { PersonChat } from '../telegram/chat.ts';
import { ArrivalLog } from './arrival-log.ts';
import { company, people } from './company.ts';
import { FaultSwitches } from './faults.ts';
import { MemoryKeeper, readMemory } from './memory.ts';
import { Performance } from './performance.ts';
import type { FaultName, Pace, WireArrival, WireStage } from './wire.ts';

export interface StageOptions {
  readonly config: Config;
  readonly log: Logger;
  readonly now: () => Date;
}

/** One world of made-up people, phones and mailboxes; `anew` replaces it by another. */
interface Scenery {
  readonly playground: Playground;
  readonly chats: ReadonlyMap<number, PersonChat>;
  readonly faults: FaultSwitches;
  readonly arrivals: ArrivalLog;
  readonly keeper: MemoryKeeper;
}

/** Milliseconds between looks at what nobody tells of: updates that wait, calls that were struck. */
const glance = 400;

/** The playground and its bot, which can be switched off and on, disturbed, and begun anew. */
export class Stage {
  readonly #options: StageOptions;
  readonly #listeners = { change: new Set<() => void>(), anew: new Set<() => void>() };
  readonly #arrivalListeners = new Set<(arrival: WireArrival) => void>();
  readonly #performance: Performance;
  #scenery: Scenery;
  #service: Service | undefined;
  #bot: WireStage['bot'] = 'changing';
  /** Switches of the bot, one after the other. */
  #switching: Promise<void> = Promise.resolve();
  #told = '';
  readonly #glances: NodeJS.Timeout;
  /** The university has been used before, by chats that are gone. */
  #used: boolean;

  private constructor(options: StageOptions, begun: Awaited<ReturnType<typeof setUp>>) {
    this.#options = options;
    this.#scenery = begun;
    this.#used = begun.used;
    begun.arrivals.onArrival = this.#arrive;
    this.#performance = new Performance(this.#tell, (error) =>
      options.log.info({ error: (error as Error).message }, 'the journey lost its place'),
    );
    this.#glances = setInterval(this.#tell, glance).unref();
  }

  static async open(options: StageOptions): Promise<Stage> {
    const stage = new Stage(options, await setUp(options));
    try {
      await stage.switchBot(true);
      return stage;
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  get playground(): Playground {
    return this.#scenery.playground;
  }

  get chats(): ReadonlyMap<number, PersonChat> {
    return this.#scenery.chats;
  }

  /** What came to phones and mailboxes, oldest first. */
  get arrivals(): readonly WireArrival[] {
    return this.#scenery.arrivals.all;
  }

  get shown(): WireStage {
    const { chats, faults, playground } = this.#scenery;
    return {
      bot: this.#bot,
      faults: faults.on,
      struck: faults.struck,
      waiting: playground.telegram.pendingUpdates(playgroundBot.username),
      journey: this.#performance.shown,
      untouched: !this.#used && [...chats.values()].every(({ messages }) => messages.length === 0),
    };
  }

  /** Calls back when `shown` is another than before, or everything else is. Returns what ends it. */
  on(event: 'change' | 'anew', listener: () => void): () => void {
    this.#listeners[event].add(listener);
    return () => this.#listeners[event].delete(listener);
  }

  /** Calls back with each of `arrivals` as it comes. */
  onArrival(listener: (arrival: WireArrival) => void): void {
    this.#arrivalListeners.add(listener);
  }

  /** Stops the bot as a deploy does, or starts it; resolves when that is done. */
  switchBot(on: boolean): Promise<void> {
    return this.#inTurn(() => (on ? this.#start() : this.#stop()));
  }

  setFault(name: FaultName, on: boolean): void {
    this.#scenery.faults.set(name, on);
    this.#tell();
  }

  play(language: 'fa' | 'en', pace: Pace): void {
    const { playground } = this.#scenery;
    this.#performance.play(
      (onlooker) =>
        gatherCast(playground, {
          language,
          married: true,
          eyes: this.eyes,
          onlooker,
          patience: 60_000,
        }),
      pace,
    );
  }

  get performance(): Pick<Performance, 'pause' | 'resume' | 'stop' | 'setPace' | 'active'> {
    return this.#performance;
  }

  /** Forgets everything that was done here, and begins with the university as it was at first. */
  anew(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#performance.stop();
      await this.#stop();
      await this.#leave();
      await rm(this.#options.config.DATA_DIR, { recursive: true, force: true });
      this.#scenery = await setUp(this.#options);
      this.#scenery.arrivals.onArrival = this.#arrive;
      this.#used = false;
      this.#performance.rewind();
      for (const listener of this.#listeners.anew) listener();
      await this.#start();
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#glances);
    await this.#performance.stop();
    await this.switchBot(false).catch(() => undefined);
    await this.#leave();
  }

  /** What a person reads from a picture in a chat. */
  readonly eyes = async (chatId: number): Promise<string> => {
    if (!this.#service) throw new Error('the bot is off');
    return eyesOn(this.#service.database)(chatId);
  };

  #arrive = (arrival: WireArrival): void => {
    this.#scenery.keeper.changed();
    for (const listener of this.#arrivalListeners) listener(arrival);
  };

  async #leave(): Promise<void> {
    const { keeper, playground } = this.#scenery;
    await keeper.close().catch(() => this.#options.log.warn('the chats could not be kept'));
    await playground.close();
  }

  #inTurn(change: () => Promise<void>): Promise<void> {
    const done = this.#switching.then(change);
    this.#switching = done.catch(() => undefined);
    return done;
  }

  async #start(): Promise<void> {
    if (this.#service) return;
    this.#show('changing');
    const { config, log, now } = this.#options;
    try {
      const { playground } = this.#scenery;
      const service = await startService({ config: playground.configure(config), log, now });
      this.#service = service;
      await seedPlayground(service.database, now(), { withActive: true });
      this.#show('on');
    } catch (error) {
      this.#show('off');
      throw error;
    }
  }

  async #stop(): Promise<void> {
    const service = this.#service;
    if (!service) return;
    this.#show('changing');
    this.#service = undefined;
    await service.stop();
    this.#show('off');
  }

  #show(bot: WireStage['bot']): void {
    this.#bot = bot;
    this.#tell();
  }

  #tell = (): void => {
    const now = JSON.stringify(this.shown);
    if (now === this.#told) return;
    this.#told = now;
    for (const listener of [...this.#listeners.change]) listener();
  };
}

/** With the chats that were kept when the playground was last left, and its bot's database with them. */
async function setUp({ now, config }: StageOptions): Promise<Scenery & { readonly used: boolean }> {
  const folder = join(config.DATA_DIR, 'chats');
  const existed = existsSync(join(config.DATA_DIR, 'database'));
  const kept = existed ? await readMemory(folder) : undefined;
  const bytesOf = (id: string) => kept?.files.get(id) ?? Buffer.alloc(0);
  const memory = kept ? { memory: { told: kept.telegram, bytesOf } } : {};
  const playground = await startPlayground({
    now,
    seed: now().getTime(),
    // Open for days, it must not grow with every call.
    record: 'counters',
    ...memory,
  });
  const { telegram } = playground;
  const chats = company.map(([, person]) => chatOf(playground, person));
  const arrivals = new ArrivalLog(playground, people, kept?.arrivals ?? []);
  const keeper = new MemoryKeeper(folder, {
    now: () => ({ telegram: telegram.remember(), arrivals: arrivals.all }),
    bytesOf: (id) => telegram.bytesOf(id),
  });
  telegram.on('change', keeper.changed);
  return {
    playground,
    chats: new Map(chats.map((chat) => [chat.id, chat])),
    faults: new FaultSwitches(telegram.faults),
    arrivals,
    keeper,
    used: existed && !kept,
  };
}
