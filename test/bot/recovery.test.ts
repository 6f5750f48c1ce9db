import { verify } from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Player } from '../../bot/playground/journey/player.ts';
import { any } from '../../bot/playground/journey/screen-text.ts';
import {
  type AccountHolder,
  anAccountHolder,
  anotherCode,
  giveNumber,
  type People,
  peopleOf,
  writePassword,
} from '../support/account-holder.ts';
import { type RunningBot, startBot } from '../support/bot.ts';
import { minutes } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { nationalId } from '../support/made-up.ts';

const database = useDatabase();
const newPassword = 'another-passw0rd';
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

const account = () =>
  database.db.read.account.findUniqueOrThrow({
    where: { id: holder.accountId },
    include: { session: true },
  });

/** A stranger finds recovery beside a wrong password; the number goes along. */
async function fromWrongPassword(player: Player, number: string): Promise<void> {
  await player.tap(player.words.plain('menu.signin'));
  await giveNumber(player, number);
  await player.sees(player.words.html('signIn.passwordAsk'));
  await player.write('forgotten-passw0rd');
  await player.tap(player.words.plain('menu.recover'));
}

/** From the picture to the code that went to the mobile, or seems to have gone. */
async function askForCode(player: Player): Promise<string> {
  await people.readPicture(player);
  await player.sees(player.words.html('recovery.channelAsk'));
  await player.tap(player.words.plain('registration.bySms'));
  const { text } = await player.sees(
    player.words.html('codes.askSms', {
      address: player.words.plain('recovery.mobile'),
      left: any,
    }),
  );
  return text;
}

async function choosePassword(player: Player): Promise<void> {
  await player.sees(player.words.html('recovery.passwordAsk'));
  await player.write(newPassword);
  await player.sees(player.words.html('registration.repeatAsk'));
  await player.write(newPassword);
}

async function bothCodes(player: Player): Promise<void> {
  await player.write(await people.codeBySms(holder.mobile));
  await player.sees(player.words.html('codes.askEmail', { address: any, left: any }));
  await player.write(await people.codeByMail(holder.email));
}

describe('recovery', () => {
  test.each(['fa', 'en'] as const)(
    'both codes, a new password, and the account is here (%s)',
    async (language) => {
      const old = await people.ownChat(holder, language);
      const player = await people.stranger(language);
      await fromWrongPassword(player, holder.identityNumber);
      await askForCode(player);
      await bothCodes(player);
      await choosePassword(player);
      await player.sees(player.words.html('recovery.done'));
      await player.seesButton(player.words.plain('menu.settings'));
      const { passwordHash, session } = await account();
      expect(await verify(passwordHash ?? '', newPassword)).toBe(true);
      expect(session?.chatId).toBe(BigInt(player.chat.id));
      await old.sees(old.words.html('notices.account.signedInElsewhere'));
      const letter = await bot.playground.mail.next(holder.email, 20_000);
      expect(letter.text).toContain(
        player.words.plain('notices.account.passwordChanged').slice(0, 20),
      );
      await player.until(() => !player.chat.messages.some(({ text }) => text === newPassword));
    },
  );

  test.each(['fa', 'en'] as const)(
    'is below the question of the password, before any guess (%s)',
    async (language) => {
      const player = await people.stranger(language);
      await player.tap(player.words.plain('menu.signin'));
      await giveNumber(player, holder.identityNumber);
      await player.sees(player.words.html('signIn.passwordAsk'));
      await player.tap(player.words.plain('menu.recover'));
      await askForCode(player);
      await player.write(await people.codeBySms(holder.mobile));
      await player.sees(player.words.html('codes.askEmail', { address: any, left: any }));
      expect(await database.db.read.passwordGuess.count()).toBe(0);
    },
  );

  test.each(['fa', 'en'] as const)(
    'is below the question of the old password too, where nobody asks for the number (%s)',
    async (language) => {
      const player = await people.ownChat(holder, language);
      await player.tap(player.words.plain('menu.settings'));
      await player.tap(player.words.plain('settings.password'));
      await player.sees(player.words.html('settings.passwordBefore'));
      await player.tap(player.words.plain('menu.recover'));
      await askForCode(player);
      expect(await people.codeBySms(holder.mobile)).toMatch(/^\d{6}$/);
    },
  );

  test('who lost the account brings it back from the old chat', async () => {
    const old = await people.ownChat(holder);
    const thief = await people.stranger();
    const { accountId } = holder;
    await database.db.read.chatSession.update({
      where: { chatId: holder.chatId },
      data: { accountId: null },
    });
    await database.db.read.chatSession.update({
      where: { chatId: BigInt(thief.chat.id) },
      data: { accountId },
    });
    await old.perform('taps the button of the notice', (chat) => chat.tap({ data: 'recover' }));
    await old.sees(old.words.html('recovery.kindAsk'));
    await giveNumber(old, holder.identityNumber);
    await askForCode(old);
    await bothCodes(old);
    await choosePassword(old);
    await old.sees(old.words.html('recovery.done'));
    await thief.sees(thief.words.html('notices.account.signedInElsewhere'));
    expect((await account()).session?.chatId).toBe(holder.chatId);
  });

  test('who is signed in recovers the own password, whatever the button says', async () => {
    const own = await people.ownChat(holder);
    await own.perform('taps', (chat) => chat.tap({ data: `recover:n-IR-${nationalId()}` }));
    await askForCode(own);
    await bothCodes(own);
    await choosePassword(own);
    await own.sees(own.words.html('recovery.done'));
    expect(await verify((await account()).passwordHash ?? '', newPassword)).toBe(true);
  });

  test('is the way to a first password for who only held a cartable', async () => {
    holder = await anAccountHolder(database, { passwordHash: null });
    const player = await people.stranger();
    await writePassword(player, holder);
    await player.tap(player.words.plain('menu.recover'));
    await askForCode(player);
    await bothCodes(player);
    await choosePassword(player);
    await player.sees(player.words.html('recovery.done'));
    expect((await account()).passwordHash).not.toBeNull();
  });
});

