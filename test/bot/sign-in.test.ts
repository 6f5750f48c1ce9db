import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Player } from '../../bot/playground/journey/player.ts';
import { any } from '../../bot/playground/journey/screen-text.ts';
import {
  type AccountHolder,
  anAccountHolder,
  anotherCode,
  askForCode,
  giveNumber,
  type People,
  peopleOf,
  rightPassword,
  writePassword,
} from '../support/account-holder.ts';
import { type RunningBot, startBot } from '../support/bot.ts';
import { hours, minutes } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { nationalId } from '../support/made-up.ts';
import { castOf, play, quiet } from '../support/play.ts';

const database = useDatabase();
let bot: RunningBot;
let people: People;
let holder: AccountHolder;

beforeAll(async () => {
  bot = await startBot({ database, seeded: false });
  people = peopleOf(bot, database);
});

afterAll(() => bot.stop());

beforeEach(async () => {
  holder = await anAccountHolder(database);
});

const chatOfAccount = async () =>
  (await database.db.read.chatSession.findUnique({ where: { accountId: holder.accountId } }))
    ?.chatId;

/** The account is in that chat, which shows its menu. */
async function signedIn(player: Player): Promise<void> {
  await player.sees(player.words.html('signIn.done'));
  await player.seesButton(player.words.plain('menu.settings'));
  expect(await chatOfAccount()).toBe(BigInt(player.chat.id));
}

const wrong = (player: Player, count: number) => player.words.html('signIn.wrong', { count });

describe('from another Telegram', () => {
  test.each(['fa', 'en'] as const)(
    'the account comes, and the old chat is told (%s)',
    async (language) => {
      const old = await people.ownChat(holder, language);
      const player = await people.stranger(language);
      await askForCode(player, people, holder);
      await player.write(await people.codeBySms(holder.mobile));
      await signedIn(player);
      await old.sees(old.words.html('notices.account.signedInElsewhere'));
      await old.write('/menu');
      await old.sees(old.words.html('start.welcome'));
      await old.seesButton(old.words.plain('menu.signin'));
    },
  );

  test('the password is deleted at once, also a wrong one, and no table holds it', async () => {
    const player = await people.stranger();
    await player.tap(player.words.plain('menu.signin'));
    await giveNumber(player, holder.identityNumber);
    for (const typed of ['wrong-passw0rd', rightPassword]) {
      await player.sees(player.words.html('signIn.passwordAsk'));
      await player.write(typed);
      await player.until(() => !player.chat.messages.some(({ text }) => text === typed));
      if (typed === rightPassword) await player.seesFile();
      else await player.sees(wrong(player, 4));
      if (typed !== rightPassword) await player.write('/menu');
      if (typed !== rightPassword) await player.tap(player.words.plain('menu.signin'));
    }
    const forms = await database.db.read.formState.findMany({ select: { content: true } });
    expect(JSON.stringify(forms)).not.toContain('passw0rd');
  });

  test('the mobile is shown masked, and the code comes by call when that is asked for', async () => {
    const player = await people.stranger();
    await writePassword(player, holder);
    await people.readPicture(player);
    const { text } = await player.sees(player.words.html('signIn.channelAsk', { mobile: any }));
    expect(text).toMatch(/0912\*{5}\d\d/);
    expect(text).not.toContain(holder.mobile.slice(3));
    await player.tap(player.words.plain('registration.byCall'));
    await player.sees(player.words.html('codes.askCall', { address: any, left: any }));
    const code = await people.codeBySms(holder.mobile);
    expect(bot.playground.phones.inbox(holder.mobile)).toMatchObject([{ channel: 'call' }]);
    await player.write(code);
    await signedIn(player);
  });

  test('by passport: the country belongs to the number', async () => {
    const passport = { identityKind: 'passport', identityCountry: 'AF' } as const;
    holder = await anAccountHolder(database, { ...passport, identityNumber: 'P1234567' });
    const player = await people.stranger();
    await player.tap(player.words.plain('menu.signin'));
    await player.tap(player.words.plain('terms.identityKinds.passport'));
    await player.write('IR');
    await player.sees(player.words.html('signIn.iranian'));
    await player.write('af');
    await player.sees(player.words.html('signIn.ask.passport'));
    await player.write('p 123-4567');
    await player.sees(player.words.html('signIn.passwordAsk'));
    await player.write(rightPassword);
    await people.readPicture(player);
    await player.tap(player.words.plain('registration.bySms'));
    await player.write(await people.codeBySms(holder.mobile));
    await signedIn(player);
  });

  test('what a stranger had begun here is gone; what the account had begun is here', async () => {
    const old = await people.ownChat(holder);
    await database.db.read.formState.create({
      data: {
        ...{ chatId: holder.chatId, form: 'sheba', version: 1, step: 'sheba' },
        content: { answers: {}, scratch: {} },
        updatedAt: database.clock.now(),
      },
    });
    const player = await people.stranger();
    const { plain } = player.words;
    await player.tap(plain('menu.register'));
    await player.sees(player.words.html('registration.rulesAsk', { rules: any }));
    await player.write('/menu');
    await askForCode(player, people, holder);
    await player.write(await people.codeBySms(holder.mobile));
    await signedIn(player);
    const going = (form: 'registration.title' | 'payments.bank.formTitle' | 'signIn.title') =>
      plain('menu.continueForm', { form: plain(form) });
    expect(player.shows(going('payments.bank.formTitle'))).toBe(true);
    const menu = player.chat.messages.at(-1)?.buttons.flat() ?? [];
    const shown = menu.map(({ text }) => text);
    expect(shown).not.toContain(going('registration.title'));
    expect(shown).not.toContain(going('signIn.title'));
    await old.write('/menu');
    await old.sees(old.words.html('start.welcome'));
    expect(old.shows(going('payments.bank.formTitle'))).toBe(false);
  });
});

