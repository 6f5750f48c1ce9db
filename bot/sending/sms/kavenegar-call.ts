import type { SmsOutcome } from './gateway.ts';
import { type KavenegarAnswer, readAnswer } from './kavenegar-answer.ts';

/** An answer is a few hundred bytes; more is somebody else's page. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** Failures of the name look-up and of TLS: the request did not leave. */
const beforeTheRequest = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EPROTO',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

export type CallResult =
  | { readonly answered: true; readonly answer: KavenegarAnswer }
  | { readonly answered: false; readonly outcome: SmsOutcome };

/**
 * Posts a form once and classes everything that can go wrong. Never throws and never quotes the URL,
 * whose path holds the key.
 *
 * - `connection: close`: on a kept connection that the server has just dropped, the request is lost
 *   in a way that cannot be told from a lost answer, and each such loss would be `unknown`.
 * - `timeoutMs` covers all of it. Under the 10 s that `fetch` gives a connection, a host that does not
 *   answer at all is `unknown` instead of `retry`.
 * - redirects are not followed: they would carry key, number and code to another host.
 */
export async function callOnce(
  url: URL,
  form: URLSearchParams,
  timeoutMs: number,
): Promise<CallResult> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: { connection: 'close', accept: 'application/json' },
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await readLimited(response);
    const answer = body === undefined ? undefined : readAnswer(body);
    if (answer !== undefined) return { answered: true, answer };
    return { answered: false, outcome: outcomeOfForeignPage(response) };
  } catch (error) {
    return { answered: false, outcome: outcomeOfFault(error) };
  }
}

async function readLimited(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * A page that is not Kavenegar's. A redirect, a 4xx or a 503 comes from something in front that turned
 * the request away; any other may hide a request that was carried out.
 */
function outcomeOfForeignPage(response: Response): SmsOutcome {
  const turnedAway = (response.status >= 300 && response.status < 500) || response.status === 503;
  if (!turnedAway) return { ok: false, kind: 'unknown', reason: 'unreadableAnswer' };
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  if (!Number.isFinite(seconds) || seconds < 0) {
    return { ok: false, kind: 'retry', reason: 'unreachable' };
  }
  return { ok: false, kind: 'retry', reason: 'unreachable', retryAfterMs: seconds * 1000 };
}

function outcomeOfFault(error: unknown): SmsOutcome {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return { ok: false, kind: 'unknown', reason: 'timedOut' };
  }
  const cause = error instanceof Error ? error.cause : undefined;
  if (neverLeft(cause)) return { ok: false, kind: 'retry', reason: 'unreachable' };
  return { ok: false, kind: 'unknown', reason: 'cutOff' };
}

/** In doubt the answer is no: a wrong yes doubles a message, a wrong no only asks a person. */
function neverLeft(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  if (cause instanceof AggregateError) return cause.errors.every(neverLeft);
  if ('syscall' in cause && cause.syscall === 'connect') return true;
  const code = 'code' in cause ? String(cause.code) : '';
  // Node sets `host` on a reset only where TLS had not been agreed yet, so nothing was readable.
  return code === 'ECONNRESET' ? 'host' in cause : beforeTheRequest.has(code);
}
