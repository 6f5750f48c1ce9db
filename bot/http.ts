import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Bot } from 'grammy';
import { Hono } from 'hono';
import type { Logger } from 'pino';
import type { Database } from '../core/db.ts';
import type { Config } from './config.ts';
import { webhookRoutes } from './intake/webhook.ts';

interface HttpParts {
  readonly config: Config;
  readonly bot: Bot;
  readonly database: Database;
  readonly log: Logger;
}

const defaultPort = 8080;

/** Serves `/healthz`, and the webhook where one is configured. Returns what stops it, once the requests at hand are answered. */
export async function serveHttp(parts: HttpParts): Promise<() => Promise<void>> {
  const { HTTP_HOST, HTTP_PORT = defaultPort } = parts.config;
  const server = createServer(getRequestListener(routes(parts).fetch));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(HTTP_PORT, HTTP_HOST, resolve);
  });
  return () =>
    new Promise((resolve) => {
      // A connection is kept for a next request once its last one is answered: again and again.
      const timer = setInterval(() => server.closeIdleConnections(), 20);
      server.close(() => {
        clearInterval(timer);
        resolve();
      });
    });
}

function routes({ config, bot, database, log }: HttpParts): Hono {
  const app = new Hono();
  app.get('/healthz', async (context) => {
    try {
      await database.ping();
      return context.text('ok');
    } catch {
      return context.text('the database is out of reach', 503);
    }
  });
  const { WEBHOOK_URL: url, WEBHOOK_SECRET: secret } = config;
  if (url && secret) {
    app.route('/', webhookRoutes({ bot, secret, path: new URL(url).pathname, log }));
  }
  return app;
}
