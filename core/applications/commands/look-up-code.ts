import { countWrongGuess, mayGuess } from '../../cartables/commands/count-guesses.ts';
import type { Blocked } from '../../cartables/types.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import type { Work } from '../../work.ts';
import { applicationByCode } from '../queries.ts';
import type { TrackingCode } from '../types.ts';

type Found = NonNullable<Awaited<ReturnType<typeof applicationByCode>>>;

/**
 * What a tracking code shows to whoever has it. Codes that nobody has are counted like other wrong
 * secrets of a chat: requests are not found by trying.
 */
export async function lookUpCode(
  work: Work,
  { chatId, trackingCode }: { chatId: bigint; trackingCode: TrackingCode },
): Promise<Result<{ readonly found: Found }, Refusal<'noSuchCode'> | Blocked>> {
  const allowed = await mayGuess(work, chatId);
  if (!allowed.ok) return allowed;
  const found = await applicationByCode(work.tx, trackingCode, work.now);
  if (found) return ok({ found });
  await countWrongGuess(work, chatId);
  return refuse('noSuchCode');
}
