import type { PayRun } from '../../../prisma/generated/client.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { tellReaders } from '../../staff/commands/tell-readers.ts';
import { closeItem, closeItems, openItems } from '../../staff/commands/work-items.ts';
import { signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { listStamp } from '../queries.ts';
import { awaitApproval } from './await-approval.ts';
import { computeRun } from './compute-run.ts';
import {
  type Figures,
  figuresOf,
  type RunRefusal,
  recorded,
  requireNoOwnLine,
  requireRun,
} from './lock-run.ts';
import { moveRun } from './move-run.ts';

type OfRun = { readonly runId: number };

/** `changed`: not what was seen; it is computed anew, look again. `empty`: nobody is in it. */
export type FreezeRefusal = RunRefusal | Refusal<'empty'> | Refusal<'changed', Figures>;

/**
 * From here on lines and sums stand; a second person has to approve them. `seen`: the `listStamp` of
 * what the page showed; without it the list has to be what the draft says.
 */
export async function freezePayRun(
  work: Work,
  actor: Actor,
  { runId, seen }: OfRun & { readonly seen?: string },
): Promise<Result<Figures, FreezeRefusal>> {
  const request = { runId, action: 'draftPayRun', event: 'freeze' } as const;
  const locked = await requireRun(work, actor, request);
  if (!locked.ok) return locked;
  const { run } = locked;
  const shown = seen ?? (await listStamp(work.tx, runId));
  const { count, sumRial } = await computeRun(work, run);
  const lines = await linesOf(work, runId);
  const others = await requireNoOwnLine(work, actor, locked);
  if (!others.ok) return others;
  if (shown !== (await listStamp(work.tx, runId))) return refuse('changed', { count, sumRial });
  if (count === 0) return refuse('empty');
  const { actorId: frozenById, behalfOfId = null } = signature(actor, locked.holding);
  const frozen = { frozenById, frozenForId: behalfOfId };
  await moveRun(work, actor, locked, {
    event: 'freeze',
    data: { ...frozen, frozenAt: work.now },
    detail: recorded({ count, sumRial }),
  });
  await awaitApproval(work, { ...run, ...frozen });
  await closeReturned(work, actor, lines);
  return ok({ count, sumRial });
}

type Line = Awaited<ReturnType<typeof linesOf>>[number];

function linesOf({ tx }: Work, runId: number) {
  return tx.payLine.findMany({ where: { runId }, orderBy: { placementId: 'asc' } });
}

/** What the bank had returned of these placements is in a run again. */
async function closeReturned(work: Work, actor: Actor, lines: readonly Line[]): Promise<void> {
  const returned = await work.tx.payLine.findMany({
    where: { state: 'returned', placementId: { in: lines.map(({ placementId }) => placementId) } },
    select: { id: true },
  });
  const subjectIds = returned.map(({ id }) => id);
  await closeItems(work, actor, { kind: 'returnedPayLine', subjectIds });
}

/** What the bank had returned of a run's placements waits again, since the run does not pay it. */
async function awaitReturned(work: Work, { id: runId, universityId }: PayRun): Promise<void> {
  const lines = await linesOf(work, runId);
  const returned = await work.tx.payLine.groupBy({
    by: ['placementId'],
    where: { state: 'returned', placementId: { in: lines.map(({ placementId }) => placementId) } },
    _max: { id: true },
  });
  const ids = returned.flatMap(({ _max }) => _max.id ?? []);
  await openItems(work, ids, { kind: 'returnedPayLine', role: 'finance', universityId });
}

/** Back to the draft, to be computed anew. */
export async function reopenPayRun(
  work: Work,
  actor: Actor,
  { runId }: OfRun,
): Promise<Result<object, RunRefusal>> {
  const request = { runId, action: 'draftPayRun', event: 'reopen' } as const;
  const locked = await requireRun(work, actor, request);
  if (!locked.ok) return locked;
  const data = { frozenById: null, frozenForId: null, frozenAt: null };
  await moveRun(work, actor, locked, { event: 'reopen', data });
  await closeItem(work, actor, { kind: 'approvePayRun', subjectId: runId });
  await awaitReturned(work, locked.run);
  return ok();
}

/**
 * Gives a run up before its export, as when an account of it was changed after the approval; its
 * placements are free for another one.
 */
export async function cancelPayRun(
  work: Work,
  actor: Actor,
  { runId }: OfRun,
): Promise<Result<object, RunRefusal>> {
  const request = { runId, action: 'draftPayRun', event: 'cancel' } as const;
  const locked = await requireRun(work, actor, request);
  if (!locked.ok) return locked;
  await work.tx.payLine.updateMany({ where: { runId }, data: { state: 'cancelled' } });
  await moveRun(work, actor, locked, { event: 'cancel' });
  await closeItem(work, actor, { kind: 'approvePayRun', subjectId: runId });
  await awaitReturned(work, locked.run);
  return ok();
}

/**
 * `accountsChanged`: lines to accounts that are no longer confirmed; reopen and compute anew.
 * `changed`: it was frozen anew since the approver saw it, with these figures.
 */
export type ApproveRunRefusal =
  | RunRefusal
  | Refusal<'changed', Figures>
  | Refusal<'accountsChanged', { readonly lineIds: readonly number[] }>;

/** A second person approves what was frozen at `frozenAt`, as the page said that was approved from. */
export async function approvePayRun(
  work: Work,
  actor: Actor,
  { runId, frozenAt }: OfRun & { readonly frozenAt: Date | null },
): Promise<Result<Figures, ApproveRunRefusal>> {
  const request = { runId, action: 'approvePayRun', event: 'approve', secondPerson: true } as const;
  const locked = await requireRun(work, actor, request);
  if (!locked.ok) return locked;
  const others = await requireNoOwnLine(work, actor, locked);
  if (!others.ok) return others;
  const figures = figuresOf(await linesOf(work, runId));
  if (locked.run.frozenAt?.getTime() !== frozenAt?.getTime()) return refuse('changed', figures);
  const lineIds = await linesToOtherAccounts(work, runId);
  if (lineIds.length > 0) return refuse('accountsChanged', { lineIds });
  const approvedById = actor.kind === 'person' ? actor.accountId : null;
  await moveRun(work, actor, locked, {
    event: 'approve',
    data: { approvedById, approvedAt: work.now },
    detail: recorded(figures),
  });
  await closeItem(work, actor, { kind: 'approvePayRun', subjectId: runId });
  // Whoever of finance can export it, for who froze it may have left.
  const { universityId } = locked.run;
  const finance = { role: 'finance', universityId, unitId: null } as const;
  await tellReaders(work, finance, { name: 'payRunApproved', runId }, { except: approvedById });
  return ok(figures);
}

/** Lines whose account is not the confirmed one any more. */
export async function linesToOtherAccounts({ tx }: Work, runId: number): Promise<number[]> {
  const rows = await tx.payLine.findMany({
    where: { runId, state: 'due', bankAccount: { state: { not: 'confirmed' } } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id }) => id);
}
