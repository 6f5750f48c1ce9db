import fc from 'fast-check';
import { Api } from 'grammy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { playgroundBot } from '../../../bot/playground/people.ts';
import { type Playground, startPlayground } from '../../../bot/playground/playground.ts';
import type { PersonChat } from '../../../bot/playground/telegram/chat.ts';
import { parseHtml } from '../../../bot/playground/telegram/html.ts';
import { fits, inParts } from '../../../bot/sending/long-text.ts';
import type { TelegramParts } from '../../../bot/sending/perform.ts';
import { createGate } from '../../../bot/sending/rate/gate.ts';
import { placesInMemory } from '../../../bot/sending/rate/in-memory.ts';
import { sendReply } from '../../../bot/sending/telegram.ts';
import type { Reply } from '../../../bot/view/message.ts';
import { withoutTags } from '../../../bot/view/plain.ts';
import { png } from '../../core/files/pictures.ts';
import { uncounted } from '../../support/uncounted.ts';

const bare = (html: string): string => withoutTags(html).replaceAll(/\s/g, '');

test('a text that fits is left as it is', () => {
  const text = `<b>${'&lt;'.repeat(4096)}</b>`;
  expect(inParts(text)).toEqual([text]);
});

test('a longer one is cut at the ends of lines, and an open tag goes on in the next part', () => {
  expect(inParts('<b>one</b>\n<i>two\nthree</i>\nfour', 9)).toEqual([
    '<b>one</b>\n<i>two\n</i>',
    '<i>three</i>',
    'four',
  ]);
});

test('a line that alone is too long is cut between words, and a word that is, anywhere', () => {
  expect(inParts('one two three', 8)).toEqual(['one two', 'three']);
  expect(inParts('12345678😀9', 9)).toEqual(['12345678', '😀9']);
});

test('whatever the text, each part fits and is understood, and nothing is lost', () => {
  const word = fc.oneof(
    fc.constantFrom(' ', '\n', '&amp;', '&lt;', '😀', 'سلام', 'x'.repeat(30)),
    fc.string({ minLength: 1, maxLength: 12 }).map((text) => text.replaceAll(/[<>&]/g, '')),
  );
  const tagged = fc
    .tuple(fc.constantFrom('b', 'i', 'code', 'blockquote'), fc.array(word, { maxLength: 30 }))
    .map(([tag, inside]) => `<${tag}>${inside.join('')}</${tag}>`);
  const texts = fc.array(fc.oneof(word, tagged), { maxLength: 40 }).map((all) => all.join(''));
  fc.assert(
    fc.property(texts, fc.integer({ min: 5, max: 60 }), (text, most) => {
      const parts = inParts(text, most);
      expect(parts.every((part) => fits(part, most))).toBe(true);
      for (const part of parts) parseHtml(part);
      expect(bare(parts.join(''))).toBe(bare(text));
    }),
  );
});