describe('the codes', () => {
  test('to a number that nobody has look and fail like any other, and go nowhere', async () => {
    const texts: string[] = [];
    for (const number of [holder.identityNumber, nationalId()]) {
      const player = await people.stranger();
      await fromWrongPassword(player, number);
      texts.push(await askForCode(player));
      const isTheirs = number === holder.identityNumber;
      const typed = isTheirs ? anotherCode(await people.codeBySms(holder.mobile)) : '123456';
      for (const count of [4, 3, 2, 1]) {
        await player.write(typed);
        await player.sees(player.words.html('codes.wrong', { count, left: any }));
      }
      for (const _more of ['the fifth', 'the sixth']) {
        await player.write(typed);
        await player.sees(player.words.html('codes.dead'));
      }
      await player.tap(player.words.plain('codes.againSms'));
      await player.sees(player.words.html('codes.tooSoon', { wait: any }));
    }
    expect(texts[0]).toBe(texts[1]);
    expect(bot.playground.phones.inbox(holder.mobile)).toHaveLength(1);
    const sent = await database.db.read.outboxMessage.findMany({ where: { kind: 'code' } });
    expect(sent.map(({ address }) => address)).toEqual([holder.mobile]);
  });

  test('an e-mail address is shown in part, and only to who has the mobile', async () => {
    const player = await people.stranger();
    await fromWrongPassword(player, holder.identityNumber);
    await askForCode(player);
    expect(player.chat.messages.some(({ text }) => text.includes('@'))).toBe(false);
    await player.write(await people.codeBySms(holder.mobile));
    const { text } = await player.sees(
      player.words.html('codes.askEmail', { address: any, left: any }),
    );
    expect(text).toMatch(/p\*+\d@example\.test/);
    expect(text).not.toContain(holder.email);
    await player.sees(player.words.html('recovery.noAccess'));
  });

  test('of five minutes ago has run out; of half an hour ago it is no proof any more', async () => {
    const player = await people.stranger();
    await fromWrongPassword(player, holder.identityNumber);
    await askForCode(player);
    await bothCodes(player);
    await player.sees(player.words.html('recovery.passwordAsk'));
    database.clock.advance(31 * minutes);
    await choosePassword(player);
    await player.sees(player.words.html('recovery.changedMeanwhile'));
    const { session } = await account();
    expect(session?.chatId).toBe(holder.chatId);
  });

  test('without an e-mail address recovery ends, and says where to go', async () => {
    const { accountId: id } = holder;
    await database.db.read.account.update({ where: { id }, data: { email: null } });
    const player = await people.stranger();
    await fromWrongPassword(player, holder.identityNumber);
    await askForCode(player);
    await player.write(await people.codeBySms(holder.mobile));
    await player.sees(player.words.html('recovery.noEmail'));
    expect(await database.db.read.formState.findMany({ where: { form: 'recovery' } })).toEqual([]);
  });
});

describe('two at once', () => {
  test('of two recoveries at the same instant the later one has the account', async () => {
    const players = [await people.stranger(), await people.stranger()];
    for (const player of players) {
      await fromWrongPassword(player, holder.identityNumber);
      await askForCode(player);
      await bothCodes(player);
      await player.sees(player.words.html('recovery.passwordAsk'));
      await player.write(newPassword);
      await player.sees(player.words.html('registration.repeatAsk'));
      database.clock.advance(minutes);
    }
    await Promise.all(players.map((player) => player.write(newPassword)));
    for (const player of players) await player.sees(player.words.html('recovery.done'));
    const ids = players.map(({ chat }) => BigInt(chat.id));
    expect(ids).toContain((await account()).session?.chatId);
    expect(
      await database.db.read.chatSession.count({ where: { chatId: { in: ids }, accountId: null } }),
    ).toBe(1);
  });

  test('the repeated password sent twice: one recovery, the second is told that it is over', async () => {
    const player = await people.stranger();
    await fromWrongPassword(player, holder.identityNumber);
    await askForCode(player);
    await bothCodes(player);
    await player.sees(player.words.html('recovery.passwordAsk'));
    await player.write(newPassword);
    await player.sees(player.words.html('registration.repeatAsk'));
    await player.perform('sends it twice', (chat) => {
      chat.send(newPassword);
      chat.send(newPassword);
    });
    await player.sees(player.words.html('recovery.done'));
    await player.sees(player.words.html('errors.notUnderstood'));
    const recovered = { action: 'account.recovered' };
    expect(await database.db.read.auditEvent.count({ where: recovered })).toBe(1);
  });
});
