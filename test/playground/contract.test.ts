import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PersonChat } from '../../bot/playground/telegram/chat.ts';
import type { LocalTelegram } from '../../bot/playground/telegram/local-telegram.ts';
import { type Driver, drivers, listen, stopListening } from './drivers.ts';
import { OTHER_TOKEN, playground, png, TOKEN } from './support.ts';

// The same calls through two clients that know nothing of each other, both unmodified.
describe.each(drivers)('the Bot API as %s uses it', (_name, connect) => {
  let telegram: LocalTelegram;
  let driver: Driver;
  let chat: PersonChat;
  let chat_id: number;

  beforeAll(async () => {
    telegram = await playground();
    driver = connect(TOKEN, telegram.apiRoot);
    chat = telegram.person({ firstName: 'سارا', languageCode: 'fa' }).chatWith('hamyar_bot');
    chat.send('/start');
    chat_id = chat.id;
  });
  afterEach(() => telegram.faults.clear());
  afterAll(() => telegram.close());

  async function refusal(promise: Promise<unknown>) {
    const error: unknown = await promise.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    return driver.refusal(error);
  }

  test('getMe tells who the bot is', async () => {
    expect(await driver.call('getMe')).toMatchObject({
      id: 123456,
      is_bot: true,
      first_name: 'Hamyar',
      username: 'hamyar_bot',
    });
  });

  test('a message with HTML arrives as text and entities', async () => {
    const message = await driver.call('sendMessage', {
      chat_id,
      text: '<b>سلام</b> <a href="https://qom.ac.ir">قم</a> &lt;۵&gt;',
      parse_mode: 'HTML',
    });
    expect(message).toMatchObject({
      chat: { id: chat_id, type: 'private', first_name: 'سارا' },
      from: { id: 123456, is_bot: true },
      text: 'سلام قم <۵>',
      entities: [
        { type: 'bold', offset: 0, length: 4 },
        { type: 'text_link', offset: 5, length: 2, url: 'https://qom.ac.ir/' },
      ],
    });
    expect(chat.last).toMatchObject({ id: message.message_id, text: 'سلام قم <۵>', mine: false });
  });

  test('inline and reply keyboards reach the person', async () => {
    const inline_keyboard = [[{ text: 'بله', callback_data: 'yes' }], []];
    const message = await driver.call('sendMessage', {
      chat_id,
      text: 'مطمئنید؟',
      reply_markup: { inline_keyboard },
    });
    expect(message.reply_markup).toEqual({ inline_keyboard: [inline_keyboard[0]] });
    expect(chat.last?.buttons).toEqual([inline_keyboard[0]]);
    const keyboard = [['ثبت نام', { text: 'شماره', request_contact: true }]];
    await driver.call('sendMessage', { chat_id, text: 'منو', reply_markup: { keyboard } });
    expect(chat.keyboard?.keyboard).toEqual([
      [{ text: 'ثبت نام' }, { text: 'شماره', request_contact: true }],
    ]);
    await driver.call('sendMessage', {
      chat_id,
      text: '-',
      reply_markup: { remove_keyboard: true },
    });
    expect(chat.keyboard).toBeUndefined();
  });

  test('a photo goes by upload and by file_id', async () => {
    const photo = driver.upload(png(1600, 1200), 'captcha.png');
    const sent = await driver.call('sendPhoto', { chat_id, photo, caption: 'تصویر' });
    expect(sent.caption).toBe('تصویر');
    expect(sent.photo?.map(({ width, height }) => `${width}x${height}`)).toEqual([
      '90x68',
      '320x240',
      '800x600',
      '1600x1200',
    ]);
    const file_id = sent.photo?.at(-1)?.file_id;
    const again = await driver.call('sendPhoto', { chat_id, photo: file_id });
    expect(again.photo).toEqual(sent.photo);
    expect(again.message_id).not.toBe(sent.message_id);
  });

  test('a document keeps its name and bytes, and comes back by getFile', async () => {
    const bytes = Buffer.from([...Array(3000).keys()].map((n) => n % 256));
    const sent = await driver.call('sendDocument', {
      chat_id,
      document: driver.upload(bytes, 'گزارش.pdf'),
      caption: '<i>گزارش</i>',
      parse_mode: 'HTML',
      reply_markup: { inline_keyboard: [[{ text: 'ok', callback_data: 'ok' }]] },
    });
    expect(sent).toMatchObject({
      document: { file_name: 'گزارش.pdf', mime_type: 'application/pdf', file_size: 3000 },
      caption_entities: [{ type: 'italic', offset: 0, length: 5 }],
      reply_markup: { inline_keyboard: [[{ text: 'ok', callback_data: 'ok' }]] },
    });
    const file = await driver.call('getFile', { file_id: sent.document?.file_id });
    expect(file.file_unique_id).toBe(sent.document?.file_unique_id);
    const response = await fetch(`${telegram.apiRoot}/file/bot${TOKEN}/${file.file_path}`);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  test('an album is one message an item', async () => {
    const media = [1, 2].map((n) => ({
      type: 'photo',
      media: driver.upload(png(100 * n, 100), `${n}.png`),
      caption: `عکس ${n}`,
    }));
    const album = await driver.call('sendMediaGroup', { chat_id, media });
    expect(album.map(({ caption }) => caption)).toEqual(['عکس 1', 'عکس 2']);
    const groups = chat.messages.slice(-2).map(({ raw }) => raw.media_group_id);
    expect(groups[0]).toMatch(/^\d+$/);
    expect(groups[1]).toBe(groups[0]);
  });

  test('files of the person can be fetched, up to 20 MB', async () => {
    const small = chat.sendDocument(Buffer.from('کارنامه'), { fileName: 'a.txt' });
    const file = await driver.call('getFile', { file_id: small.file?.fileId });
    const response = await fetch(`${telegram.apiRoot}/file/bot${TOKEN}/${file.file_path}`);
    expect(await response.text()).toBe('کارنامه');
    const large = chat.sendDocument(Buffer.alloc(20 * 1024 * 1024 + 1));
    expect(await refusal(driver.call('getFile', { file_id: large.file?.fileId }))).toMatchObject({
      code: 400,
      description: 'Bad Request: file is too big',
    });
  });

  test('a file_id is good for one bot only', async () => {
    const { file } = chat.sendDocument(Buffer.from('x'));
    const other = connect(OTHER_TOKEN, telegram.apiRoot);
    expect(await refusal(other.call('getFile', { file_id: file?.fileId }))).toMatchObject({
      code: 400,
      description: 'Bad Request: wrong file_id or the file is temporarily unavailable',
    });
    const person = telegram.person({ id: chat_id, firstName: 'سارا' });
    person.chatWith('other_bot').send('/start');
    const sent = other.call('sendDocument', { chat_id, document: file?.fileId });
    expect((await refusal(sent))?.description).toBe(
      'Bad Request: wrong file identifier/HTTP URL specified',
    );
  });

  test('copyMessage gives the content without its origin, forwardMessage with it', async () => {
    const source = chat.send('متن من');
    const from = { from_chat_id: chat_id, message_id: source.id };
    const copy = await driver.call('copyMessage', { chat_id, ...from });
    expect(Object.keys(copy)).toEqual(['message_id']);
    expect(chat.last).toMatchObject({ id: copy.message_id, text: 'متن من', mine: false });
    expect(chat.last?.raw.forward_origin).toBeUndefined();
    const forwarded = await driver.call('forwardMessage', { chat_id, ...from });
    expect(forwarded).toMatchObject({
      text: 'متن من',
      forward_origin: { type: 'user', sender_user: { id: chat_id } },
    });
  });

  test('a copy may have its own caption', async () => {
    const source = chat.sendPhoto(png(10, 10), { caption: 'قدیم' });
    await driver.call('copyMessage', {
      chat_id,
      from_chat_id: chat_id,
      message_id: source.id,
      caption: 'نو',
    });
    expect(chat.last).toMatchObject({ text: 'نو', file: { kind: 'photo' } });
  });

  test('edits change text, keyboard, caption and medium in place', async () => {
    const reply_markup = { inline_keyboard: [[{ text: 'a', callback_data: 'a' }]] };
    const text = await driver.call('sendMessage', { chat_id, text: 'یک', reply_markup });
    const place = { chat_id, message_id: text.message_id };
    const edited = await driver.call('editMessageText', {
      ...place,
      text: '<b>دو</b>',
      parse_mode: 'HTML',
    });
    expect(edited).toMatchObject({ text: 'دو', entities: [{ type: 'bold' }] });
    expect(edited).not.toHaveProperty('reply_markup');
    await driver.call('editMessageReplyMarkup', { ...place, reply_markup });
    expect(chat.last).toMatchObject({
      text: 'دو',
      edited: true,
      buttons: reply_markup.inline_keyboard,
    });

    const photo = driver.upload(png(20, 10), 'a.png');
    const { message_id } = await driver.call('sendPhoto', { chat_id, photo, caption: 'یک' });
    await driver.call('editMessageCaption', { chat_id, message_id, caption: 'دو' });
    expect(chat.last).toMatchObject({ text: 'دو', file: { width: 20 } });
    const media = { type: 'photo', media: driver.upload(png(30, 10), 'b.png'), caption: 'سه' };
    await driver.call('editMessageMedia', { chat_id, message_id, media });
    expect(chat.last).toMatchObject({ id: message_id, text: 'سه', file: { width: 30 } });
  });

  test('a deleted message is gone', async () => {
    const { message_id } = await driver.call('sendMessage', { chat_id, text: 'رمز' });
    const mine = chat.send('password');
    expect(await driver.call('deleteMessage', { chat_id, message_id })).toBe(true);
    await driver.call('deleteMessage', { chat_id, message_id: mine.id });
    const ids = chat.messages.map(({ id }) => id);
    expect(ids).not.toContain(message_id);
    expect(ids).not.toContain(mine.id);
    expect(await refusal(driver.call('deleteMessage', { chat_id, message_id }))).toMatchObject({
      description: 'Bad Request: message to delete not found',
    });
  });

  test('several messages are deleted at once; those not there are skipped', async () => {
    const ids = [chat.send('a').id, chat.send('b').id];
    await driver.call('deleteMessages', { chat_id, message_ids: [...ids, 99_999] });
    expect(chat.messages.filter(({ id }) => ids.includes(id))).toEqual([]);
  });

  test('descriptions are kept by language', async () => {
    await driver.call('setMyDescription', { description: 'all' });
    await driver.call('setMyDescription', { description: 'فارسی', language_code: 'fa' });
    expect(await driver.call('getMyDescription', { language_code: 'fa' })).toEqual({
      description: 'فارسی',
    });
    await driver.call('setMyShortDescription', { short_description: 'short' });
    expect(await driver.call('getMyShortDescription', {})).toEqual({ short_description: 'short' });
    expect(await driver.call('getMyDescription', {})).toEqual({ description: 'all' });
  });

  test('a callback query is answered once', async () => {
    await driver.call('getUpdates', { offset: -1 });
    await driver.call('sendMessage', {
      chat_id,
      text: '؟',
      reply_markup: { inline_keyboard: [[{ text: 'بزن', callback_data: 'hit' }]] },
    });
    const tapped = chat.tap('بزن');
    const updates = await driver.call('getUpdates', { allowed_updates: ['callback_query'] });
    const query = updates.at(-1)?.callback_query;
    expect(query).toMatchObject({ data: 'hit', from: { id: chat_id }, message: { text: '؟' } });
    const callback_query_id = query?.id;
    await driver.call('answerCallbackQuery', { callback_query_id, text: 'شد', show_alert: true });
    expect(await tapped).toEqual({ text: 'شد', showAlert: true });
    expect(await refusal(driver.call('answerCallbackQuery', { callback_query_id }))).toMatchObject({
      code: 400,
      description:
        'Bad Request: query is too old and response timeout expired or query ID is invalid',
    });
    await driver.call('getUpdates', { offset: -1, allowed_updates: [] });
  });

  test('commands are kept by scope and language', async () => {
    const scope = { type: 'chat', chat_id };
    const list = (command: string) => [{ command, description: command }];
    await driver.call('setMyCommands', { commands: list('help') });
    await driver.call('setMyCommands', { commands: list('komak'), language_code: 'fa' });
    expect(chat.commands).toEqual(list('komak'));
    await driver.call('setMyCommands', { commands: list('cartable'), scope });
    expect(chat.commands).toEqual(list('cartable'));
    expect(await driver.call('getMyCommands', { scope })).toEqual(list('cartable'));
    await driver.call('deleteMyCommands', { scope });
    expect(await driver.call('getMyCommands', { scope })).toEqual([]);
    expect(chat.commands).toEqual(list('komak'));
  });

  test('a chat action and the chat itself', async () => {
    const actions: unknown[] = [];
    const forget = chat.on('change', ({ kind, detail }) => actions.push([kind, detail]));
    expect(await driver.call('sendChatAction', { chat_id, action: 'typing' })).toBe(true);
    forget();
    expect(actions).toEqual([['action', 'typing']]);
    expect(await driver.call('getChat', { chat_id })).toMatchObject({
      id: chat_id,
      type: 'private',
    });
    expect(await driver.call('getChatMember', { chat_id, user_id: chat_id })).toMatchObject({
      status: 'member',
    });
  });

  test.each<[string, Parameters<Driver['call']>[0], object, string]>([
    ['no text', 'sendMessage', { text: '' }, 'message text is empty'],
    ['white space', 'sendMessage', { text: ' \n\t\u202b ' }, 'text must be non-empty'],
    [
      'empty markup',
      'sendMessage',
      { text: '<b></b>', parse_mode: 'HTML' },
      'text must be non-empty',
    ],
    ['4097 characters', 'sendMessage', { text: 'ا'.repeat(4097) }, 'message is too long'],
    [
      'a tag unknown',
      'sendMessage',
      { text: 'آ<br>', parse_mode: 'HTML' },
      'can\'t parse entities: Unsupported start tag "br" at byte offset 2',
    ],
    ['an unknown mode', 'sendMessage', { text: 'a', parse_mode: 'Wiki' }, 'unsupported parse_mode'],
    [
      'a label without action',
      'sendMessage',
      { text: 'a', reply_markup: { inline_keyboard: [[{ text: 'x' }]] } },
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      'callback data of 65 bytes in 33 letters',
      'sendMessage',
      {
        text: 'a',
        reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: `a${'ا'.repeat(32)}` }]] },
      },
      'BUTTON_DATA_INVALID',
    ],
    ['no chat', 'sendMessage', { chat_id: undefined, text: 'a' }, 'chat_id is empty'],
    ['an unknown chat', 'sendMessage', { chat_id: 42, text: 'a' }, 'chat not found'],
    [
      'a reply to nothing',
      'sendMessage',
      { text: 'a', reply_parameters: { message_id: 99_999 } },
      'message to be replied not found',
    ],
    [
      'a caption of 1025',
      'sendPhoto',
      { caption: 'ا'.repeat(1025) },
      'message caption is too long',
    ],
    [
      'a photo by address',
      'sendPhoto',
      { photo: 'https://a.ir/a.png' },
      'failed to get HTTP URL content',
    ],
    [
      'a photo by a wrong id',
      'sendPhoto',
      { photo: 'no' },
      'wrong file identifier/HTTP URL specified',
    ],
    [
      'an edit of nothing',
      'editMessageText',
      { message_id: 99_999, text: 'a' },
      'message to edit not found',
    ],
    [
      'an edit of a message not its own',
      'editMessageText',
      { message_id: 1, text: 'a' },
      "message can't be edited",
    ],
    ['a copy of nothing', 'copyMessage', { message_id: 99_999 }, 'message to copy not found'],
    [
      'a forward of nothing',
      'forwardMessage',
      { message_id: 99_999 },
      'message to forward not found',
    ],
    ['a long answer', 'answerCallbackQuery', { text: 'a'.repeat(201) }, 'MESSAGE_TOO_LONG'],
    [
      'an unknown action',
      'sendChatAction',
      { action: 'sing' },
      'wrong parameter action in request',
    ],
    [
      'a bad command',
      'setMyCommands',
      { commands: [{ command: 'Ab', description: 'x' }] },
      'BOT_COMMAND_INVALID',
    ],
    [
      'a webhook elsewhere',
      'setWebhook',
      { url: 'http://example.com/' },
      'bad webhook: the playground reaches this machine only',
    ],
  ])('refuses %s', async (_what, method, parameters, reason) => {
    const { photo } = await driver.call('sendPhoto', {
      chat_id,
      photo: driver.upload(png(9, 9), 'a.png'),
    });
    const before = chat.messages.length;
    const defaults = { chat_id, from_chat_id: chat_id, photo: photo?.[0]?.file_id };
    expect(await refusal(driver.call(method, { ...defaults, ...parameters }))).toMatchObject({
      code: 400,
      description: `Bad Request: ${reason}`,
    });
    expect(chat.messages).toHaveLength(before);
  });

  test('4096 characters after parsing are not too many', async () => {
    const text = `<b>${'&lt;'.repeat(4096)}</b>`;
    const message = await driver.call('sendMessage', { chat_id, text, parse_mode: 'HTML' });
    expect(message.text).toHaveLength(4096);
  });

  test('an edit that changes nothing is refused', async () => {
    const { message_id } = await driver.call('sendMessage', { chat_id, text: 'همان' });
    const edit = driver.call('editMessageText', { chat_id, message_id, text: ' همان ' });
    expect((await refusal(edit))?.description).toBe(
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  });

  test('the kinds of content are not mixed up', async () => {
    const text = await driver.call('sendMessage', { chat_id, text: 'a' });
    const photo = await driver.call('sendPhoto', {
      chat_id,
      photo: driver.upload(png(9, 9), 'a.png'),
    });
    const caption = driver.call('editMessageCaption', {
      chat_id,
      message_id: text.message_id,
      caption: 'b',
    });
    expect((await refusal(caption))?.description).toBe(
      'Bad Request: there is no caption in the message to edit',
    );
    const edit = driver.call('editMessageText', {
      chat_id,
      message_id: photo.message_id,
      text: 'b',
    });
    expect((await refusal(edit))?.description).toBe(
      'Bad Request: there is no text in the message to edit',
    );
    const asDocument = driver.call('sendDocument', {
      chat_id,
      document: photo.photo?.[0]?.file_id,
    });
    expect((await refusal(asDocument))?.description).toBe(
      "Bad Request: can't use file of type Photo as Document",
    );
  });

  test('files that Telegram does not take', async () => {
    const send = (field: string, bytes: Buffer) =>
      refusal(
        driver.call(field === 'photo' ? 'sendPhoto' : 'sendDocument', {
          chat_id,
          [field]: driver.upload(bytes, 'file.png'),
        }),
      );
    const size = 10 * 1024 * 1024 + 1;
    expect((await send('photo', png(9, 9, size)))?.description).toBe(
      `Bad Request: file of size ${size} bytes is too big for a photo; the maximum size is 10485760 bytes`,
    );
    expect((await send('photo', Buffer.from('no picture at all, but text')))?.description).toBe(
      'Bad Request: IMAGE_PROCESS_FAILED',
    );
    expect((await send('photo', png(9000, 2000)))?.description).toBe(
      'Bad Request: PHOTO_INVALID_DIMENSIONS',
    );
    expect((await send('document', Buffer.alloc(0)))?.description).toBe(
      'Bad Request: file must be non-empty',
    );
    expect(await send('document', Buffer.alloc(51 * 1024 * 1024))).toMatchObject({
      code: 413,
      description: 'Request Entity Too Large',
    });
  });

  test('people who do not want, or cannot be, written to', async () => {
    const write = (id: number) => refusal(driver.call('sendMessage', { chat_id: id, text: 'a' }));
    const person = telegram.person({ firstName: 'رضا' });
    expect(await write(person.id)).toMatchObject({
      code: 403,
      description: "Forbidden: bot can't initiate conversation with a user",
    });
    const own = person.chatWith('hamyar_bot');
    own.send('/start');
    expect(await write(person.id)).toBeUndefined();
    own.block();
    expect((await write(person.id))?.description).toBe('Forbidden: bot was blocked by the user');
    own.unblock();
    expect(await write(person.id)).toBeUndefined();
    person.deactivate();
    expect((await write(person.id))?.description).toBe('Forbidden: user is deactivated');
  });

  test('a wrong token and an unknown method', async () => {
    const stranger = connect('999:wrong', telegram.apiRoot);
    expect(await refusal(stranger.call('getMe'))).toMatchObject({
      code: 401,
      description: 'Unauthorized',
    });
    expect(await refusal(driver.call('sendDice', { chat_id }))).toMatchObject({
      code: 404,
      description: 'Not Found: method not found',
    });
  });

  test('too many messages: 429 with retry_after', async () => {
    const limited = await playground({
      limits: { perSecond: 30, perChatPerSecond: 1, chatBurst: 2 },
    });
    const person = limited.person({ firstName: 'سارا' }).chatWith('hamyar_bot');
    person.send('/start');
    const client = connect(TOKEN, limited.apiRoot);
    const send = () => client.call('sendMessage', { chat_id: person.id, text: 'a' });
    await send();
    await send();
    const { code, description, retryAfter } = (await refusal(send())) ?? {};
    expect({ code, description, retryAfter }).toEqual({
      code: 429,
      description: 'Too Many Requests: retry after 1',
      retryAfter: 1,
    });
    expect(person.messages.filter(({ mine }) => !mine)).toHaveLength(2);
    await limited.close();
  });

  test('faults on order look to the client as from Telegram', async () => {
    const send = () => driver.call('sendMessage', { chat_id, text: 'عیب' });
    const shown = () => chat.messages.filter(({ text }) => text === 'عیب').length;
    telegram.faults.add({ kind: '429', retryAfter: 7, times: 1 });
    expect(await refusal(send())).toMatchObject({ code: 429, retryAfter: 7 });
    telegram.faults.add({ kind: '502', times: 1 });
    expect(await refusal(send())).toMatchObject({ code: 502, description: 'Bad Gateway' });
    telegram.faults.add({ kind: 'cut-before', method: 'sendMessage', times: 1 });
    await expect(send()).rejects.toThrow();
    expect(shown()).toBe(0);
    telegram.faults.add({ kind: 'cut-after', method: 'sendMessage', times: 1 });
    await expect(send()).rejects.toThrow();
    expect(shown()).toBe(1);
    await send();
    expect(shown()).toBe(2);
  });

  test('polling brings every text once and in order', async () => {
    const heard: string[] = [];
    const bot = driver.poll(async (text) => {
      heard.push(text);
      await driver.call('sendMessage', { chat_id, text: `شنیدم: ${text}` });
    });
    chat.send('یک');
    await chat.until(({ last }) => last?.text === 'شنیدم: یک');
    chat.send('دو');
    chat.send('سه');
    await chat.until(({ last }) => last?.text === 'شنیدم: سه');
    await bot.stop();
    expect(heard.slice(-3)).toEqual(['یک', 'دو', 'سه']);
    expect(telegram.pendingUpdates('hamyar_bot')).toBe(0);
  });

  test('a webhook gets updates with the secret, again until it takes them', async () => {
    await driver.call('getUpdates', { offset: -1 });
    const heard: string[] = [];
    let failures = 2;
    const handler = driver.webhook('s3cret', async (text) => {
      heard.push(text);
      await driver.call('sendMessage', { chat_id, text: `گرفتم: ${text}` });
    });
    const { url, server } = await listen((request, response) => {
      if (failures === 0) return void handler(request, response);
      failures -= 1;
      response.writeHead(500).end();
    });
    await driver.call('setWebhook', { url, secret_token: 's3cret', drop_pending_updates: true });
    expect(await refusal(driver.call('getUpdates'))).toMatchObject({
      code: 409,
      description:
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    });
    chat.send('الف');
    chat.send('ب');
    await chat.until(({ last }) => last?.text === 'گرفتم: ب');
    expect(heard).toEqual(['الف', 'ب']);
    expect(await driver.call('getWebhookInfo')).toMatchObject({
      url,
      last_error_message: 'Wrong response from the webhook: 500',
    });
    await driver.call('deleteWebhook');
    await stopListening(server);
  });

  test('a webhook that asks for another secret never hears anything', async () => {
    const heard: string[] = [];
    const handler = driver.webhook('right', async (text) => {
      heard.push(text);
    });
    const { url, server } = await listen((request, response) => void handler(request, response));
    await driver.call('setWebhook', { url, secret_token: 'wrong' });
    chat.send('راز');
    const pending = () => driver.call('getWebhookInfo');
    await expect.poll(async () => (await pending()).last_error_message).toMatch(/40[13]/);
    expect(heard).toEqual([]);
    expect((await pending()).pending_update_count).toBe(1);
    await driver.call('deleteWebhook', { drop_pending_updates: true });
    await stopListening(server);
  });
});
