import { GrammyError } from 'grammy';
import { expect, test } from 'vitest';
import { createAnswer } from '../../../bot/sending/answer.ts';
import { claimUpdate } from '../../../core/chats/commands/claim-update.ts';
import { useDatabase } from '../../support/database.ts';
import { readableLog } from '../../support/logged.ts';
import { uncounted } from '../../support/uncounted.ts';

const database = useDatabase();
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
