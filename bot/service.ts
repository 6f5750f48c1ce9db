import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { autoRetry } from '@grammyjs/auto-retry';
import { hash, verify } from '@node-rs/argon2';
import { Bot } from 'grammy';
import { Hono } from 'hono';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { recordOfAccount } from '../core/accounts/queries.ts';
import { abandonDeliveries } from '../core/announcements/commands/deliver-announcement.ts';
import { invitationToken } from '../core/cartables/rules.ts';
import { languageOf } from '../core/chats/queries.ts';
import { type Database, openDatabase } from '../core/db.ts';
import { openBucket } from '../core/files/bucket.ts';
import { openDiskStore } from '../core/files/disk.ts';
import type { FileStore } from '../core/files/gateway.ts';
import { seedHolidays } from '../core/holidays/commands.ts';
import { freeAllLeases } from '../core/outbox/commands.ts';
import { seedRates } from '../core/pay/commands/set-rate.ts';
import type { Registry } from '../core/registry/gateway.ts';
import { httpRegistry } from '../core/registry/http.ts';
import { tableRegistry } from '../core/registry/queries.ts';
import { universityIdOf } from '../core/universities/queries.ts';
import { secureRandom } from '../core/work.ts';
import { startBackups } from './backups.ts';
import { createBot } from './bot.ts';
import { type Closing, closingStack } from './closing.ts';
import type { Config } from './config.ts';
import { createFigures, type Figures } from './figures.ts';
import { type HttpServer, openHttp, type Serving } from './http.ts';
import { createPasswordCheck } from './intake/check-password.ts';
import { createDownload } from './intake/download.ts';
import { createFloodGate } from './intake/flood.ts';
import type { Outside } from './intake/outside.ts';
import { startPolling } from './intake/polling.ts';
import { createIntake } from './intake/take-update.ts';
import { webhookRoutes } from './intake/webhook.ts';
import { jobs as allJobs, type Job } from './jobs.ts';
import { reachDatabase } from './reach-database.ts';
import { reachMessenger } from './reach-messenger.ts';
import { openRedis } from './redis.ts';
import { createRouter } from './router.ts';
import { startSchedule } from './schedule.ts';
import { screens } from './screens.ts';
import { readSecret } from './secret.ts';
import { createAnswer } from './sending/answer.ts';
import type { TelegramParts } from './sending/perform.ts';
import { openGate } from './sending/rate/open.ts';
import { createShowMenu } from './sending/show-menu.ts';
import { startSending } from './sending/start.ts';
import { endForRestart } from './stopping.ts';
import { commandMenu } from './view/command-menu.ts';
import { createDocumentMaker } from './view/documents.ts';
import { words } from './view/language.ts';
import { createDrawer } from './view/pictures/draw.ts';
import { invitationPayload, linkWith, type StartLink } from './view/start-links.ts';

export type ServiceConfig = Config & { readonly BOT_TOKEN: string };

export interface ServiceOptions {
  readonly config: ServiceConfig;
  readonly log: Logger;
  readonly now?: () => Date;
  /** One that is open already, and stays open when the service stops. */
  readonly database?: Database;
  /** What happens by itself; all jobs unless given. */
  readonly jobs?: readonly Job[];
}

export interface Service {
  readonly database: Database;
  /** The address that opens this bot with a payload. */
  readonly startLink: StartLink;
  /** Takes no more, finishes what runs, closes. */
  stop(): Promise<void>;
}

/** Everything that is open, by the names that the parts below share. */
interface Parts {
  readonly config: ServiceConfig;
  readonly log: Logger;
  readonly now: () => Date;
  readonly secret: Uint8Array;
  readonly database: Database;
  readonly files: FileStore;
  readonly redis: Redis | undefined;
  readonly bot: Bot;
  readonly startLink: StartLink;
  readonly telegram: TelegramParts;
  readonly figures: Figures;
  readonly jobs: readonly Job[];
  /** Names this process as the holder of leases. */
  readonly instance: string;
}

const apiRootOf = ({ TELEGRAM_API_ROOT }: Pick<Config, 'TELEGRAM_API_ROOT'>): string =>
  TELEGRAM_API_ROOT ?? 'https://api.telegram.org';

