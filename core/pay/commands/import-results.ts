import type { PayLine } from '../../../prisma/generated/client.ts';
import { maskSheba } from '../../bank/rules.ts';
import { tell } from '../../outbox/commands.ts';
import { lockPlacement } from '../../placements/commands/lock-placement.ts';
import { move } from '../../placements/commands/move-placement.ts';
import { ok, type Result } from '../../result.ts';
import { openItem } from '../../staff/commands/work-items.ts';
import { signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { compact, normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { type LockedRun, type RunRefusal, requireRun } from './lock-run.ts';
import { moveRun } from './move-run.ts';

/** One row of the bank's answer: a line of ours by its number or, failing that, by its Sheba. */
export type BankResult = {
  readonly lineId?: number;
  readonly sheba?: string;
  readonly outcome:
    | { readonly paid: true; readonly reference: string }
    | { readonly paid: false; readonly reason: string };
};

/** Rows are named by their place in what was given, from 0. */
export type ImportReport = {
  readonly paid: number;
  readonly returned: number;
  /** Rows that say what is known already. */
  readonly known: number;
  /** Rows of no line of this run; `ambiguous`: of several that all still wait. */
  readonly unknown: readonly number[];
  readonly ambiguous: readonly number[];
  /** Rows that say otherwise than an earlier result; nothing was changed by them. */
  readonly contradicting: readonly number[];
  readonly settled: boolean;
};

type Line = PayLine & { readonly bankAccount: { readonly sheba: string } };
type Verdict = 'paid' | 'returned' | 'known' | 'unknown' | 'ambiguous' | 'contradicting';

/**
 * Takes the bank's results for an exported run. Good rows count whatever the others are, and the
 * same rows again change nothing. Once every line is paid or returned the run is settled.
 */
export async function importResults(
  work: Work,
  actor: Actor,
  { runId, results }: { runId: number; results: readonly BankResult[] },
): Promise<Result<ImportReport, RunRefusal>> {
  const request = { runId, action: 'importResults', event: 'settle' } as const;
  const locked = await requireImport(work, actor, request);
  if (!locked.ok) return locked;
  const verdicts: Verdict[] = [];
  for (const result of results) {
    verdicts.push(await takeResult(work, actor, await linesOf(work, runId, result), result));
  }
  const settled = await settleIfDone(work, actor, locked);
  const report = reportOf(verdicts, settled);
  if (!settled && report.paid + report.returned > 0) recordImport(work, actor, locked, report);
  return ok(report);
}

type ImportRequest = { runId: number; action: 'importResults'; event: 'settle' };

/** A settled run takes results too: sent again they change nothing, and contradictions are told. */
async function requireImport(work: Work, actor: Actor, request: ImportRequest) {
  const locked = await requireRun(work, actor, request);
  if (locked.ok || locked.reason !== 'wrongState' || locked.state !== 'settled') return locked;
  const run = await work.tx.payRun.findUniqueOrThrow({ where: { id: request.runId } });
  return ok({ run, holding: null });
}

function linesOf({ tx }: Work, runId: number, { lineId, sheba }: BankResult): Promise<Line[]> {
  if (lineId === undefined && sheba === undefined) return Promise.resolve([]);
  return tx.payLine.findMany({
    where: {
      runId,
      ...(lineId !== undefined && { id: lineId }),
      ...(sheba !== undefined && { bankAccount: { sheba: compact(sheba) } }),
    },
    include: { bankAccount: { select: { sheba: true } } },
    orderBy: { id: 'asc' },
  });
}

async function takeResult(
  work: Work,
  actor: Actor,
  lines: readonly Line[],
  { outcome }: BankResult,
): Promise<Verdict> {
  const waiting = lines.filter(({ state }) => state === 'due');
  const [line] = waiting;
  if (lines.length === 0) return 'unknown';
  if (waiting.length > 1) return 'ambiguous';
  if (line) {
    await settleLine(work, actor, line, outcome);
    return outcome.paid ? 'paid' : 'returned';
  }
  const said = outcome.paid ? 'paid' : 'returned';
  return lines.some(({ state }) => state === said) ? 'known' : 'contradicting';
}

async function settleLine(
  work: Work,
  actor: Actor,
  line: Line,
  outcome: BankResult['outcome'],
): Promise<void> {
  const { count } = await work.tx.payLine.updateMany({
    where: { id: line.id, state: 'due' },
    data: outcome.paid
      ? { state: 'paid', bankReference: compact(outcome.reference), settledAt: work.now }
      : { state: 'returned', reason: normalise(outcome.reason), settledAt: work.now },
  });
  if (count !== 1) throw new Error(`line ${line.id} was settled while its run was locked`);
  if (outcome.paid) await markPaid(work, actor, line, outcome.reference);
  else await queueReturned(work, line, normalise(outcome.reason));
}

const aboutOf = ({ id, amountRial, bankAccount }: Line) => ({
  lineId: id,
  amountRial: String(amountRial),
  maskedSheba: maskSheba(bankAccount.sheba),
});

async function markPaid(work: Work, actor: Actor, line: Line, reference: string): Promise<void> {
  const placement = await lockPlacement(work, line.placementId);
  if (!placement) throw new Error(`placement ${line.placementId} is gone`);
  await move(work, actor, placement, { event: 'pay', detail: { lineId: line.id } });
  const notice = { name: 'payPaid', reference: compact(reference), ...aboutOf(line) } as const;
  await tell(work, line.accountId, notice);
}

async function queueReturned(work: Work, line: Line, reason: string): Promise<void> {
  const { universityId } = await work.tx.payRun.findUniqueOrThrow({
    where: { id: line.runId },
    select: { universityId: true },
  });
  const kind = 'returnedPayLine';
  await openItem(work, { kind, subjectId: line.id, role: 'finance', universityId });
  await tell(work, line.accountId, { name: 'payReturned', reason, ...aboutOf(line) });
}

async function settleIfDone(work: Work, actor: Actor, locked: LockedRun): Promise<boolean> {
  const { id: runId, state } = locked.run;
  if (state === 'settled') return true;
  const left = await work.tx.payLine.count({ where: { runId, state: 'due' } });
  if (left > 0) return false;
  await moveRun(work, actor, locked, { event: 'settle', data: { settledAt: work.now } });
  return true;
}

function reportOf(verdicts: readonly Verdict[], settled: boolean): ImportReport {
  const at = (wanted: Verdict) =>
    verdicts.flatMap((verdict, index) => (verdict === wanted ? [index] : []));
  return {
    paid: at('paid').length,
    returned: at('returned').length,
    known: at('known').length,
    unknown: at('unknown'),
    ambiguous: at('ambiguous'),
    contradicting: at('contradicting'),
    settled,
  };
}

function recordImport(
  work: Work,
  actor: Actor,
  { run, holding }: LockedRun,
  { paid, returned }: ImportReport,
): void {
  work.record({
    action: 'payRun.results',
    subject: { type: 'payRun', id: run.id },
    ...signature(actor, holding),
    universityId: run.universityId,
    after: { paid, returned },
  });
}
