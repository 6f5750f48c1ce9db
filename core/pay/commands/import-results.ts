import { maskSheba } from '../../bank/rules.ts';
import { tellAll } from '../../outbox/commands.ts';
import { payPlacements } from '../../placements/commands/pay-placements.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { openItems } from '../../staff/commands/work-items.ts';
import { signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { compact, normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { judgeResults } from '../rules/results.ts';
import type { BankOutcome, BankResult, ResultVerdict } from '../types.ts';
import { type LockedRun, ownIds, type RunRefusal, requireRun } from './lock-run.ts';
import { moveRun } from './move-run.ts';

/** Rows are named by their place in what was given, from 0. */
export type ImportReport = {
  /** How many rows came to it. */
  readonly paid: number;
  readonly returned: number;
  readonly known: number;
  /** Rows that came to nothing. */
  readonly unknown: readonly number[];
  readonly ambiguous: readonly number[];
  readonly differing: readonly number[];
  readonly contradicting: readonly number[];
  readonly own: readonly number[];
  /** Lines that still have no result. */
  readonly left: number;
};

/**
 * Nothing of the file was noted. `otherRun`: its rows name lines of these runs; `usedReferences`: by
 * its references, lines of these runs were paid already.
 */
export type ResultsRefusal =
  | RunRefusal
  | Refusal<'otherRun' | 'usedReferences', { readonly runIds: readonly number[] }>;

type Line = Awaited<ReturnType<typeof linesOf>>[number];
type Settled = { readonly line: Line; readonly outcome: BankOutcome };

/**
 * Takes the bank's results for an exported run. Good rows count whatever the others are, and the
 * same rows again change nothing. A file of another run is refused as a whole. Once every line is
 * paid or returned the run is settled.
 */
export async function importResults(
  work: Work,
  actor: Actor,
  { runId, results }: { runId: number; results: readonly BankResult[] },
): Promise<Result<ImportReport, ResultsRefusal>> {
  const request = { runId, action: 'importResults', event: 'settle' } as const;
  const locked = await requireImport(work, actor, request);
  if (!locked.ok) return locked;
  const ofRun = await requireOwnFile(work, locked, results);
  if (!ofRun.ok) return ofRun;
  const unused = await requireUnusedReferences(work, locked, results);
  if (!unused.ok) return unused;
  const own = ownIds(actor, locked.holding);
  const lines = (await linesOf(work, runId)).map((line) => ({
    ...line,
    isOwn: own.includes(line.accountId),
  }));
  const { verdicts, settled } = judgeResults(lines, results);
  await settleLines(work, actor, locked, settled);
  const left = lines.filter(({ state }) => state === 'due').length - settled.length;
  const report = reportOf(verdicts, left);
  if (left === 0 && locked.run.state !== 'settled') {
    const { paid, returned } = report;
    const data = { settledAt: work.now };
    await moveRun(work, actor, locked, { event: 'settle', data, detail: { paid, returned } });
  } else if (settled.length > 0) recordImport(work, actor, locked, report);
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

/** Numbers of lines are given once in all runs, so that one of them tells whose file it is. */
async function requireOwnFile(
  { tx }: Work,
  { run }: LockedRun,
  results: readonly BankResult[],
): Promise<Result<object, ResultsRefusal>> {
  const named = results.flatMap(({ lineId }) => lineId ?? []);
  const rows = await tx.$queryRaw<{ runId: number }[]>`
    SELECT DISTINCT "runId" FROM "PayLine"
    WHERE "id" = ANY (${named}::int[]) AND "runId" <> ${run.id} ORDER BY "runId"`;
  const runIds = rows.map(({ runId }) => runId);
  return runIds.length > 0 ? refuse('otherRun', { runIds }) : ok();
}

/** A student has the same Sheba in many runs, so a row that names no line could pay for another run. */
async function requireUnusedReferences(
  { tx }: Work,
  { run: { id, universityId } }: LockedRun,
  results: readonly BankResult[],
): Promise<Result<object, ResultsRefusal>> {
  const references = results.flatMap(({ lineId, outcome }) =>
    lineId === undefined && outcome.paid ? [compact(outcome.reference)] : [],
  );
  const rows = await tx.payLine.findMany({
    where: { bankReference: { in: references }, runId: { not: id }, run: { universityId } },
    select: { runId: true },
    distinct: ['runId'],
    orderBy: { runId: 'asc' },
  });
  const runIds = rows.map(({ runId }) => runId);
  return runIds.length > 0 ? refuse('usedReferences', { runIds }) : ok();
}

async function linesOf({ tx }: Work, runId: number) {
  const lines = await tx.payLine.findMany({
    where: { runId },
    select: {
      id: true,
      placementId: true,
      accountId: true,
      amountRial: true,
      state: true,
      bankAccount: { select: { sheba: true } },
    },
    orderBy: { id: 'asc' },
  });
  return lines.map(({ bankAccount: { sheba }, ...line }) => ({ ...line, sheba }));
}

async function settleLines(
  work: Work,
  actor: Actor,
  { run, holding }: LockedRun,
  settled: readonly Settled[],
): Promise<void> {
  if (settled.length === 0) return;
  await noteOutcomes(work, settled);
  const { universityId } = run;
  const paid = settled
    .filter(({ outcome }) => outcome.paid)
    .map(({ line: { id: lineId, placementId } }) => ({ lineId, placementId }));
  await payPlacements(work, actor, { paid, universityId, holding });
  const returned = settled.filter(({ outcome }) => !outcome.paid).map(({ line }) => line.id);
  await openItems(work, returned, { kind: 'returnedPayLine', role: 'finance', universityId });
  await tellAll(work, settled.map(noticeOf));
}

/** What a line says once a result is noted. */
export function notedAs(outcome: BankOutcome) {
  return outcome.paid
    ? ({ state: 'paid', reference: compact(outcome.reference), reason: null } as const)
    : ({ state: 'returned', reference: null, reason: normalise(outcome.reason) } as const);
}

async function noteOutcomes({ tx, now }: Work, settled: readonly Settled[]): Promise<void> {
  const rows = settled.map(({ line: { id }, outcome }) => ({ id, ...notedAs(outcome) }));
  const count = await tx.$executeRaw`
    UPDATE "PayLine" AS "line" SET
      "state" = "row"."state"::"PayLineState", "bankReference" = "row"."reference",
      "reason" = "row"."reason", "settledAt" = ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS "row"("id" int, "state" text, "reference" text, "reason" text)
    WHERE "line"."id" = "row"."id" AND "line"."state" = 'due'`;
  if (count !== settled.length) throw new Error('a line was settled while its run was locked');
}

type Told = Pick<Line, 'id' | 'accountId' | 'amountRial' | 'sheba'>;

/** What the student is told of a result. */
export function noticeOf({
  line,
  outcome,
}: {
  readonly line: Told;
  readonly outcome: BankOutcome;
}) {
  const { id: lineId, accountId, amountRial, sheba } = line;
  const about = { lineId, amountRial: String(amountRial), maskedSheba: maskSheba(sheba) };
  const notice = outcome.paid
    ? ({ name: 'payPaid', reference: compact(outcome.reference), ...about } as const)
    : ({ name: 'payReturned', reason: normalise(outcome.reason), ...about } as const);
  return { accountId, notice };
}

function reportOf(verdicts: readonly ResultVerdict[], left: number): ImportReport {
  const at = (wanted: ResultVerdict) =>
    verdicts.flatMap((verdict, index) => (verdict === wanted ? [index] : []));
  return {
    paid: at('paid').length,
    returned: at('returned').length,
    known: at('known').length,
    unknown: at('unknown'),
    ambiguous: at('ambiguous'),
    differing: at('differing'),
    contradicting: at('contradicting'),
    own: at('own'),
    left,
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
