import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Dispatcher, type Outcome, refused } from './dispatcher.ts';
import { isLoopback } from './loopback.ts';
import { notFound, Refusal, unauthorized } from './refusal.ts';
import { readBody, readParameters } from './request-body.ts';
import type { World } from './world.ts';

const METHOD_PATH = /^\/bot([^/]+)\/([A-Za-z]+)$/;
const FILE_PATH = /^\/file\/bot([^/]+)\/(.+)$/;
/** Milliseconds; longer than a bot keeps an idle connection, which must not break under a call. */
const KEEP_ALIVE = 120_000;

/** The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
export function createApiServer(world: World, dispatcher: Dispatcher): Server {
  const server = createServer((request, response) => {
    answer(world, dispatcher, request, response).catch((error: unknown) => {
      const refusal =
        error instanceof Refusal ? error : new Refusal(500, `Internal Server Error: ${error}`);
      send(response, refused(refusal));
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE;
  return server;
}

async function answer(
  world: World,
  dispatcher: Dispatcher,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (isFromPage(request)) throw new Refusal(403, 'Forbidden: for bots on this machine');
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  const file = FILE_PATH.exec(path);
  if (file) {
    sendFile(world, response, file[1] ?? '', file[2] ?? '');
    return;
  }
  const [, token = '', method = ''] = METHOD_PATH.exec(path) ?? [];
  const body = await readBody(request);
  if (method === '') throw notFound();
  const bot = world.botByToken(decodeURIComponent(token));
  if (!bot) throw unauthorized();
  const parameters = readParameters(query, request.headers['content-type'] ?? '', body);
  const onHangUp = (listener: () => void) => response.once('close', listener);
  const outcome = await dispatcher.run(method, { world, bot, parameters, onHangUp });
  if (outcome === 'cut') response.destroy();
  else send(response, outcome);
}

/** The token is no secret, so a page in somebody's browser is kept out, by whatever name it got here. */
function isFromPage({ headers: { host = '', origin } }: IncomingMessage): boolean {
  return origin !== undefined || !isLoopback(host.replace(/:\d+$/, ''));
}

function send(response: ServerResponse, { status, body }: Exclude<Outcome, 'cut'>): void {
  if (response.destroyed) return;
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': bytes.length,
  });
  response.end(bytes);
}

function sendFile(world: World, response: ServerResponse, token: string, path: string): void {
  const bot = world.botByToken(decodeURIComponent(token));
  if (!bot) throw unauthorized();
  const file = world.files.download(bot.user.id, decodeURIComponent(path));
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': file.bytes.length,
  });
  response.end(file.bytes);
}
