import type { Prisma } from '../../../prisma/generated/client.ts';
import { isMarried } from '../../applications/rules.ts';
import { tehranDate } from '../../calendar.ts';
import { payableMinutes } from '../../placements/rules.ts';
import type { Work } from '../../work.ts';
import { ratesOf } from '../queries.ts';
import { decidePay } from '../rules.ts';
import type { PayCandidate, PayExclusion, PayRate } from '../types.ts';
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
  const rates = await ratesOf(tx);
  const placements = await candidatesOf(work, run);
  const decided = placements.map((placement) => decide(work, placement, rates));
  const lines = decided.flatMap(({ line }) => (line ? [{ ...line, runId: run.id }] : []));
  const excluded = decided.flatMap(({ exclusion }) => (exclusion ? [exclusion] : []));
  const { count } = await tx.payLine.createMany({ data: lines, skipDuplicates: true });
  if (count !== lines.length) throw new Error('a placement came into two runs');
  await tx.payExclusion.createMany({
    data: excluded.map(({ placementId, reasons }) => ({
      runId: run.id,
      placementId,
      reasons: [...reasons],
    })),
  });
  return { ...figuresOf(lines), excluded };
}

const needed = {
  application: {
    select: { level: true, claims: { where: { state: 'verified' }, select: { class: true } } },
  },
  account: {
    select: {
      bankAccounts: {
        where: { state: { in: ['declared', 'confirmed', 'refused'] } },
        select: { id: true, state: true },
      },
    },
  },
  hours: { select: { minutes: true, state: true } },
  corrections: { select: { minutes: true } },
  payLines: { where: { state: { in: ['due', 'paid'] } }, select: { state: true } },
} as const satisfies Prisma.PlacementInclude;

type Candidate = Prisma.PlacementGetPayload<{ include: typeof needed }>;

/** Every placement of the university and term that was ever initially approved. */
async function candidatesOf(
  { tx }: Work,
  { universityId, termId }: Run,
): Promise<readonly Candidate[]> {
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
    include: needed,
    orderBy: { id: 'asc' },
  });
}

function decide({ now }: Work, placement: Candidate, rates: readonly PayRate[]) {
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

function candidateOf(placement: Candidate, now: Date): PayCandidate {
  const { application, account, hours, corrections, payLines } = placement;
  const states = payLines.map(({ state }) => state);
  return {
    state: placement.state,
    level: application.level,
    minutes: payableMinutes(hours, corrections),
    married: isMarried(application.claims.map((claim) => claim.class)),
    // The rate in force on the day of the final approval counts, whenever the run is made.
    rateDay: tehranDate(placement.finalAt ?? now),
    account: account.bankAccounts[0]?.state ?? null,
    otherLine: states.includes('paid') ? 'paid' : states.includes('due') ? 'due' : null,
  };
}
