import { type Ok, ok, type Refusal, type Result, refuse } from '../result.ts';
import type { Person } from '../staff/types.ts';
import type { Work } from '../work.ts';
import type { KeptFile } from './gateway.ts';

/**
 * Writes down whose a file is that the store has already. The bytes were put before the transaction:
 * if this is never reached, they belong to nobody and the next sweep deletes them.
 */
export async function keepFile(
  work: Work,
  person: Person,
  { stored }: { stored: KeptFile },
): Promise<Result<{ readonly fileId: number }, Refusal<'noAccount'>>> {
  const { accountId } = person;
  if (accountId === null) return refuse('noAccount');
  const { key, sha256, size, mime } = stored;
  const { id: fileId } = await work.tx.storedFile.create({
    data: { accountId, key, sha256, size, mime, createdAt: work.now },
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
 * Takes back a file that proves nothing yet. `inUse`: it was sent with a request or for a review.
 */
export async function dropFile(
  work: Work,
  person: Person,
  { fileId }: { fileId: number },
): Promise<Ok | Refusal<'notYourFile' | 'inUse'>> {
  const { accountId } = person;
  if (accountId === null) return refuse('notYourFile');
  const { count } = await work.tx.storedFile.deleteMany({
    where: { id: fileId, accountId, attachments: { none: {} }, profileReviews: { none: {} } },
  });
  if (count === 1) {
    work.record({
      action: 'file.dropped',
      subject: { type: 'file', id: fileId },
      actorId: accountId,
    });
    return ok();
  }
  const own = await work.tx.storedFile.count({ where: { id: fileId, accountId } });
  return refuse(own > 0 ? 'inUse' : 'notYourFile');
}
