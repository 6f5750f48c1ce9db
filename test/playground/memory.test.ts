import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { MemoryKeeper, readMemory } from '../../bot/playground/host/memory.ts';
import type { LocalTelegram } from '../../bot/playground/telegram/local-telegram.ts';
import { playground, png, rawCall } from './support.ts';

const negar = { id: 5, firstName: 'Negar' };
const bot = 'hamyar_bot';

describe('a Telegram that is closed and started again', () => {
  const open: LocalTelegram[] = [];
  let folder = '';
  afterEach(async () => {
    for (const telegram of open.splice(0)) await telegram.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Keeps the chats in a folder, as the playground does, and begins with what was read there. */
  async function again(before: LocalTelegram): Promise<LocalTelegram> {
    folder = await mkdtemp(join(tmpdir(), 'hamyar-memory-'));
    const keeper = new MemoryKeeper(folder, {
      now: () => ({ telegram: before.remember(), arrivals: [] }),
      bytesOf: (id) => before.bytesOf(id),
    });
    keeper.changed();
    await keeper.close();
    const kept = await readMemory(folder);
    if (!kept) throw new Error('nothing was kept');
    const bytesOf = (id: string) => kept.files.get(id) ?? Buffer.alloc(0);
    const after = await playground({ seed: 2, memory: { told: kept.telegram, bytesOf } });
    open.push(after);
    return after;
  }

  test('has the same chats, keys and files, and what the bot has not taken', async () => {
    const before = await playground();
    open.push(before);
    const chat = before.person(negar).chatWith(bot);
    chat.send('/start');
    await rawCall(before, 'sendMessage', {
      chat_id: 5,
      text: '<b>سلام</b>',
      parse_mode: 'HTML',
      reply_markup: { keyboard: [[{ text: 'share', request_contact: true }]] },
    });
    chat.sendPhoto(png(40, 30));
    const taken = await rawCall(before, 'getUpdates');

    const after = await again(before);
    const recalled = after.person(negar).chatWith(bot);
    expect(recalled.messages).toEqual(chat.messages);
    expect(recalled.keyboard).toEqual(chat.keyboard);
    const picture = recalled.messages.findLast(({ file }) => file);
    expect(picture && recalled.download(picture)).toEqual(png(40, 30));
    expect(await rawCall(after, 'getUpdates')).toEqual(taken);
    const fileId = picture?.file?.fileId ?? '';
    expect((await rawCall(after, 'getFile', { file_id: fileId })).status).toBe(200);
  });

  test('gives no message, update or file an id that another had', async () => {
    const before = await playground();
    open.push(before);
    const chat = before.person(negar).chatWith(bot);
    chat.send('one');
    chat.sendDocument(Buffer.from('a'), { fileName: 'a.txt' });
    const { body: taken } = await rawCall(before, 'getUpdates');

    const after = await again(before);
    const recalled = after.person(negar).chatWith(bot);
    const sent = recalled.sendDocument(Buffer.from('b'), { fileName: 'b.txt' });
    const { body } = await rawCall(after, 'getUpdates');
    const idsOf = (answer: unknown) =>
      (answer as { result: { update_id: number }[] }).result.map(({ update_id: id }) => id);
    expect(idsOf(body).slice(0, -1)).toEqual(idsOf(taken));
    expect(idsOf(body).at(-1)).toBeGreaterThan(idsOf(taken).at(-1) ?? 0);
    expect(new Set(recalled.messages.map(({ id }) => id)).size).toBe(3);
    const files = recalled.messages.flatMap(({ file }) => file?.fileId ?? []);
    expect(new Set(files).size).toBe(2);
    expect(recalled.download(sent).toString()).toBe('b');
  });

  test('remembers who has blocked the bot', async () => {
    const before = await playground();
    open.push(before);
    const chat = before.person(negar).chatWith(bot);
    chat.send('/start');
    chat.block();
    const after = await again(before);
    expect(after.person(negar).chatWith(bot).blocked).toBe(true);
    const refused = await rawCall(after, 'sendMessage', { chat_id: 5, text: 'hello' });
    expect(refused.status).toBe(403);
  });
});

test('a folder with nothing that can be read is a new beginning', async () => {
  expect(await readMemory('/nowhere')).toBeUndefined();
});