describe('number and password', () => {
  test('nothing tells an unknown number from a wrong password', async () => {
    const texts: string[] = [];
    for (const number of [holder.identityNumber, nationalId()]) {
      const player = await people.stranger();
      await player.tap(player.words.plain('menu.signin'));
      await giveNumber(player, number);
      await player.sees(player.words.html('signIn.passwordAsk'));
      await player.write('wrong-passw0rd');
      const { text, buttons } = await player.sees(wrong(player, 4));
      texts.push([text, ...buttons.flat().map((button) => button.text)].join('\n'));
    }
    expect(texts[0]).toBe(texts[1]);
    expect(bot.playground.phones.inbox(holder.mobile)).toEqual([]);
  });

  test('who only holds a cartable has no password, and hears the same, with the way to one', async () => {
    const officer = await anAccountHolder(database, { passwordHash: null });
    const player = await people.stranger();
    await writePassword(player, officer);
    await player.sees(wrong(player, 4));
    await player.tap(player.words.plain('menu.recover'));
    await player.seesFile(player.words.html('registration.captchaAsk'));
  });

  test('of an account that was erased: the same', async () => {
    await database.db.read.account.update({
      where: { id: holder.accountId },
      data: { identityNumber: null, mobile: null, passwordHash: null, state: 'erased' },
    });
    const player = await people.stranger();
    await writePassword(player, holder);
    await player.sees(wrong(player, 4));
    await player.seesButton(player.words.plain('menu.register'));
  });

  test('after five wrong ones not even the right one helps for an hour; then it does', async () => {
    const player = await people.stranger();
    await player.tap(player.words.plain('menu.signin'));
    await giveNumber(player, holder.identityNumber);
    await player.sees(player.words.html('signIn.passwordAsk'));
    for (const left of [4, 3, 2, 1]) {
      await player.write(`wrong-passw0rd-${left}`);
      await player.sees(wrong(player, left));
    }
    await player.write('wrong-passw0rd-0');
    await player.sees(player.words.html('signIn.tooMany', { minutes: any }));
    await player.write(rightPassword);
    await player.sees(player.words.html('signIn.tooMany', { minutes: any }));
    await player.seesButton(player.words.plain('menu.recover'));
    await bot.restart();
    await player.write(rightPassword);
    await player.sees(player.words.html('signIn.tooMany', { minutes: any }));
    database.clock.advance(hours);
    await player.write(rightPassword);
    await people.readPicture(player);
  });

  test('a slip in the number is seen before the password is asked', async () => {
    const player = await people.stranger();
    await player.tap(player.words.plain('menu.signin'));
    await giveNumber(player, '1234567890');
    await player.sees(player.words.html('registration.id.wrongCheckDigit'));
    await player.write(holder.identityNumber);
    await player.sees(player.words.html('signIn.passwordAsk'));
    await player.write('wrong-passw0rd');
    await player.sees(wrong(player, 4));
    await player.tap(player.words.plain('forms.back'));
    await player.sees(player.words.html('signIn.ask.nationalId'));
    await player.write(nationalId());
    await player.sees(player.words.html('signIn.passwordAsk'));
  });

  test('something that is no text, and a text without end', async () => {
    const player = await people.stranger();
    await player.tap(player.words.plain('menu.signin'));
    await giveNumber(player, holder.identityNumber);
    await player.sees(player.words.html('signIn.passwordAsk'));
    await player.perform('a sticker', (chat) => chat.sendSticker());
    await player.sees(player.words.html('forms.writeText'));
    await player.write('x'.repeat(4_096));
    await player.sees(player.words.html('forms.tooLong', { length: 4_096, limit: 2_000 }));
    expect(await database.db.read.passwordGuess.count()).toBe(0);
  });
});

