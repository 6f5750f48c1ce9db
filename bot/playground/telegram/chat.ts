import type { BotCommand, ChatMember, Message, ReplyKeyboardMarkup } from 'grammy/types';
import { type ButtonChoice, findButton, pressedContent } from './buttons.ts';
import type { TapAnswer } from './callback-queries.ts';
import type { ChangeListener } from './changes.ts';
import { cleanText } from './clean-text.ts';
import { type Dialog, type PersonAccount, withoutReply } from './dialog.ts';
import { findEntities } from './entities.ts';
import { TEXT_LIMIT } from './formatted-text.ts';
import { randomDigits } from './random.ts';
import { describeMessage, type SeenMessage, seen } from './seen-message.ts';
import { waitFor } from './waiting.ts';
import type { BotAccount, World } from './world.ts';

/** Milliseconds that a person waits for the bot unless told. */
const PATIENCE = 5_000;
const SHOWN_IN_ERRORS = 8;

export interface WaitOptions {
  /** Milliseconds. */
  timeout?: number;
  /** A part of the text, a pattern, or a question about the message. */
  match?: string | RegExp | ((message: SeenMessage) => boolean);
}

export interface SendOptions {
  /** Id of the message that this one answers. */
  replyTo?: number;
}

export interface OutgoingPhoto {
  caption?: string;
  fileName?: string;
}

export interface OutgoingDocument extends OutgoingPhoto {
  mimeType?: string;
}

/** `userId` where the contact is a Telegram user. */
export interface OtherContact {
  phone: string;
  firstName: string;
  lastName?: string;
  userId?: number;
}

/**
 * What one person does and sees in the private chat with one bot. The bot may run anywhere:
 * everything it gets, it gets as updates. Sending throws while the person has blocked the bot.
 */
export class PersonChat {
  readonly #world: World;
  readonly #bot: BotAccount;
  readonly #person: PersonAccount;
  readonly #dialog: Dialog;
  #instance: string | undefined;
  /** Messages of the bot up to here have been read with next(). */
  #readTo = 0;
  #editsRead = new Map<number, Message>();

  constructor(world: World, bot: BotAccount, person: PersonAccount) {
    this.#world = world;
    this.#bot = bot;
    this.#person = person;
    this.#dialog = world.dialog(bot, person);
  }

  /** The chat's id, which is also the person's. */
  get id(): number {
    return this.#dialog.id;
  }

