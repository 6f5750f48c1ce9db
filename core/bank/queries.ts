import type { BankAccount, Prisma } from '../../prisma/generated/client.ts';
import type { TrackingCode } from '../applications/types.ts';
import { type Ok, ok, type Refusal, type Result, refuse } from '../result.ts';
import { fullName, inboxOf, nameOf, waitingBefore } from '../staff/queries.ts';
import { type CanRefusal, can } from '../staff/rules.ts';
import type { Actor, Person } from '../staff/types.ts';
import {
  currentTerm,
  type ListedWindow,
  requireWindow,
  termsOpenFor,
  windowsOf,
} from '../terms/queries.ts';
import type { ListedTerm, OutsideWindow } from '../terms/types.ts';
import type { Tx } from '../work.ts';
import { bankOf, maskSheba } from './rules.ts';
import type { BankAccountState, BankId, HeldPay, Sheba } from './types.ts';

export interface ListedAccount {
  readonly id: number;
  readonly maskedSheba: string;
  readonly bank: BankId | undefined;
  readonly state: BankAccountState;
  readonly reason: string | null;
  readonly declaredAt: Date;
  readonly decidedAt: Date | null;
}

function listed({ id, sheba, state, reason, declaredAt, decidedAt }: BankAccount): ListedAccount {
  const bank = bankOf(sheba as Sheba);
  return { id, maskedSheba: maskSheba(sheba), bank, state, reason, declaredAt, decidedAt };
}

/** The accounts of a student, the newest first. */
export async function accountsOf(reader: Tx, accountId: number): Promise<ListedAccount[]> {
  const rows = await reader.bankAccount.findMany({ where: { accountId }, orderBy: { id: 'desc' } });
  return rows.map(listed);
}

type Moment = { readonly tx: Tx; readonly now: Date };

const inForce = { state: { not: 'replaced' } } as const;

/** The Sheba that a student's pay goes to, or will once it is confirmed; null where there is none. */
export async function shebaToPay(reader: Tx, accountId: number): Promise<Sheba | null> {
  const row = await reader.bankAccount.findFirst({
    where: { accountId, state: { in: ['declared', 'confirmed'] } },
    select: { sheba: true },
  });
  return row && (row.sheba as Sheba);
}

/** `notActive`: no profile that is confirmed; `noTerm`: the university has opened none. */
export type MayNotChange = OutsideWindow | Refusal<'notActive' | 'noTerm'>;

type Changeable = { readonly current: BankAccount | null; readonly universityId: number };

/**
 * Whether a student may declare another Sheba now. The window for accounts holds, but not for who has
 * to change it: the account was refused, or the bank returned a payment.
 */
export async function mayChangeSheba(
  { tx, now }: Moment,
  accountId: number,
): Promise<Result<Changeable, MayNotChange>> {
  const universityId = await universityOf(tx, accountId);
  if (universityId === null) return refuse('notActive');
  const current = await tx.bankAccount.findFirst({ where: { accountId, ...inForce } });
  const mustChange = current?.state === 'refused' || (await hasReturnedPay(tx, accountId));
  const open = mustChange ? ok() : await requireAccountsWindow({ tx, now }, universityId);
  return open.ok ? ok({ current, universityId }) : open;
}

async function universityOf(tx: Tx, accountId: number): Promise<number | null> {
  const profile = await tx.profile.findFirst({
    where: { accountId, account: { state: 'active' } },
    select: { universityId: true },
  });
  return profile?.universityId ?? null;
}

async function requireAccountsWindow(
  { tx, now }: Moment,
  universityId: number,
): Promise<Ok | OutsideWindow | Refusal<'noTerm'>> {
  const term = await termOfAccounts({ tx, now }, universityId);
  if (!term) return refuse('noTerm');
  return requireWindow({ tx, now }, { universityId, termId: term.id, kind: 'accounts' });
}

