import { hash, verify } from '@node-rs/argon2';
import type { Update } from 'grammy/types';
import { type Logger, pino } from 'pino';
import { createPasswordCheck } from '../../../bot/intake/check-password.ts';
import { DownloadFailed } from '../../../bot/intake/download.ts';
import { readUpdate } from '../../../bot/intake/incoming.ts';
import type { Outside } from '../../../bot/intake/outside.ts';
import { createIntake, type TakeUpdate } from '../../../bot/intake/take-update.ts';
import { createRouter } from '../../../bot/router.ts';
import { screens } from '../../../bot/screens.ts';
import { words } from '../../../bot/view/language.ts';
import type { Reply, Toast } from '../../../bot/view/message.ts';
import { noticeMessage } from '../../../bot/view/notices.ts';
import { recordOfAccount } from '../../../core/accounts/queries.ts';
import { languageOf } from '../../../core/chats/queries.ts';
import { type FileStore, FileStoreError } from '../../../core/files/gateway.ts';
import { forgetReplies } from '../../../core/outbox/commands.ts';
import type { Notice } from '../../../core/outbox/types.ts';
import { RegistryUnavailable } from '../../../core/registry/gateway.ts';
import { tableRegistry } from '../../../core/registry/queries.ts';
import { ok, refuse } from '../../../core/result.ts';
import type { TestDatabase } from '../../support/database.ts';
import { madeUpFiles } from './made-up-files.ts';

/** What outside is broken just now. */
export interface Faults {
  registry: boolean;
  store: boolean;
  download: boolean;
}

/** What the bot did about one update. */
export interface Heard {
  /** False: no affair of the bot's. */
  readonly read: boolean;
  /** It was taken before. */
  readonly duplicate: boolean;
  readonly replies: readonly Reply[];
  /** What this chat was told because of it. */
  readonly notices: readonly Reply[];
  /** One for each answered tap; undefined for a silent one. */
  readonly toasts: readonly (Toast | undefined)[];
  /** What must never be: faults in the log, and errors that got out. */
  readonly errors: readonly string[];
}

// The least that the hash allows: here its slowness protects nobody.
export const quick = { memoryCost: 8, timeCost: 1, parallelism: 1 };
const nobodys = hash('what nobody has for a password', quick);

/**
 * The bot that ships, from the reading of an update to the commit of its answers, on a real database.
 * The answers are written down instead of sent, so that thousands of conversations fit into a minute.
 */
export class RecordedBot {
  readonly faults: Faults = { registry: false, store: false, download: false };
  /** Bytes of what is sent, by the id that stands in the message. */
  readonly sent = new Map<string, Uint8Array>(Object.entries(madeUpFiles));
  readonly #database: TestDatabase;
  readonly #files: FileStore;
  readonly #log: Logger;
  readonly #taken = new Set<number>();
  #take: TakeUpdate;
  #replies: Reply[] = [];
  #toasts: (Toast | undefined)[] = [];
  #errors: string[] = [];

  constructor(database: TestDatabase, files: FileStore) {
    this.#database = database;
    this.#files = files;
    const write = (line: string) => void this.#errors.push(line.trim());
    this.#log = pino({ level: 'warn' }, { write });
    this.#take = this.#start();
  }

  /** As a deploy does: nothing is left of what the process knew. */
  restart(): void {
    this.#take = this.#start();
  }

  /** Takes one update, or the same one `times` times at once. */
  async take(update: Update, times = 1): Promise<Heard> {
    const incoming = readUpdate(update);
    const duplicate = this.#taken.has(update.update_id);
    this.#taken.add(update.update_id);
    this.#replies = [];
    this.#toasts = [];
    this.#errors = [];
    if (incoming) await Promise.all(Array.from({ length: times }, () => this.#tryTo(incoming)));
    return {
      read: incoming !== undefined,
      duplicate,
      replies: this.#replies,
      notices: incoming ? await this.#notices(incoming.chatId) : [],
      toasts: this.#toasts,
      errors: this.#errors,
    };
  }

  async #tryTo(incoming: Parameters<TakeUpdate>[0]): Promise<void> {
    try {
      await this.#take(incoming);
    } catch (error) {
      this.#errors.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }

  /** What waits in the outbox for a chat, in its words; as the worker would, but at once. */
  async #notices(chatId: bigint): Promise<Reply[]> {
    const { read } = this.#database.db;
    const rows = await read.outboxMessage.findMany({ where: { chatId }, orderBy: { id: 'asc' } });
    if (rows.length === 0) return [];
    await read.outboxMessage.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } });
    const language = (await languageOf(read, chatId)) ?? 'fa';
    return rows.map(({ payload }) =>
      noticeMessage((payload as unknown as { notice: Notice }).notice, words[language]),
    );
  }

  #start(): TakeUpdate {
    const { db } = this.#database;
    return createIntake({
      database: db,
      log: this.#log,
      instance: 'recorded',
      leaseSeconds: 120,
      router: createRouter(screens),
      outside: this.#outside(),
      answer: async (_chatId, replies) => {
        const said = replies.map(({ message }) => (message.payload as { reply?: unknown }).reply);
        this.#replies.push(...(said as Reply[]));
        await forgetReplies(
          db.read,
          replies.map(({ id }) => id),
        );
      },
      showToast: async (_queryId, toast) => void this.#toasts.push(toast),
    });
  }

  #outside(): Outside {
    const { read } = this.#database.db;
    const registry = tableRegistry(read);
    return {
      files: {
        ...this.#files,
        put: (bytes) => {
          if (this.faults.store) throw new FileStoreError('unavailable');
          return this.#files.put(bytes);
        },
      },
      recordOf: async (accountId) => {
        if (this.faults.registry) throw new RegistryUnavailable('timeout');
        return recordOfAccount(read, registry, accountId);
      },
      hashPassword: (password) => hash(password, quick),
      verifyPassword: (stored, password) => verify(stored, password),
      checkPassword: createPasswordCheck(read, nobodys),
      download: async ({ fileId }, limitBytes) => {
        if (this.faults.download) throw new DownloadFailed('status 503');
        const bytes = this.sent.get(fileId);
        if (!bytes) throw new DownloadFailed('status 404');
        return bytes.length > limitBytes ? refuse('tooLarge') : ok({ bytes });
      },
    };
  }
}