  /** What is on screen, oldest first: edits applied, deleted messages gone. */
  get messages(): SeenMessage[] {
    return Array.from(this.#dialog.messages(), seen);
  }

  /** The last message of the bot. */
  get last(): SeenMessage | undefined {
    return this.messages.findLast((message) => !message.mine);
  }

  /** The reply keyboard on screen. */
  get keyboard(): ReplyKeyboardMarkup | undefined {
    return this.#dialog.keyboard;
  }

  /** The command menu, by scope and the person's language. */
  get commands(): BotCommand[] {
    return this.#bot.menu.visibleTo(this.id, this.#person.user.language_code ?? '');
  }

  get blocked(): boolean {
    return this.#dialog.blocked;
  }

  /** Calls the listener at every change of this chat. Returns the function that ends it. */
  on(_event: 'change', listener: ChangeListener): () => void {
    return this.#dialog.changes.on(listener);
  }

  /** Sends a text; `/start payload` is one too. */
  send(text: string, { replyTo }: SendOptions = {}): SeenMessage {
    const formatted = findEntities(cleanText({ text, entities: [] }));
    if (formatted.text === '') throw new Error('a client does not send an empty message');
    if (formatted.text.length > TEXT_LIMIT) throw new Error('a client cuts messages at 4096');
    const { entities } = formatted;
    return this.post({
      text: formatted.text,
      ...(entities.length > 0 ? { entities } : {}),
      ...(replyTo === undefined ? {} : this.#replyTo(replyTo)),
    });
  }

  /** Presses a key of the reply keyboard; one that asks for the contact shares it. */
  press(text: string): SeenMessage {
    const { keyboard } = this.#dialog;
    const content = pressedContent(keyboard, text, this.#ownContact());
    if (keyboard?.one_time_keyboard) this.#dialog.keyboard = undefined;
    return this.post(content);
  }

  /**
   * Taps an inline button, given as the button, its text, or its data; by text it is looked
   * for from the last message up. The promise gives what the bot answered.
   */
  tap(choice: ButtonChoice, { message }: { message?: number } = {}): Promise<TapAnswer> {
    this.#assertCanSend();
    const target = message === undefined ? undefined : this.#dialog.get(message);
    const onScreen = target ? [target] : Array.from(this.#dialog.messages()).reverse();
    const { source, data } = findButton(onScreen, choice);
    const id = randomDigits(this.#world.random, 18);
    const answer = this.#world.callbacks.open(id, this.#bot.user.id, (given) =>
      this.#dialog.tell('answer', { detail: given === 'expired' ? given : given.text }),
    );
    this.#instance ??= randomDigits(this.#world.random, 18);
    const callback_query = {
      id,
      from: this.#person.user,
      message: source,
      chat_instance: this.#instance,
      data,
    };
    this.#world.pushUpdate(this.#bot, this.id, { callback_query });
    return answer;
  }

  /** Sends a picture as a photo; sizes are read from PNG, JPEG, GIF and WebP. */
  sendPhoto(bytes: Uint8Array, { caption, fileName }: OutgoingPhoto = {}): SeenMessage {
    const file = this.#world.files.add('photo', Buffer.from(bytes), fileName ?? 'photo.jpg');
    const photo = this.#world.files.photo(this.#bot.user.id, file);
    return this.post({ photo, ...captionOf(caption) });
  }

  /** Sends several photos as one album: a message each, one `media_group_id`. */
  sendAlbum(pictures: readonly Uint8Array[], { caption }: OutgoingPhoto = {}): SeenMessage[] {
    const media_group_id = randomDigits(this.#world.random, 17);
    return pictures.map((bytes, index) => {
      const file = this.#world.files.add('photo', Buffer.from(bytes), 'photo.jpg');
      const photo = this.#world.files.photo(this.#bot.user.id, file);
      return this.post({ photo, media_group_id, ...captionOf(index === 0 ? caption : undefined) });
    });
  }

  sendDocument(bytes: Uint8Array, options: OutgoingDocument = {}): SeenMessage {
    const { fileName = 'file.bin', mimeType, caption } = options;
    const file = this.#world.files.add('document', Buffer.from(bytes), fileName, mimeType);
    const document = this.#world.files.document(this.#bot.user.id, file);
    return this.post({ document, ...captionOf(caption) });
  }

  sendSticker(emoji = '🙂'): SeenMessage {
    const file = this.#world.files.add('sticker', Buffer.from(emoji), 'sticker.webp');
    const {
      file_name: _name,
      mime_type: _type,
      ...identity
    } = this.#world.files.document(this.#bot.user.id, file);
    const flags = { is_animated: false, is_video: false, type: 'regular' as const };
    return this.post({ sticker: { ...identity, ...flags, width: 512, height: 512, emoji } });
  }

  /** @param duration seconds */
  sendVoice(bytes: Uint8Array = Buffer.from('voice'), duration = 3): SeenMessage {
    const type = 'audio/ogg';
    const file = this.#world.files.add('voice', Buffer.from(bytes), 'voice.oga', type);
    const { file_name: _name, ...voice } = this.#world.files.document(this.#bot.user.id, file);
    return this.post({ voice: { ...voice, duration } });
  }

  sendLocation(latitude: number, longitude: number): SeenMessage {
    return this.post({ location: { latitude, longitude } });
  }

  /** Shares the person's own contact, or somebody else's. */
  shareContact(other?: OtherContact): SeenMessage {
    if (!other) return this.post({ contact: this.#ownContact() });
    const contact = {
      phone_number: other.phone,
      first_name: other.firstName,
      ...(other.lastName === undefined ? {} : { last_name: other.lastName }),
      ...(other.userId === undefined ? {} : { user_id: other.userId }),
    };
    return this.post({ contact });
  }

  /** Sends any content that a message may have, for what has no method here. */
  post(content: Partial<Message>): SeenMessage {
    this.#assertCanSend();
    this.#start();
    const message = this.#dialog.add(this.#person.user, content);
    this.#world.pushUpdate(this.#bot, this.id, { message });
    return seen(message);
  }

  /** Edits the text of one of the person's own messages. */
  edit(messageId: number, text: string): SeenMessage {
    this.#assertCanSend();
    const message = this.#dialog.get(messageId);
    if (message?.from.id !== this.#person.user.id || message.text === undefined) {
      throw new Error(`message ${messageId} is no text of this person`);
    }
    const { text: cleaned, entities } = findEntities(cleanText({ text, entities: [] }));
    const { entities: _old, ...rest } = message;
    const edited = {
      ...rest,
      text: cleaned,
      ...(entities.length > 0 ? { entities } : {}),
      edit_date: this.#dialog.seconds(),
    };
    this.#dialog.replace(edited);
    this.#world.pushUpdate(this.#bot, this.id, { edited_message: edited });
    return seen(edited);
  }

  /** Deletes a message on both sides; bots are not told. */
  delete(messageId: number): void {
    if (!this.#dialog.remove(messageId)) throw new Error(`there is no message ${messageId}`);
  }

  block(): void {
    if (this.#dialog.blocked) return;
    this.#dialog.blocked = true;
    this.#dialog.tell('blocked');
    this.#memberUpdate('member', 'kicked');
  }

  unblock(): void {
    if (!this.#dialog.blocked) return;
    this.#dialog.blocked = false;
    this.#dialog.tell('unblocked');
    this.#memberUpdate('kicked', 'member');
  }

  /** Deletes the person's account, for all bots. */
  deactivate(): void {
    this.#person.deactivated = true;
    this.#dialog.tell('deactivated');
  }

  /** The bytes of a message's file, or of a `file_id`. */
  download(source: SeenMessage | string): Buffer {
    const fileId = typeof source === 'string' ? source : source.file?.fileId;
    const file = fileId === undefined ? undefined : this.#world.files.byFileId(fileId);
    if (!file) throw new Error('there is no file to download');
    return file.bytes;
  }

  /**
   * The next message of the bot that has not been read; waits for it. With `match`, the next
   * one that matches: those before it count as read. Rejects with WaitTimeout.
   */
  async next(options: WaitOptions = {}): Promise<SeenMessage> {
    const message = await this.#wait('no new message of the bot', options, () =>
      this.#firstUnread(options.match),
    );
    this.#readTo = message.id;
    return message;
  }

  /** The next edit by the bot that has not been read; waits for it, as next() does. */
  async nextEdit(options: WaitOptions = {}): Promise<SeenMessage> {
    const message = await this.#wait('no new edit by the bot', options, () =>
      this.messages.find((edited) => this.#isUnreadEdit(edited) && matches(edited, options.match)),
    );
    this.#editsRead.set(message.id, message.raw);
    return message;
  }

  /** Waits until the predicate gives something truthy; asks again at every change. */
  until<Result>(
    predicate: (chat: PersonChat) => Result | undefined | null | false,
    options: Pick<WaitOptions, 'timeout'> = {},
  ): Promise<Result> {
    return this.#wait('what was waited for did not happen', options, () => predicate(this));
  }

  /** Counts all messages so far as read. */
  readAll(): void {
    this.#readTo = this.#dialog.lastId;
    for (const { id, raw } of this.messages) this.#editsRead.set(id, raw);
  }

  #wait<Result>(
    failure: string,
    { timeout = PATIENCE }: WaitOptions,
    probe: () => Result | undefined | null | false,
  ): Promise<Result> {
    const shown = () => this.messages.slice(-SHOWN_IN_ERRORS).map(describeMessage).join('\n');
    const explain = () =>
      `${failure} within ${timeout} ms; ${this.#person.user.first_name} sees:\n${shown() || '  nothing'}`;
    return waitFor(this.#dialog.changes, probe, timeout, explain);
  }

  #firstUnread(match: WaitOptions['match']): SeenMessage | undefined {
    for (let id = this.#readTo + 1; id <= this.#dialog.lastId; id += 1) {
      const message = this.#dialog.get(id);
      if (message?.from.is_bot !== true) continue;
      const shown = seen(message);
      if (matches(shown, match)) return shown;
    }
    return undefined;
  }

  #isUnreadEdit = ({ id, mine, edited, raw }: SeenMessage) =>
    edited && !mine && this.#editsRead.get(id) !== raw;

  #start(): void {
    if (this.#dialog.started) return;
    this.#dialog.started = true;
    this.#memberUpdate('left', 'member');
  }

  #assertCanSend(): void {
    const name = this.#person.user.first_name;
    if (this.#person.deactivated) throw new Error(`the account of ${name} is deactivated`);
    if (this.#dialog.blocked) throw new Error(`${name} has blocked the bot: unblock it first`);
  }

  #memberUpdate(before: MemberStatus, after: MemberStatus): void {
    const my_chat_member = {
      chat: this.#dialog.chat(),
      from: this.#person.user,
      date: this.#dialog.seconds(),
      old_chat_member: this.#membership(before),
      new_chat_member: this.#membership(after),
    };
    this.#world.pushUpdate(this.#bot, this.id, { my_chat_member });
  }

  #membership(status: MemberStatus): ChatMember {
    const { user } = this.#bot;
    return status === 'kicked' ? { status, user, until_date: 0 } : { status, user };
  }

  #ownContact() {
    const { id, first_name, last_name } = this.#person.user;
    const name = { first_name, ...(last_name === undefined ? {} : { last_name }) };
    return { phone_number: this.#person.phone, ...name, user_id: id };
  }

  #replyTo(messageId: number): Pick<Message, 'reply_to_message'> {
    const original = this.#dialog.get(messageId);
    if (!original) throw new Error(`there is no message ${messageId} to answer`);
    return { reply_to_message: withoutReply(original) };
  }
}

type MemberStatus = 'left' | 'member' | 'kicked';

function captionOf(caption: string | undefined): Pick<Message, 'caption' | 'caption_entities'> {
  if (caption === undefined) return {};
  const { text, entities } = findEntities(cleanText({ text: caption, entities: [] }));
  if (text === '') return {};
  return entities.length > 0 ? { caption: text, caption_entities: entities } : { caption: text };
}

function matches(message: SeenMessage, match: WaitOptions['match']): boolean {
  if (match === undefined) return true;
  if (typeof match === 'string') return message.text.includes(match);
  return match instanceof RegExp ? match.test(message.text) : match(message);
}
