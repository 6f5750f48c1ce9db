import { type Ok, ok, type Refusal, type Result, refuse } from '../result.ts';
import { ownedBy } from '../staff/queries.ts';
import type { Person } from '../staff/types.ts';
import type { Work } from '../work.ts';
import type { KeptFile } from './gateway.ts';

/**
 * Writes down whose a file is that the store has already. The bytes were put before the transaction:
 * if this is never reached, they stay in the store without an owner. `strangers`: who has no account
 * may keep one too, which then hangs on the chat.
 */
export async function keepFile(
  work: Work,
  person: Person,
  { stored, strangers = false }: { stored: KeptFile; strangers?: boolean },
): Promise<Result<{ readonly fileId: number }, Refusal<'noAccount'>>> {
  const { accountId, chatId } = person;
  if (accountId === null && !strangers) return refuse('noAccount');
  const owner = accountId === null ? { chatId } : { accountId };
  const { key, sha256, size, mime } = stored;
  const { id: fileId } = await work.tx.storedFile.create({
    data: { ...owner, key, sha256, size, mime, createdAt: work.now },
    select: { id: true },
  });
  work.record({
    action: 'file.kept',
    subject: { type: 'file', id: fileId },
    actorId: accountId,
    after: { size, mime },
  });
  return ok({ fileId });
}

/**
 * Takes back a file that proves nothing yet. `inUse`: it was sent with a request, for a review, or to
 * support.
 */
export async function dropFile(
  work: Work,
  person: Person,
  { fileId }: { fileId: number },
): Promise<Ok | Refusal<'notYourFile' | 'inUse'>> {
  const { accountId } = person;
  const unused = {
    attachments: { none: {} },
    profileReviews: { none: {} },
    supportFiles: { none: {} },
  };
  const kept = { id: fileId, deletedAt: null, ...ownedBy(person) };
  const { count } = await work.tx.storedFile.updateMany({
    where: { ...kept, ...unused },
    data: { deletedAt: work.now },
  });
  if (count === 1) {
    work.record({
      action: 'file.dropped',
      subject: { type: 'file', id: fileId },
      actorId: accountId,
    });
    return ok();
  }
  const own = await work.tx.storedFile.count({ where: kept });
  return refuse(own > 0 ? 'inUse' : 'notYourFile');
}

/** Days for which a proof is kept after the decision that it was for; the verdict stays. */
export const keptDays = 90;

const dayMs = 86_400_000;

/** Decided on, or given up, and no appeal open. */
const over = ['approved', 'rejected', 'withdrawn'] as const;

/**
 * A job: gives up the files whose time is over: `days` after the decision on the request or profile
 * that they prove, after the ticket with which they came was closed, or after they came where they
 * belong to nothing. Returns how many. The bytes are
 * deleted after the commit: see `deletableKeys`.
 */
export async function expireFiles(
  { tx, now }: Work,
  { days = keptDays }: { days?: number } = {},
): Promise<number> {
  const before = new Date(now.getTime() - days * dayMs);
  const attachment = { claim: { application: stillNeeded(before) } };
  const review = { OR: [{ decidedAt: null }, { decidedAt: { gte: before } }] };
  const { count } = await tx.storedFile.updateMany({
    where: {
      deletedAt: null,
      createdAt: { lt: before },
      attachments: { none: attachment },
      profileReviews: { none: review },
      supportFiles: { none: { message: { ticket: stillAsked(before) } } },
    },
    data: { deletedAt: now },
  });
  return count;
}

const stillAsked = (before: Date) => ({ OR: [{ closedAt: null }, { closedAt: { gte: before } }] });

function stillNeeded(before: Date) {
  return { OR: [{ state: { notIn: [...over] } }, { updatedAt: { gte: before } }] };
}

/** Longer than the store is swept for what was given up. */
const tracesKeptDays = 30;

/** A job: forgets files that were given up long ago and belong to nobody any more. Returns how many. */
export async function forgetFiles({ tx, now }: Work): Promise<number> {
  const before = new Date(now.getTime() - tracesKeptDays * dayMs);
  const { count } = await tx.storedFile.deleteMany({
    where: {
      accountId: null,
      deletedAt: { lt: before },
      attachments: { none: {} },
      profileReviews: { none: {} },
      supportFiles: { none: {} },
    },
  });
  return count;
}
