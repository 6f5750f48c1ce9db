import type { User, UserFromGetMe } from 'grammy/types';
import { CallbackQueries } from './callback-queries.ts';
import { Changes } from './changes.ts';
import { CommandMenu } from './command-menu.ts';
import { Dialog, type PersonAccount } from './dialog.ts';
import { Faults } from './faults.ts';
import { FileStore } from './files.ts';
import { Polling } from './polling.ts';
import { type Random, randomDigits, seededRandom } from './random.ts';
import { type Limits, RateLimiter } from './rate-limit.ts';
import { CallRecord } from './record.ts';
import { type UpdateBody, UpdateQueue } from './update-queue.ts';
import type { Webhook } from './webhook.ts';

export interface BotOptions {
  /** As of BotFather: `123456:letters`; the digits are the bot's id. */
  token: string;
  username: string;
  name: string;
}

export interface BotAccount {
  token: string;
  user: User & { username: string };
  queue: UpdateQueue;
  polling: Polling;
  webhook: Webhook | undefined;
  limiter: RateLimiter | undefined;
  menu: CommandMenu;
  /** Descriptions by method and language. */
  profile: Map<string, string>;
  dialogs: Map<number, Dialog>;
}

export interface WorldOptions {
  now: () => Date;
  limits: Limits | 'off';
  bots: readonly BotOptions[];
  seed: number;
  /** Milliseconds in which a callback query can be answered. */
  callbackLifetime: number;
  /** Messages kept for each chat. */
  history: number;
  keepCalls: boolean;
}

/** Everything that this Telegram knows: bots, people, their chats, the files. */
export class World {
  readonly now: () => Date;
  readonly random: Random;
  readonly files = new FileStore();
  readonly changes = new Changes();
  readonly faults: Faults;
  readonly record: CallRecord;
  readonly callbacks: CallbackQueries;
  readonly people = new Map<number, PersonAccount>();
  readonly #bots = new Map<string, BotAccount>();
  readonly #history: number;

  constructor(options: WorldOptions) {
    this.now = options.now;
    this.random = seededRandom(options.seed);
    this.faults = new Faults(this.random);
    this.record = new CallRecord(options.keepCalls);
    this.callbacks = new CallbackQueries(options.callbackLifetime, this.clock);
    this.#history = options.history;
    for (const bot of options.bots) this.#bots.set(bot.token, this.#account(bot, options.limits));
  }

  /** Milliseconds since 1970. */
  clock = () => this.now().getTime();

  bots(): IterableIterator<BotAccount> {
    return this.#bots.values();
  }

  botByToken(token: string): BotAccount | undefined {
    return this.#bots.get(token);
  }

  /** Throws where there is no such bot: a mistake of the caller, not of a bot. */
  botByName(username: string): BotAccount {
    const name = username.replace(/^@/, '').toLowerCase();
    for (const bot of this.#bots.values()) {
      if (bot.user.username.toLowerCase() === name) return bot;
    }
    throw new Error(`no bot is named @${name}`);
  }

  /** The chat of a person with a bot; begins to exist when first asked for. */
  dialog(bot: BotAccount, person: PersonAccount): Dialog {
    const known = bot.dialogs.get(person.user.id);
    if (known) return known;
    const dialog = new Dialog({
      bot: bot.user,
      person,
      now: this.now,
      history: this.#history,
      announce: (change) => this.changes.emit(change),
    });
    bot.dialogs.set(person.user.id, dialog);
    return dialog;
  }

  /** Ends a person's account: no bot reaches it any more. */
  deactivate(person: PersonAccount): void {
    person.deactivated = true;
    for (const bot of this.#bots.values()) bot.dialogs.get(person.user.id)?.tell('deactivated');
  }

  /** Sends an update on its way to the bot. */
  pushUpdate(bot: BotAccount, chatId: number, body: UpdateBody): void {
    bot.queue.push(chatId, body, this.faults.forUpdate(bot.user.username, chatId));
  }

  #account({ token, username, name }: BotOptions, limits: Limits | 'off'): BotAccount {
    const id = Number(/^(\d+):/.exec(token)?.[1] ?? Number.NaN);
    if (!Number.isSafeInteger(id)) throw new Error('a token begins with digits and a colon');
    const queue = new UpdateQueue(Number(randomDigits(this.random, 9)));
    const polling = new Polling(queue);
    const account: BotAccount = {
      token,
      user: { id, is_bot: true, first_name: name, username },
      queue,
      polling,
      webhook: undefined,
      limiter: limits === 'off' ? undefined : new RateLimiter(limits, this.clock),
      menu: new CommandMenu(),
      profile: new Map(),
      dialogs: new Map(),
    };
    queue.onQueued = (queued) => {
      if (account.webhook) account.webhook.accept(queued);
      else polling.wake();
    };
    return account;
  }
}

/** What getMe tells of a bot. */
export function aboutBot(bot: BotAccount): UserFromGetMe {
  return {
    ...bot.user,
    is_bot: true,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  };
}
