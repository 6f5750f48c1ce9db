import { tell } from '../../outbox/commands.ts';
import { lockPlacement } from '../../placements/commands/lock-placement.ts';
import { move } from '../../placements/commands/move-placement.ts';
import { type Ok, ok, type Refusal, refuse } from '../../result.ts';
import { closeItems, openItem } from '../../staff/commands/work-items.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import type { BankOutcome } from '../types.ts';
import { notedAs, noticeOf } from './import-results.ts';

/**
 * - `notOther`: it has no result yet, or has this one already; `empty`: no reference or reason.
 * - `inLaterRun`: that run pays it again, and has to be given up before it can be noted as paid.
 */
export type CorrectResultRefusal =
  | CanRefusal
  | Refusal<'notFound' | 'notOther' | 'empty'>
  | Refusal<'inLaterRun', { readonly runId: number }>;

/**
 * Puts a noted result right: money that was paid came back, or what was noted as returned was paid.
 * No second person is asked, for money goes out again only by a run, which one has to approve.
 */
export async function correctResult(
  work: Work,
  actor: Actor,
  { lineId, outcome }: { lineId: number; outcome: BankOutcome },
): Promise<Ok | CorrectResultRefusal> {
  const locked = await lockLine(work, lineId);
  if (!locked) return refuse('notFound');
  const { line, placement } = locked;
  const { universityId } = line.run;
  const { accountId, placementId } = line;
  const allowed = can(actor, 'correctResult', { universityId, ownerId: accountId });
  if (!allowed.ok) return allowed;
  const { state, reference, reason } = notedAs(outcome);
  if (line.state !== (outcome.paid ? 'returned' : 'paid')) return refuse('notOther');
  if ((reference ?? reason) === '') return refuse('empty');
  const later = outcome.paid ? await laterRunOf(work, placementId) : undefined;
  if (later !== undefined) return refuse('inLaterRun', { runId: later });
  const data = { state, bankReference: reference, reason, settledAt: work.now, releasedAt: null };
  await work.tx.payLine.update({ where: { id: lineId }, data });
  const { holding } = allowed;
  const event = outcome.paid ? 'pay' : 'unpay';
  await move(work, actor, placement, { event, holding, detail: { lineId } });
  await queue(work, actor, line);
  work.record({
    action: 'payLine.correct',
    subject: { type: 'payLine', id: lineId },
    ...signature(actor, holding),
    universityId,
    // Without the reason, which is free text about a person: nothing can be erased from the record.
    before: { state: line.state, reference: line.bankReference },
    after: { placementId, state, reference },
  });
  const { notice } = noticeOf({ line: { ...line, ...line.bankAccount }, outcome });
  await tell(work, accountId, { ...notice, corrects: true });
  return ok();
}

/** The line as it stands with its run and then its placement locked, as whoever pays by it locks them. */
async function lockLine(work: Work, lineId: number) {
  const { tx } = work;
  const found = await tx.payLine.findUnique({ where: { id: lineId } });
  if (!found) return undefined;
  await tx.$queryRaw`SELECT 1 FROM "PayRun" WHERE "id" = ${found.runId} FOR UPDATE`;
  const placement = await lockPlacement(work, found.placementId);
  if (!placement) throw new Error(`the placement of line ${lineId} is gone`);
  const line = await tx.payLine.findUniqueOrThrow({
    where: { id: lineId },
    include: {
      run: { select: { universityId: true } },
      bankAccount: { select: { sheba: true } },
      account: { select: { closedAt: true } },
    },
  });
  return { line, placement };
}

type Line = NonNullable<Awaited<ReturnType<typeof lockLine>>>['line'];

/** The run that pays a returned line again, a draft with it; undefined: none does. */
async function laterRunOf({ tx }: Work, placementId: number): Promise<number | undefined> {
  const where = { placementId, state: { in: ['due', 'paid'] as ('due' | 'paid')[] } };
  return (await tx.payLine.findFirst({ where, select: { runId: true } }))?.runId;
}

/** What came back waits for finance, unless the student has left; of what was paid nothing waits. */
async function queue(work: Work, actor: Actor, { id, ...line }: Line): Promise<void> {
  const { placementId, state, run, account } = line;
  if (state === 'paid') {
    const item = { kind: 'returnedPayLine', role: 'finance', ...run } as const;
    return account.closedAt === null ? openItem(work, { ...item, subjectId: id }) : undefined;
  }
  const where = { placementId, state: 'returned' } as const;
  const others = await work.tx.payLine.findMany({ where, select: { id: true } });
  const subjectIds = [id, ...others.map((other) => other.id)];
  return closeItems(work, actor, { kind: 'returnedPayLine', subjectIds });
}
