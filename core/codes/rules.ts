import { createHmac, timingSafeEqual } from 'node:crypto';
import { ok, type Result, refuse } from '../result.ts';
import { compact } from '../text.ts';
import type { CodeHistory, CodeRefusal, IssuedCode, IssueRefusal, LostCode } from './types.ts';

/** All times in seconds. `perDay` and `perHour` count codes in any 24 hours and any hour. */
export const codeLimits = {
  digits: 6,
  lifetime: 300,
  tries: 5,
  gap: 60,
  perHour: 5,
  perDay: 10,
  perChatAndHour: 5,
} as const;

const hour = 3600;
const day = 24 * hour;

/**
 * Whether a new code may be sent to an address on order of a chat. Of several limits that stand
 * against it the one that ends last is told, so that waiting once is enough.
 */
export function mayIssue(history: CodeHistory, now: Date): Result<object, IssueRefusal> {
  const { toAddress, fromChat } = history;
  const waits = [
    { reason: 'tooSoon', secondsLeft: waitFor(toAddress, 1, codeLimits.gap, now) },
    { reason: 'hourLimit', secondsLeft: waitFor(toAddress, codeLimits.perHour, hour, now) },
    { reason: 'dayLimit', secondsLeft: waitFor(toAddress, codeLimits.perDay, day, now) },
    { reason: 'chatLimit', secondsLeft: waitFor(fromChat, codeLimits.perChatAndHour, hour, now) },
  ] as const;
  const longest = waits.reduce((a, b) => (b.secondsLeft > a.secondsLeft ? b : a));
  if (longest.secondsLeft === 0) return ok();
  return refuse(longest.reason, { secondsLeft: longest.secondsLeft });
}

/** Whole seconds until fewer than `most` of the instants lie within the last `span` seconds. */
export function waitFor(instants: readonly Date[], most: number, span: number, now: Date): number {
  const ages = instants.map((instant) => (now.getTime() - instant.getTime()) / 1000);
  const oldest = ages.sort((a, b) => a - b).at(most - 1);
  return oldest === undefined ? 0 : Math.max(0, Math.ceil(span - oldest));
}

/** Whole seconds until a code expires; 0 once it has. */
export function secondsLeft({ issuedAt }: Pick<IssuedCode, 'issuedAt'>, now: Date): number {
  const lived = (now.getTime() - issuedAt.getTime()) / 1000;
  return Math.max(0, Math.ceil(codeLimits.lifetime - lived));
}

/** Whether a code may still be tried at all. */
export function mayTry(code: IssuedCode, now: Date): Result<object, LostCode> {
  if (code.usedAt !== null) return refuse('used');
  if (secondsLeft(code, now) === 0) return refuse('expired');
  return code.attempts >= codeLimits.tries ? refuse('dead') : ok();
}

/**
 * Whether the digits typed are the code's. On `wrong` the caller counts the attempt; `triesLeft` is
 * what remains after it.
 */
export function check(
  code: IssuedCode & { readonly expected: string; readonly typed: string },
  now: Date,
): Result<object, CodeRefusal> {
  const tried = mayTry(code, now);
  if (!tried.ok) return tried;
  if (isSame(compact(code.typed), code.expected)) return ok();
  return refuse('wrong', { triesLeft: codeLimits.tries - code.attempts - 1 });
}

/** In a time that does not depend on where two texts of one length differ. */
function isSame(typed: string, expected: string): boolean {
  const a = Buffer.from(typed);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * The six digits of a code, from the installation's secret and the code's id: HMAC-SHA256 with the
 * dynamic truncation of RFC 4226, 5.3. So nothing that is stored gives a code away.
 */
export function deriveCode(secret: string | Uint8Array, codeId: string): string {
  const mac = createHmac('sha256', secret).update(codeId).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  const truncated = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(truncated % 10 ** codeLimits.digits).padStart(codeLimits.digits, '0');
}