describe('the code', () => {
  test('five wrong ones are too many; a new one opens', async () => {
    const player = await people.stranger();
    await askForCode(player, people, holder);
    const code = await people.codeBySms(holder.mobile);
    for (const count of [4, 3, 2, 1]) {
      await player.write(anotherCode(code));
      await player.sees(player.words.html('codes.wrong', { count, left: any }));
    }
    for (const typed of [anotherCode(code), code]) {
      await player.write(typed);
      await player.sees(player.words.html('codes.dead'));
    }
    database.clock.advance(minutes);
    await player.tap(player.words.plain('codes.againSms'));
    await player.sees(player.words.html('codes.another'));
    await player.write(await people.codeBySms(holder.mobile));
    await signedIn(player);
  });

  test('of five minutes ago has run out', async () => {
    const player = await people.stranger();
    await askForCode(player, people, holder);
    const code = await people.codeBySms(holder.mobile);
    database.clock.advance(5 * minutes);
    await player.write(code);
    await player.sees(player.words.html('codes.expired'));
    expect(await chatOfAccount()).toBe(holder.chatId);
  });

  test('is not taken from another chat', async () => {
    const [one, other] = [await people.stranger(), await people.stranger()];
    await askForCode(one, people, holder);
    database.clock.advance(minutes);
    await askForCode(other, people, holder);
    const first = await people.codeBySms(holder.mobile);
    const second = await people.codeBySms(holder.mobile);
    await one.write(second);
    await one.sees(one.words.html('codes.wrong', { count: 4, left: any }));
    await one.write(first);
    await signedIn(one);
  });
});

