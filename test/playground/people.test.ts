import { Bot, InlineKeyboard, Keyboard } from 'grammy';
import type { Update } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '../../bot/playground/telegram/changes.ts';
import type { PersonChat } from '../../bot/playground/telegram/chat.ts';
import type { LocalTelegram } from '../../bot/playground/telegram/local-telegram.ts';
import { WaitTimeout } from '../../bot/playground/telegram/waiting.ts';
import { handClock, playground, png, rawCall, TOKEN } from './support.ts';

let telegram: LocalTelegram;
let chat: PersonChat;

beforeEach(async () => {
  telegram = await playground();
  chat = telegram
    .person({
      firstName: 'Sara',
      lastName: 'R',
      username: 'sara',
      languageCode: 'fa',
      phone: '989121234567',
    })
    .chatWith('@Hamyar_Bot');
});
afterEach(() => telegram.close());

async function updates(): Promise<Update[]> {
  const { body } = await rawCall(telegram, 'getUpdates');
  return (body as { result: Update[] }).result;
}
const newest = async () => (await updates()).at(-1);
const say = (parameters: object, method = 'sendMessage') =>
  rawCall(telegram, method, { chat_id: chat.id, ...parameters });

describe('what the bot gets from a person', () => {
  test('the first message comes after the news that the bot was started', async () => {
    chat.send('/start ref-5');
    const [member, start, ...more] = await updates();
    expect(member?.my_chat_member).toMatchObject({
      old_chat_member: { status: 'left' },
      new_chat_member: { status: 'member', user: { username: 'hamyar_bot' } },
    });
    expect(start?.message).toEqual({
      message_id: 1,
      from: {
        id: chat.id,
        is_bot: false,
        first_name: 'Sara',
        last_name: 'R',
        username: 'sara',
        language_code: 'fa',
      },
      chat: { id: chat.id, type: 'private', first_name: 'Sara', last_name: 'R', username: 'sara' },
      date: expect.closeTo(Date.now() / 1000, -2),
      text: '/start ref-5',
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
    });
    expect(more).toEqual([]);
  });

  test('answers, edits and odd content', async () => {
    const first = chat.send('یک');
    chat.send('دو', { replyTo: first.id });
    expect((await newest())?.message?.reply_to_message).toMatchObject({ message_id: first.id });
    chat.edit(first.id, 'سه');
    expect((await newest())?.edited_message).toMatchObject({ text: 'سه', message_id: first.id });
    expect((await newest())?.edited_message?.edit_date).toBeTypeOf('number');
    chat.sendSticker('👍');
    expect((await newest())?.message?.sticker).toMatchObject({ emoji: '👍', type: 'regular' });
    chat.sendVoice();
    expect((await newest())?.message?.voice?.duration).toBe(3);
    chat.sendLocation(34.6, 50.9);
    expect((await newest())?.message?.location).toEqual({ latitude: 34.6, longitude: 50.9 });
  });

  test('photos in several sizes, albums, documents, and their bytes', async () => {
    const bytes = png(1000, 500);
    const photo = chat.sendPhoto(bytes, { caption: 'کارت' });
    const update = await newest();
    expect(update?.message?.caption).toBe('کارت');
    expect(update?.message?.photo?.map((size) => size.width)).toEqual([90, 320, 800, 1000]);
    expect(chat.download(photo)).toEqual(bytes);
    const [one, two] = chat.sendAlbum([png(10, 10), png(20, 20)], { caption: 'دو عکس' });
    expect(one?.raw.media_group_id).toBe(two?.raw.media_group_id);
    expect([one?.text, two?.text]).toEqual(['دو عکس', '']);
    chat.sendDocument(Buffer.from('%PDF'), {
      fileName: 'کارنامه.pdf',
      mimeType: 'application/pdf',
    });
    expect((await newest())?.message?.document).toMatchObject({
      file_name: 'کارنامه.pdf',
      mime_type: 'application/pdf',
      file_size: 4,
    });
  });

  test('contacts, own and other', async () => {
    chat.shareContact();
    expect((await newest())?.message?.contact).toEqual({
      phone_number: '989121234567',
      first_name: 'Sara',
      last_name: 'R',
      user_id: chat.id,
    });
    chat.shareContact({ phone: '989350000000', firstName: 'Reza' });
    expect((await newest())?.message?.contact).toEqual({
      phone_number: '989350000000',
      first_name: 'Reza',
    });
  });

  test('blocking and unblocking', async () => {
    chat.send('/start');
    chat.block();
    expect((await newest())?.my_chat_member).toMatchObject({
      old_chat_member: { status: 'member' },
      new_chat_member: { status: 'kicked' },
    });
    expect(() => chat.send('hello')).toThrow('has blocked the bot');
    chat.unblock();
    expect((await newest())?.my_chat_member?.new_chat_member.status).toBe('member');
    chat.send('again');
    expect((await newest())?.message?.text).toBe('again');
  });
});

