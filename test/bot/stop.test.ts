import { expect, test, vi } from 'vitest';
import { playgroundBot } from '../../bot/playground/people.ts';
import { tellChat } from '../../core/outbox/commands.ts';
import { startBot } from '../support/bot.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();

test('a bot that stops finishes its answer, and begins nothing while it does', async () => {
  const bot = await startBot({ database });
  const { telegram } = bot.playground;
  const chatIn = (id: number) =>
    telegram.person({ id, firstName: 'Somebody' }).chatWith(playgroundBot.username);
  const [slow, other] = [chatIn(77), chatIn(78)];
  other.send('/start');
  await other.next();
  const method = 'sendMessage';
  const fault = telegram.faults.add({ kind: 'delay', method, chatId: slow.id, ms: 1_500 });
  slow.send('/start');
  await vi.waitUntil(() => fault.hits > 0, { timeout: 20_000, interval: 10 });
  const stopped = bot.stop();
  await database.db.transaction(async (work) =>
    tellChat(work, BigInt(other.id), { name: 'activated' }),
  );
  await stopped;
  expect(slow.messages.filter(({ mine }) => !mine)).not.toEqual([]);
  const { read } = database.db;
  expect(await read.outboxMessage.findMany({ where: { kind: 'notice' } })).toMatchObject([
    { state: 'pending', attempts: 0 },
  ]);
});
