import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { readConfig } from '../../bot/config.ts';
import { chatOf } from '../../bot/playground/journey/cast.ts';
import { type MadeUpPerson, playgroundBot } from '../../bot/playground/people.ts';
import { type Playground, startPlayground } from '../../bot/playground/playground.ts';
import { seedPlayground } from '../../bot/playground/seed/seed.ts';
import type { PersonChat } from '../../bot/playground/telegram/chat.ts';
import type { TelegramOptions } from '../../bot/playground/telegram/local-telegram.ts';
import { type Service, startService } from '../../bot/service.ts';
import type { TestDatabase } from './database.ts';

/** The same as of `useDatabase`, so that codes derived on either side are the same. */
export const testSecret = 'the secret of the test installation';

export interface BotOptions {
  readonly database: TestDatabase;
  /** `polling` unless told; with `webhook`, how many replicas take each update. */
  readonly take?: 'polling' | 'webhook';
  readonly replicas?: number;
  readonly telegram?: Partial<TelegramOptions>;
  /** Whether the database is filled with the playground's university; it is unless told. */
  readonly seeded?: boolean;
  /** Configuration that differs from the playground's. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Silent unless given. */
  readonly log?: Logger;
}

/** A bot in this process, over real HTTP, with the people who talk to it. */
export interface RunningBot {
  readonly playground: Playground;
  /** The private chat of an invented person with the bot. */
  chatOf(person: MadeUpPerson): PersonChat;
  /** Stops the bot and starts it again, as a deploy does. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the bot on a test's database, seeded with the playground's university, at the test's clock.
 * Nothing but its start is special: what answers is what ships.
 */
export async function startBot(options: BotOptions): Promise<RunningBot> {
  const { database } = options;
  const { now } = database.clock;
  if (options.seeded !== false) await seedPlayground(database.db, now());
  const folder = await mkdtemp(join(tmpdir(), 'hamyar-bot-'));
  const playground = await startPlayground({
    now,
    limits: 'off',
    webhookRetry: { first: 50, max: 500 },
    ...options.telegram,
  });
  let services = await startServices(options, playground, folder);
  const stopServices = async () => {
    for (const service of services.splice(0)) await service.stop();
  };
  return {
    playground,
    chatOf: (person) => chatOf(playground, person),
    async restart() {
      await stopServices();
      services = await startServices(options, playground, folder);
    },
    async stop() {
      await stopServices();
      await playground.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startServices(
  options: BotOptions,
  playground: Playground,
  folder: string,
): Promise<Service[]> {
  if (options.take !== 'webhook') return [await startOne(options, playground, folder, {})];
  const urls: string[] = [];
  const services: Service[] = [];
  for (let replica = 0; replica < (options.replicas ?? 1); replica++) {
    // Right before it is listened on: other tests look for ports as well.
    const [port = 0] = await freePorts(1);
    const url = `http://127.0.0.1:${port}/webhook`;
    urls.push(url);
    const webhook = {
      WEBHOOK_URL: url,
      WEBHOOK_SECRET: webhookSecret,
      WEBHOOK_REGISTER: 'false',
      HTTP_PORT: String(port),
    };
    services.push(await startOne(options, playground, folder, webhook));
  }
  playground.telegram.deliverTo(playgroundBot.token, urls, webhookSecret);
  return services;
}

export const webhookSecret = 'webhook-secret-of-the-tests';

function startOne(
  { database, environment, log }: BotOptions,
  playground: Playground,
  folder: string,
  webhook: Readonly<Record<string, string>>,
): Promise<Service> {
  const config = readConfig({
    DATA_DIR: folder,
    SECRET: testSecret,
    LOG_LEVEL: 'silent',
    ...scriptPace,
    ...webhook,
    ...environment,
  });
  return startService({
    config: playground.configure(config),
    log: log ?? pino({ level: config.LOG_LEVEL }),
    now: database.clock.now,
    database: database.db,
    // By the clock on the wall, of which the tests know nothing: they run a job when they want it.
    jobs: [],
  });
}

/** A script types faster than people do. */
export const scriptPace = {
  CHAT_UPDATES_PER_10_SECONDS: '100000',
  SENDING_PER_SECOND: '1000',
  SENDING_PER_CHAT_PER_SECOND: '1000',
};

/** Ports that were free a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const listening = servers.map(
    (server) =>
      new Promise<number>((resolve) => {
        server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
      }),
  );
  const ports = await Promise.all(listening);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Where the tests' Redis is given: the replicas share it. */
export function sharedRedis(): Readonly<Record<string, string>> {
  // biome-ignore lint/style/noProcessEnv: where the tests' services are is said from outside.
  const url = process.env['TEST_REDIS_URL'];
  return url ? { REDIS_URL: url } : {};
}
