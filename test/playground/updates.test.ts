import type { Update } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonChat } from '../../bot/playground/telegram/chat.ts';
import type { LocalTelegram } from '../../bot/playground/telegram/local-telegram.ts';
import { listen, stopListening } from './drivers.ts';
import { playground, rawCall, TOKEN } from './support.ts';

let telegram: LocalTelegram;
let chat: PersonChat;

beforeEach(async () => {
  telegram = await playground();
  chat = telegram.person({ firstName: 'Sara' }).chatWith('hamyar_bot');
});
afterEach(() => telegram.close());

async function updates(parameters: object = {}): Promise<Update[]> {
  const { body } = await rawCall(telegram, 'getUpdates', parameters);
  return (body as { result: Update[] }).result;
}
const texts = (list: Update[]) => list.flatMap(({ message }) => message?.text ?? []);

describe('getUpdates', () => {
  test('gives updates again until an offset confirms them', async () => {
    for (const text of ['a', 'b', 'c']) chat.send(text);
    const first = await updates({ allowed_updates: ['message'] });
    expect(texts(first)).toEqual(['a', 'b', 'c']);
    expect(texts(await updates())).toEqual(['a', 'b', 'c']);
    const [, , b] = first;
    expect(texts(await updates({ offset: b?.update_id }))).toEqual(['b', 'c']);
    expect(texts(await updates({ limit: 1 }))).toEqual(['b']);
    expect(texts(await updates({ offset: -1 }))).toEqual(['c']);
    expect(telegram.pendingUpdates('hamyar_bot')).toBe(1);
  });

  test('update_id grows by one', async () => {
    for (const text of ['a', 'b', 'c']) chat.send(text);
    const ids = (await updates()).map(({ update_id }) => update_id);
    expect(ids).toEqual(ids.map((_id, index) => (ids[0] ?? 0) + index));
  });

  test('waits for the first update, and gives it at once', async () => {
    chat.send('/start');
    const [, start] = await updates();
    const begun = performance.now();
    const waiting = updates({ timeout: 30, offset: 1 + (start?.update_id ?? 0) });
    await expect.poll(() => telegram.pendingUpdates('hamyar_bot')).toBe(0);
    chat.send('late');
    expect(texts(await waiting)).toEqual(['late']);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  test('gives nothing when the time is over', async () => {
    const begun = performance.now();
    expect(await updates({ timeout: 1 })).toEqual([]);
    expect(performance.now() - begun).toBeGreaterThan(950);
  });

  test('a second poller sends the first one away', async () => {
    const first = rawCall(telegram, 'getUpdates', { timeout: 30 });
    let ended = false;
    void first.then(() => {
      ended = true;
    });
    await expect
      .poll(async () => {
        await rawCall(telegram, 'getUpdates');
        return ended;
      })
      .toBe(true);
    expect(await first).toEqual({
      status: 409,
      body: {
        ok: false,
        error_code: 409,
        description:
          'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      },
    });
  });

  test('only the types asked for are kept', async () => {
    await updates({ allowed_updates: ['edited_message'] });
    const { id } = chat.send('a');
    chat.edit(id, 'b');
    const [only, ...more] = await updates();
    expect(only?.edited_message?.text).toBe('b');
    expect(more).toEqual([]);
  });

  test('an answer that is lost on the way takes no update with it', async () => {
    chat.send('a');
    telegram.faults.add({ kind: 'cut-after', method: 'getUpdates', times: 1 });
    await expect(updates()).rejects.toThrow();
    expect(texts(await updates())).toEqual(['a']);
  });

  test('faults: an update twice, and an update late', async () => {
    chat.send('/start');
    await updates({ offset: -1 });
    telegram.faults.addForUpdates({ kind: 'twice', times: 1 });
    chat.send('a');
    const twice = await updates();
    expect(texts(twice)).toEqual(['/start', 'a', 'a']);
    expect(twice[1]?.update_id).toBe(twice[2]?.update_id);
    await updates({ offset: 1 + (twice[2]?.update_id ?? 0) });

    const late = telegram.faults.addForUpdates({ kind: 'late', times: 1, chatId: chat.id });
    chat.send('first');
    chat.send('second');
    expect(late.hits).toBe(1);
    const [second, ...rest] = await updates();
    expect([second?.message?.text, rest]).toEqual(['second', []]);
    const after = await updates({ offset: 1 + (second?.update_id ?? 0) });
    expect(texts(after)).toEqual(['first']);
    expect(after[0]?.update_id).toBeLessThan(second?.update_id ?? 0);
    expect(await updates({ offset: 1 + (after[0]?.update_id ?? 0) })).toEqual([]);
  });
});

describe('webhooks', () => {
  interface Heard {
    text: string;
    secret: string | undefined;
  }

  /** A webhook that answers with what `status` says. */
  async function webhook(status: (text: string, attempt: number) => number) {
    const heard: Heard[] = [];
    const { url, server } = await listen(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const text = JSON.parse(Buffer.concat(chunks).toString()).message.text;
      const secret = request.headers['x-telegram-bot-api-secret-token']?.toString();
      heard.push({ text, secret });
      const attempt = heard.filter((one) => one.text === text).length;
      response.writeHead(status(text, attempt)).end();
    });
    return {
      url,
      heard,
      texts: () => heard.map(({ text }) => text),
      stop: () => stopListening(server),
    };
  }
  const only = { allowed_updates: ['message'] };
  const delivered = () => expect.poll(() => telegram.pendingUpdates('hamyar_bot')).toBe(0);

  test('one chat in sequence: the next waits until the first is taken', async () => {
    const hook = await webhook((text, attempt) => (text === 'a' && attempt < 3 ? 500 : 200));
    await rawCall(telegram, 'setWebhook', { url: hook.url, secret_token: 'key', ...only });
    chat.send('a');
    chat.send('b');
    await delivered();
    expect(hook.texts()).toEqual(['a', 'a', 'a', 'b']);
    expect(hook.heard.every(({ secret }) => secret === 'key')).toBe(true);
    await hook.stop();
  });

  test('a chat that is stuck does not hold up the others', async () => {
    let stuck = true;
    const hook = await webhook((text) => (text === 'stuck' && stuck ? 503 : 200));
    await rawCall(telegram, 'setWebhook', { url: hook.url, max_connections: 1, ...only });
    chat.send('stuck');
    telegram.person({ firstName: 'Reza' }).chatWith('hamyar_bot').send('free');
    await expect.poll(hook.texts).toContain('free');
    expect(telegram.pendingUpdates('hamyar_bot')).toBe(1);
    stuck = false;
    await delivered();
    await hook.stop();
  });

  test('updates from before the webhook are delivered too, or dropped on request', async () => {
    const hook = await webhook(() => 200);
    chat.send('/start');
    chat.send('old');
    await rawCall(telegram, 'setWebhook', { url: hook.url, drop_pending_updates: true, ...only });
    chat.send('new');
    await delivered();
    await rawCall(telegram, 'deleteWebhook');
    chat.send('between');
    await rawCall(telegram, 'setWebhook', { url: hook.url });
    await delivered();
    expect(hook.texts()).toEqual(['new', 'between']);
    await hook.stop();
  });

  test('setWebhook ends a waiting poller', async () => {
    const poll = rawCall(telegram, 'getUpdates', { timeout: 30, ...only });
    const hook = await webhook(() => 200);
    let ended = false;
    void poll.then(() => {
      ended = true;
    });
    await expect
      .poll(async () => {
        await rawCall(telegram, 'setWebhook', { url: hook.url });
        return ended;
      })
      .toBe(true);
    expect((await poll).status).toBe(409);
    await hook.stop();
  });

  test('a fan-out brings every update to every replica, again to one that failed', async () => {
    const steady = await webhook(() => 200);
    const shaky = await webhook((_text, attempt) => (attempt === 1 ? 500 : 200));
    await updates(only);
    telegram.deliverTo(TOKEN, [steady.url, shaky.url], 'key');
    chat.send('a');
    chat.send('b');
    await delivered();
    expect(steady.texts()).toEqual(['a', 'b']);
    expect(shaky.texts()).toEqual(['a', 'a', 'b', 'b']);
    await Promise.all([steady.stop(), shaky.stop()]);
  });

  test('a call in the answer to a webhook is done', async () => {
    const { url, server } = await listen((request, response) => {
      request.resume();
      const call = { method: 'sendMessage', chat_id: chat.id, text: 'in the answer' };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(call));
    });
    await rawCall(telegram, 'setWebhook', { url, ...only });
    chat.send('a');
    expect((await chat.next()).text).toBe('in the answer');
    await stopListening(server);
  });
});
