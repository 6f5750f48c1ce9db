import { type Api, GrammyError, HttpError } from 'grammy';
import { pauseNamed } from '../../core/outbox/commands.ts';
import type { NewOutboxMessage, SendOutcome } from '../../core/outbox/types.ts';
import { DocumentGone } from '../view/documents.ts';
import type { Reply } from '../view/message.ts';
import { PartlySaid, type Place, perform, type Say, type TelegramParts } from './perform.ts';
import type { Gate, Passing } from './rate/gate.ts';
import type { Urgency } from './rate/places.ts';

/** How one reply is sent. */
export interface Sending {
  /** From 1 on. */
  readonly attempt: number;
  readonly urgency: Urgency;
  /** How long it may wait for its turn; then it is left for later. */
  readonly patienceMs: number;
}

/**
 * Sends one reply and says how it went. Throws nothing that the messenger or the network does. A
 * second attempt begins with a question that changes nothing: while even that fails, waiting costs
 * no attempt, and what may have arrived is not sent over and over through an outage.
 */
export async function sendReply(
  parts: TelegramParts,
  chatId: bigint,
  reply: Reply,
  { attempt, urgency, patienceMs }: Sending,
): Promise<SendOutcome> {
  if (attempt > 1 && !(await inReach(parts.api))) return outOfReach(parts.now());
  const turn = turnsAt(parts.gate, { chatId, urgency, patienceMs });
  const outcome = await attemptOnce({ ...parts, chatId: Number(chatId), turn }, reply, attempt);
  if (outcome !== 'noTurn') {
    parts.figures.sending({ kind: urgency, channel: 'telegram', state: outcome.state });
    return outcome;
  }
  return noTurn(parts.now());
}

async function attemptOnce(
  place: Place,
  reply: Reply,
  attempt: number,
): Promise<SendOutcome | 'noTurn'> {
  const { now } = place;
  try {
    const messageId = await perform(place, reply);
    return messageId === undefined
      ? { state: 'sent' }
      : { state: 'sent', providerId: String(messageId) };
  } catch (error) {
    if (error instanceof NoTurn) return 'noTurn';
    const { cause, rest } = error instanceof PartlySaid ? error : { cause: error };
    await holdIfTold(place, cause);
    const outcome = cause instanceof NoTurn ? noTurn(now()) : outcomeOf(cause, now(), attempt);
    return rest && outcome.state === 'pending' ? { ...outcome, rest: asJson(rest) } : outcome;
  }
}

/** Its turn did not come while there was patience, and it was not sent. */
class NoTurn extends Error {
  override name = 'NoTurn';
}

/**
 * A turn for each message of one reply. The first waits for as long as it may; those after it follow as
 * an answer does, whatever it takes.
 */
function turnsAt(gate: Gate, first: Passing): Place['turn'] {
  let begun = false;
  return async (send) => {
    if (begun) return gate.pass({ chatId: first.chatId, urgency: 'reply' }, send);
    begun = true;
    const passed = await gate.pass(first, async () => ({ value: await send() }));
    if (!passed) throw new NoTurn();
    return passed.value;
  };
}

const asJson = (rest: Say) => JSON.parse(JSON.stringify(rest)) as NewOutboxMessage['payload'];

/** Where the messenger named a pause, it is kept by everybody. */
export async function holdIfTold(
  { gate, figures }: Pick<TelegramParts, 'gate' | 'figures'>,
  error: unknown,
): Promise<void> {
  const seconds = pauseIn(error);
  if (seconds === undefined) return;
  figures.flood();
  await gate.hold(seconds * 1000);
}

const pauseIn = (error: unknown): number | undefined =>
  error instanceof GrammyError && error.error_code === 429
    ? (error.parameters.retry_after ?? 1)
    : undefined;

const noTurn = (now: Date): SendOutcome => ({
  state: 'pending',
  dueAt: now,
  error: 'no turn',
  untouched: true,
  inLine: true,
});

const inReach = (api: Api): Promise<boolean> =>
  api.getMe().then(
    () => true,
    (error) => !(error instanceof HttpError || (error as GrammyError).error_code >= 500),
  );

const outOfReachMs = 10_000;

const outOfReach = (now: Date): SendOutcome => ({
  state: 'pending',
  dueAt: new Date(now.getTime() + outOfReachMs),
  error: 'out of reach',
  untouched: true,
});

/** The messenger's own words for "what you want is so already, or cannot be any more". */
const nothingToDo =
  /message is not modified|message to (edit|delete) not found|message can't be (edited|deleted)/;

/** A person who cannot be written to until they write again. */
export const gone =
  /chat not found|user is deactivated|bot was blocked|can't initiate conversation/;

/**
 * - 429: nobody got it; after `retry_after`.
 * - 401: the token was taken back, which is no matter of the message: it waits for a new one.
 * - A broken connection or 5xx: it may have arrived. Replies and notices are sent again all the same:
 *   twice is a nuisance, never is a fault.
 */
export function outcomeOf(error: unknown, now: Date, attempt: number): SendOutcome {
  const later = (seconds: number, word: string) => ({
    state: 'pending' as const,
    dueAt: new Date(now.getTime() + seconds * 1000),
    error: word,
  });
  if (error instanceof DocumentGone) return { state: 'failed', error: 'gone' };
  if (error instanceof HttpError) return later(backOff(attempt), 'network');
  if (!(error instanceof GrammyError)) return later(backOff(attempt), `not made: ${nameOf(error)}`);
  const { error_code: code, description } = error;
  const pause = pauseIn(error);
  if (pause !== undefined) return { ...later(pause, pauseNamed), untouched: true };
  if (code === 401) return { ...later(outOfReachMs / 1000, `status ${code}`), untouched: true };
  if (code >= 500) return later(backOff(attempt), `status ${code}`);
  if (nothingToDo.test(description)) return { state: 'sent' };
  if (code === 403 || gone.test(description))
    return { state: 'unreachable', error: `status ${code}` };
  return { state: 'failed', error: `status ${code}` };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

/** Seconds before the next attempt: 1, 2, 4, … at most 60. */
export const backOff = (attempt: number): number => Math.min(60, 2 ** (attempt - 1));