/** By which term's window an account may be changed: the latest with an open one, or else the present term. */
async function termOfAccounts(
  { tx, now }: Moment,
  universityId: number,
): Promise<ListedTerm | undefined> {
  const open = await termsOpenFor(tx, { universityId, kinds: ['accounts'] }, now);
  return open.at(-1) ?? (await currentTerm(tx, universityId, now));
}

/** Whether a payment came back for which no later line stands, and another account is asked for. */
async function hasReturnedPay(tx: Tx, accountId: number): Promise<boolean> {
  const returned = await tx.payLine.count({
    where: {
      accountId,
      state: 'returned',
      releasedAt: null,
      placement: { payLines: { none: { state: { in: ['due', 'paid'] } } } },
    },
  });
  return returned > 0;
}

/** Payments on their way to the account in force, the oldest first. */
export async function heldPayOf(reader: Tx, accountId: number): Promise<HeldPay[]> {
  const rows = await reader.payLine.findMany({
    where: {
      accountId,
      state: 'due',
      bankAccount: inForce,
      run: { state: { in: ['frozen', 'approved', 'exported'] } },
    },
    select: { id: true, amountRial: true, run: { select: { state: true } } },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id, amountRial, run }) => ({
    lineId: id,
    amountRial,
    isAtBank: run.state === 'exported',
  }));
}

/** The account of a student as the own page shows it. */
export interface OwnAccount {
  readonly current: ListedAccount | null;
  /** Those that were changed, the newest first. */
  readonly earlier: readonly ListedAccount[];
  /** By when an officer should have looked at it; null where it waits for nobody. */
  readonly decisionDueAt: Date | null;
  readonly held: readonly HeldPay[];
  /** Whether the bank returned a payment that is not made anew, nor to the same account. */
  readonly hasReturned: boolean;
  /** Whether it may be changed now. */
  readonly change: Ok | MayNotChange;
  /** When accounts may be changed: of a term in which that is open now, or else of the present one; null where no days are set. */
  readonly window: ListedWindow | null;
}

export async function ownAccount(moment: Moment, accountId: number): Promise<OwnAccount> {
  const { tx, now } = moment;
  const accounts = await accountsOf(tx, accountId);
  const current = accounts.find(({ state }) => state !== 'replaced') ?? null;
  const item = current && (await waitingItem(tx, current.id));
  const universityId = await universityOf(tx, accountId);
  const term = universityId === null ? undefined : await termOfAccounts(moment, universityId);
  const windows =
    universityId === null || !term
      ? []
      : await windowsOf(tx, { universityId, termId: term.id }, now);
  return {
    current,
    earlier: accounts.filter((account) => account !== current),
    decisionDueAt: item?.dueAt ?? null,
    held: await heldPayOf(tx, accountId),
    hasReturned: await hasReturnedPay(tx, accountId),
    change: await mayChangeSheba(moment, accountId),
    window: windows.find(({ kind }) => kind === 'accounts') ?? null,
  };
}

const waitingItem = (tx: Tx, subjectId: number) =>
  tx.workItem.findFirst({
    where: { kind: 'confirmBankAccount', subjectId, closedAt: null },
    select: { dueAt: true },
  });

/** What an officer sees who confirms: the number in full, beside the owner's names. */
export type AccountToConfirm = ListedAccount & {
  readonly sheba: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
};

/** An account as an officer may see it, with whose it is and what was decided. */
export type AccountView = AccountToConfirm & {
  readonly studentNumber: string | null;
  /** Of the student's latest application. */
  readonly trackingCode: string | null;
  readonly evidence: string | null;
  readonly decidedBy: string | null;
};

