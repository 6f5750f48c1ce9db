import type { Message, Update } from 'grammy/types';
import type { Reply } from '../../../bot/view/message.ts';
import type { StoredForm } from '../../../core/chats/types.ts';
import type { TestDatabase } from '../../support/database.ts';
import type { Heard, RecordedBot } from './recorded-bot.ts';

/** What a person sends, as it stands in a message; or a tap on a button with this data. */
export type Sent =
  | { readonly text: string }
  | { readonly tap: string }
  | { readonly file: string; readonly as: 'photo' | 'document'; readonly caption?: string }
  | { readonly phone: string; readonly own: boolean }
  | { readonly other: Partial<Message> }
  | { readonly edited: string };

/** A message as it stands in the chat now. */
interface Standing {
  readonly id: number;
  readonly mine: boolean;
  readonly buttons: readonly string[];
  /** What it last had of them. */
  readonly had: readonly string[];
}

/** What the database holds of a chat. */
export interface Kept {
  readonly activeForm: string | null;
  readonly language: string | null;
  /** Whose chat it is; null: a stranger's. */
  readonly accountId: number | null;
  readonly forms: ReadonlyMap<string, StoredForm>;
}

type Chat = Omit<Kept, 'forms'>;
type Row = Omit<StoredForm, 'form'> & Chat & { readonly form: string | null };
const noChat: Chat = { activeForm: null, language: null, accountId: null };

let updates = 0;

/** One person at one private chat with the recorded bot. */
export class InputChat {
  readonly chatId: bigint;
  /** In the order in which they were sent. */
  readonly updates: Update[] = [];
  /** Data of all buttons that were ever shown, the latest last. */
  readonly everShown: string[] = [];
  readonly #bot: RecordedBot;
  readonly #database: TestDatabase;
  #standing: Standing[] = [];
  #lastId = 0;

  constructor(bot: RecordedBot, database: TestDatabase, chatId: bigint) {
    this.#bot = bot;
    this.#database = database;
    this.chatId = chatId;
  }

  /** Sends something new, delivered `times` times at once. */
  async send(sent: Sent, times = 1): Promise<Heard> {
    const update = this.#updateOf(sent);
    this.updates.push(update);
    return this.#deliver(update, times);
  }

  /** Delivers again what was sent before. */
  again(update: Update): Promise<Heard> {
    return this.#deliver(update, 1);
  }

  /** Data of the buttons on screen, the lowest message first. */
  get buttons(): string[] {
    return this.#standing.toReversed().flatMap(({ buttons }) => buttons);
  }

  /** Data of the buttons that the lowest message with this one still has, of those that have any. */
  buttonsBeside(button: string): readonly string[] {
    const holders = this.#standing.filter(({ had }) => had.includes(button));
    return holders.findLast(({ buttons }) => buttons.length > 0)?.buttons ?? [];
  }

  async kept(): Promise<Kept> {
    const rows = await this.#database.db.read.$queryRaw<Row[]>`
      SELECT "session"."activeForm", "session"."language"::text, "session"."accountId",
        "row"."form", "row"."version", "row"."step", "row"."content", "row"."revision"
      FROM "ChatSession" AS "session" LEFT JOIN "FormState" AS "row" USING ("chatId")
      WHERE "chatId" = ${this.chatId} ORDER BY "row"."id"`;
    const forms = rows.flatMap(({ form, version, step, content, revision }) =>
      form === null ? [] : [[form, { form, version, step, content, revision }] as const],
    );
    const [{ activeForm, language, accountId } = noChat] = rows;
    return { activeForm, language, accountId, forms: new Map(forms) };
  }

  async #deliver(update: Update, times: number): Promise<Heard> {
    const heard = await this.#bot.take(update, times);
    for (const reply of [...heard.replies, ...heard.notices]) this.#show(reply);
    return heard;
  }

  #updateOf(sent: Sent): Update {
    updates += 1;
    const update_id = updates;
    if ('tap' in sent) {
      const message = this.#messageWith(sent.tap);
      const from = this.#person();
      const query = { id: `q${update_id}`, from, chat_instance: '1', message, data: sent.tap };
      return { update_id, callback_query: query } as Update;
    }
    const message = this.#message(contentOf(sent, Number(this.chatId)));
    if ('edited' in sent) return { update_id, edited_message: message } as unknown as Update;
    this.#standing.push({ id: message.message_id, mine: true, buttons: [], had: [] });
    return { update_id, message } as unknown as Update;
  }

  #message(content: object) {
    this.#lastId += 1;
    const chat = { id: Number(this.chatId), type: 'private', first_name: 'Somebody' };
    return { message_id: this.#lastId, date: 1, chat, from: this.#person(), ...content };
  }

  /** The lowest message with this button; for a made-up one, the lowest of the bot's. */
  #messageWith(data: string) {
    const own = this.#standing.filter(({ mine }) => !mine);
    const holder = own.findLast(({ buttons }) => buttons.includes(data)) ?? own.at(-1);
    const chat = { id: Number(this.chatId), type: 'private', first_name: 'Somebody' };
    return { message_id: holder?.id ?? 1, date: 1, chat };
  }

  #person() {
    return { id: Number(this.chatId), is_bot: false, first_name: 'Somebody' };
  }

  #show(reply: Reply): void {
    const at = 'messageId' in reply ? this.#find(reply.messageId) : undefined;
    if (reply.do === 'delete') {
      this.#standing = this.#standing.filter(({ id }) => id !== reply.messageId);
    }
    if (reply.do === 'dropButtons' && at) this.#replace(at, []);
    if (reply.do !== 'say' && reply.do !== 'edit') return;
    const buttons = (reply.buttons ?? [])
      .flat()
      .flatMap((button) => ('data' in button ? [button.data] : []));
    this.everShown.push(...buttons);
    if (at) this.#replace(at, buttons);
    else {
      this.#lastId += 1;
      this.#standing.push({ id: this.#lastId, mine: false, buttons, had: buttons });
    }
  }

  #find(messageId: number): Standing | undefined {
    return this.#standing.find(({ id, mine }) => id === messageId && !mine);
  }

  #replace(old: Standing, buttons: readonly string[]): void {
    const had = buttons.length > 0 ? buttons : old.had;
    this.#standing = this.#standing.map((one) => (one === old ? { ...old, buttons, had } : one));
  }
}

function contentOf(sent: Exclude<Sent, { tap: string }>, ownId: number): object {
  if ('text' in sent) return { text: sent.text };
  if ('edited' in sent) return { text: sent.edited };
  if ('other' in sent) return sent.other;
  if ('phone' in sent) {
    const owner = sent.own ? { user_id: ownId } : {};
    return { contact: { phone_number: sent.phone, first_name: 'Somebody', ...owner } };
  }
  const file = { file_id: sent.file, file_unique_id: sent.file };
  const caption = sent.caption === undefined ? {} : { caption: sent.caption };
  return sent.as === 'photo'
    ? { photo: [{ ...file, width: 40, height: 30 }], ...caption }
    : { document: file, ...caption };
}