/** Opens what the configuration names and starts to serve. When something fails to open, the rest is closed. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const closing = closingStack();
  try {
    const http = await openHttpIfWanted(options.config, closing);
    const parts = await openParts(options, closing);
    await reachDatabase(() => putShipped(parts.database), parts.log);
    createBot({
      bot: parts.bot,
      takeUpdate: intake(parts),
      floodGate: createFloodGate(parts.redis, options.config.CHAT_UPDATES_PER_10_SECONDS),
    });
    await reachMessenger(parts.bot, { at: apiRootOf(options.config), log: parts.log });
    if (takes(options.config)) await introduce(parts);
    closing.push(startWork(parts, http));
    const { database, startLink } = parts;
    return { database, startLink, stop: closing.close };
  } catch (error) {
    await closing.close();
    throw error;
  }
}

/** Begins everything that takes or sends. What it returns stops all of it at once. */
function startWork(parts: Parts, http: HttpServer | undefined): () => Promise<void> {
  const { config, bot, log } = parts;
  const stops: (() => Promise<void>)[] = [];
  if (sends(config)) {
    const showMenu = createShowMenu(bot.api);
    const { SENT_KEPT_DAYS: sentKeptDays } = config;
    stops.push(
      startSending(parts).stop,
      startSchedule({ ...parts, showMenu, sentKeptDays }),
      startBackups(parts),
    );
  }
  if (http) {
    http.serve(serving(parts));
    stops.push(http.drain);
  }
  if (takes(config) && !hasWebhook(config)) stops.push(startPolling(bot, log).stop);
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

async function openParts(
  { config, log, now = () => new Date(), database: given, jobs = allJobs }: ServiceOptions,
  closing: Closing,
): Promise<Parts> {
  const secret = await readSecret(config);
  const database = given ?? (await openOwnDatabase(config, { log, now, secret }, closing));
  const files = await openFiles(config, now);
  const redis = openLimits(config, log, closing);
  const bot = openBot(config);
  const makeDocument = createDocumentMaker({ database, now });
  // The bot's name is known once it is initialised, before anything is sent.
  const startLink: StartLink = (payload) =>
    linkWith(config.LINK_ROOT, bot.botInfo.username, payload);
  const drawPicture = createDrawer({ database, now, startLink });
  const inviteLink = (id: string) => startLink(invitationPayload(invitationToken(secret, id)));
  const gate = openGate(config, redis, { log, now });
  const figures = createFigures(database, now);
  const fileLost = async (chatId: bigint) =>
    words[(await languageOf(database.read, chatId)) ?? 'fa'].html('files.lost');
  const making = { makeDocument, drawPicture, inviteLink, fileLost };
  const telegram = { api: bot.api, gate, figures, files, now, ...making };
  const instance = randomUUID();
  const open = { database, files, redis, bot, telegram, figures };
  return { config, log, now, secret, startLink, instance, jobs, ...open };
}

/** What ships with this version into the tables. What officers have changed there stays. */
async function putShipped(database: Database): Promise<void> {
  await database.transaction(seedRates);
  await database.transaction(seedHolidays);
}

async function openOwnDatabase(
  config: Config,
  { log, ...tools }: Pick<Parts, 'log' | 'now' | 'secret'>,
  closing: Closing,
): Promise<Database> {
  const options = {
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL,
    folder: join(config.DATA_DIR, 'database'),
    random: secureRandom,
    onLost: () => endForRestart(log, 'the disk is full: the embedded database needs a start'),
    ...tools,
  };
  const database = await reachDatabase(() => openDatabase(options), log);
  closing.push(database.close);
  // Nobody else has this database open, so whoever held a lease is gone.
  if (database.embedded) {
    await freeAllLeases(database.read);
    await abandonDeliveries(database.read, null);
  }
  return database;
}

/** In a bucket where one is configured, in the data folder otherwise. */
function openFiles(config: Config, now: () => Date): Promise<FileStore> {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket = '', S3_REGION: region } = config;
  if (endpoint === undefined) {
    const root = join(config.DATA_DIR, 'files');
    return openDiskStore({ root, temporaryName: randomUUID, now });
  }
  const { S3_ACCESS_KEY: accessKey = '', S3_SECRET_KEY: secretKey = '' } = config;
  return openBucket({ endpoint, bucket, region, accessKey, secretKey });
}

function openLimits({ REDIS_URL: url }: Config, log: Logger, closing: Closing): Redis | undefined {
  if (!url) return undefined;
  const redis = openRedis(url, log);
  closing.push(async () => redis.disconnect());
  return redis;
}

const isMessage = /^(send|copy|edit)/;

