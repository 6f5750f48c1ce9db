import { expect, test } from 'vitest';
import { claimAnswers } from '../../../core/chats/commands/claim-answers.ts';
import { seenChats } from '../../../core/chats/queries.ts';
import type { FormAnswer } from '../../../core/chats/types.ts';
import { useDatabase } from '../../support/database.ts';

const database = useDatabase();

/** What an update comes to in a chat that answers a form. */
async function answerTo(updateId: number): Promise<FormAnswer> {
  const { read } = database.db;
  const [now, chatId] = [database.clock.now(), 7n];
  const times = { createdAt: now, lastSeenAt: now };
  await read.chatSession.upsert({
    where: { chatId },
    create: { chatId, language: 'fa', activeForm: 'list', ...times },
    update: {},
  });
  const form = { form: 'list', version: 1, step: 'first', content: {} };
  await read.formState.upsert({
    where: { chatId_form: { chatId, form: 'list' } },
    create: { ...form, chatId, updatedAt: now },
    update: {},
  });
  const chat = (await seenChats(read, [{ updateId, chatId }])).get(chatId);
  if (!chat) throw new Error('the chat answers no form');
  const reply = { kind: 'reply', channel: 'telegram', chatId, payload: { updateId } } as const;
  return {
    ...{ updateId, chat, clientLanguage: 'fa', form: { ...form, step: `after ${updateId}` } },
    replies: [{ ...reply, state: 'sending', leasedBy: 'test', leaseUntil: now }],
  };
}

const stored = async () => ({
  steps: (await database.db.read.formState.findMany()).map(({ step }) => step),
  replies: await database.db.read.outboxMessage.count(),
});

test('of two answers of one chat among those that are claimed at once, one is', async () => {
  const answers = [await answerTo(1), await answerTo(1), await answerTo(2)];
  const claimed = await claimAnswers(database.db.read, database.clock.now(), answers);
  expect(claimed.size).toBe(1);
  const [answer] = claimed.keys();
  expect(await stored()).toEqual({ steps: [answer?.form?.step], replies: 1 });
});

test('what was claimed before, or of a chat that changed since, is not claimed', async () => {
  const { read } = database.db;
  const now = database.clock.now();
  const [first, second] = [await answerTo(1), await answerTo(2)];
  expect((await claimAnswers(read, now, [first])).size).toBe(1);
  expect((await claimAnswers(read, now, [first])).size).toBe(0);
  expect((await claimAnswers(read, now, [second])).size).toBe(0);
  expect(await seenChats(read, [{ updateId: 1, chatId: 7n }])).toEqual(new Map());
  expect(await stored()).toEqual({ steps: ['after 1'], replies: 1 });
});
