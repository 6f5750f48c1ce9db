import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PersonChat } from '../../bot/playground/telegram/chat.ts';
import { type LocalTelegram, startTelegram } from '../../bot/playground/telegram/local-telegram.ts';
import { parseMultipart } from '../../bot/playground/telegram/multipart.ts';
import { pictureSize } from '../../bot/playground/telegram/picture-size.ts';
import { playground, png, TOKEN } from './support.ts';

describe('the server', () => {
  let telegram: LocalTelegram;
  let chat: PersonChat;

  beforeAll(async () => {
    telegram = await playground();
    chat = telegram.person({ firstName: 'Sara' }).chatWith('hamyar_bot');
    chat.send('/start');
  });
  afterAll(() => telegram.close());

  const url = (method: string) => `${telegram.apiRoot}/bot${TOKEN}/${method}`;
  const text = async (response: Promise<Response>) => {
    const body = await (await response).json();
    return (body as { result: { text: string } }).result.text;
  };

  test('takes parameters from the query, in any case of the method', async () => {
    const query = new URLSearchParams({ chat_id: String(chat.id), text: 'سلام & <b>' });
    expect(await text(fetch(`${url('SENDmessage')}?${query}`))).toBe('سلام & <b>');
  });

  test('takes urlencoded and multipart forms, keyboards as JSON text', async () => {
    const fields = {
      chat_id: String(chat.id),
      text: 'سلام',
      reply_markup: '{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}',
    };
    expect(
      await text(fetch(url('sendMessage'), { method: 'POST', body: new URLSearchParams(fields) })),
    ).toBe('سلام');
    expect(chat.last?.buttons).toEqual([[{ text: 'a', callback_data: 'b' }]]);
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    expect(await text(fetch(url('sendMessage'), { method: 'POST', body: form }))).toBe('سلام');
    expect(chat.last?.buttons).toHaveLength(1);
  });

  test.each([
    ['broken JSON', '{', "Bad Request: can't parse request body JSON object"],
    ['no object', '[]', 'Bad Request: expected a JSON object'],
  ])('refuses %s', async (_what, body, description) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url('getMe'), { method: 'POST', headers, body });
    expect(await response.json()).toEqual({ ok: false, error_code: 400, description });
  });

  test.each([
    ['/', 404],
    [`/bot${TOKEN}`, 404],
    ['/bot1:x/getMe', 401],
    ['/file/bot1:x/photos/a.jpg', 401],
    [`/file/bot${TOKEN}/photos/a.jpg`, 404],
  ])('answers %s with %i', async (path, status) => {
    expect((await fetch(telegram.apiRoot + path)).status).toBe(status);
  });

  test('listens on this machine only', async () => {
    const options = { now: () => new Date(), limits: 'off' as const, bots: [] };
    await expect(startTelegram({ ...options, host: '0.0.0.0' })).rejects.toThrow(
      'this machine only',
    );
    const six = await startTelegram({ ...options, host: 'localhost' });
    expect(six.apiRoot).toMatch(/^http:\/\/localhost:\d+$/);
    await six.close();
  });

  test('is for bots: a page in a browser is refused, by whatever name it came', async () => {
    const before = chat.messages.length;
    const query = new URLSearchParams({ chat_id: String(chat.id), text: 'from a page' });
    const { port } = new URL(telegram.apiRoot);
    const statusWith = (headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        const path = `/bot${TOKEN}/sendMessage?${query}`;
        get({ host: '127.0.0.1', port, path, headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        }).on('error', reject);
      });
    expect(await statusWith({ origin: 'https://evil.example' })).toBe(403);
    expect(await statusWith({ host: `evil.example:${port}` })).toBe(403);
    expect(chat.messages.length).toBe(before);
    expect(await statusWith({ host: `localhost:${port}` })).toBe(200);
  });

  test('two with the same seed give the same ids', async () => {
    const ids = async (seed: number) => {
      const one = await playground({ seed });
      const { id } = one.person({ firstName: 'Sara' });
      await one.close();
      return id;
    };
    expect(await ids(3)).toBe(await ids(3));
    expect(await ids(3)).not.toBe(await ids(4));
  });
});

describe('multipart forms', () => {
  test('as the clients write them, with line ends and boundaries inside of files', () => {
    const content = Buffer.from('a\r\n--no\r\n\r\n--xy');
    const body = Buffer.concat([
      Buffer.from('--xyz\r\ncontent-disposition:form-data;name="chat_id"\r\n\r\n5\r\n'),
      Buffer.from('--xyz\r\nContent-Disposition: form-data; name="f"; filename="نام ;.txt"\r\n'),
      Buffer.from('Content-Type: text/plain\r\n\r\n'),
      content,
      Buffer.from('\r\n--xyz\r\ncontent-disposition:form-data;name="g";filename=b.bin\r\n\r\n'),
      Buffer.from('\r\n--xyz--'),
    ]);
    const form = parseMultipart(body, 'multipart/form-data; boundary=xyz');
    expect(form?.values).toEqual({ chat_id: '5' });
    expect(form?.files.get('f')).toEqual({
      fileName: 'نام ;.txt',
      mimeType: 'text/plain',
      bytes: content,
    });
    expect(form?.files.get('g')).toMatchObject({ fileName: 'b.bin', bytes: Buffer.alloc(0) });
  });

  test('without a boundary it is none', () => {
    expect(parseMultipart(Buffer.from('x'), 'multipart/form-data')).toBeUndefined();
  });
});

test.each<[string, Buffer, object | undefined]>([
  ['PNG', png(640, 480), { width: 640, height: 480 }],
  [
    'JPEG',
    Buffer.from(`ffd8ffe00004aabbffc0001108${'0168'}${'0280'}03${'00'.repeat(20)}`, 'hex'),
    { width: 640, height: 360 },
  ],
  [
    'GIF',
    Buffer.from(`474946383961${'4001'}${'f000'}${'00'.repeat(20)}`, 'hex'),
    { width: 320, height: 240 },
  ],
  ['text', Buffer.from('this is no picture, whatever its name'), undefined],
  ['a cut JPEG', Buffer.from(`ffd8ffe0ffff${'00'.repeat(30)}`, 'hex'), undefined],
])('the size of a picture: %s', (_kind, bytes, size) => {
  expect(pictureSize(bytes)).toEqual(size);
});
