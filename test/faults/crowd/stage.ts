import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { playgroundBot } from '../../../bot/playground/people.ts';
import { type Playground, startPlayground } from '../../../bot/playground/playground.ts';
import { isOutage } from '../../../core/db/outage.ts';
import { freePorts, webhookSecret } from '../../support/bot.ts';
import { environmentOf } from '../../support/bot-process.ts';
import { fullFileVariable } from '../../support/full-disk.ts';
import { type KillStore, openKillStore } from '../../support/kill-store.ts';
import { clockFileVariable } from '../../support/shifted-clock.ts';
import { OwnPostgres } from './own-postgres.ts';
import { type Balancer, OwnRedis, Replica, startBalancer } from './processes.ts';

/** All that runs for a crowd: two that take updates, two that send, and what they share. */
export interface Stage {
  readonly playground: Playground;
  readonly store: KillStore;
  readonly web: readonly Replica[];
  readonly workers: readonly Replica[];
  readonly postgres: OwnPostgres;
  readonly redis: OwnRedis;
  /** Ends the connections of the bots to PostgreSQL. Returns how many. */
  cutPostgres(): Promise<number>;
  /** What is in the database; where it is out of reach, once it is back. */
  look: KillStore['look'];
  /** From now on, or no more, nothing has room on the disk of the bots. */
  setDisk(state: 'full' | 'free'): Promise<void>;
  /** Puts the clocks of all bots ahead by so many milliseconds. */
  setClock(ahead: number): Promise<void>;
  close(): Promise<void>;
}

const botsName = 'bots-of-the-crowd';

export async function setStage(): Promise<Stage> {
  const [redisPort = 0, postgresPort = 0, ...webPorts] = await freePorts(4);
  const postgres = new OwnPostgres(postgresPort);
  await postgres.start();
  const store = await openKillStore(postgres.url);
  const playground = await startPlayground({
    now: () => new Date(),
    limits: 'off',
    webhookRetry: { first: 50, max: 500 },
  });
  const redis = new OwnRedis(redisPort);
  await redis.start();
  const balancer: Balancer = await startBalancer(webPorts);
  const clockFile = join(store.folder, 'clock');
  await writeFile(clockFile, '0');
  const fullFile = join(store.folder, 'full');

  const url = new URL(store.environment['DATABASE_URL'] ?? '');
  const admin = new Pool({ connectionString: url.href, max: 1 });
  admin.on('error', () => undefined);
  url.searchParams.set('application_name', botsName);
  const shared = {
    ...store.environment,
    DATABASE_URL: url.href,
    REDIS_URL: `redis://127.0.0.1:${redisPort}`,
    LOG_LEVEL: 'error',
    // Longer than anything takes here, so that nothing goes out twice for being slow.
    SENDING_LEASE_SECONDS: '15',
    [clockFileVariable]: clockFile,
    [fullFileVariable]: fullFile,
  };
  const replica = (name: string, role: Readonly<Record<string, string>>) =>
    new Replica(
      name,
      environmentOf({ playground, folder: store.folder, environment: { ...shared, ...role } }),
    );
  const web = webPorts.map((port, index) =>
    replica(`web ${index + 1}`, {
      ROLE: 'web',
      WEBHOOK_URL: balancer.url,
      WEBHOOK_SECRET: webhookSecret,
      HTTP_PORT: String(port),
    }),
  );
  const workers = [1, 2].map((number) => replica(`worker ${number}`, { ROLE: 'worker' }));

  const stage: Stage = {
    playground,
    store,
    web,
    workers,
    postgres,
    redis,
    async cutPostgres() {
      const { rowCount } = await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE application_name = $1 AND datname = current_database()`,
        [botsName],
      );
      return rowCount ?? 0;
    },
    look: (task) => onceBack(() => store.look(task)),
    setDisk: (state) =>
      state === 'full' ? writeFile(fullFile, '') : rm(fullFile, { force: true }),
    setClock: (ahead) => writeFile(clockFile, String(ahead)),
    async close() {
      await Promise.all([...web, ...workers].map((one) => one.stop()));
      await balancer.close();
      await playground.close();
      await redis.stop();
      await admin.end();
      await store.drop();
      await postgres.remove();
      await rm(store.folder, { recursive: true, force: true });
    },
  };
  // Before people come. From here on whatever ends is started again.
  try {
    await Promise.all(webPorts.map(ready));
  } catch (error) {
    await stage.close();
    const said = [...web, ...workers].flatMap(({ log }) => log.slice(-10));
    throw new Error([(error as Error).message, ...said].join('\n'));
  }
  // Only now: while all load at once, the first of them are twice as long on their way.
  for (const one of [...web, ...workers]) one.haveStandby();
  return stage;
}

const outageWithinMs = 30_000;

async function onceBack<Found>(look: () => Promise<Found>): Promise<Found> {
  for (let end = Date.now() + outageWithinMs; ; await sleep(100)) {
    try {
      return await look();
    } catch (error) {
      if (!isOutage(error) || Date.now() > end) throw error;
    }
  }
}

/** Four processes that load at once take a slow machine of two cores its minute. */
const readyWithinMs = 300_000;

async function ready(port: number): Promise<void> {
  for (let end = Date.now() + readyWithinMs; ; await sleep(100)) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > end) {
      const says = answer ? await answer.text() : 'no answer';
      throw new Error(`the bot does not become ready: ${says}`);
    }
  }
}

/** Updates that no replica has taken. */
const untaken = ({ playground }: Stage): number =>
  playground.telegram.pendingUpdates(playgroundBot.username);

/** Until every update is taken and everything, or all to one chat, is sent, or `patience` ms have passed. */
export async function quiet(stage: Stage, patience: number, chatId?: number): Promise<void> {
  const where = {
    state: { in: ['pending' as const, 'sending' as const] },
    ...(chatId === undefined ? {} : { chatId: BigInt(chatId) }),
  };
  for (let end = Date.now() + patience; Date.now() < end; await sleep(200)) {
    const left = await stage.look(({ read }) => read.outboxMessage.count({ where }));
    if (left === 0 && untaken(stage) === 0) return;
  }
}
