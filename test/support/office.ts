import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from 'grammy';
import { playgroundBot } from '../../bot/playground/people.ts';
import type { Playground } from '../../bot/playground/playground.ts';
import type { PersonChat } from '../../bot/playground/telegram/chat.ts';
import type { SeenMessage } from '../../bot/playground/telegram/seen-message.ts';
import { createShowMenu, type ShowMenu } from '../../bot/sending/show-menu.ts';
import type { Language } from '../../bot/view/language.ts';
import { openDiskStore } from '../../core/files/disk.ts';
import type { FileStore } from '../../core/files/gateway.ts';
import { png } from '../core/files/pictures.ts';
import { startBot } from './bot.ts';
import type { TestDatabase } from './database.ts';
import type { Student } from './people.ts';

/** A running bot whose database a test has filled, and the chats of the people in it. */
export interface Office {
  /** The chat of somebody who is in the database; opened by a message, as chats are. */
  chat(person: { readonly chatId: bigint }, language?: Language): Promise<Desk>;
  /** Somebody of whom the bot knows nothing yet. */
  stranger(): Desk;
  /** What people's clients and phones are connected to. */
  readonly playground: Playground;
  /** The store in which the bot keeps files. */
  readonly files: FileStore;
  /** Sets the commands of a chat at the messenger, as the bot does. */
  readonly showMenu: ShowMenu;
  /** A picture that this student has sent, in the store of the bot. */
  proof(student: Student): Promise<number>;
  /** Stops the bot and starts it again, as a deploy does. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the bot on a test's database as it stands; `environment` is configuration that differs. */
export async function openOffice(
  database: TestDatabase,
  environment: Readonly<Record<string, string>> = {},
): Promise<Office> {
  const folder = await mkdtemp(join(tmpdir(), 'hamyar-office-'));
  const settings = { DATA_DIR: folder, ...environment };
  let files = 0;
  const { now } = database.clock;
  const store = await openDiskStore({
    root: join(folder, 'files'),
    temporaryName: () => `proof-${++files}`,
    now,
  });
  const bot = await startBot({ database, seeded: false, environment: settings });
  const { apiRoot } = bot.playground.telegram;
  let strangers = 0;
  let proofs = 0;
  return {
    playground: bot.playground,
    files: store,
    showMenu: createShowMenu(new Api(playgroundBot.token, { apiRoot })),
    async chat({ chatId }, language = 'fa') {
      await database.db.read.chatSession.update({ where: { chatId }, data: { language } });
      const { telegram } = bot.playground;
      const person = telegram.person({ id: Number(chatId), firstName: `Person ${chatId}` });
      const desk = new Desk(person.chatWith(playgroundBot.username));
      await desk.writeFor('/help', language === 'fa' ? 'راهنما' : 'Guide');
      return desk;
    },
    stranger() {
      strangers += 1;
      const id = 7_700_000 + strangers;
      const person = bot.playground.telegram.person({ id, firstName: `Stranger ${strangers}` });
      return new Desk(person.chatWith(playgroundBot.username));
    },
    async proof({ accountId }) {
      proofs += 1;
      const kept = await store.put(png({ width: 40 + proofs }));
      const data = { accountId, ...kept, createdAt: now() };
      return (await database.db.read.storedFile.create({ data })).id;
    },
    restart: bot.restart,
    async close() {
      await bot.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One person at the chat: writes, taps, and waits for what appears. */
export class Desk {
  readonly chat: PersonChat;

  constructor(chat: PersonChat) {
    this.chat = chat;
  }

  /** Sends a text and gives the first new message of the bot. */
  async write(text: string): Promise<SeenMessage> {
    this.chat.readAll();
    this.chat.send(text);
    return this.chat.next();
  }

  /** Sends a text and waits for a message that holds a part. */
  async writeFor(text: string, match: string | RegExp): Promise<SeenMessage> {
    this.chat.readAll();
    this.chat.send(text);
    return this.chat.next({ match });
  }

  /** Taps the lowest button with this data, or that begins with it; gives what popped up, '' where nothing did. */
  async tap(data: string): Promise<string> {
    this.chat.readAll();
    const answer = await this.chat.tap({ data: await this.#dataOf(data) });
    return answer === 'expired' ? '' : answer.text;
  }

  /** Taps a button that may be of an earlier page; what popped up. */
  async tapOld(data: string): Promise<string> {
    const answer = await this.chat.tap({ data });
    return answer === 'expired' ? answer : answer.text;
  }

  /** Taps, and gives the message that is written or drawn anew because of it. */
  async tapFor(data: string, match: string | RegExp = /./): Promise<SeenMessage> {
    this.chat.readAll();
    const before = new Map(this.chat.messages.map((message) => [message.id, message.raw]));
    void this.chat.tap({ data: await this.#dataOf(data) });
    return this.chat.until(({ messages }) =>
      messages.findLast(
        (message) =>
          !message.mine &&
          before.get(message.id) !== message.raw &&
          (typeof match === 'string' ? message.text.includes(match) : match.test(message.text)),
      ),
    );
  }

  #dataOf(start: string): Promise<string> {
    return this.chat.until(() => this.buttons.find((data) => data.startsWith(start)));
  }

  /** The data of every button on screen, the lowest message first. */
  get buttons(): string[] {
    return this.chat.messages
      .toReversed()
      .flatMap(({ buttons }) => buttons.flat())
      .flatMap((button) => ('callback_data' in button ? [button.callback_data] : []));
  }

  /** Waits for a message that holds a part, new or not. */
  sees(match: string | RegExp): Promise<SeenMessage> {
    return this.chat.until(({ messages }) =>
      messages.findLast(
        ({ mine, text }) =>
          !mine && (typeof match === 'string' ? text.includes(match) : match.test(text)),
      ),
    );
  }
}
