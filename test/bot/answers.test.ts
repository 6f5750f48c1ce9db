import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { playgroundBot } from '../../bot/playground/people.ts';
import type { CallFault } from '../../bot/playground/telegram/faults.ts';
import { words } from '../../bot/view/language.ts';
import type { Reply } from '../../bot/view/message.ts';
import { tellChat } from '../../core/outbox/commands.ts';
import type { Notice } from '../../core/outbox/types.ts';
import { type RunningBot, startBot } from '../support/bot.ts';
import { hours, minutes } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { Desk } from '../support/office.ts';
import { letRun } from '../support/running-clock.ts';

const database = useDatabase();
const { html, plain } = words.en;
let bot: RunningBot;

beforeAll(async () => {
  bot = await startBot({ database, seeded: false });
});

afterEach(() => bot.playground.telegram.faults.clear());

afterAll(() => bot.stop());

let people = 0;

/** Somebody new, who has chosen a language and been greeted. */
async function somebody(): Promise<Desk> {
  people += 1;
  const person = bot.playground.telegram.person({ id: 5_000 + people, firstName: 'Somebody' });
  const desk = new Desk(person.chatWith(playgroundBot.username));
  await desk.write('/start');
  await desk.tapFor('lang:en', shown(html('start.welcome')));
  await nothingLeft();
  desk.chat.readAll();
  return desk;
}

/** A text as a screen shows it: without its tags. */
const shown = (text: string): string =>
  text
    .replaceAll(/<[^>]*>/g, '')
    .split('\n')[0]
    ?.trim() ?? '';

const undone = () =>
  database.db.read.outboxMessage.findMany({ where: { state: { in: ['pending', 'sending'] } } });

/** Everything that was to be sent has found its end. */
const nothingLeft = () => eventually(async () => expect(await undone()).toEqual([]));

const tellThem = (chat: Desk['chat'], notice: Notice) =>
  database.db.transaction(async (work) => tellChat(work, BigInt(chat.id), notice));

/** Hands the worker a reply that the process which wrote it did not send. */
const leaveToWorker = ({ chat }: Desk, reply: Reply) =>
  database.db.transaction(async (work) =>
    work.send({
      kind: 'reply',
      channel: 'telegram',
      chatId: BigInt(chat.id),
      payload: { reply } as never,
    }),
  );

const order = (fault: CallFault) => bot.playground.telegram.faults.add(fault);

/** What the bot said after the last reading, from above. */
const said = ({ chat }: Desk, from: number) =>
  chat.messages.filter(({ mine, id }) => !mine && id > from).map(({ text }) => text);

const lastId = ({ chat }: Desk) => chat.messages.at(-1)?.id ?? 0;

const faults: readonly (readonly [string, CallFault])[] = [
  ['429 for a second', { kind: '429', retryAfter: 1, times: 1 }],
  ['429 for long', { kind: '429', retryAfter: 10, times: 1 }],
  ['500', { kind: '500', times: 2 }],
  ['502', { kind: '502', times: 2 }],
  ['a delay', { kind: 'delay', ms: 300, times: 1 }],
  ['a connection cut before', { kind: 'cut-before', times: 2 }],
  ['a connection cut after', { kind: 'cut-after', times: 1 }],
];

/** What may have arrived is sent again; what cannot have arrived comes once. */
const expectArrived = (texts: readonly string[], wanted: readonly string[], fault: CallFault) => {
  const [first, ...rest] = wanted;
  const twice = fault.kind === 'cut-after' ? [first, first, ...rest] : wanted;
  expect(texts.map((text) => text.split('\n')[0])).toEqual(twice);
};

const help = shown(html('guide.intro', { example: plain('guide.example') }));
const welcome = shown(html('start.welcome'));

/** Tries a thing with every fault at once, each in a chat of its own, while time passes. */
async function withEachFault(
  methods: readonly string[],
  act: (desk: Desk, fault: CallFault) => Promise<() => unknown>,
): Promise<void> {
  const desks = await Promise.all(faults.map(somebody));
  const acts = faults.map(async ([, fault], index) => {
    const desk = desks[index];
    if (!desk) throw new Error('somebody is missing');
    const standing = methods.map((method) => order({ ...fault, method, chatId: desk.chat.id }));
    const check = await act(desk, fault);
    await eventually(() => expect(standing[0]?.hits).toBeGreaterThan(0));
    return check;
  });
  const stop = letRun(database.clock, 6);
  try {
    const checks = await Promise.all(acts);
    await nothingLeft();
    for (const [index, check] of checks.entries()) {
      expect(await check(), faults[index]?.[0]).not.toBe(false);
    }
  } finally {
    stop();
  }
}

