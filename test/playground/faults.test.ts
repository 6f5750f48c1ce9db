import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonChat } from '../../bot/playground/telegram/chat.ts';
import { Faults } from '../../bot/playground/telegram/faults.ts';
import type { LocalTelegram } from '../../bot/playground/telegram/local-telegram.ts';
import { seededRandom } from '../../bot/playground/telegram/random.ts';
import { playground, rawCall } from './support.ts';

let telegram: LocalTelegram;
let chat: PersonChat;

beforeEach(async () => {
  telegram = await playground();
  chat = telegram.person({ firstName: 'Sara' }).chatWith('hamyar_bot');
  chat.send('/start');
});
afterEach(() => telegram.close());

const send = (text = 'x') => rawCall(telegram, 'sendMessage', { chat_id: chat.id, text });
const sent = () => chat.messages.filter(({ mine }) => !mine).map(({ text }) => text);

describe('faults on order', () => {
  test('answers without effect: 429, 403, 500, 502', async () => {
    telegram.faults.add({ kind: '429', retryAfter: 3, times: 1 });
    telegram.faults.add({ kind: '403', times: 1 });
    telegram.faults.add({ kind: '500', times: 1 });
    telegram.faults.add({ kind: '502', times: 1 });
    expect((await send()).body).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 3',
      parameters: { retry_after: 3 },
    });
    expect((await send()).status).toBe(403);
    expect((await send()).status).toBe(500);
    expect((await send()).status).toBe(502);
    expect(sent()).toEqual([]);
    expect((await send()).status).toBe(200);
    expect(sent()).toEqual(['x']);
  });

  test('cut-before: no effect; cut-after: the effect, and no answer', async () => {
    telegram.faults.add({ kind: 'cut-before', times: 1 });
    await expect(send('before')).rejects.toThrow();
    telegram.faults.add({ kind: 'cut-after', times: 1 });
    await expect(send('after')).rejects.toThrow();
    expect(sent()).toEqual(['after']);
    const calls = telegram.record.of('sendMessage');
    expect(calls.map(({ fault, effect }) => [fault, effect])).toEqual([
      ['cut-before', false],
      ['cut-after', true],
    ]);
  });

  test('a delay puts the effect off', async () => {
    telegram.faults.add({ kind: 'delay', ms: 80, times: 1 });
    const begun = performance.now();
    await send();
    expect(performance.now() - begun).toBeGreaterThanOrEqual(75);
    expect(sent()).toEqual(['x']);
  });

  test('only the method and the chat that were told, until removed', async () => {
    const handle = telegram.faults.add({ kind: '500', method: 'SENDMESSAGE', chatId: chat.id });
    expect((await rawCall(telegram, 'getMe')).status).toBe(200);
    expect((await rawCall(telegram, 'sendMessage', { chat_id: 1, text: 'x' })).status).toBe(400);
    expect((await send()).status).toBe(500);
    expect((await send()).status).toBe(500);
    expect(handle.hits).toBe(2);
    handle.remove();
    expect((await send()).status).toBe(200);
  });

  test('a probability is the same with the same seed', () => {
    const pattern = (seed: number) => {
      const faults = new Faults(seededRandom(seed));
      faults.add({ kind: '500', probability: 0.3 });
      return Array.from({ length: 200 }, () => (faults.forCall('getme', 1) ? '!' : '.')).join('');
    };
    expect(pattern(7)).toBe(pattern(7));
    expect(pattern(7)).not.toBe(pattern(8));
    const struck = pattern(7).replaceAll('.', '').length;
    expect(struck).toBeGreaterThan(40);
    expect(struck).toBeLessThan(80);
  });
});

describe('the record', () => {
  test('has every call with its result, files by name and size', async () => {
    await send('سلام');
    await rawCall(telegram, 'sendMessage', { chat_id: chat.id, text: '' });
    const form = new FormData();
    form.set('chat_id', String(chat.id));
    form.set('document', new Blob(['12345']), 'a.txt');
    const url = `${telegram.apiRoot}/bot123456:hamyar/sendDocument`;
    await fetch(url, { method: 'POST', body: form });
    expect(telegram.record.calls).toMatchObject([
      { method: 'sendMessage', bot: 'hamyar_bot', effect: true, result: { text: 'سلام' } },
      {
        effect: false,
        error: { code: 400, description: 'Bad Request: message text is empty' },
      },
      { method: 'sendDocument', parameters: { document: { fileName: 'a.txt', size: 5 } } },
    ]);
    expect(telegram.record.count('sendMessage')).toBe(2);
    expect(telegram.record.refused).toBe(1);
    expect(telegram.record.refusedOf('sendMessage')).toBe(1);
    expect(telegram.record.messagesTo(chat.id)).toBe(2);
  });

  test('as counters only, keeps no calls', async () => {
    const counting = await playground({ record: 'counters', history: 2 });
    counting.crowd('hamyar_bot', { firstId: 5_000_000_000, count: 3 });
    for (let n = 0; n < 5; n += 1) {
      await rawCall(counting, 'sendMessage', { chat_id: 5_000_000_001, text: `${n}` });
    }
    expect(counting.record.calls).toEqual([]);
    expect(counting.record.count('sendMessage')).toBe(5);
    expect([...counting.record.chats]).toEqual([[5_000_000_001, 5]]);
    const shown = counting.person({ id: 5_000_000_001, firstName: '' }).chatWith('hamyar_bot');
    expect(shown.messages.map(({ text }) => text)).toEqual(['3', '4']);
    await counting.close();
  });
});
