import { z } from 'zod';
import type { CodeChannel, SmsOutcome, SmsRefusedReason } from './gateway.ts';

/** Only what is relied on. `return.message` is left out: nothing says that it never quotes input. */
const answerSchema = z.object({
  return: z.object({ status: z.number().int() }),
  entries: z
    .union([
      z.array(z.object({ messageid: z.union([z.number().int(), z.string().min(1)]) })),
      z.null(),
    ])
    .optional()
    .catch(undefined),
});

export type KavenegarAnswer = { readonly status: number; readonly messageId: string | undefined };

/** The answer in a body, or undefined where the body is not Kavenegar's JSON (a proxy's HTML page). */
export function readAnswer(body: string): KavenegarAnswer | undefined {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return undefined;
  }
  const parsed = answerSchema.safeParse(json);
  if (!parsed.success) return undefined;
  const id = parsed.data.entries?.[0]?.messageid;
  return {
    status: parsed.data.return.status,
    messageId: id === undefined ? undefined : String(id),
  };
}

/** Kavenegar's code for "this number cannot be called now"; an SMS still can reach it. */
export const NO_CALL_POSSIBLE = 428;

/** Pauses, in milliseconds, for codes that name none: "busy" is passing, "too many" is by the minute. */
const BUSY_PAUSE = 5_000;
const TOO_MANY_PAUSE = 60_000;

/** What the operator has to mend. The words are ours as well: a person only chooses the number. */
const refusedByAccount: Readonly<Record<number, SmsRefusedReason>> = {
  401: 'notAllowed',
  403: 'notAllowed',
  407: 'notAllowed',
  412: 'notAllowed',
  413: 'badText',
  416: 'notAllowed',
  418: 'noCredit',
  420: 'notAllowed',
  422: 'badText',
  424: 'badRequest',
  426: 'notAllowed',
  427: 'notAllowed',
  429: 'notAllowed',
  431: 'badText',
  501: 'notAllowed',
};

/**
 * The outcome of a well-formed answer. Success only by the body's own status: Kavenegar's HTTP status
 * says nothing. An unlisted code counts as refused with an alarm, because repeating a request that the
 * carrier answered in words that we don't know can cost money for ever.
 */
export function outcomeOf(
  { status, messageId }: KavenegarAnswer,
  channel: CodeChannel,
): SmsOutcome {
  if (status === 200) {
    if (messageId === undefined) return { ok: false, kind: 'unknown', reason: 'unreadableAnswer' };
    return { ok: true, providerId: messageId, channel };
  }
  if (status === 402) return { ok: false, kind: 'retry', reason: 'carrierFailed' };
  if (status === 409) {
    return { ok: false, kind: 'retry', reason: 'busy', retryAfterMs: BUSY_PAUSE };
  }
  if (status === 451) {
    return { ok: false, kind: 'retry', reason: 'tooMany', retryAfterMs: TOO_MANY_PAUSE };
  }
  if (status === 411) return { ok: false, kind: 'refused', reason: 'badNumber', alarm: false };
  return {
    ok: false,
    kind: 'refused',
    reason: refusedByAccount[status] ?? 'badRequest',
    alarm: true,
  };
}
