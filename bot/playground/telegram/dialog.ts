import type { Chat, Message, ReplyKeyboardMarkup, User } from 'grammy/types';
import { type Change, Changes } from './changes.ts';
import type { ReplyMarkup } from './keyboards.ts';

/** What every message of a private chat has. */
export interface Envelope {
  message_id: number;
  from: User;
  /** Seconds since 1970. */
  date: number;
  chat: Chat.PrivateChat;
}

export type PrivateMessage = Message & Envelope;

export interface PersonAccount {
  user: User;
  /** Digits with the country code, as Telegram shares it. */
  phone: string;
  deactivated: boolean;
}

export interface DialogOptions {
  bot: User;
  person: PersonAccount;
  now: () => Date;
  /** Messages kept; the oldest are forgotten first. */
  history: number;
  announce: (change: Change) => void;
}

/** A chat as plain data. */
export interface RememberedDialog {
  readonly person: number;
  readonly started: boolean;
  readonly blocked: boolean;
  readonly lastId: number;
  readonly keyboard?: ReplyKeyboardMarkup;
  readonly messages: readonly PrivateMessage[];
}

/** The one private chat of a bot and a person: both sides see the same messages. */
export class Dialog {
  readonly bot: User;
  readonly person: PersonAccount;
  readonly changes = new Changes();
  started = false;
  blocked = false;
  /** The reply keyboard that the person has on screen. */
  keyboard: ReplyKeyboardMarkup | undefined;
  #lastId = 0;
  readonly #messages = new Map<number, PrivateMessage>();
  readonly #now: () => Date;
  readonly #history: number;
  readonly #announce: (change: Change) => void;

  constructor({ bot, person, now, history, announce }: DialogOptions) {
    this.bot = bot;
    this.person = person;
    this.#now = now;
    this.#history = history;
    this.#announce = announce;
  }

  get id(): number {
    return this.person.user.id;
  }

  get lastId(): number {
    return this.#lastId;
  }

  /** In the order in which they were sent. */
  messages(): IterableIterator<PrivateMessage> {
    return this.#messages.values();
  }

  get(messageId: number): PrivateMessage | undefined {
    return this.#messages.get(messageId);
  }

  seconds(): number {
    return Math.floor(this.#now().getTime() / 1000);
  }

  chat(): Chat.PrivateChat {
    const { id, first_name, last_name, username } = this.person.user;
    return {
      id,
      first_name,
      ...(last_name === undefined ? {} : { last_name }),
      ...(username === undefined ? {} : { username }),
      type: 'private',
    };
  }

  /** Puts a message at the end of the chat. Messages are never changed, only replaced. */
  add<Content extends object>(sender: User, content: Content): Envelope & Content {
    this.#lastId += 1;
    const envelope = { message_id: this.#lastId, from: sender, chat: this.chat() };
    const message = { ...envelope, date: this.seconds(), ...content };
    this.#messages.set(this.#lastId, message);
    this.#forgetOldest();
    this.tell('message', { messageId: this.#lastId });
    return message;
  }

  /** Shows or hides the reply keyboard that came with a message of the bot. */
  show(markup: ReplyMarkup | undefined): void {
    if (!markup) return;
    if ('keyboard' in markup) this.keyboard = markup;
    if ('remove_keyboard' in markup) this.keyboard = undefined;
  }

  replace(message: PrivateMessage): void {
    this.#messages.set(message.message_id, message);
    this.tell('edit', { messageId: message.message_id });
  }

  /** False where there is no such message. */
  remove(messageId: number): boolean {
    if (!this.#messages.delete(messageId)) return false;
    this.tell('delete', { messageId });
    return true;
  }

  remember(): RememberedDialog {
    const { id: person, started, blocked, lastId, keyboard } = this;
    const shown = keyboard ? { keyboard } : {};
    return { person, started, blocked, lastId, ...shown, messages: [...this.messages()] };
  }

  recall({ started, blocked, lastId, keyboard, messages }: RememberedDialog): void {
    this.started = started;
    this.blocked = blocked;
    this.keyboard = keyboard;
    this.#lastId = lastId;
    for (const message of messages) this.#messages.set(message.message_id, message);
  }

  tell(kind: Change['kind'], more: Pick<Change, 'messageId' | 'detail'> = {}): void {
    const change = { kind, bot: this.bot.username ?? '', userId: this.id, ...more };
    this.changes.emit(change);
    this.#announce(change);
  }

  #forgetOldest(): void {
    if (this.#messages.size <= this.#history) return;
    const oldest = this.#messages.keys().next();
    if (!oldest.done) this.#messages.delete(oldest.value);
  }
}

/** Replies are told one level deep. */
export function withoutReply(message: PrivateMessage): NonNullable<Message['reply_to_message']> {
  const { reply_to_message: _deeper, ...rest } = message;
  return rest as NonNullable<Message['reply_to_message']>;
}
