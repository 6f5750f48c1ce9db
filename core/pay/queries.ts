import type { PayLineState, Prisma } from '../../prisma/generated/client.ts';
import { maskSheba } from '../bank/rules.ts';
import { fromUtc } from '../calendar.ts';
import type { Tx } from '../work.ts';
import { type PayExclusion, type PayRate, type PayRunState, payExclusions } from './types.ts';

export async function ratesOf(reader: Tx): Promise<PayRate[]> {
  const rows = await reader.payRate.findMany({ orderBy: [{ level: 'asc' }, { validFrom: 'asc' }] });
  return rows.map(({ level, rialPerHour, validFrom }) => ({
    level,
    rialPerHour,
    validFrom: fromUtc(validFrom),
  }));
}

export interface Payment {
  readonly lineId: number;
  readonly placementId: number;
  readonly minutes: number;
  readonly rialPerHour: bigint;
  readonly married: boolean;
  readonly amountRial: bigint;
  readonly state: PayLineState;
  /** The state of the run that the line is in. */
  readonly runState: PayRunState;
  readonly maskedSheba: string;
  readonly reference: string | null;
  readonly reason: string | null;
  readonly settledAt: Date | null;
}

/** What a student was paid and is to be paid, the newest first. Drafts are nobody's promise yet. */
export async function paymentsOf(reader: Tx, accountId: number): Promise<Payment[]> {
  const rows = await reader.payLine.findMany({
    where: { accountId, state: { not: 'cancelled' }, run: { state: { not: 'draft' } } },
    include: { run: { select: { state: true } }, bankAccount: { select: { sheba: true } } },
    orderBy: { id: 'desc' },
  });
  return rows.map(({ id, run, bankAccount, bankReference, ...line }) => ({
    lineId: id,
    placementId: line.placementId,
    minutes: line.minutes,
    rialPerHour: line.rialPerHour,
    married: line.married,
    amountRial: line.amountRial,
    state: line.state,
    runState: run.state,
    maskedSheba: maskSheba(bankAccount.sheba),
    reference: bankReference,
    reason: line.reason,
    settledAt: line.settledAt,
  }));
}

const person = { select: { firstName: true, lastName: true } } as const;
const ofRun = {
  lines: {
    include: { account: person, bankAccount: { select: { sheba: true } } },
    orderBy: { id: 'asc' },
  },
  exclusions: { orderBy: { placementId: 'asc' } },
  exports: { orderBy: { id: 'asc' } },
} as const satisfies Prisma.PayRunInclude;

export type PayRunView = Omit<Prisma.PayRunGetPayload<{ include: typeof ofRun }>, 'exclusions'> & {
  readonly count: number;
  readonly sumRial: bigint;
  readonly exclusions: readonly {
    readonly placementId: number;
    readonly reasons: readonly PayExclusion[];
  }[];
};

/** A run with its lines, who is out and why, and its exports. */
export async function payRunById(reader: Tx, runId: number): Promise<PayRunView | undefined> {
  const run = await reader.payRun.findUnique({ where: { id: runId }, include: ofRun });
  if (!run) return undefined;
  const { exclusions, ...rest } = run;
  return {
    ...rest,
    count: run.lines.length,
    sumRial: run.lines.reduce((sum, { amountRial }) => sum + amountRial, 0n),
    exclusions: exclusions.map(({ placementId, reasons }) => ({
      placementId,
      reasons: reasonsOf(reasons),
    })),
  };
}

function reasonsOf(stored: Prisma.JsonValue): PayExclusion[] {
  const words = Array.isArray(stored) ? stored : [];
  return payExclusions.filter((reason) => words.includes(reason));
}

/** Runs of a university, the newest first. */
export function payRunsOf(reader: Tx, { universityId }: { universityId: number }, take = 20) {
  return reader.payRun.findMany({
    where: { universityId },
    include: { _count: { select: { lines: true, exclusions: true } }, term: true },
    orderBy: { id: 'desc' },
    take,
  });
}

/** Lines that the bank returned and for which no later line stands yet. */
export function returnedLines(reader: Tx, { universityId }: { universityId: number }) {
  return reader.payLine.findMany({
    where: {
      state: 'returned',
      run: { universityId },
      placement: { state: 'final', payLines: noneLater },
    },
    include: { account: person, bankAccount: { select: { sheba: true, state: true } } },
    orderBy: { id: 'asc' },
  });
}

const noneLater = {
  none: { state: { in: ['due', 'paid'] } },
} as const satisfies Prisma.PayLineListRelationFilter;
