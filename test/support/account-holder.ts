import { hash } from '@node-rs/argon2';
import { eyesOn } from '../../bot/playground/journey/eyes.ts';
import { Player } from '../../bot/playground/journey/player.ts';
import { any } from '../../bot/playground/journey/screen-text.ts';
import { playgroundBot } from '../../bot/playground/people.ts';
import { type Language, words } from '../../bot/view/language.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import type { RunningBot } from './bot.ts';
import type { TestDatabase } from './database.ts';
import { serial } from './made-up.ts';
import { aPerson } from './people.ts';
import { patience } from './play.ts';

export const rightPassword = 'right-passw0rd';

/** Somebody with an account and a password, whose phone and mailbox are the playground's. */
export interface AccountHolder {
  readonly accountId: number;
  readonly chatId: bigint;
  readonly identityNumber: string;
  /** E.164. */
  readonly mobile: string;
  readonly email: string;
}

export async function anAccountHolder(
  database: TestDatabase,
  more: Partial<Prisma.AccountUncheckedCreateInput> = {},
): Promise<AccountHolder> {
  const person = await aPerson(database, { passwordHash: await hash(rightPassword), ...more });
  const { mobile, email } = await database.db.read.account.findUniqueOrThrow({
    where: { id: person.accountId },
  });
  return { ...person, mobile: mobile ?? '', email: email ?? '' };
}

/** The people of a test of accounts, each with a chat of their own. */
export function peopleOf(bot: RunningBot, database: TestDatabase) {
  const { telegram, phones, mail } = bot.playground;
  const eyes = eyesOn(database.db);

  const playerIn = (chatId: number, language: Language) =>
    new Player({
      name: `chat ${chatId}`,
      chat: telegram.person({ id: chatId, firstName: 'Somebody' }).chatWith(playgroundBot.username),
      words: words[language],
      onlooker: {},
      patience,
    });

  return {
    /** Who has just opened the bot in a new Telegram and chosen a language. */
    async stranger(language: Language = 'fa'): Promise<Player> {
      const player = playerIn(6_000_000 + serial(), language);
      await player.write('/start');
      await player.tap(player.words.plain(language === 'fa' ? 'start.persian' : 'start.english'));
      await player.sees(player.words.html('start.welcome'));
      return player;
    },

    /** The chat in which an account is. */
    async ownChat(holder: AccountHolder, language: Language = 'fa'): Promise<Player> {
      const { chatId, accountId: id } = holder;
      await database.db.read.chatSession.update({ where: { chatId }, data: { language } });
      await database.db.read.account.update({ where: { id }, data: { language } });
      const player = playerIn(Number(chatId), language);
      await player.write('/menu');
      await player.seesButton(player.words.plain('menu.settings'));
      return player;
    },

    async readPicture(player: Player): Promise<void> {
      await player.seesFile(player.words.html('registration.captchaAsk'));
      await player.write(await eyes(player.chat.id));
    },

    async codeBySms(mobile: string): Promise<string> {
      const message = await phones.next(mobile, patience);
      if (message.kind !== 'code') throw new Error('what came is no code');
      return message.code;
    },

    async codeByMail(address: string): Promise<string> {
      const { text } = await mail.next(address, patience);
      const code = /\d{6}/.exec(text)?.[0];
      if (code === undefined) throw new Error('there is no code in this letter');
      return code;
    },
  };
}

export type People = ReturnType<typeof peopleOf>;

/** A code that is not the one that was sent. */
export const anotherCode = (code: string): string =>
  String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** Chooses the national ID and writes it. */
export async function giveNumber(player: Player, number: string): Promise<void> {
  await player.tap(player.words.plain('terms.identityKinds.nationalId'));
  await player.sees(player.words.html('signIn.ask.nationalId'));
  await player.write(number);
}

/** From the stranger's menu to the picture, with the right password. */
export async function writePassword(player: Player, holder: AccountHolder): Promise<void> {
  await player.tap(player.words.plain('menu.signin'));
  await giveNumber(player, holder.identityNumber);
  await player.sees(player.words.html('signIn.passwordAsk'));
  await player.write(rightPassword);
}

/** From the stranger's menu to the code that was sent to the mobile. */
export async function askForCode(
  player: Player,
  people: People,
  holder: AccountHolder,
): Promise<void> {
  await writePassword(player, holder);
  await people.readPicture(player);
  await player.sees(player.words.html('signIn.channelAsk', { mobile: any }));
  await player.tap(player.words.plain('registration.bySms'));
  await player.sees(player.words.html('codes.askSms', { address: any, left: any }));
}
