import type { BotCommand, Message, ReplyKeyboardMarkup } from 'grammy/types';
import type { ChangeListener } from './changes.ts';
import type { Dialog, PersonAccount } from './dialog.ts';
import { describeMessage, type SeenMessage, seen } from './seen-message.ts';
import { waitFor } from './waiting.ts';
import type { BotAccount, World } from './world.ts';

/** Milliseconds that a person waits for the bot unless told. */
const PATIENCE = 15_000;
const SHOWN_IN_ERRORS = 8;

export interface WaitOptions {
  /** Milliseconds; 5,000 unless told. */
  timeout?: number;
  /** A part of the text, a pattern, or a question about the message. */
  match?: string | RegExp | ((message: SeenMessage) => boolean);
}

/** What a person sees of the private chat with one bot, and waits to see. */
export class ChatScreen {
  protected readonly world: World;
  protected readonly bot: BotAccount;
  protected readonly person: PersonAccount;
  protected readonly dialog: Dialog;
  /** Messages of the bot up to here have been read with next(). */
  #readTo = 0;
  readonly #editsRead = new Map<number, Message>();

  constructor(world: World, bot: BotAccount, person: PersonAccount) {
    this.world = world;
    this.bot = bot;
    this.person = person;
    this.dialog = world.dialog(bot, person);
  }

  /** The chat's id, which is also the person's. */
  get id(): number {
    return this.dialog.id;
  }

  /** What is on screen, oldest first: edits applied, deleted messages gone. */
  get messages(): SeenMessage[] {
    return Array.from(this.dialog.messages(), seen);
  }

  /** The last message of the bot. */
  get last(): SeenMessage | undefined {
    return this.messages.findLast((message) => !message.mine);
  }

  /** The reply keyboard on screen. */
  get keyboard(): ReplyKeyboardMarkup | undefined {
    return this.dialog.keyboard;
  }

  /** The command menu, by scope and the person's language. */
  get commands(): BotCommand[] {
    return this.bot.menu.visibleTo(this.id, this.person.user.language_code ?? '');
  }

  get blocked(): boolean {
    return this.dialog.blocked;
  }

  /** Calls the listener at every change of this chat. Returns the function that ends it. */
  on(_event: 'change', listener: ChangeListener): () => void {
    return this.dialog.changes.on(listener);
  }

  /** The bytes of a message's file, or of a `file_id`. */
  download(source: SeenMessage | string): Buffer {
    const fileId = typeof source === 'string' ? source : source.file?.fileId;
    const file = fileId === undefined ? undefined : this.world.files.byFileId(fileId);
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
      this.messages.find((shown) => this.#isUnreadEdit(shown) && matches(shown, options.match)),
    );
    this.#editsRead.set(message.id, message.raw);
    return message;
  }

  /** Waits until the predicate gives something truthy; asks again at every change. */
  until<Result>(
    predicate: (chat: this) => Result | undefined | null | false,
    options: Pick<WaitOptions, 'timeout'> = {},
  ): Promise<Result> {
    return this.#wait('what was waited for did not happen', options, () => predicate(this));
  }

  /** Counts all messages and edits so far as read. */
  readAll(): void {
    this.#readTo = this.dialog.lastId;
    for (const { id, raw } of this.messages) this.#editsRead.set(id, raw);
  }

  #wait<Result>(
    failure: string,
    { timeout = PATIENCE }: WaitOptions,
    probe: () => Result | undefined | null | false,
  ): Promise<Result> {
    const shown = () => this.messages.slice(-SHOWN_IN_ERRORS).map(describeMessage).join('\n');
    const who = this.person.user.first_name;
    const explain = () =>
      `${failure} within ${timeout} ms; ${who} sees:\n${shown() || '  nothing'}`;
    return waitFor(this.dialog.changes, probe, timeout, explain);
  }

  #firstUnread(match: WaitOptions['match']): SeenMessage | undefined {
    for (let id = this.#readTo + 1; id <= this.dialog.lastId; id += 1) {
      const message = this.dialog.get(id);
      if (message?.from.is_bot !== true) continue;
      const shown = seen(message);
      if (matches(shown, match)) return shown;
    }
    return undefined;
  }

  #isUnreadEdit = ({ id, mine, edited, raw }: SeenMessage) =>
    edited && !mine && this.#editsRead.get(id) !== raw;
}

function matches(message: SeenMessage, match: WaitOptions['match']): boolean {
  if (match === undefined) return true;
  if (typeof match === 'string') return message.text.includes(match);
  return match instanceof RegExp ? match.test(message.text) : match(message);
}
