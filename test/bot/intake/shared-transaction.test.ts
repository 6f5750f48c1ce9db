import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Turn } from '../../../bot/intake/turn.ts';
import type { Router } from '../../../bot/intake/work.ts';
import { words } from '../../../bot/view/language.ts';
import { Prisma } from '../../../prisma/generated/client.ts';
import { useDatabase } from '../../support/database.ts';
import { testBot, text } from './test-bot.ts';

const database = useDatabase();

afterEach(() => vi.restoreAllMocks());

type Words = readonly string[];

const wordsOf = (content: unknown): Words => (content as { words: Words }).words;

/** Adds each word that is written to the form at hand, and says how many there are by then. */
const collects: Pick<Router, 'handle'> = {
  async handle(turn: Turn) {
    const { input } = turn.incoming;
    if (input.kind !== 'text' || !turn.form) return turn.say('no form');
    const all = [...wordsOf(turn.form.content), input.text];
    await turn.saveForm({ ...turn.form, content: { words: all } });
    turn.say(`${all.length}`);
  },
};

/** Chats that answer a form. */
async function answering(...ids: number[]): Promise<void> {
  const now = database.clock.now();
  const { read } = database.db;
  const times = { createdAt: now, lastSeenAt: now };
  await read.chatSession.createMany({
    data: ids.map((id) => ({
      ...{ chatId: BigInt(id), language: 'fa', activeForm: 'list', ...times },
    })),
  });
  await read.formState.createMany({
    data: ids.map((id) => ({
      ...{ chatId: BigInt(id), form: 'list', version: 1, step: 'word', updatedAt: now },
      content: { words: [] },
    })),
  });
}

async function keptOf(id: number): Promise<Words | undefined> {
  const state = await database.db.read.formState.findFirst({ where: { chatId: BigInt(id) } });
  return state ? wordsOf(state.content) : undefined;
}

function latch() {
  let open = (): void => undefined;
  const wait = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { wait, open: () => open() };
}

const transactions = () => vi.spyOn(database.db, 'unitOfWork');

describe('updates that only answer forms', () => {
  test('of many chats at once need no transaction each, and each has its effect and answer once', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => 100 + index);
    await answering(...ids);
    const begun = transactions();
    const { bot, said } = testBot(database.db, collects);
    const updates = ids.map((id) => text(id, `of ${id}`));
    await Promise.all([...updates, ...updates].map((update) => bot.handleUpdate(update)));
    for (const id of ids) expect(await keptOf(id)).toEqual([`of ${id}`]);
    expect(said.map(({ chatId }) => Number(chatId)).toSorted((a, b) => a - b)).toEqual(ids);
    // The second deliveries looked whether they were the second, and wrote nothing.
    expect(begun.mock.calls.length).toBeLessThanOrEqual(ids.length);
    begun.mockClear();
    await bot.handleUpdate(text(100, 'another'));
    expect(begun).not.toHaveBeenCalled();
    expect(await keptOf(100)).toEqual(['of 100', 'another']);
  });

  test('are worked on in a transaction as soon as a handler asks for more than the form', async () => {
    await answering(200);
    const { bot, said } = testBot(database.db, {
      async handle(turn) {
        await collects.handle(turn);
        await turn.work.tx.term.create({ data: { startYear: 1400, number: 1 } });
      },
    });
    await bot.handleUpdate(text(200, 'more'));
    expect(await keptOf(200)).toEqual(['more']);
    expect(await database.db.read.term.count()).toBe(1);
    expect(said).toHaveLength(1);
  });

  test('what was fetched from outside is fetched once, with and without a transaction', async () => {
    await answering(210);
    const fetched: string[] = [];
    const { bot } = testBot(database.db, {
      preparation: () => ({ fetch: async () => void fetched.push('it') }),
      async handle(turn) {
        await collects.handle(turn);
        await turn.work.tx.term.count();
      },
    });
    const update = text(210, 'file');
    await bot.handleUpdate(update);
    await bot.handleUpdate(update);
    expect(fetched).toEqual(['it']);
  });

  test.each([
    ['half a minute', undefined, ['file']],
    ['what is said beside what was fetched', 50, []],
  ])('the unit of work may take %s', async (_limit, longestMs, kept) => {
    await answering(220);
    const { bot, said } = testBot(database.db, {
      preparation: () => ({ fetch: async () => undefined, longestMs }),
      async handle(turn) {
        await collects.handle(turn);
        await turn.work.tx.term.count();
        await sleep(200);
        await turn.work.tx.term.count();
      },
    });
    await bot.handleUpdate(text(220, 'file'));
    expect(await keptOf(220)).toEqual(kept);
    expect(said).toHaveLength(1);
  });
});

