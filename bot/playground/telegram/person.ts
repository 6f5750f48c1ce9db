import type { User } from 'grammy/types';
import { PersonChat } from './chat.ts';
import type { PersonAccount } from './dialog.ts';
import { randomDigits } from './random.ts';
import type { World } from './world.ts';

export interface PersonOptions {
  id?: number;
  firstName: string;
  lastName?: string;
  username?: string;
  /** IETF tag of the client's language. */
  languageCode?: string;
  /** Digits with the country code: 989121234567. */
  phone?: string;
}

/** One Telegram user with a client in hand. */
export class Person {
  readonly account: PersonAccount;
  readonly #world: World;
  readonly #chats = new Map<number, PersonChat>();

  constructor(world: World, account: PersonAccount) {
    this.#world = world;
    this.account = account;
  }

  get id(): number {
    return this.account.user.id;
  }

  /** The private chat with a bot, always the same one. Throws where there is no such bot. */
  chatWith(botUsername: string): PersonChat {
    const bot = this.#world.botByName(botUsername);
    const known = this.#chats.get(bot.user.id);
    if (known) return known;
    const chat = new PersonChat(this.#world, bot, this.account);
    this.#chats.set(bot.user.id, chat);
    return chat;
  }

  /** Deletes the account: from now on bots are told that the user is deactivated. */
  deactivate(): void {
    this.#world.deactivate(this.account);
  }
}

export function newAccount(world: World, options: PersonOptions): PersonAccount {
  const user: User = {
    id: options.id ?? freeId(world),
    is_bot: false,
    first_name: options.firstName,
    ...(options.lastName === undefined ? {} : { last_name: options.lastName }),
    ...(options.username === undefined ? {} : { username: options.username }),
    ...(options.languageCode === undefined ? {} : { language_code: options.languageCode }),
  };
  if (world.people.has(user.id)) throw new Error(`there is already a person with id ${user.id}`);
  const phone = options.phone ?? `98912${randomDigits(world.random, 7)}`;
  const account = { user, phone, deactivated: false };
  world.people.set(user.id, account);
  return account;
}

function freeId(world: World): number {
  for (;;) {
    const id = Number(randomDigits(world.random, 9));
    if (!world.people.has(id)) return id;
  }
}