describe('what a person sees', () => {
  beforeEach(() => {
    chat.send('/start');
  });

  test('next() gives the messages of the bot one by one, and waits', async () => {
    await say({ text: 'one' });
    await say({ text: 'two' });
    expect((await chat.next()).text).toBe('one');
    expect((await chat.next()).text).toBe('two');
    const waiting = chat.next();
    await say({ text: 'three' });
    expect((await waiting).text).toBe('three');
    await say({ text: 'skipped' });
    await say({ text: 'code 123' });
    expect((await chat.next({ match: /\d+/ })).text).toBe('code 123');
    await expect(chat.next({ timeout: 20 })).rejects.toThrow(WaitTimeout);
  });

  test('a time-out shows the last messages', async () => {
    const reply_markup = { inline_keyboard: [[{ text: 'بله', callback_data: 'y' }]] };
    await say({ text: 'مطمئنید؟', reply_markup });
    await expect(chat.next({ timeout: 20, match: 'no' })).rejects.toThrow(
      'no new message of the bot within 20 ms; Sara sees:\n  #1 person: "/start"\n  #2 bot: "مطمئنید؟" [بله]',
    );
  });

  test('edits and deletions change what is on screen', async () => {
    await say({ text: 'first' });
    await say({ text: 'second' });
    const edit = chat.nextEdit();
    await say({ message_id: 2, text: 'changed' }, 'editMessageText');
    expect(await edit).toMatchObject({ id: 2, text: 'changed', edited: true });
    await say({ message_id: 3 }, 'deleteMessage');
    expect(chat.messages.map(({ text }) => text)).toEqual(['/start', 'changed']);
    await expect(chat.nextEdit({ timeout: 20 })).rejects.toThrow('no new edit');
  });

  test('until() asks again at every change', async () => {
    const three = chat.until(({ messages }) => messages.length === 3 && messages.at(-1));
    await say({ text: 'a' });
    await say({ text: 'b' });
    expect((await three).text).toBe('b');
    const broken = chat.until(() => {
      throw new Error('wrong question');
    });
    await expect(broken).rejects.toThrow('wrong question');
  });

  test('the reply keyboard stays until replaced, removed, or used once', async () => {
    const keyboard = [[{ text: 'منو' }, { text: 'شماره', request_contact: true }]];
    await say({ text: 'a', reply_markup: { keyboard: [[{ text: '/help' }]] } });
    chat.press('/help');
    expect((await newest())?.message?.entities).toMatchObject([{ type: 'bot_command' }]);
    await say({ text: 'a', reply_markup: { keyboard } });
    await say({ text: 'b' });
    chat.press('منو');
    expect((await newest())?.message?.text).toBe('منو');
    chat.press('شماره');
    expect((await newest())?.message?.contact?.user_id).toBe(chat.id);
    expect(() => chat.press('نیست')).toThrow('there is no key "نیست"; there are: "منو", "شماره"');
    await say({ text: 'c', reply_markup: { keyboard, one_time_keyboard: true } });
    chat.press('منو');
    expect(chat.keyboard).toBeUndefined();
  });

  test('a tap names the buttons there are when the one meant is not there', async () => {
    const url = 'https://qom.ac.ir';
    const inline_keyboard = [
      [
        { text: 'بله', callback_data: 'y' },
        { text: 'سایت', url },
      ],
    ];
    await say({ text: 'a', reply_markup: { inline_keyboard } });
    expect(() => chat.tap('خیر')).toThrow('there is no button "خیر"; there are: "بله", "سایت"');
    expect(() => chat.tap('سایت')).toThrow('sends nothing to the bot');
  });

  test('the newest message with a button is meant, unless another is told', async () => {
    const reply_markup = { inline_keyboard: [[{ text: 'ok', callback_data: 'x' }]] };
    await say({ text: 'old', reply_markup });
    await say({ text: 'new', reply_markup });
    const callback = async () => (await newest())?.callback_query;
    void chat.tap('ok');
    expect(await callback()).toMatchObject({ message: { text: 'new' }, data: 'x' });
    void chat.tap('ok', { message: 2 });
    const told = await callback();
    expect(told?.message).toMatchObject({ text: 'old' });
    void chat.tap({ data: 'forged' });
    const forged = await callback();
    expect(forged).toMatchObject({ message: { text: 'new' }, data: 'forged' });
    expect(forged?.chat_instance).toBe(told?.chat_instance);
  });

  test('changes can be followed, by chat and for all', async () => {
    const own: Change[] = [];
    const all: Change[] = [];
    chat.on('change', (change) => own.push(change));
    const stop = telegram.on('change', (change) => all.push(change));
    await say({ text: 'a' });
    await say({ message_id: 2, text: 'b' }, 'editMessageText');
    telegram.person({ firstName: 'Reza' }).chatWith('hamyar_bot').send('x');
    stop();
    chat.block();
    expect(own.map(({ kind }) => kind)).toEqual(['message', 'edit', 'blocked']);
    expect(all.map(({ kind }) => kind)).toEqual(['message', 'edit', 'message']);
    expect(own[0]).toEqual({ kind: 'message', bot: 'hamyar_bot', userId: chat.id, messageId: 2 });
  });

  test('everything shown is plain data', async () => {
    chat.sendPhoto(png(10, 10));
    await say({ text: '<b>a</b>', parse_mode: 'HTML' });
    expect(JSON.parse(JSON.stringify(chat.messages))).toEqual(chat.messages);
  });
});

