import { tell } from '../outbox/commands.ts';
import { type Ok, ok, type Refusal, refuse } from '../result.ts';
import { holdersOf } from '../staff/queries.ts';
import { type CanRefusal, can } from '../staff/rules.ts';
import type { Person } from '../staff/types.ts';
import type { Work } from '../work.ts';
import type { AuditNotice, ChainCheck } from './types.ts';

/**
 * Asks for a check of the whole record. A job does it, since a long record takes longer than an answer
 * may; its result is told in the chat.
 */
export async function askCheck(
  work: Work,
  person: Person,
): Promise<Ok | CanRefusal | Refusal<'alreadyAsked'>> {
  const allowed = can(person, 'verifyAudit', {});
  if (!allowed.ok) return allowed;
  const askedById = person.accountId ?? 0;
  const { count } = await work.tx.auditCheck.createMany({
    data: { askedById, askedAt: work.now },
    skipDuplicates: true,
  });
  if (count === 0) return refuse('alreadyAsked');
  work.record({
    action: 'audit.checkAsked',
    subject: { type: 'auditCheck', id: askedById },
    actorId: askedById,
  });
  return ok();
}

/** Writes down what a check found that people wait for, and tells them. One that is over already is left. */
export async function endChecks(
  work: Work,
  { ids, check }: { readonly ids: readonly number[]; readonly check: ChainCheck },
): Promise<void> {
  const found = check.ok ? { events: check.events } : { wrongSeq: check.seq, fault: check.fault };
  const ended = await work.tx.auditCheck.updateManyAndReturn({
    where: { id: { in: [...ids] }, endedAt: null },
    data: { endedAt: work.now, ...found },
    select: { askedById: true },
  });
  for (const { askedById } of ended) await tell(work, askedById, noticeOf(check));
}

/** Tells every administrator what the nightly check found; nothing where all is right. */
export async function reportNightly(work: Work, check: ChainCheck): Promise<void> {
  if (check.ok) return;
  const administrators = await holdersOf(work.tx, { role: 'administrator', universityId: null });
  for (const accountId of administrators) await tell(work, accountId, noticeOf(check));
}

const noticeOf = (check: ChainCheck): AuditNotice =>
  check.ok
    ? { name: 'auditRight', events: String(check.events) }
    : { name: 'auditWrong', seq: String(check.seq), fault: check.fault };
