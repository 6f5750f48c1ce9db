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
import { company } from './company.ts';
import { FaultSwitches } from './faults.ts';
import { Performance } from './performance.ts';
import type { FaultName, Pace, WireStage } from './wire.ts';

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
}

/** Milliseconds between looks at what nobody tells of: updates that wait, calls that were struck. */
const glance = 400;

/** The playground and its bot, which can be switched off and on, disturbed, and begun anew. */
export class Stage {
  readonly #options: StageOptions;
  readonly #listeners = { change: new Set<() => void>(), anew: new Set<() => void>() };
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

  private constructor(options: StageOptions, scenery: Scenery, used: boolean) {
    this.#options = options;
    this.#scenery = scenery;
    this.#used = used;
    this.#performance = new Performance(this.#tell, (error) =>
      options.log.info({ error: (error as Error).message }, 'the journey lost its place'),
    );
    this.#glances = setInterval(this.#tell, glance).unref();
  }

  static async open(options: StageOptions): Promise<Stage> {
    const used = existsSync(join(options.config.DATA_DIR, 'database'));
    const stage = new Stage(options, await setUp(options.now), used);
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
      await this.#scenery.playground.close();
      await rm(this.#options.config.DATA_DIR, { recursive: true, force: true });
      this.#scenery = await setUp(this.#options.now);
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
    await this.#scenery.playground.close();
  }

  /** What a person reads from a picture in a chat. */
  readonly eyes = async (chatId: number): Promise<string> => {
    if (!this.#service) throw new Error('the bot is off');
    return eyesOn(this.#service.database)(chatId);
  };

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

async function setUp(now: () => Date): Promise<Scenery> {
  const playground = await startPlayground({ now, seed: now().getTime() });
  const chats = company.map(([, person]) => chatOf(playground, person));
  return {
    playground,
    chats: new Map(chats.map((chat) => [chat.id, chat])),
    faults: new FaultSwitches(playground.telegram.faults),
  };
}
