import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Bot, GrammyError, InputFile, webhookCallback } from 'grammy';
import type { ApiMethods } from 'grammy/types';
import { Telegraf, TelegramError } from 'telegraf';

type Method = keyof ApiMethods;

/** What a refusal looks like, whichever client reports it. */
interface Refused {
  code: number;
  description: string;
  retryAfter: number | undefined;
}

/** One Bot API client, as its users get it. */
export interface Driver {
  /** Resolves with what Telegram gave; rejects with the client's own error. */
  call<M extends Method>(method: M, parameters?: object): Promise<ReturnType<ApiMethods[M]>>;
  /** The refusal in an error of this client; undefined for any other error. */
  refusal(error: unknown): Refused | undefined;
  /** The client's own way to upload bytes. */
  upload(bytes: Buffer, name: string): unknown;
  /** Hears texts by polling until stopped. */
  poll(onText: (text: string) => Promise<void>): { stop: () => Promise<void> };
  /** The client's own webhook handler, for texts. */
  webhook(secret: string, onText: (text: string) => Promise<void>): RequestListener;
}

export const drivers: readonly [string, (token: string, apiRoot: string) => Driver][] = [
  ['grammY', grammy],
  ['telegraf', telegraf],
];

function grammy(token: string, apiRoot: string): Driver {
  const fresh = () => new Bot(token, { client: { apiRoot } });
  const { api } = fresh();
  return {
    // Without parameters grammY takes no object either.
    call: (method, parameters) =>
      Reflect.apply(Reflect.get(api.raw, method), api.raw, parameters ? [parameters] : []),
    refusal: (error) =>
      error instanceof GrammyError
        ? {
            code: error.error_code,
            description: error.description,
            retryAfter: error.parameters.retry_after,
          }
        : undefined,
    upload: (bytes, name) => new InputFile(bytes, name),
    poll: (onText) => {
      const bot = fresh();
      bot.on('message:text', (context) => onText(context.message.text));
      const running = bot.start();
      return { stop: () => bot.stop().then(() => running) };
    },
    webhook: (secretToken, onText) => {
      const bot = fresh();
      bot.on('message:text', (context) => onText(context.message.text));
      return webhookCallback(bot, 'http', { secretToken });
    },
  };
}

function telegraf(token: string, apiRoot: string): Driver {
  const fresh = () => new Telegraf(token, { telegram: { apiRoot } });
  const { telegram } = fresh();
  return {
    call: (method, parameters = {}) =>
      Reflect.apply(telegram.callApi, telegram, [method, parameters]),
    refusal: (error) =>
      error instanceof TelegramError
        ? {
            code: error.code,
            description: error.description,
            retryAfter: error.parameters?.retry_after,
          }
        : undefined,
    upload: (source, filename) => ({ source, filename }),
    poll: (onText) => {
      const bot = fresh();
      bot.on('text', (context) => onText(context.message.text));
      const running = bot.launch();
      return {
        stop: async () => {
          bot.stop();
          await running;
        },
      };
    },
    webhook: (secretToken, onText) => {
      const bot = fresh();
      bot.on('text', (context) => onText(context.message.text));
      return bot.webhookCallback('/', { secretToken });
    },
  };
}

/** Serves a webhook on any free port. */
export async function listen(handler: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, server };
}

export async function stopListening(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