describe('each fault', () => {
  test('to a reply: it arrives, and what was asked after it comes after it', () =>
    withEachFault(['sendMessage'], async (desk, fault) => {
      const from = lastId(desk);
      desk.chat.send('/help');
      desk.chat.send('/menu');
      return async () => {
        await desk.chat.until(() => said(desk, from).length >= 2);
        await nothingLeft();
        return expectArrived(said(desk, from), [help, welcome], fault);
      };
    }));

  test('to a notice: it arrives, and the next one comes after it', () =>
    withEachFault(['sendMessage'], async (desk, fault) => {
      const from = lastId(desk);
      await tellThem(desk.chat, { name: 'codeNotSent' });
      await tellThem(desk.chat, { name: 'codeFellBackToSms' });
      const wanted = [shown(html('notices.codeNotSent')), shown(html('notices.codeFellBackToSms'))];
      return () => expectArrived(said(desk, from), wanted, fault);
    }));

  test('to an edit and to a deletion: both are done', () =>
    withEachFault(['editMessageText', 'deleteMessage'], async (desk) => {
      const { chat } = desk;
      const { id } = chat.messages.findLast(({ mine }) => !mine) ?? { id: 0 };
      const mine = chat.messages.find((message) => message.mine)?.id ?? 0;
      await leaveToWorker(desk, { do: 'edit', messageId: id, text: 'drawn anew' });
      await leaveToWorker(desk, { do: 'delete', messageId: mine });
      return () => {
        expect(chat.messages.find((message) => message.id === id)?.text).toBe('drawn anew');
        expect(chat.messages.some((message) => message.id === mine)).toBe(false);
      };
    }));

  test('to a picture: it is sent again whole', () =>
    withEachFault(['sendPhoto'], async (desk) => {
      const picture = { kind: 'captcha', text: 'abcde', seed: 7 } as const;
      await leaveToWorker(desk, { do: 'say', text: 'read it', picture });
      return async () => {
        const { file } = await desk.sees('read it');
        const bytes = desk.chat.download(file?.fileId ?? '');
        expect(bytes.subarray(1, 4).toString()).toBe('PNG');
        expect(bytes.subarray(-8, -4).toString()).toBe('IEND');
      };
    }));
});

describe('a person who cannot be written to', () => {
  const stateOf = async ({ chat }: Desk) =>
    (await database.db.read.chatSession.findUniqueOrThrow({ where: { chatId: BigInt(chat.id) } }))
      .unreachableAt;

  test('is noted, not written to again and again, and told everything once they write', async () => {
    const desk = await somebody();
    desk.chat.block();
    await tellThem(desk.chat, { name: 'codeNotSent' });
    await nothingLeft();
    await eventually(async () => expect(await stateOf(desk)).toEqual(database.clock.now()));
    const calls = bot.playground.telegram.record.count('sendMessage');
    database.clock.advance(hours);
    await tellThem(desk.chat, { name: 'codeFellBackToSms' });
    await nothingLeft();
    expect(bot.playground.telegram.record.count('sendMessage')).toBe(calls + 1);
    desk.chat.unblock();
    const from = lastId(desk);
    desk.chat.send('/help');
    await desk.chat.until(() => said(desk, from).length >= 3);
    await nothingLeft();
    expect(said(desk, from).map((text) => text.split('\n')[0])).toEqual([
      shown(html('notices.codeNotSent')),
      shown(html('notices.codeFellBackToSms')),
      help,
    ]);
    expect(await stateOf(desk)).toBeNull();
  });

  test('a reply to who has blocked the bot meanwhile', async () => {
    const desk = await somebody();
    order({ kind: '403', method: 'sendMessage', chatId: desk.chat.id, times: 1 });
    desk.chat.send('/help');
    await eventually(async () => expect(await stateOf(desk)).not.toBeNull());
    expect((await desk.write('/menu')).text).toContain(welcome);
    expect(await stateOf(desk)).toBeNull();
  });
});

