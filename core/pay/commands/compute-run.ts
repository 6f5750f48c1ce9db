import type { Work } from '../../work.ts';
import { type CandidateRow, candidateOf, candidateParts, ratesOf } from '../queries.ts';
import { decidePay } from '../rules.ts';
import type { PayExclusion, PayRate } from '../types.ts';
import { type Figures, figuresOf } from './lock-run.ts';

export type Computed = Figures & {
  readonly excluded: readonly {
    readonly placementId: number;
    readonly reasons: readonly PayExclusion[];
  }[];
};

type Run = { readonly id: number; readonly universityId: number; readonly termId: number };

/**
 * Writes anew who is in a locked draft and who is out and why. Locks the placements in the order of
 * their ids, so that no correction falls between what is read and what is written.
 */
export async function computeRun(work: Work, run: Run): Promise<Computed> {
  const { tx } = work;
  await tx.payLine.deleteMany({ where: { runId: run.id } });
  await tx.payExclusion.deleteMany({ where: { runId: run.id } });
  // Nobody takes a rate back by which a list is just being made.
  await tx.$queryRaw`SELECT 1 FROM "PayRate" ORDER BY "id" FOR SHARE`;
  const rates = await ratesOf(tx);
  const placements = await candidatesOf(work, run);
  const decided = placements.map((placement) => decide(work, placement, rates));
  const lines = decided.flatMap(({ line }) => (line ? [line] : []));
  const excluded = decided.flatMap(({ exclusion }) => (exclusion ? [exclusion] : []));
  await writeLines(work, run, lines);
  await tx.$executeRaw`
    INSERT INTO "PayExclusion" ("runId", "placementId", "reasons")
    SELECT ${run.id}, "row"."placementId", "row"."reasons"
    FROM jsonb_to_recordset(${JSON.stringify(excluded)}::jsonb)
      AS "row"("placementId" int, "reasons" jsonb)`;
  return { ...figuresOf(lines), excluded };
}

type Line = NonNullable<ReturnType<typeof decide>['line']>;

/** By one statement, since thousands of rows take many times as long by parameters. */
async function writeLines({ tx }: Work, run: Run, lines: readonly Line[]): Promise<void> {
  const rows = lines.map(({ rialPerHour, amountRial, ...line }) => ({
    ...line,
    rialPerHour: String(rialPerHour),
    amountRial: String(amountRial),
  }));
  const count = await tx.$executeRaw`
    INSERT INTO "PayLine"
      ("runId", "placementId", "accountId", "bankAccountId", "minutes", "married", "rialPerHour", "amountRial")
    SELECT ${run.id}, "row".* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS "row"(
      "placementId" int, "accountId" int, "bankAccountId" int, "minutes" int, "married" boolean,
      "rialPerHour" bigint, "amountRial" bigint)
    ORDER BY "row"."placementId"
    ON CONFLICT DO NOTHING`;
  if (count !== lines.length) throw new Error('a placement came into two runs');
}

/** Every placement of the university and term that was ever initially approved. */
async function candidatesOf(
  { tx }: Work,
  { universityId, termId }: Run,
): Promise<readonly CandidateRow[]> {
  await tx.$queryRaw`
    SELECT 1 FROM "Placement" AS "placement"
    JOIN "Opening" AS "opening" ON "opening"."id" = "placement"."openingId"
    WHERE "placement"."termId" = ${termId} AND "opening"."universityId" = ${universityId}
    ORDER BY "placement"."id" FOR UPDATE OF "placement"`;
  return tx.placement.findMany({
    where: {
      termId,
      opening: { universityId },
      approvedById: { not: null },
      state: { not: 'declined' },
    },
    include: candidateParts,
    orderBy: { id: 'asc' },
  });
}

function decide({ now }: Work, placement: CandidateRow, rates: readonly PayRate[]) {
  const candidate = candidateOf(placement, now);
  const decision = decidePay(candidate, rates);
  const { id: placementId, accountId } = placement;
  const bankAccountId = placement.account.bankAccounts[0]?.id;
  if (!decision.included) return { exclusion: { placementId, reasons: decision.reasons } };
  if (bankAccountId === undefined) throw new Error('a line without an account was let in');
  const { minutes, married } = candidate;
  const { rialPerHour, amount: amountRial } = decision;
  const line = { placementId, accountId, bankAccountId, minutes, married, rialPerHour, amountRial };
  return { line };
}
