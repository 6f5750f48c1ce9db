import { identityKey } from '../../identity/rules.ts';
import type { Identity } from '../../identity/types.ts';
import { type Ok, ok, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import { type Work, waitInRow } from '../../work.ts';
import { guessLimits, mayGuess } from '../rules.ts';
import type { PasswordTryRefusal } from '../types.ts';

/**
 * Takes what the check of a password said, which was made before the transaction, and counts it when
 * it was wrong. Above the limits a right password counts for nothing either: of guesses made at once
 * no more are answered than of guesses made one after the other. The last wrong one is answered with
 * how long there is to wait.
 */
export async function tryPassword(
  work: Work,
  { chatId }: Person,
  { identity, right }: { identity: Identity; right: boolean },
): Promise<Ok | PasswordTryRefusal> {
  const subject = identityKey(work.secret, identity);
  await lockCounters(work, { subject, chatId });
  const before = await guessesOf(work, { subject, chatId });
  const allowed = mayGuess(before, work.now);
  if (!allowed.ok) return allowed;
  if (right) return ok();
  const { id } = await work.tx.passwordGuess.create({
    data: { subject, chatId, at: work.now },
    select: { id: true },
  });
  work.record({
    action: 'account.wrongPassword',
    subject: { type: 'passwordGuess', id },
    actorId: null,
  });
  const withThis = (guesses: readonly Date[]) => [...guesses, work.now];
  const after = { forNumber: withThis(before.forNumber), fromChat: withThis(before.fromChat) };
  const next = mayGuess(after, work.now);
  return next.ok ? refuse('wrongPassword', { triesLeft: next.triesLeft }) : next;
}

interface Counted {
  readonly subject: string;
  readonly chatId: bigint;
}

/** Puts those who guess at one number, or from one chat, in a row until the commit: the number first. */
async function lockCounters({ tx }: Work, { subject, chatId }: Counted): Promise<void> {
  await waitInRow(tx, 'passwordGuesses', subject);
  await waitInRow(tx, 'countersOfChat', String(chatId));
}

const spanMs = guessLimits.seconds * 1000;

async function guessesOf({ tx, now }: Work, { subject, chatId }: Counted) {
  const at = { gt: new Date(now.getTime() - spanMs) };
  const instants = async (where: Partial<Counted>) =>
    (await tx.passwordGuess.findMany({ where: { ...where, at }, select: { at: true } })).map(
      (guess) => guess.at,
    );
  return { forNumber: await instants({ subject }), fromChat: await instants({ chatId }) };
}

const keptMs = 24 * spanMs;

/** A job: forgets guesses that limit nothing any more. Returns how many. */
export async function forgetGuesses({ tx, now }: Work): Promise<number> {
  const before = new Date(now.getTime() - keptMs);
  const { count } = await tx.passwordGuess.deleteMany({ where: { at: { lt: before } } });
  return count;
}
