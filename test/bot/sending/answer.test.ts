import { GrammyError } from 'grammy';
import { afterEach, expect, test } from 'vitest';
import { students } from '../../../bot/playground/people.ts';
import { createAnswer } from '../../../bot/sending/answer.ts';
import { words } from '../../../bot/view/language.ts';
import { claimUpdate } from '../../../core/chats/commands/claim-update.ts';
import { tellChat } from '../../../core/outbox/commands.ts';
import type { NewOutboxMessage } from '../../../core/outbox/types.ts';
import { type RunningBot, startBot } from '../../support/bot.ts';
import { useDatabase } from '../../support/database.ts';
import { readableLog } from '../../support/logged.ts';
import { uncounted } from '../../support/uncounted.ts';

const database = useDatabase();
let bot: RunningBot | undefined;

afterEach(async () => {
  await bot?.stop();
  bot = undefined;
});

test('an answer comes after what its chat still waits for, which then waits no longer', async () => {
  bot = await startBot({ database });
  const chat = bot.chatOf(students.active);
  chat.send('/menu');
  await chat.next();
  const now = database.clock.now();
  const later = new Date(now.getTime() + 3_600_000);
  await database.db.read.outboxMessage.create({
    data: {
      ...({ kind: 'notice', channel: 'telegram', chatId: BigInt(chat.id) } as const),
      payload: { notice: { name: 'registered' } },
      ...{ createdAt: now, dueAt: later, attempts: 1, error: 'network' },
    },
  });
  chat.send('/help');
  const patience = { timeout: 10_000 };
  const first = await chat.next(patience);
  const second = await chat.next(patience);
  const { language } = await database.db.read.chatSession.findUniqueOrThrow({
    where: { chatId: BigInt(chat.id) },
  });
  const title = words[language ?? 'fa'].plain('notices.registered').split('\n')[0] ?? '';
  expect(first.text).toContain(title);
  expect(second.text).not.toContain(title);
});

test('an answer is behind what the same update tells the same chat first, and nothing else', async () => {
  const answerTo = (chatId: bigint): NewOutboxMessage => ({
    ...{ kind: 'reply', channel: 'telegram', chatId, payload: {}, state: 'sending' },
    leasedBy: 'test',
    leaseUntil: new Date(database.clock.now().getTime() + 60_000),
  });
  const written = async (chatId: bigint, told?: bigint) => {
    const done = await database.db.unitOfWork(async (work) => {
      if (told !== undefined) tellChat(work, told, { name: 'registered' });
      work.send(answerTo(chatId));
      work.send(answerTo(chatId));
    });
    return done.written.map(({ behind }) => behind);
  };
  expect(await written(1n)).toEqual([false, false]);
  expect(await written(1n)).toEqual([true, true]);
  expect(await written(2n, 3n)).toEqual([false, false, false]);
  expect(await written(4n, 4n)).toEqual([false, true, true]);
});

const chatId = 50n;
let updateId = 0;

/** An update of the chat with a reply, as a replica takes it. */
const taken = () =>
  database.db.unitOfWork(async (work) => {
    await claimUpdate(work, { updateId: ++updateId, chatId, clientLanguage: 'fa' });
    work.send({
      ...{ kind: 'reply', channel: 'telegram', chatId },
      payload: { reply: { do: 'say', text: 'hello' } },
      ...{ state: 'sending', leasedBy: 'me' },
      leaseUntil: new Date(work.now.getTime() + 60_000),
    });
  });

/** Answers one update through a messenger that refuses the chat, after `meanwhile`. */
async function refused(meanwhile: () => Promise<unknown>): Promise<Date | null> {
  const { db, clock } = database;
  const { written } = await taken();
  const api = {
    async sendMessage() {
      await meanwhile();
      const description = 'Forbidden: bot was blocked by the user';
      throw new GrammyError('', { ok: false, error_code: 403, description }, 'sendMessage', {});
    },
  };
  const gate = { pass: (_passing: unknown, send: () => Promise<unknown>) => send() };
  const parts = { api, gate, figures: uncounted, now: clock.now, log: readableLog().log };
  await createAnswer(parts as never, db)(chatId, written);
  return (await db.read.chatSession.findUniqueOrThrow({ where: { chatId } })).unreachableAt;
}

test('a chat that refuses its answer is noted as out of reach', async () => {
  expect(await refused(async () => undefined)).toEqual(database.clock.now());
});

test('who has written again while an answer was refused is in reach', async () => {
  expect(await refused(taken)).toBeNull();
});
