import type { PayLineState, PayRunState, Prisma } from '../../prisma/generated/client.ts';
import { bankOf, maskSheba } from '../bank/rules.ts';
import type { BankAccountState, BankId, Sheba } from '../bank/types.ts';
import { payableMinutes } from '../placements/rules.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { fullName, inboxOf } from '../staff/queries.ts';
import { type CanRefusal, can } from '../staff/rules.ts';
import type { Actor, Person } from '../staff/types.ts';
import { termOf } from '../terms/queries.ts';
import type { ListedTerm } from '../terms/types.ts';
import type { Tx } from '../work.ts';
import type { ReturnWait } from './types.ts';

/** A payment of a run as finance sees it, with how its amount comes about. */
export type PayLineView = {
  readonly id: number;
  readonly runId: number;
  readonly runState: PayRunState;
  readonly name: string | null;
  readonly studentNumber: string | null;
  readonly trackingCode: string;
  readonly unit: { readonly nameFa: string; readonly nameEn: string };
  readonly term: ListedTerm;
  readonly minutes: number;
  readonly rialPerHour: bigint;
  readonly married: boolean;
  readonly amountRial: bigint;
  readonly state: PayLineState;
  readonly maskedSheba: string;
  readonly bank: BankId | undefined;
  readonly reference: string | null;
  readonly reason: string | null;
  readonly settledAt: Date | null;
  /** Of a returned one; null otherwise. */
  readonly wait: ReturnWait | null;
  /** The account in force of the student. */
  readonly current: { readonly id: number; readonly state: BankAccountState } | null;
  /** Whether this officer may say that the same account is paid again. */
  readonly mayRelease: boolean;
  /** Whether this officer may note the other result than the one that is noted. */
  readonly mayCorrect: boolean;
};

const parts = {
  run: { select: { state: true, universityId: true } },
  bankAccount: { select: { sheba: true } },
  account: {
    select: {
      firstName: true,
      lastName: true,
      profile: { select: { studentNumber: true } },
      bankAccounts: { where: { state: { not: 'replaced' } }, select: { id: true, state: true } },
    },
  },
  placement: {
    select: {
      term: true,
      unit: { select: { nameFa: true, nameEn: true } },
      application: { select: { trackingCode: true } },
      payLines: {
        where: { state: { in: ['due', 'paid'] } },
        select: { state: true },
      },
      hours: true,
      corrections: true,
    },
  },
} as const satisfies Prisma.PayLineInclude;

type Row = Prisma.PayLineGetPayload<{ include: typeof parts }>;

/** Refused to whoever has nothing to do with the pay of its university. */
export async function payLineView(
  reader: Tx,
  actor: Actor,
  lineId: number,
): Promise<Result<{ readonly view: PayLineView }, Refusal<'notFound'> | CanRefusal>> {
  const row = await reader.payLine.findUnique({ where: { id: lineId }, include: parts });
  if (!row) return refuse('notFound');
  const { universityId } = row.run;
  const seen = can(actor, 'approvePayRun', { universityId });
  if (!seen.ok) return seen;
  const subject = { universityId, ownerId: row.accountId };
  const mayRelease = waitOf(row) === 'another' && can(actor, 'releasePayLine', subject).ok;
  const [current = null] = row.account.bankAccounts;
  const { account, placement } = row;
  return ok({
    view: {
      ...row,
      runState: row.run.state,
      name: fullName(account),
      studentNumber: account.profile?.studentNumber ?? null,
      trackingCode: placement.application.trackingCode,
      unit: placement.unit,
      term: termOf(placement.term),
      maskedSheba: maskSheba(row.bankAccount.sheba),
      bank: bankOf(row.bankAccount.sheba as Sheba),
      reference: row.bankReference,
      wait: waitOf(row),
      current,
      mayRelease: mayRelease && current?.state === 'confirmed',
      mayCorrect: isCorrectable(row) && can(actor, 'correctResult', subject).ok,
    },
  });
}

/** A returned one that a later run pays again must not be noted as paid as well. */
const isCorrectable = ({ state, placement }: Row): boolean =>
  state === 'paid' || (state === 'returned' && placement.payLines.length === 0);

function waitOf({ state, bankAccountId, releasedAt, account, placement }: Row): ReturnWait | null {
  if (state !== 'returned') return null;
  const [later] = placement.payLines;
  if (later) return later.state === 'paid' ? 'paid' : 'inRun';
  if (payableMinutes(placement.hours, placement.corrections) === 0) return 'nothing';
  const [current] = account.bankAccounts;
  if (current === undefined) return 'another';
  if (current.state === 'declared') return 'confirmation';
  if (current.state === 'refused') return 'refused';
  return current.id === bankAccountId && releasedAt === null ? 'another' : 'nextRun';
}

export type ReturnedList = {
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly lines: readonly {
    readonly id: number;
    readonly name: string | null;
    readonly amountRial: bigint;
    readonly reason: string | null;
    readonly wait: ReturnWait | null;
  }[];
};

/** Returned payments that no later run has yet, of the universities whose finance a person holds. */
export async function returnedWaiting(
  reader: Tx,
  person: Person,
  { page, now }: { page: number; now: Date },
): Promise<ReturnedList> {
  const inbox = await inboxOf(reader, person, { kind: 'returnedPayLine', page, now });
  const rows = await reader.payLine.findMany({
    where: { id: { in: inbox.items.map(({ subjectId }) => subjectId) } },
    include: parts,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const lines = inbox.items.flatMap(({ subjectId }) => {
    const row = byId.get(subjectId);
    if (!row) return [];
    const { id, amountRial, reason } = row;
    return [{ id, name: fullName(row.account), amountRial, reason, wait: waitOf(row) }];
  });
  return { total: inbox.total, page: inbox.page, pages: inbox.pages, lines };
}