function openBot(config: ServiceConfig): Bot {
  const client = { apiRoot: apiRootOf(config), timeoutSeconds: 35 };
  const bot = new Bot(config.BOT_TOKEN, { client });
  // Finite, and never for what may have arrived: repeating that would double messages. A message that
  // has to wait goes back to who sent it, since a pause that the messenger names is everybody's.
  const retries = { maxRetryAttempts: 2, maxDelaySeconds: 5 };
  const retry = autoRetry({
    ...retries,
    rethrowHttpErrors: true,
    rethrowInternalServerErrors: true,
  });
  bot.api.config.use((call, method, payload, signal) =>
    isMessage.test(method) ? call(method, payload, signal) : retry(call, method, payload, signal),
  );
  return bot;
}

function intake(parts: Parts) {
  const { config, database, log, instance, telegram, bot } = parts;
  return createIntake({
    database,
    log,
    instance,
    router: createRouter(screens),
    outside: outsideOf(parts),
    leaseSeconds: config.SENDING_LEASE_SECONDS,
    answer: createAnswer({ ...telegram, log }, database),
    async showToast(queryId, toast) {
      const text = toast ? { text: toast.text, show_alert: toast.alert } : {};
      await bot.api
        .answerCallbackQuery(queryId, text)
        .catch((error: Error) => log.info({ error: error.name }, 'a tap was answered too late'));
    },
  });
}

function outsideOf({ config, files, database, bot, now }: Parts): Outside {
  const apiRoot = apiRootOf(config);
  const registry = openRegistry(config, database, now);
  return {
    files,
    recordOf: (accountId) => recordOfAccount(database.read, registry, accountId),
    hashPassword: (password) => hash(password),
    verifyPassword: (stored, password) => verify(stored, password),
    checkPassword: createPasswordCheck(database.read),
    download: createDownload(bot.api, apiRoot, config.BOT_TOKEN),
  };
}

/** The ministry's gateway when one is configured, the imported table otherwise. */
function openRegistry(
  { REGISTRY_URL: url, REGISTRY_KEY: key = '' }: Config,
  { read }: Database,
  now: () => Date,
): Registry {
  if (!url) return tableRegistry(read);
  return httpRegistry({ url, key, now, universityId: (code) => universityIdOf(read, code) });
}

const takes = ({ ROLE }: Config): boolean => ROLE !== 'worker';
const hasWebhook = ({ WEBHOOK_URL }: Config): boolean => WEBHOOK_URL !== undefined;
const sends = ({ ROLE }: Config): boolean => ROLE !== 'web';

/** With a webhook, or where a port is set. */
async function openHttpIfWanted(config: Config, closing: Closing): Promise<HttpServer | undefined> {
  if (!(takes(config) && hasWebhook(config)) && config.HTTP_PORT === undefined) return undefined;
  const http = await openHttp(config);
  closing.push(http.close);
  return http;
}

function serving({ config, bot, log, database, figures }: Parts): Serving {
  const { WEBHOOK_URL: url, WEBHOOK_SECRET: secret } = config;
  const routes =
    takes(config) && url && secret
      ? webhookRoutes({ bot, secret, path: new URL(url).pathname, log })
      : new Hono();
  routes.get('/metrics', async (context) =>
    context.text(await figures.text(), 200, { 'content-type': figures.contentType }),
  );
  return {
    routes,
    async missing() {
      const migrations = await database.missingMigrations();
      return migrations.length > 0 ? `missing migrations: ${migrations.join(', ')}` : undefined;
    },
  };
}

/**
 * Tells the messenger where updates go, and the commands. What it hands over before all has begun is
 * refused, and comes again.
 */
async function introduce(parts: Parts): Promise<void> {
  const { config, bot } = parts;
  const { WEBHOOK_URL: url = '', WEBHOOK_SECRET: secret_token = '' } = config;
  if (!hasWebhook(config)) await bot.api.deleteWebhook();
  else if (config.WEBHOOK_REGISTER) {
    await bot.api.setWebhook(url, {
      allowed_updates: ['message', 'callback_query'],
      secret_token,
    });
  }
  await showCommands(parts);
}

/** The menu of commands, in both languages. Without it the bot still works, so a failure only waits for the next start. */
async function showCommands({ bot, log }: Parts): Promise<void> {
  try {
    await bot.api.setMyCommands(commandMenu('fa'));
    await bot.api.setMyCommands(commandMenu('en'), { language_code: 'en' });
  } catch (error) {
    log.warn({ error: (error as Error).name }, 'the menu of commands could not be set');
  }
}
