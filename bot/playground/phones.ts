import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Arrivals, type Inboxes } from './arrivals.ts';
import { Faults } from './faults.ts';
import { type PhoneOrder, readOrder } from './phone-order.ts';

export type PhoneMessage = PhoneOrder & { readonly id: number; readonly at: Date };

/**
 * - `status`: Kavenegar's own refusal, in its JSON (418 no credit, 451 too many, …).
 * - `html`: a proxy's page instead of JSON.
 * - `cut`, `silence`: the connection is dropped, or held open without an answer, before the message
 *   reaches the phone or after it did.
 */
export type PhoneFault =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'html'; readonly httpStatus: number; readonly retryAfterSeconds?: number }
  | { readonly kind: 'cut'; readonly when: 'before' | 'after' }
  | { readonly kind: 'silence'; readonly when: 'before' | 'after' };

export type PhoneGateway = Inboxes<PhoneMessage> & {
  /** The base URL for the real Kavenegar adapter. */
  readonly url: string;
  readonly faults: Faults<PhoneFault>;
  /** From the start they are; while not, each call is answered with 428, and SMS goes through. */
  setCallsPossible(possible: boolean): void;
  close(): Promise<void>;
};

export type PhoneGatewayOptions = {
  readonly apiKey: string;
  readonly now: () => Date;
  /** 0, a free port, if not given. */
  readonly port?: number;
};

/**
 * Made-up phones behind a server on 127.0.0.1 that speaks Kavenegar's protocol, so that the adapter
 * that ships is the one that is tried. Phones are named in E.164 (`+989…`). Knows `verify/lookup` and
 * `sms/send`, and refuses what Kavenegar refuses of them.
 */
export async function startPhoneGateway(options: PhoneGatewayOptions): Promise<PhoneGateway> {
  const arrivals = new Arrivals<PhoneMessage>();
  const faults = new Faults<PhoneFault>();
  let callsPossible = true;
  let lastId = 0;

  const carryOut = (order: PhoneOrder): Answer => {
    if (order.channel === 'call' && !callsPossible) return { status: 428 };
    lastId += 1;
    arrivals.deliver(order.mobile, { ...order, id: lastId, at: options.now() });
    return { status: 200, messageId: lastId };
  };

  const server = createServer((request, response) => {
    serve(request, response, options.apiKey, faults, carryOut).catch(() => response.destroy());
  });
  const port = await listen(server, options.port ?? 0);

  return {
    url: `http://127.0.0.1:${port}/`,
    inbox: (mobile) => arrivals.inbox(mobile),
    next: (mobile, withinMs) => arrivals.next(mobile, withinMs),
    onArrival: (listener) => arrivals.onArrival(listener),
    faults,
    setCallsPossible: (possible) => {
      callsPossible = possible;
    },
    close: () => close(server),
  };
}

type Answer = { readonly status: number; readonly messageId?: number };

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  apiKey: string,
  faults: Faults<PhoneFault>,
  carryOut: (order: PhoneOrder) => Answer,
): Promise<void> {
  const form = await readForm(request);
  const fault = faults.take();
  if (fault?.kind === 'status') return answer(response, { status: fault.status });
  if (fault?.kind === 'html') return answerPage(response, fault);
  if (fault?.when === 'before') return fail(response, fault);

  const read = readOrder(new URL(request.url ?? '/', 'http://127.0.0.1').pathname, apiKey, form);
  const result = read.ok ? carryOut(read.order) : { status: read.status };
  if (fault !== undefined) return fail(response, fault);
  answer(response, result);
}

function fail(response: ServerResponse, fault: { readonly kind: 'cut' | 'silence' }): void {
  if (fault.kind === 'cut') response.destroy();
}

/** As Kavenegar does: the HTTP status repeats the body's, and only the body's counts. */
function answer(response: ServerResponse, { status, messageId }: Answer): void {
  const entries = messageId === undefined ? null : [{ messageid: messageId, status: 5 }];
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ return: { status, message: '' }, entries }));
}

function answerPage(
  response: ServerResponse,
  fault: { readonly httpStatus: number; readonly retryAfterSeconds?: number },
): void {
  const pause =
    fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
  response.writeHead(fault.httpStatus, { 'content-type': 'text/html', ...pause });
  response.end('<!doctype html><title>proxy</title>');
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Held connections (silence) are dropped: a closing playground waits for nobody. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