describe('a chat that changed since it was looked at', () => {
  test('two replicas take one chat’s updates at once: none is lost', async () => {
    await answering(300);
    const replicas = [testBot(database.db, collects), testBot(database.db, collects)];
    const written = Array.from({ length: 20 }, (_, index) => `word ${index}`);
    await Promise.all(
      written.map((word, index) => replicas[index % 2]?.bot.handleUpdate(text(300, word))),
    );
    expect([...((await keptOf(300)) ?? [])].toSorted()).toEqual(written.toSorted());
    const counts = replicas.flatMap(({ said }) =>
      said.map(({ reply }) => 'text' in reply && reply.text),
    );
    expect(counts.map(Number).toSorted((a, b) => a - b)).toEqual(
      written.map((_, index) => index + 1),
    );
  });

  test.each([
    [
      'its form was dropped',
      () => database.db.read.formState.deleteMany({ where: { chatId: 310n } }),
    ],
    [
      'it left its form',
      () =>
        database.db.read.chatSession.update({
          where: { chatId: 310n },
          data: { activeForm: null },
        }),
    ],
  ])('%s: the update finds it as it is', async (_name, change) => {
    await answering(310);
    let changed = false;
    const { bot, said } = testBot(database.db, {
      async handle(turn) {
        await collects.handle(turn);
        if (!changed) await change();
        changed = true;
      },
    });
    await bot.handleUpdate(text(310, 'late'));
    expect(said.map(({ reply }) => reply)).toEqual([
      { do: 'say', text: expect.stringContaining('no form') },
    ]);
  });

  test('who could not be written to and is back is told what came meanwhile', async () => {
    await answering(320);
    const { read } = database.db;
    const now = database.clock.now();
    await read.chatSession.update({ where: { chatId: 320n }, data: { unreachableAt: now } });
    await read.outboxMessage.create({
      data: {
        ...{ kind: 'notice', channel: 'telegram', chatId: 320n, payload: {}, state: 'unreachable' },
        ...{ dueAt: now, createdAt: now },
      },
    });
    const { bot } = testBot(database.db, collects);
    await bot.handleUpdate(text(320, 'back'));
    expect(await keptOf(320)).toEqual(['back']);
    expect(await read.outboxMessage.count({ where: { kind: 'notice', state: 'pending' } })).toBe(1);
  });
});

describe('one chat among many', () => {
  // The embedded database has one connection, where whoever holds a lock holds all.
  test('that is locked keeps nobody else waiting', async ({ skip }) => {
    skip(database.url === undefined);
    await answering(400, 401);
    const { bot, said } = testBot(database.db, collects);
    const released = latch();
    const locked = latch();
    const holding = database.db.transaction(async ({ tx }) => {
      await tx.$executeRaw`SELECT 1 FROM "ChatSession" WHERE "chatId" = 400 FOR UPDATE`;
      locked.open();
      await released.wait;
    });
    await locked.wait;
    const waiting = bot.handleUpdate(text(400, 'waits'));
    await bot.handleUpdate(text(401, 'goes on'));
    expect(said.map(({ chatId }) => chatId)).toEqual([401n]);
    released.open();
    await Promise.all([holding, waiting]);
    expect(await keptOf(400)).toEqual(['waits']);
  });

  test('whose answer the database refuses does not take the others with it', async () => {
    await answering(410, 411, 412);
    const { read } = database.db;
    await read.$executeRaw`
      CREATE FUNCTION "refuse"() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW."content"::text LIKE '%poison%' THEN RAISE EXCEPTION 'refused'; END IF;
        RETURN NEW;
      END $$`;
    await read.$executeRaw`
      CREATE TRIGGER "refuse" BEFORE INSERT OR UPDATE ON "FormState" FOR EACH ROW EXECUTE FUNCTION "refuse"()`;
    try {
      const { bot, said, lines } = testBot(database.db, collects);
      const updates = [text(410, 'well'), text(411, 'poison'), text(412, 'well')];
      await Promise.all(updates.map((update) => bot.handleUpdate(update)));
      expect([await keptOf(410), await keptOf(411), await keptOf(412)]).toEqual([
        ['well'],
        [],
        ['well'],
      ]);
      const told = said.find(({ chatId }) => chatId === 411n);
      expect(told?.reply).toMatchObject({ text: words.fa.html('errors.internal') });
      expect(said).toHaveLength(3);
      expect(lines.join()).toContain('one by one');
      expect(lines.join()).not.toContain('poison');
    } finally {
      await read.$executeRaw`DROP FUNCTION "refuse" CASCADE`;
    }
  });

  test('where no chat can be looked at together, each is for itself, and nobody is told of a fault', async () => {
    await answering(415, 416);
    const { bot, said } = testBot(database.db, collects);
    const tooLate = new Prisma.PrismaClientKnownRequestError('canceling statement', {
      code: 'P2010',
      clientVersion: '7',
    });
    vi.spyOn(database.db.read, '$queryRaw').mockRejectedValueOnce(tooLate as never);
    await Promise.all([text(415, 'well'), text(416, 'well')].map((one) => bot.handleUpdate(one)));
    expect([await keptOf(415), await keptOf(416)]).toEqual([['well'], ['well']]);
    expect(said.map(({ reply }) => 'text' in reply && reply.text)).toEqual(['1', '1']);
  });

  test('with the database out of reach, who delivered them is told, and nothing was done', async () => {
    await answering(420);
    const { bot, said } = testBot(database.db, collects);
    const outage = new Prisma.PrismaClientKnownRequestError('no', {
      code: 'P1001',
      clientVersion: '7',
    });
    const update = text(420, 'hello');
    const broken = vi.spyOn(database.db.read, '$queryRaw').mockRejectedValue(outage as never);
    await expect(bot.handleUpdate(update)).rejects.toThrow();
    expect(said).toEqual([]);
    broken.mockRestore();
    await bot.handleUpdate(update);
    expect(await keptOf(420)).toEqual(['hello']);
    expect(said).toHaveLength(1);
  });
});