/** Refused to whoever may not decide on it, the student included. */
export async function accountView(
  reader: Tx,
  actor: Actor,
  bankAccountId: number,
): Promise<Result<{ readonly view: AccountView }, Refusal<'notFound'> | CanRefusal>> {
  const row = await reader.bankAccount.findUnique({
    where: { id: bankAccountId },
    include: { account: { select: owner } },
  });
  if (!row) return refuse('notFound');
  const { profile, applications, ...names } = row.account;
  const universityId = profile?.universityId ?? null;
  const allowed = can(actor, 'decideBankAccount', { universityId, ownerId: row.accountId });
  if (!allowed.ok) return allowed;
  const view: AccountView = {
    ...listed(row),
    ...names,
    sheba: row.sheba,
    studentNumber: profile?.studentNumber ?? null,
    trackingCode: applications[0]?.trackingCode ?? null,
    evidence: row.evidence,
    decidedBy: await nameOf(reader, row.decidedById),
  };
  return ok({ view });
}

const owner = {
  firstName: true,
  lastName: true,
  profile: { select: { universityId: true, studentNumber: true } },
  applications: { orderBy: { id: 'desc' }, take: 1, select: { trackingCode: true } },
} as const;

/** The account in force of the student whose application has a code. */
export async function accountOfCode(
  reader: Tx,
  trackingCode: TrackingCode,
): Promise<number | undefined> {
  const row = await reader.bankAccount.findFirst({
    where: { state: { not: 'replaced' }, account: { applications: { some: { trackingCode } } } },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  return row?.id;
}

export type WaitingAccounts = {
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly accounts: readonly {
    readonly id: number;
    readonly name: string | null;
    readonly trackingCode: string | null;
    readonly maskedSheba: string;
    readonly bank: BankId | undefined;
    readonly declaredAt: Date;
    readonly isOverdue: boolean;
  }[];
};

/** Accounts whose ownership waits for this officer, the most urgent first. */
export async function accountsWaiting(
  reader: Tx,
  person: Person,
  { page, now }: { page: number; now: Date },
): Promise<WaitingAccounts> {
  const inbox = await inboxOf(reader, person, { kind: 'confirmBankAccount', page, now });
  const rows = await reader.bankAccount.findMany({
    where: { id: { in: inbox.items.map(({ subjectId }) => subjectId) } },
    include: { account: { select: owner } },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const accounts = inbox.items.flatMap(({ subjectId, dueAt }) => {
    const row = byId.get(subjectId);
    if (!row) return [];
    const { id, maskedSheba, bank, declaredAt } = listed(row);
    const { applications, ...names } = row.account;
    const trackingCode = applications[0]?.trackingCode ?? null;
    const isOverdue = dueAt < now;
    return [{ id, name: fullName(names), trackingCode, maskedSheba, bank, declaredAt, isOverdue }];
  });
  return { total: inbox.total, page: inbox.page, pages: inbox.pages, accounts };
}

/**
 * The account that comes next in an officer's pile after another one, or the first; with how many
 * wait. One's own is passed over, for nobody decides on it.
 */
export async function nextAccount(
  reader: Tx,
  person: Person,
  after: number,
): Promise<{ readonly bankAccountId: number; readonly waiting: number } | undefined> {
  const own = await reader.bankAccount.findMany({
    where: { accountId: person.accountId ?? 0 },
    select: { id: true },
  });
  const ownIds = own.map(({ id }) => id);
  const here = await reader.workItem.findFirst({
    where: { kind: 'confirmBankAccount', subjectId: after },
    orderBy: { id: 'desc' },
  });
  const before = await waitingBefore(reader, person);
  const waiting = (notIn: number[]): Prisma.WorkItemWhereInput => ({
    AND: [before],
    kind: 'confirmBankAccount',
    subjectId: { notIn },
  });
  const first = (where: Prisma.WorkItemWhereInput) =>
    reader.workItem.findFirst({ where, orderBy: [{ dueAt: 'asc' }, { id: 'asc' }] });
  const later = here && {
    ...waiting(ownIds),
    OR: [{ dueAt: { gt: here.dueAt } }, { dueAt: here.dueAt, id: { gt: here.id } }],
  };
  const next = (later && (await first(later))) ?? (await first(waiting([...ownIds, after])));
  if (!next) return undefined;
  const count = await reader.workItem.count({ where: waiting(ownIds) });
  return { bankAccountId: next.subjectId, waiting: count };
}
