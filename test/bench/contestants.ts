import { fileURLToPath } from 'node:url';
import { type MadeUpStudent, playgroundBot } from '../../bot/playground/people.ts';
import { type Playground, startPlayground } from '../../bot/playground/playground.ts';
import { benchServer } from '../support/bench-server.ts';
import { freePorts, webhookSecret } from '../support/bot.ts';
import { admit } from '../support/crowd.ts';
import { type KillStore, openKillStore } from '../support/kill-store.ts';
import { type Served, startOurs, startServed } from '../support/served.ts';
import { Meter, processorOf } from './load/meter.ts';
import type { PeerSettings } from './peers/peer.ts';

/** Where a contestant plays: a messenger and a database of its own. */
export interface Ground {
  readonly playground: Playground;
  readonly store: KillStore;
  readonly port: number;
}

/** A bot that takes updates by webhook, in a process of its own. */
export type Contestant = (ground: Ground) => Promise<Served>;

const addressOf = ({ port }: Ground): string => `http://127.0.0.1:${port}/webhook`;

/** The bot that ships, in one process that does everything. */
export const ours: Contestant = (ground) =>
  startOurs({
    ...ground,
    folder: ground.store.folder,
    environment: {
      ...ground.store.environment,
      SENDING_LEASE_SECONDS: '120',
      WEBHOOK_URL: addressOf(ground),
      WEBHOOK_SECRET: webhookSecret,
      WEBHOOK_REGISTER: 'false',
    },
  });

/** A bot of `peers/`. */
const peer =
  (script: string): Contestant =>
  ({ playground, store, port }) => {
    const settings: PeerSettings = {
      token: playgroundBot.token,
      apiRoot: playground.telegram.apiRoot,
      databaseUrl: store.environment['DATABASE_URL'] ?? '',
      port,
      secret: webhookSecret,
    };
    return startServed({ script, args: [JSON.stringify(settings)], port });
  };

const path = (url: URL): string => fileURLToPath(url);

export const conversations = peer(path(new URL('./peers/conversations.ts', import.meta.url)));
export const wizard = peer(path(new URL('./peers/wizard.ts', import.meta.url)));
export const bare = peer(path(new URL('./peers/bare.ts', import.meta.url)));

export interface Played {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of the processor for one update, in the bot's process. */
  readonly processorMs: number;
  /** Written to the database's log in all. */
  readonly walBytes: number;
}

export interface Game {
  readonly contestant: Contestant;
  /** Chats at once. */
  readonly chats: number;
  /** Whom the registry knows. */
  readonly crowd: readonly MadeUpStudent[];
  /** Brings a chat to where the measuring begins, and the bot to its pace; all at once. */
  readonly before: Play;
  /** What is measured; all at once. */
  readonly play: Play;
}

export type Play = (ground: Ground, chat: number, meter: Meter) => Promise<void>;

/** One contestant against all chats at once, each of which goes on as soon as the answer is there. */
export async function playGame(game: Game): Promise<Played> {
  const store = await openKillStore(benchServer());
  try {
    await admit(store, game.crowd);
    return await playOn(store, game);
  } finally {
    await store.drop();
  }
}

async function playOn(store: KillStore, game: Game): Promise<Played> {
  const { contestant, before, play } = game;
  const chats = [...Array(game.chats).keys()];
  const playground = await startPlayground({
    now: () => new Date(),
    limits: 'off',
    record: 'counters',
    history: 12,
  });
  const [port = 0] = await freePorts(1);
  const ground = { playground, store, port };
  const served = await contestant(ground);
  try {
    playground.telegram.deliverTo(playgroundBot.token, [addressOf(ground)], webhookSecret);
    const warmUp = new Meter();
    await Promise.all(chats.map((chat) => before(ground, chat, warmUp)));
    // A page's first change after a checkpoint is written whole, so everybody begins at one.
    await ask(store, 'CHECKPOINT');
    const meter = new Meter();
    const [wal, processor, begun] = [
      await walPosition(store),
      await processorOf(served.pid),
      performance.now(),
    ];
    await Promise.all(chats.map((chat) => play(ground, chat, meter)));
    const seconds = (performance.now() - begun) / 1000;
    const updates = meter.times.length;
    return {
      perSecond: updates / seconds,
      p50: meter.within(0.5),
      p99: meter.within(0.99),
      processorMs: ((await processorOf(served.pid)) - processor) / updates,
      walBytes: (await walPosition(store)) - wal,
    };
  } finally {
    await served.stop();
    await playground.close();
  }
}

const ask = (store: KillStore, statement: string): Promise<unknown[]> =>
  store.look(({ read }) => read.$queryRawUnsafe<unknown[]>(statement));

/** Bytes; of the whole server, so whoever else writes there is counted too. */
async function walPosition(store: KillStore): Promise<number> {
  const statement = `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 AS "bytes"`;
  const [row] = (await ask(store, statement)) as { bytes: number }[];
  return row?.bytes ?? 0;
}