describe('nothing is sent for ever, and nothing is given up too early', () => {
  const notice = async (desk: Desk) => {
    await tellThem(desk.chat, { name: 'codeNotSent' });
    const where = { chatId: BigInt(desk.chat.id), kind: 'notice' } as const;
    return () => database.db.read.outboxMessage.findFirstOrThrow({ where });
  };

  test('through a night without the messenger a notice waits', async () => {
    const desk = await somebody();
    const [sending, asking] = [
      order({ kind: 'cut-before', method: 'sendMessage' }),
      order({ kind: 'cut-before', method: 'getMe' }),
    ];
    const row = await notice(desk);
    const later = { asymmetricMatch: (due: Date) => due > database.clock.now() };
    const waits = { state: 'pending', dueAt: later };
    await eventually(async () => expect(await row()).toMatchObject(waits));
    expect(sending.hits).toBe(1);
    for (const night of [2, 6]) {
      const asked = asking.hits;
      database.clock.advance(night * hours);
      await eventually(() => expect(asking.hits).toBeGreaterThan(asked));
      // The next attempt is dated by a clock that stands still here: advanced too early, it never comes.
      await eventually(async () => expect(await row()).toMatchObject(waits));
    }
    expect(sending.hits).toBe(1);
    expect(await row()).toMatchObject({ sentAt: null, error: 'out of reach' });
    bot.playground.telegram.faults.clear();
    database.clock.advance(minutes);
    await desk.sees(shown(html('notices.codeNotSent')));
    await nothingLeft();
    expect(await row()).toMatchObject({ state: 'sent' });
  });

  test('what always fails although the messenger is there is given up at the twelfth attempt', async () => {
    const desk = await somebody();
    const standing = order({ kind: '500', method: 'sendMessage', chatId: desk.chat.id });
    const row = await notice(desk);
    await eventually(async () => expect(await row()).toMatchObject({ error: 'status 500' }));
    const later = { attempts: 11, dueAt: database.clock.now() };
    await database.db.read.outboxMessage.updateMany({ data: later });
    await nothingLeft();
    expect(await row()).toMatchObject({ state: 'failed', error: 'status 500', attempts: 12 });
    expect(standing.hits).toBe(2);
  });

  test('a chat that may not be written to for a day is given up, and goes on then', async () => {
    const desk = await somebody();
    order({
      kind: '429',
      retryAfter: 86_400,
      method: 'sendMessage',
      chatId: desk.chat.id,
      times: 2,
    });
    const row = await notice(desk);
    await eventually(async () =>
      expect(await row()).toMatchObject({ error: 'flood', attempts: 0 }),
    );
    database.clock.advance(24 * hours);
    await eventually(async () => expect(await row()).toMatchObject({ state: 'failed' }));
    // The second refusal named a day as well, and it is kept by everything that is sent.
    desk.chat.send('/help');
    await eventually(async () => expect(await undone()).toHaveLength(1));
    database.clock.advance(24 * hours);
    expect((await desk.chat.next()).text).toContain(help);
  });

  test('a reply that the messenger refuses is not tried again', async () => {
    const desk = await somebody();
    const calls = bot.playground.telegram.record.count('sendMessage');
    await leaveToWorker(desk, { do: 'say', text: '<b>not closed' });
    await nothingLeft();
    expect(bot.playground.telegram.record.count('sendMessage')).toBe(calls + 1);
    expect((await desk.write('/help')).text).toContain(help);
  });
});

describe('what is no fault', () => {
  test('"message is not modified"', async () => {
    const desk = await somebody();
    const { id } = await desk.write('/help');
    for (const _twice of [1, 2])
      await leaveToWorker(desk, { do: 'edit', messageId: id, text: 'so' });
    await leaveToWorker(desk, { do: 'dropButtons', messageId: id });
    await leaveToWorker(desk, { do: 'delete', messageId: 999_999 });
    await nothingLeft();
    expect(await database.db.read.outboxMessage.count({ where: { state: 'failed' } })).toBe(0);
  });

  test('a screen that cannot be drawn anew is said anew', async () => {
    const desk = await somebody();
    await leaveToWorker(desk, { do: 'edit', messageId: 999_999, text: 'the next page' });
    await desk.sees('the next page');
    await nothingLeft();
  });

  test.each([
    { kind: '500' },
    { kind: 'cut-before' },
    { kind: 'cut-after' },
    { kind: '403' },
  ] as const)('the answer to a tap meets $kind', async (fault) => {
    const desk = await somebody();
    order({ ...fault, method: 'answerCallbackQuery', times: 1 });
    const menu = desk.chat.messages.length;
    void desk.chat.tap(plain('menu.help'));
    await desk.chat.until(({ messages }) => messages.length > menu);
    await nothingLeft();
    expect((await desk.write('/menu')).text).toContain(welcome);
  });

  test('the answer to a tap is slow: the messages do not wait for it', async () => {
    const desk = await somebody();
    const slow = order({ kind: 'delay', ms: 5_000, method: 'answerCallbackQuery', times: 1 });
    const answered = desk.chat.tap(plain('menu.help'));
    await desk.sees(help);
    expect(slow.hits).toBe(1);
    expect(await Promise.race([answered, 'not yet'])).toBe('not yet');
    await answered;
  });
});

test('what waits for its next attempt goes out before the answer to who writes meanwhile', async () => {
  const desk = await somebody();
  const from = lastId(desk);
  order({ kind: '500', method: 'sendMessage', chatId: desk.chat.id, times: 1 });
  await tellThem(desk.chat, { name: 'codeNotSent' });
  await eventually(async () => expect(await undone()).toMatchObject([{ error: 'status 500' }]));
  // The clock stands still: the next attempt is never due by itself.
  desk.chat.send('/help');
  await desk.sees(help);
  await nothingLeft();
  expect(said(desk, from).map((text) => text.split('\n')[0])).toEqual([
    shown(html('notices.codeNotSent')),
    help,
  ]);
});
