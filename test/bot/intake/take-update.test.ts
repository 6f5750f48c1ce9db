import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Turn } from '../../../bot/intake/turn.ts';
import type { Router } from '../../../bot/intake/work.ts';
import { words } from '../../../bot/view/language.ts';
import { tellChat } from '../../../core/outbox/commands.ts';
import { Prisma } from '../../../prisma/generated/client.ts';
import { useDatabase } from '../../support/database.ts';
import { foreignUpdates, tap, testBot, text } from './test-bot.ts';

const database = useDatabase();

afterEach(() => vi.useRealTimers());

/** Says what was written; breaks, in the middle of its work, at the word that it is told. */
const breaksAt = (word: string, how: () => Error): Pick<Router, 'handle'> => ({
  async handle(turn: Turn) {
    const { input } = turn.incoming;
    if (input.kind !== 'text') return turn.toast('tapped');
    await turn.work.tx.term.create({ data: { startYear: 1300 + input.text.length, number: 1 } });
    tellChat(turn.work, turn.chatId, { name: 'codeNotSent' });
    turn.say(input.text);
    if (input.text === word) throw how();
  },
});

const kept = async () => ({
  terms: await database.db.read.term.count(),
  notices: await database.db.read.outboxMessage.count({ where: { kind: 'notice' } }),
});

const internal = words.fa.html('errors.internal');

describe('a handler that throws', () => {
  const secretText = 'my number is\n    at 09121234567 (after six)\nat home';

  test('the person is told, nothing is kept, it is not worked on again, the next one works', async () => {
    const { bot, said } = testBot(
      database.db,
      breaksAt('boom', () => new Error('a bug')),
    );
    const broken = text(11, 'boom');
    await bot.handleUpdate(broken);
    expect(said).toEqual([{ chatId: 11n, reply: { do: 'say', text: internal } }]);
    expect(await kept()).toEqual({ terms: 0, notices: 0 });
    await bot.handleUpdate(broken);
    expect(said).toHaveLength(1);
    await bot.handleUpdate(text(11, 'fine'));
    expect(said.at(-1)?.reply).toMatchObject({ text: 'fine' });
    expect(await kept()).toEqual({ terms: 1, notices: 1 });
  });

  test('on two replicas at once: the person is told once', async () => {
    const one = testBot(
      database.db,
      breaksAt('boom', () => new Error('a bug')),
    );
    const two = testBot(
      database.db,
      breaksAt('boom', () => new Error('a bug')),
    );
    const broken = text(12, 'boom');
    await Promise.all([one.bot.handleUpdate(broken), two.bot.handleUpdate(broken)]);
    expect([...one.said, ...two.said]).toHaveLength(1);
  });

  test('on one replica of two: what the other has done stands, and nobody apologises', async () => {
    const broken = text(13, 'boom');
    const well = testBot(
      database.db,
      breaksAt('', () => new Error()),
    );
    const ill = testBot(database.db, {
      async handle() {
        await well.bot.handleUpdate(broken);
        throw new Error('a bug');
      },
      preparation: () => ({
        async fetch() {
          await well.bot.handleUpdate(broken);
          throw new Error('a bug before the unit of work');
        },
      }),
    });
    await ill.bot.handleUpdate(broken);
    expect(well.said).toHaveLength(1);
    expect(ill.said).toEqual([]);
  });

  test.each([
    ['a bug', () => new Error(secretText)],
    ['a refusal of the database', () => refusedWith(secretText)],
    ['something that is no error', () => secretText as unknown as Error],
  ])('%s: what a person wrote does not reach the log', async (_name, how) => {
    const { bot, lines } = testBot(database.db, breaksAt('boom', how));
    await bot.handleUpdate(text(14, 'boom'));
    expect(lines).toHaveLength(1);
    expect(lines.join()).not.toMatch(/0912|home|boom/);
    expect(lines.join()).toContain('a handler failed');
  });
});

const refusedWith = (message: string) =>
  new Prisma.PrismaClientKnownRequestError(`\nInvalid invocation: ${message}`, {
    code: 'P2000',
    clientVersion: '7',
    meta: { value: message },
  });

describe('the database out of reach', () => {
  const unreachable = () =>
    new Prisma.PrismaClientKnownRequestError('no', { code: 'P1001', clientVersion: '7' });

  test('is said to who delivered the update, and to nobody else; then it is worked on', async () => {
    let down = true;
    const flaky = breaksAt('hello', unreachable);
    const { bot, said } = testBot(database.db, {
      handle: (turn) => (down ? flaky.handle(turn) : breaksAt('', unreachable).handle(turn)),
    });
    const update = text(15, 'hello');
    await expect(bot.handleUpdate(update)).rejects.toThrow();
    expect(said).toEqual([]);
    expect(await kept()).toEqual({ terms: 0, notices: 0 });
    down = false;
    await bot.handleUpdate(update);
    expect(said).toHaveLength(1);
    expect(await kept()).toEqual({ terms: 1, notices: 1 });
  });
});

describe('what is no affair of the bot', () => {
  test.each(foreignUpdates)('%s does nothing', async (_name, make) => {
    const { bot, said, toasts } = testBot(
      database.db,
      breaksAt('', () => new Error()),
    );
    await bot.handleUpdate(make());
    expect({ said, toasts }).toEqual({ said: [], toasts: [] });
    expect(await database.db.read.chatSession.count()).toBe(0);
    expect(await database.db.read.processedUpdate.count()).toBe(0);
  });
});

describe('many at once', () => {
  test('ten deliveries of one update have one effect and one answer to the tap', async () => {
    const { bot, toasts } = testBot(
      database.db,
      breaksAt('', () => new Error()),
    );
    const update = tap(16, 'x');
    await Promise.all(Array.from({ length: 10 }, () => bot.handleUpdate(update)));
    expect(toasts).toEqual([{ text: 'tapped', alert: false }]);
  });

  test("one chat's updates are answered in the order in which they came", async () => {
    const { bot, said } = testBot(
      database.db,
      breaksAt('', () => new Error()),
    );
    const updates = Array.from({ length: 12 }, (_, index) =>
      text(17 + (index % 2), `${'·'.repeat(index + 1)}`),
    );
    await Promise.all(updates.map((update) => bot.handleUpdate(update)));
    for (const chatId of [17n, 18n]) {
      const texts = said
        .filter((one) => one.chatId === chatId)
        .map(({ reply }) => (reply as { text: string }).text);
      expect(texts).toEqual(texts.toSorted());
      expect(texts).toHaveLength(6);
    }
  });
});