describe('sent by the local Bot API', () => {
  const now = () => new Date('2026-03-01T08:00:00Z');
  const lines = Array.from({ length: 300 }, (_, index) => `line ${index} of a long page`);
  const buttons = [[{ text: 'go on', data: 'go' }]];
  const sending = { attempt: 1, urgency: 'reply', patienceMs: 10_000 } as const;
  let playground: Playground;
  let chat: PersonChat;
  let parts: TelegramParts;

  beforeAll(async () => {
    playground = await startPlayground({ now, limits: 'off' });
    const { telegram } = playground;
    chat = telegram.person({ id: 5, firstName: 'Reader' }).chatWith(playgroundBot.username);
    chat.send('/start');
    const drawPicture = async () => png({ width: 40 });
    const unused = () => {
      throw new Error('not used here');
    };
    parts = {
      figures: uncounted,
      gate: createGate(placesInMemory({ perSecond: 1000, perChatPerSecond: 1000 })),
      api: new Api(playgroundBot.token, { apiRoot: telegram.apiRoot }),
      ...{ now, drawPicture, inviteLink: unused, makeDocument: unused, fileLost: unused },
      files: { put: unused, get: unused, delete: unused, keysPutBefore: unused },
    };
  });
  afterAll(() => playground.close());

  test('a page that grows too long in its place goes on below, with the buttons', async () => {
    const short = await sendReply(parts, 5n, { do: 'say', text: 'short', buttons }, sending);
    const messageId = Number('providerId' in short ? short.providerId : 0);
    const text = lines.join('\n');
    expect(
      await sendReply(parts, 5n, { do: 'edit', messageId, text, buttons }, sending),
    ).toMatchObject({
      state: 'sent',
    });
    const [first, ...others] = chat.messages.filter(({ mine }) => !mine);
    expect(first?.id).toBe(messageId);
    expect(first?.buttons).toEqual([]);
    expect([first, ...others].map((message) => message?.text).join('\n')).toBe(text);
    expect(others.at(-1)?.buttons.flat()).toHaveLength(1);
  });

  test('what is too long to stand below a picture comes after it', async () => {
    chat.readAll();
    const picture = { kind: 'guide', name: 'path', language: 'en' } as const;
    const text = lines.slice(0, 60).join('\n');
    await sendReply(parts, 5n, { do: 'say', text, buttons, picture }, sending);
    const [drawn, words] = chat.messages.filter(({ mine }) => !mine).slice(-2);
    expect([drawn?.text, drawn?.buttons]).toEqual(['', []]);
    expect([words?.text, words?.buttons.flat().length]).toEqual([text, 1]);
  });

  const own = () => chat.messages.filter(({ mine }) => !mine);
  const refusing = (nth: number): TelegramParts => {
    const api = new Api(playgroundBot.token, { apiRoot: playground.telegram.apiRoot });
    let calls = 0;
    api.config.use((call, method, payload, signal) => {
      calls += method === 'sendMessage' ? 1 : 0;
      const parameters = { retry_after: 1 };
      const description = 'Too Many Requests: retry after 1';
      const refused = { ok: false, error_code: 429, description, parameters } as const;
      const strikes = method === 'sendMessage' && calls === nth;
      return strikes ? Promise.resolve(refused) : call(method, payload, signal);
    });
    return {
      ...parts,
      api,
      gate: createGate(placesInMemory({ perSecond: 1000, perChatPerSecond: 1000 })),
    };
  };

  test('of what arrived in part only the rest is said again', async () => {
    const text = [...lines, ...lines].join('\n');
    const before = own().length;
    const first = await sendReply(refusing(2), 5n, { do: 'say', text, buttons }, sending);
    expect(first).toMatchObject({ state: 'pending', rest: { do: 'say', buttons } });
    expect(own()).toHaveLength(before + 1);
    const rest = ('rest' in first ? first.rest : undefined) as unknown as Reply;
    expect(await sendReply(parts, 5n, rest, sending)).toMatchObject({ state: 'sent' });
    const said = own().slice(before);
    expect(said.map((message) => message.text).join('\n')).toBe(text);
    expect(said.filter(({ buttons: below }) => below.length > 0)).toEqual([said.at(-1)]);
  });

  test('a page that was changed and not followed by its rest is, also where all of it is tried again', async () => {
    const text = lines.join('\n');
    const short = await sendReply(parts, 5n, { do: 'say', text: 'short', buttons }, sending);
    const messageId = Number('providerId' in short ? short.providerId : 0);
    const page = { do: 'edit', messageId, text, buttons } as const;
    const before = own().length - 1;
    const first = await sendReply(refusing(1), 5n, page, sending);
    expect(first).toMatchObject({ state: 'pending', rest: { do: 'say', buttons } });
    expect(own()).toHaveLength(before + 1);
    expect(await sendReply(parts, 5n, page, sending)).toMatchObject({ state: 'sent' });
    const said = own().slice(before);
    expect(said.map((message) => message.text).join('\n')).toBe(text);
    expect(said.at(-1)?.buttons.flat()).toHaveLength(1);
  });

  test('a long page goes out at the lowest rate too, one message after the other', async () => {
    const gate = createGate(placesInMemory({ perSecond: 1, perChatPerSecond: 1000 }));
    const text = [...lines.slice(0, 200), ...lines.slice(0, 200)].join('\n');
    const before = own().length;
    expect(await sendReply({ ...parts, gate }, 5n, { do: 'say', text }, sending)).toMatchObject({
      state: 'sent',
    });
    expect(own().length - before).toBeGreaterThan(1);
  });

  test('a message that finds no turn at all costs no attempt and is not sent', async () => {
    const gate = createGate(placesInMemory({ perSecond: 1, perChatPerSecond: 1000 }));
    await gate.hold(60_000);
    const before = own().length;
    const hasty = { ...sending, patienceMs: 50 };
    expect(
      await sendReply({ ...parts, gate }, 5n, { do: 'say', text: 'short' }, hasty),
    ).toMatchObject({ state: 'pending', error: 'no turn', untouched: true });
    expect(own()).toHaveLength(before);
  });
});
