import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { type Cast, type Eyes, gatherCast } from '../../bot/playground/journey/cast.ts';
import { eyesOn } from '../../bot/playground/journey/eyes.ts';
import { journeyOf } from '../../bot/playground/journey/journey.ts';
import type { Player } from '../../bot/playground/journey/player.ts';
import { type Playground, startPlayground } from '../../bot/playground/playground.ts';
import type { SeenMessage } from '../../bot/playground/telegram/seen-message.ts';
import { type BotProcess, startBotProcess } from './bot-process.ts';
import { dumpOf } from './dump.ts';
import { givenServer, type KillStore, openKillStore } from './kill-store.ts';

/** When the process of a step is killed, once its person has acted. */
type Moment =
  /** After so many milliseconds: before the update is fetched, in the unit of work, before the answer. */
  | number
  /** The first of the answer is on the screen, and the bot does not know it yet. */
  | 'answering'
  /** The person has seen the whole answer. */
  | 'answered';

interface Plan {
  /** A kill for each step: the list is gone through again and again. */
  readonly moments: readonly Moment[];
  /** Of so many steps one is killed, beginning with that one. */
  readonly oneOf: number;
  readonly first: number;
}

const patience = 60_000;
const never: Plan = { moments: [], oneOf: 1, first: 0 };
/** Primes, so that over the journey every sort of step meets many moments. */
const atWork: readonly Moment[] = [
  0,
  'answering',
  5,
  11,
  'answering',
  23,
  3,
  47,
  'answering',
  17,
  89,
];
const afterwards: readonly Moment[] = ['answered'];

interface Outcome {
  readonly rows: Record<string, unknown[]>;
  readonly notes: Pick<Cast['notes'], 'hours' | 'amountRial' | 'status'>;
  readonly kills: number;
}

async function playKilled(store: KillStore, plan: Plan): Promise<Outcome> {
  const playground = await startPlayground({ now: () => new Date(), limits: 'off' });
  const { folder, environment } = store;
  const bot = startBotProcess({ playground, folder, environment });
  const killer = new Killer(bot, plan);
  try {
    const cast = gatherCast(playground, {
      language: 'fa',
      married: true,
      patience,
      eyes: eyesBehind(store, bot),
      onlooker: { acted: killer.acted },
    });
    for (const step of journeyOf(cast)) {
      killer.next();
      await step.act(cast).catch((error: Error) => {
        throw new Error(`${step.who} ${step.name}: ${error.message}\n${bot.lastWords}`);
      });
      await killer.settle();
    }
    await allSent(store, bot, playground);
    expect(bot.lastWords).toBe('');
    // Where a restart put a second copy of a page on the screen, a person may turn it once more.
    const { ProcessedUpdate: _, OutboxMessage = [], ...others } = await store.look(dumpOf);
    const rows = { ...others, OutboxMessage: OutboxMessage.map(withoutFateOfCode) };
    const { hours = 0, amountRial = 0, status = '' } = cast.notes;
    return { rows, notes: { hours, amountRial, status }, kills: bot.kills };
  } finally {
    await bot.stop();
    await playground.close();
  }
}

/**
 * A code that has just gone out, and is typed in before that is written down, is found used after the
 * kill, and so not sent again.
 */
function withoutFateOfCode(row: unknown): unknown {
  const { state, sentAt, ...rest } = row as Record<string, unknown>;
  return rest['kind'] === 'code' ? rest : { ...rest, state, sentAt };
}

/** Kills the bot once in every step of a plan and starts it again at once. */
class Killer {
  readonly #bot: BotProcess;
  readonly #plan: Plan;
  #step = -1;
  #moment: Moment | undefined;
  #killing: Promise<void> = Promise.resolve();

  constructor(bot: BotProcess, plan: Plan) {
    this.#bot = bot;
    this.#plan = plan;
  }

  next(): void {
    this.#step += 1;
    const { moments, oneOf, first } = this.#plan;
    const isDue = this.#step % oneOf === first;
    this.#moment = isDue ? moments[this.#step % moments.length] : undefined;
  }

  acted = (player: Player): void => {
    const moment = this.#moment;
    if (moment === undefined || moment === 'answered') return;
    this.#moment = undefined;
    this.#killing = moment === 'answering' ? this.#atFirstMessage(player) : this.#after(moment);
  };

  /** The kill that is due after the answer; then, in any case, the bot runs again. */
  async settle(): Promise<void> {
    if (this.#moment === 'answered') this.#killing = this.#after(0);
    await this.#killing;
  }

  async #after(milliseconds: number): Promise<void> {
    if (milliseconds > 0) await sleep(milliseconds);
    await this.#bot.kill();
    this.#bot.start();
  }

  async #atFirstMessage({ chat }: Player): Promise<void> {
    const before = new Map(chat.messages.map(({ id, raw }) => [id, raw]));
    const isNews = ({ mine, id, raw }: SeenMessage) => !mine && before.get(id) !== raw;
    await chat.until(({ messages }) => messages.some(isNews), { timeout: patience });
    await this.#after(0);
  }
}

/** Where the database has one owner, the bot is down while its pictures are looked at. */
function eyesBehind(store: KillStore, bot: BotProcess): Eyes {
  return async (chatId) => {
    if (store.alone) await bot.kill();
    const text = await store.look((database) => eyesOn(database)(chatId));
    bot.start();
    return text;
  };
}

/** Lets the bot send what is left, and stops it. */
async function allSent(store: KillStore, bot: BotProcess, playground: Playground): Promise<void> {
  const waiting = { state: { in: ['pending' as const, 'sending' as const] } };
  const { record } = playground.telegram;
  for (;;) {
    if (store.alone) await bot.kill();
    const left = await store.look(({ read }) => read.outboxMessage.count({ where: waiting }));
    if (left === 0) return bot.kill();
    const starts = record.count('getMe');
    bot.start();
    if (store.alone)
      await vi.waitUntil(() => record.count('getMe') > starts, { timeout: patience });
    await sleep(2_000);
  }
}

async function outcomeOf(plan: Plan, server?: string): Promise<Outcome> {
  const store = await openKillStore(server);
  try {
    return await playKilled(store, plan);
  } finally {
    await store.drop();
  }
}

// With two databases each step is killed on one of them, and those before and after it on the other.
const oneOf = givenServer() ? 2 : 1;

/**
 * Tests that a journey ends in the same whether its bot is left alone or killed in every step: on the
 * embedded database, or on `server`. `turn` is which of its steps are killed at work.
 */
export function testKills(turn: 0 | 1, server?: string): void {
  let undisturbed: Outcome;

  test('undisturbed, the journey ends in pay', { timeout: 300_000 }, async () => {
    undisturbed = await outcomeOf(never, server);
    expect(undisturbed.notes).toMatchObject({ hours: 37.5, amountRial: 11_250_000 });
  });

  test.each([
    ['right after the person acted', { moments: atWork, oneOf, first: turn }],
    ['right after the answer', { moments: afterwards, oneOf, first: (turn + 1) % oneOf }],
  ] as const)(
    '%s: nothing is lost, nothing happens twice',
    { timeout: 900_000 },
    async (_when, plan) => {
      const killed = await outcomeOf(plan, server);
      expect(killed.kills).toBeGreaterThanOrEqual(70 / oneOf);
      expect(killed.notes).toEqual(undisturbed.notes);
      expect(killed.rows).toEqual(undisturbed.rows);
    },
  );
}