describe('meanwhile', () => {
  test('the password was changed: nobody is signed in, and the way on is shown', async () => {
    const player = await people.stranger();
    await askForCode(player, people, holder);
    const { accountId: id } = holder;
    await database.db.read.account.update({ where: { id }, data: { passwordHash: 'another' } });
    await player.write(await people.codeBySms(holder.mobile));
    await player.sees(player.words.html('signIn.changedMeanwhile'));
    await player.seesButton(player.words.plain('menu.recover'));
    expect(await chatOfAccount()).toBe(holder.chatId);
  });

  test('the account was closed', async () => {
    const player = await people.stranger();
    await askForCode(player, people, holder);
    const code = await people.codeBySms(holder.mobile);
    await database.db.read.account.update({
      where: { id: holder.accountId },
      data: { mobile: null, identityNumber: null, passwordHash: null, state: 'erased' },
    });
    await player.write(code);
    await player.sees(player.words.html('signIn.closed'));
    await player.seesButton(player.words.plain('menu.register'));
  });

  test('two chats sign in at the same instant: the account is in one, and the other hears of it', async () => {
    const players = [await people.stranger(), await people.stranger()];
    const codes: string[] = [];
    for (const player of players) {
      await askForCode(player, people, holder);
      codes.push(await people.codeBySms(holder.mobile));
      database.clock.advance(minutes);
    }
    await Promise.all(players.map((player, index) => player.write(codes[index] ?? '')));
    for (const player of players) await player.sees(player.words.html('signIn.done'));
    await quiet(bot, database);
    const winner = await chatOfAccount();
    for (const player of players) {
      const told = player.words.plain('notices.account.signedInElsewhere');
      const heard = player.chat.messages.some(({ text }) => text.includes(told));
      expect(heard).toBe(BigInt(player.chat.id) !== winner);
    }
  });
});

describe('a number that has an account', () => {
  const ways = [
    ['signin', 'signIn.passwordAsk'],
    ['recover', 'registration.captchaAsk'],
  ] as const;

  test.each(ways)('is told after the mobile code, and “%s” knows it', async (way, asked) => {
    const cast = castOf(bot, database);
    await anAccountHolder(database, { identityNumber: cast.about.identityNumber });
    await play(cast, { until: 'writes the code from the phone' });
    const { student } = cast;
    await student.write(await cast.codeBySms());
    await student.sees(student.words.html('registration.alreadyRegistered'));
    await student.tap(student.words.plain(`menu.${way}`));
    await student.until(() =>
      student.chat.messages.at(-1)?.text.includes(student.words.plain(asked)),
    );
  });
});

describe('where somebody is signed in', () => {
  test('the button of before opens no second account', async () => {
    const player = await people.stranger();
    await askForCode(player, people, holder);
    await player.write(await people.codeBySms(holder.mobile));
    await signedIn(player);
    await player.perform('taps the old button', (chat) => chat.tap({ data: 'signin' }));
    await player.sees(player.words.html('signIn.already'));
    await player.tap(player.words.plain('menu.settings'));
    await player.seesButton(player.words.plain('settings.signout'));
  });

  test('a button of the old chat changes nothing once the account is elsewhere', async () => {
    const old = await people.ownChat(holder);
    await old.tap(old.words.plain('menu.settings'));
    await old.seesButton(old.words.plain('settings.leave'));
    const player = await people.stranger();
    await askForCode(player, people, holder);
    await player.write(await people.codeBySms(holder.mobile));
    await signedIn(player);
    const before = await database.db.read.account.findMany();
    for (const data of [
      'topic:general:off',
      'mobile',
      'password',
      'data',
      'signoutsure',
      'leave',
    ]) {
      const answer = await old.chat.tap({ data: `settings:${data}` });
      expect(answer).toMatchObject({ text: old.words.plain('errors.signInFirst') });
    }
    await quiet(bot, database);
    expect(await database.db.read.account.findMany()).toEqual(before);
    expect(old.chat.messages.some(({ file }) => file !== undefined)).toBe(false);
  });

  test('a tap twice on “sign in” asks the question once each, and keeps one form', async () => {
    const player = await people.stranger();
    const button = { data: 'signin' };
    await Promise.all([player.chat.tap(button), player.chat.tap(button)]);
    await giveNumber(player, holder.identityNumber);
    await player.sees(player.words.html('signIn.passwordAsk'));
    expect(await database.db.read.formState.count()).toBe(1);
  });
});