test('a tap that is answered too late has expired', async () => {
  const clock = handClock();
  const late = await playground({ now: clock.now, callbackLifetime: 15_000 });
  const person = late.person({ firstName: 'Sara' }).chatWith('hamyar_bot');
  person.send('/start');
  const reply_markup = { inline_keyboard: [[{ text: 'ok', callback_data: 'x' }]] };
  await rawCall(late, 'sendMessage', { chat_id: person.id, text: 'a', reply_markup });
  const tapped = person.tap('ok');
  const { body } = await rawCall(late, 'getUpdates');
  const callback_query_id = (body as { result: Update[] }).result.at(-1)?.callback_query?.id;
  clock.forward(15_001);
  const answer = await rawCall(late, 'answerCallbackQuery', { callback_query_id });
  expect(answer.status).toBe(400);
  expect(await tapped).toBe('expired');
  await late.close();
});

test('a bot deletes messages for two days, not longer', async () => {
  const clock = handClock();
  const old = await playground({ now: clock.now });
  const person = old.person({ firstName: 'Sara' }).chatWith('hamyar_bot');
  const [first, second] = [person.send('/start'), person.send('a')];
  const remove = (message_id: number) =>
    rawCall(old, 'deleteMessage', { chat_id: person.id, message_id });
  clock.forward(48 * 60 * 60 * 1000);
  expect((await remove(first.id)).status).toBe(200);
  clock.forward(1000);
  expect((await remove(second.id)).body).toMatchObject({
    description: "Bad Request: message can't be deleted for everyone",
  });
  await old.close();
});

test('a tap that is never answered expires', async () => {
  const hasty = await playground({ callbackLifetime: 20 });
  const person = hasty.person({ firstName: 'Sara' }).chatWith('hamyar_bot');
  person.send('/start');
  const reply_markup = { inline_keyboard: [[{ text: 'ok', callback_data: 'x' }]] };
  await rawCall(hasty, 'sendMessage', { chat_id: person.id, text: 'a', reply_markup });
  expect(await person.tap('ok')).toBe('expired');
  await hasty.close();
});

test('a whole conversation with a bot', async () => {
  const bot = new Bot(TOKEN, { client: { apiRoot: telegram.apiRoot } });
  bot.command('start', (context) =>
    context.reply('زبان؟', { reply_markup: new InlineKeyboard().text('فارسی', 'fa') }),
  );
  bot.callbackQuery('fa', async (context) => {
    await context.answerCallbackQuery('باشد');
    await context.editMessageText('فارسی');
    await context.reply('نام؟', { reply_markup: new Keyboard().text('لغو') });
  });
  bot.on('message:text', (context) => context.reply(`سلام ${context.message.text}`));
  const running = bot.start();
  chat.send('/start');
  expect((await chat.next()).text).toBe('زبان؟');
  expect(await chat.tap('فارسی')).toEqual({ text: 'باشد', showAlert: false });
  expect((await chat.nextEdit()).text).toBe('فارسی');
  expect((await chat.next()).text).toBe('نام؟');
  chat.send('سارا');
  expect((await chat.next()).text).toBe('سلام سارا');
  await bot.stop();
  await running;
});
