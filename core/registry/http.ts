import { setTimeout as sleep } from 'node:timers/promises';
import type { IdentityNumber } from '../identity/types.ts';
import { type Registry, RegistryUnavailable } from './gateway.ts';
import { gatewayAnswer } from './schema.ts';
import type { StudentRecord } from './types.ts';

export type HttpRegistryOptions = {
  readonly url: string;
  readonly key: string;
  /** The id of a university by the code that the registry gives it. */
  readonly universityId: (code: string) => Promise<number | undefined>;
  readonly now: () => Date;
  /** Milliseconds for one attempt. */
  readonly timeoutMs?: number;
  /** Milliseconds before each further attempt; as many as there are. */
  readonly backOffMs?: readonly number[];
  /** After this many look-ups in a row that failed, none is tried for `restMs`. */
  readonly failuresToOpen?: number;
  readonly restMs?: number;
};

/**
 * The registry behind HTTP: POST `{ "identityNumber": … }` with the key as bearer token, answered by
 * `{ "student": … | null }`. The number goes in the body, for addresses end up in logs.
 */
export function httpRegistry(options: HttpRegistryOptions): Registry {
  const breaker = circuitBreaker(options);
  return {
    lookup: (identityNumber) =>
      breaker(async () => {
        const answer = await askWithRetries(options, identityNumber);
        return answer && toRecord(options, identityNumber, answer);
      }),
  };
}

type Student = NonNullable<ReturnType<typeof gatewayAnswer.parse>['student']>;

async function askWithRetries(
  options: HttpRegistryOptions,
  identityNumber: IdentityNumber,
): Promise<Student | null> {
  const pauses = options.backOffMs ?? [200, 800];
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask(options, identityNumber);
    } catch (error) {
      const pause = pauses[attempt];
      if (pause === undefined || !isPassing(error)) throw error;
      await sleep(pause);
    }
  }
}

/** Whether trying again may help: not where the registry understood and said no. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof RegistryUnavailable)) return false;
  return error.fault === 'timeout' || error.fault === 'unreachable';
}

async function ask(
  { url, key, timeoutMs = 5000 }: HttpRegistryOptions,
  identityNumber: IdentityNumber,
): Promise<Student | null> {
  const signal = AbortSignal.timeout(timeoutMs);
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ identityNumber });
  try {
    // Redirects are not followed: the number and the key are for this address alone.
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'error' });
    return await read(response);
  } catch (error) {
    if (error instanceof RegistryUnavailable) throw error;
    throw new RegistryUnavailable(signal.aborted ? 'timeout' : 'unreachable');
  }
}

async function read(response: Response): Promise<Student | null> {
  if (response.status !== 200) {
    await response.body?.cancel();
    const passing = response.status >= 500 || response.status === 429;
    throw new RegistryUnavailable(passing ? 'unreachable' : 'refused');
  }
  const text = await response.text();
  const answer = gatewayAnswer.safeParse(jsonOf(text));
  if (!answer.success) throw new RegistryUnavailable('wrongAnswer');
  return answer.data.student;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An answer about somebody else, or of a university that we do not know, is no answer. */
async function toRecord(
  { universityId }: HttpRegistryOptions,
  identityNumber: IdentityNumber,
  { university, ...student }: Student,
): Promise<StudentRecord> {
  const id = await universityId(university);
  if (id === undefined || student.identityNumber !== identityNumber) {
    throw new RegistryUnavailable('wrongAnswer');
  }
  return { ...student, identityNumber, universityId: id };
}

/**
 * After some failures in a row the registry is left alone for a while, then one look-up tries
 * whether it is back; the others are refused at once meanwhile.
 */
function circuitBreaker({ now, failuresToOpen = 5, restMs = 30_000 }: HttpRegistryOptions) {
  let failures = 0;
  let openUntil = 0;
  return async <Value>(lookup: () => Promise<Value | null>): Promise<Value | undefined> => {
    const rest = openUntil - now().getTime();
    // A clock that was set back makes no rest longer.
    if (rest > 0 && rest <= restMs) throw new RegistryUnavailable('open');
    // Until this one has an answer, the next ones wait for another rest.
    if (failures >= failuresToOpen) openUntil = now().getTime() + restMs;
    try {
      const value = await lookup();
      failures = 0;
      openUntil = 0;
      return value ?? undefined;
    } catch (error) {
      failures += 1;
      if (failures >= failuresToOpen) openUntil = now().getTime() + restMs;
      throw error;
    }
  };
}
