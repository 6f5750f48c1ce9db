import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { Config } from './config.ts';
import { within } from './within.ts';

/** What a process answers over HTTP, from the first second of its start to the last of its stop. */
export interface HttpServer {
  /** From now on it is ready, as far as `missing` finds nothing, and `routes` are served. */
  serve(ready: Serving): void;
  /** It is not ready any more: no request begins, and those that run are waited for. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

export interface Serving {
  readonly routes: Hono;
  /** What is still missing, in words; undefined when all is there. Throws when the database is out of reach. */
  readonly missing: () => Promise<string | undefined>;
}

const defaultPort = 8080;

/**
 * Listens. `/healthz` says that the process lives, whatever is out of its reach: starting it anew
 * would mend nothing. `/readyz` says whether it can be given work.
 */
export async function openHttp({
  HTTP_HOST,
  HTTP_PORT = defaultPort,
}: Config): Promise<HttpServer> {
  let serving: Serving | undefined;
  let stopping = false;
  const running = new Set<Promise<Response>>();

  const app = new Hono();
  app.get('/healthz', (context) => context.text('ok'));
  app.get('/readyz', async (context) => {
    const missing = stopping ? 'stopping' : serving ? await whatIsMissing(serving) : 'starting';
    return missing === undefined ? context.text('ready') : context.text(missing, 503);
  });
  app.all('*', async (context) => {
    if (!serving || stopping) return context.text('try again', 503, { connection: 'close' });
    const answer = Promise.resolve(serving.routes.fetch(context.req.raw));
    running.add(answer);
    try {
      return await answer;
    } finally {
      running.delete(answer);
    }
  });

  const server = await listening(createServer(getRequestListener(app.fetch)), HTTP_PORT, HTTP_HOST);
  return {
    serve(ready) {
      serving = ready;
    },
    async drain() {
      stopping = true;
      await Promise.allSettled(running);
    },
    close: () => closed(server),
  };
}

/** A probe that gets no answer is not told why. */
const patienceMs = 2_000;

async function whatIsMissing({ missing }: Serving): Promise<string | undefined> {
  const outOfReach = 'the database is out of reach';
  return within(
    patienceMs,
    missing().catch(() => outOfReach),
    outOfReach,
  );
}

async function listening(server: Server, port: number, host: string): Promise<Server> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;
}

/** Once the requests at hand are answered. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A connection is kept for a next request once its last one is answered: again and again.
    const timer = setInterval(() => server.closeIdleConnections(), 20);
    server.close(() => {
      clearInterval(timer);
      resolve();
    });
  });
}
