import type { PayRun } from '../../../prisma/generated/client.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type Action, type CanRefusal, can, firstPersons, signature } from '../../staff/rules.ts';
import type { Actor, Holding } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { movePayRun } from '../rules.ts';
import type { PayRunEvent, PayRunState } from '../types.ts';

export type RunRefusal =
  | CanRefusal
  | Refusal<'notFound'>
  | Refusal<'wrongState', { readonly state: PayRunState }>;

export type LockedRun = { readonly run: PayRun; readonly holding: Holding | null };

/**
 * The run, locked until the commit, if this person may do this with it now. Of all rows that a
 * command locks the run comes first, then placements, then what hangs on them.
 */
export async function requireRun(
  { tx }: Work,
  actor: Actor,
  request: {
    readonly runId: number;
    readonly action: Action;
    readonly event: PayRunEvent;
    /** Whether somebody is asked for who did not freeze it, and for whom nobody did. */
    readonly secondPerson?: boolean;
  },
): Promise<Result<LockedRun, RunRefusal>> {
  await tx.$queryRaw`SELECT 1 FROM "PayRun" WHERE "id" = ${request.runId} FOR UPDATE`;
  const run = await tx.payRun.findUnique({ where: { id: request.runId } });
  if (!run) return refuse('notFound');
  const { universityId, frozenById, frozenForId, state } = run;
  const firstPersonIds = request.secondPerson ? firstPersons(frozenById, frozenForId) : [];
  const allowed = can(actor, request.action, { universityId, firstPersonIds });
  if (!allowed.ok) return allowed;
  if (movePayRun(request.event, state) === undefined) return refuse('wrongState', { state });
  return ok({ run, holding: allowed.holding });
}

/** Nobody freezes or approves the own pay, nor that of whom they act for. */
export async function requireNoOwnLine(
  { tx }: Work,
  actor: Actor,
  { run, holding }: LockedRun,
): Promise<Result<object, Refusal<'ownCase'>>> {
  const accountId = { in: ownIds(actor, holding) };
  const lines = await tx.payLine.count({ where: { runId: run.id, accountId } });
  return lines > 0 ? refuse('ownCase') : ok();
}

/** Accounts whose pay is an officer's own: that of whom a delegate acts for is too. */
export function ownIds(actor: Actor, holding: Holding | null): number[] {
  const { actorId, behalfOfId } = signature(actor, holding);
  return firstPersons(actorId, behalfOfId);
}

/** Count and sum of lines. */
export type Figures = { readonly count: number; readonly sumRial: bigint };

export function figuresOf(lines: readonly { readonly amountRial: bigint }[]): Figures {
  return {
    count: lines.length,
    sumRial: lines.reduce((sum, { amountRial }) => sum + amountRial, 0n),
  };
}

/** Figures as the record keeps them: JSON has no integers of that size. */
export function recorded({ count, sumRial }: Figures) {
  return { count, sumRial: String(sumRial) };
}
