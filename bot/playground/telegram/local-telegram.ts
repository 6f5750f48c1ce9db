import type { AddressInfo } from 'node:net';
import type { ChangeListener } from './changes.ts';
import { Dispatcher } from './dispatcher.ts';
import type { Faults } from './faults.ts';
import { isLoopback } from './loopback.ts';
import { memoryOf, recall, type TelegramMemory } from './memory.ts';
import { openWebhook } from './methods/updates.ts';
import { Parameters } from './parameters.ts';
import { newAccount, Person, type PersonOptions } from './person.ts';
import type { Limits } from './rate-limit.ts';
import type { CallRecord } from './record.ts';
import { conflict } from './refusal.ts';
import { createApiServer } from './server.ts';
import { type BotOptions, World } from './world.ts';

export interface TelegramOptions {
  /** 127.0.0.1 unless told; nothing but this machine's own addresses is taken. */
  host?: string;
  /** 0, or none, takes any free port. */
  port?: number;
  now: () => Date;
  limits: Limits | 'off';
  bots: readonly BotOptions[];
  /** Ids, file names and the dice of faults follow from it; 1 unless told. */
  seed?: number;
  /** Milliseconds in which a tap can be answered; 15,000 unless told. */
  callbackLifetime?: number;
  /** Milliseconds before a webhook is tried again, doubled up to `max`; 1,000 to 60,000. */
  webhookRetry?: { first: number; max: number };
  /** Messages that each chat keeps; all unless told. */
  history?: number;
  /** `counters` keeps no log of the calls, so that memory does not grow with them. */
  record?: 'full' | 'counters';
  /** What another one knew, to go on from. */
  memory?: { readonly told: TelegramMemory; readonly bytesOf: (uniqueId: string) => Buffer };
}

export interface LocalTelegram {
  /** The `apiRoot` of Bot API clients; no slash at the end. */
  readonly apiRoot: string;
  readonly faults: Faults;
  readonly record: CallRecord;
  /** A person with a client. One id stands for one person: asked again, gives the same. */
  person(options: PersonOptions): Person;
  /** Makes `count` people, ids from `firstId` on, who have started the bot; no updates. */
  crowd(botUsername: string, options: { firstId: number; count: number }): void;
  /** Sends each update of the bot to every one of the addresses, as to its replicas. */
  deliverTo(botToken: string, urls: readonly string[], secretToken?: string): void;
  /** Updates that the bot has not confirmed. */
  pendingUpdates(botUsername: string): number;
  /** Calls the listener at every change on anybody's screen; returns what ends it. */
  on(event: 'change', listener: ChangeListener): () => void;
  /** All chats and files as they are now. */
  remember(): TelegramMemory;
  /** The bytes of a remembered file. */
  bytesOf(uniqueId: string): Buffer;
  close(): Promise<void>;
}

/** Starts a Telegram on this machine: the Bot API over HTTP, and the people's clients. */
export async function startTelegram(options: TelegramOptions): Promise<LocalTelegram> {
  const { host = '127.0.0.1', port = 0, record = 'full' } = options;
  if (!isLoopback(host)) throw new Error(`the playground listens on this machine only: ${host}`);
  const world = new World({
    seed: 1,
    callbackLifetime: 15_000,
    history: Number.POSITIVE_INFINITY,
    ...options,
    keepCalls: record === 'full',
  });
  if (options.memory) recall(world, options.memory.told, options.memory.bytesOf);
  const dispatcher = new Dispatcher(options.webhookRetry ?? { first: 1_000, max: 60_000 });
  const server = createApiServer(world, dispatcher);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return new RunningTelegram(world, dispatcher, {
    apiRoot: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    stopServer: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

class RunningTelegram implements LocalTelegram {
  readonly apiRoot: string;
  readonly #world: World;
  readonly #dispatcher: Dispatcher;
  readonly #stopServer: () => Promise<void>;
  readonly #people = new Map<number, Person>();

  constructor(
    world: World,
    dispatcher: Dispatcher,
    network: { apiRoot: string; stopServer: () => Promise<void> },
  ) {
    this.#world = world;
    this.#dispatcher = dispatcher;
    this.apiRoot = network.apiRoot;
    this.#stopServer = network.stopServer;
  }

  get faults() {
    return this.#world.faults;
  }

  get record() {
    return this.#world.record;
  }

  person(options: PersonOptions): Person {
    const known = options.id === undefined ? undefined : this.#people.get(options.id);
    if (known) return known;
    const existing = options.id === undefined ? undefined : this.#world.people.get(options.id);
    const person = new Person(this.#world, existing ?? newAccount(this.#world, options));
    this.#people.set(person.id, person);
    return person;
  }

  crowd(botUsername: string, { firstId, count }: { firstId: number; count: number }): void {
    const bot = this.#world.botByName(botUsername);
    for (let id = firstId; id < firstId + count; id += 1) {
      const account = newAccount(this.#world, { id, firstName: `Person ${id}` });
      this.#world.dialog(bot, account).started = true;
    }
  }

  deliverTo(botToken: string, urls: readonly string[], secretToken = ''): void {
    const bot = this.#world.botByToken(botToken);
    if (!bot) throw new Error('there is no bot with this token');
    const call = { world: this.#world, bot, parameters: new Parameters({}), onHangUp: () => {} };
    const { delays, reply } = this.#dispatcher;
    openWebhook(call, { urls, secret: secretToken, maxConnections: 40, delays, reply });
  }

  pendingUpdates(botUsername: string): number {
    return this.#world.botByName(botUsername).queue.size;
  }

  on(_event: 'change', listener: ChangeListener): () => void {
    return this.#world.changes.on(listener);
  }

  remember(): TelegramMemory {
    return memoryOf(this.#world);
  }

  bytesOf(uniqueId: string): Buffer {
    return this.#world.files.bytesOf(uniqueId);
  }

  async close(): Promise<void> {
    for (const bot of this.#world.bots()) {
      bot.webhook?.close();
      bot.polling.stop(conflict('the server is closing'));
    }
    this.#world.callbacks.closeAll();
    await this.#stopServer();
  }
}
