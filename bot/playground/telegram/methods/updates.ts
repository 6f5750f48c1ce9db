import type { WebhookInfo } from 'grammy/types';
import { isLoopback } from '../loopback.ts';
import type { Parameters } from '../parameters.ts';
import { badRequest, conflict } from '../refusal.ts';
import type { UpdateType } from '../update-queue.ts';
import { Webhook } from '../webhook.ts';
import type { Call, Handler } from './call.ts';

const MAX_UPDATES = 100;
const MAX_WAIT_SECONDS = 50;
const DEFAULT_CONNECTIONS = 40;
/** Milliseconds before an update is sent to a webhook again: doubled from the first to the last. */
export interface RetryDelays {
  first: number;
  max: number;
}

export const getUpdates: Handler<'getUpdates'> = ({ bot, parameters, onHangUp }) => {
  if (bot.webhook) {
    throw conflict(
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  setAllowed(bot.queue, parameters);
  return bot.polling.poll({
    offset: parameters.integer('offset') ?? 0,
    limit: clamp(parameters.integer('limit'), 1, MAX_UPDATES, MAX_UPDATES),
    timeout: clamp(parameters.integer('timeout'), 0, MAX_WAIT_SECONDS, 0),
    onHangUp,
  });
};

export const setWebhook =
  (delays: RetryDelays, reply: (call: Call, body: string) => void): Handler<'setWebhook'> =>
  (call) => {
    const { parameters } = call;
    const url = parameters.text('url');
    if (url === '') return removeWebhook(call);
    checkAddress(url);
    const secret = parameters.text('secret_token');
    if (!/^[A-Za-z0-9_-]{0,256}$/.test(secret)) {
      throw badRequest('secret token contains unallowed characters');
    }
    setAllowed(call.bot.queue, parameters);
    if (parameters.flag('drop_pending_updates')) call.bot.queue.clear();
    const maxConnections = clamp(
      parameters.integer('max_connections'),
      1,
      MAX_UPDATES,
      DEFAULT_CONNECTIONS,
    );
    openWebhook(call, { urls: [url], secret, maxConnections, delays, reply });
    return true;
  };

interface Opening {
  urls: readonly string[];
  secret: string;
  maxConnections: number;
  delays: RetryDelays;
  reply: (call: Call, body: string) => void;
}

/** Sends the bot's updates to these addresses from now on. */
export function openWebhook(call: Call, opening: Opening): void {
  const { bot, world } = call;
  bot.polling.stop(conflict('terminated by setWebhook request'));
  bot.webhook?.close();
  bot.webhook = new Webhook(bot.queue, {
    urls: opening.urls,
    secret: opening.secret,
    maxConnections: opening.maxConnections,
    firstDelay: opening.delays.first,
    maxDelay: opening.delays.max,
    seconds: () => Math.floor(world.clock() / 1000),
    onReply: (body) => opening.reply(call, body),
  });
}

export const deleteWebhook: Handler<'deleteWebhook'> = (call) => removeWebhook(call);

export const getWebhookInfo: Handler<'getWebhookInfo'> = ({ bot }) => {
  const info: WebhookInfo = {
    url: bot.webhook?.options.urls[0] ?? '',
    has_custom_certificate: false,
    pending_update_count: bot.queue.size,
  };
  if (bot.webhook) info.max_connections = bot.webhook.options.maxConnections;
  if (bot.queue.allowed) info.allowed_updates = bot.queue.allowed;
  const error = bot.webhook?.lastError;
  if (!error) return info;
  return { ...info, last_error_date: error.date, last_error_message: error.message };
};

function removeWebhook({ bot, parameters }: Call): true {
  bot.webhook?.close();
  bot.webhook = undefined;
  if (parameters.flag('drop_pending_updates')) bot.queue.clear();
  return true;
}

function checkAddress(url: string): void {
  if (!URL.canParse(url)) throw badRequest('invalid webhook URL specified');
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'http:') throw badRequest('bad webhook: the playground speaks HTTP only');
  if (!isLoopback(hostname)) {
    throw badRequest('bad webhook: the playground reaches this machine only');
  }
}

/** Keeps the former choice where the call makes none; an empty list is the default again. */
function setAllowed(queue: Call['bot']['queue'], parameters: Parameters): void {
  const list = parameters.json('allowed_updates', 'allowed updates');
  if (!Array.isArray(list)) return;
  const types = list.filter((type): type is UpdateType => typeof type === 'string');
  queue.allowed = types.length > 0 ? types : undefined;
}

function clamp(value: number | undefined, min: number, max: number, otherwise: number): number {
  return value === undefined ? otherwise : Math.min(Math.max(value, min), max);
}
