import type { Prisma } from '../../prisma/generated/client.ts';
import { type Ok, ok, type Refusal, refuse } from '../result.ts';
import { type CanRefusal, can, signature } from '../staff/rules.ts';
import type { Person } from '../staff/types.ts';
import type { Tx, Work } from '../work.ts';
import { undeliveredWhere } from './queries.ts';
import { isMailed } from './rules.ts';
import {
  type Channel,
  type ClaimedMessage,
  type Notice,
  type SendOutcome,
  unknownNotice,
} from './types.ts';

const reach = {
  id: true,
  email: true,
  mobile: true,
  language: true,
  session: { select: { chatId: true, unreachableAt: true } },
} as const;

/**
 * Writes what a person must be told, in the transaction that causes it: for the chat, if there is
 * one. What must not be missed goes to the mailbox too, and to the phone where no chat can be
 * written to.
 */
export function tell(work: Work, accountId: number, notice: Notice): Promise<void> {
  return tellAll(work, [{ accountId, notice }]);
}

/** The messenger has just refused to write to this chat: what must not be missed goes to the phone. */
export async function tellElsewhere(work: Work, chatId: bigint, notice: Notice): Promise<void> {
  if (!isMailed(notice)) return;
  const where = { session: { chatId } };
  const account = await work.tx.account.findFirst({ where, select: reach });
  if (account?.mobile) tellBySms(work, account.mobile, account.language, notice);
}

/** As `tell`, to many people at once. */
export async function tellAll(
  work: Work,
  told: readonly { readonly accountId: number; readonly notice: Notice }[],
): Promise<void> {
  if (told.length === 0) return;
  const ids = [...new Set(told.map(({ accountId }) => accountId))];
  const rows = await work.tx.account.findMany({ where: { id: { in: ids } }, select: reach });
  const accounts = new Map(rows.map((account) => [account.id, account]));
  for (const { accountId, notice } of told) {
    const account = accounts.get(accountId);
    if (account) tellOne(work, account, notice);
  }
}

type Reached = Prisma.AccountGetPayload<{ select: typeof reach }>;

function tellOne(work: Work, { email, mobile, language, session }: Reached, notice: Notice): void {
  if (session) tellChat(work, session.chatId, notice);
  if (!isMailed(notice)) return;
  if (email !== null) tellByEmail(work, email, language, notice);
  const inReach = session !== null && session.unreachableAt === null;
  if (!inReach && mobile !== null) tellBySms(work, mobile, language, notice);
}

/** As `tell`, for a chat that is known. */
export function tellChat(work: Work, chatId: bigint, notice: Notice): void {
  work.send({ kind: 'notice', channel: 'telegram', chatId, payload: { notice } });
}

/** As `tell`, by e-mail. */
export function tellByEmail(
  work: Work,
  address: string,
  language: 'fa' | 'en',
  notice: Notice,
): void {
  work.send({ kind: 'notice', channel: 'email', address, payload: { notice, language } });
}

/** As `tell`, by SMS. */
export function tellBySms(work: Work, mobile: string, language: 'fa' | 'en', notice: Notice): void {
  work.send({ kind: 'notice', channel: 'sms', address: mobile, payload: { notice, language } });
}

/**
 * Takes up to `limit` messages of some channels that are due, for `leaseSeconds`. Of one chat only the oldest is
 * taken, and only when none of that chat is on its way, so that a chat reads them in order.
 * Replicas skip each other's rows.
 */
export async function claimDue(
  tx: Tx,
  by: {
    worker: string;
    now: Date;
    leaseSeconds: number;
    limit: number;
    channels: readonly Channel[];
  },
): Promise<ClaimedMessage[]> {
  const leaseUntil = new Date(by.now.getTime() + by.leaseSeconds * 1000);
  return tx.$queryRaw<ClaimedMessage[]>`
    UPDATE "OutboxMessage" SET "state" = 'sending', "leasedBy" = ${by.worker},
      "leaseUntil" = ${leaseUntil}, "attempts" = "attempts" + 1
    WHERE "id" IN (
      SELECT "id" FROM "OutboxMessage" AS "next"
      WHERE "state" = 'pending' AND "dueAt" <= ${by.now}
        AND "channel"::text = ANY (${by.channels})
        AND NOT EXISTS (
          SELECT 1 FROM "OutboxMessage" AS "earlier"
          WHERE "earlier"."chatId" = "next"."chatId" AND "earlier"."id" < "next"."id"
            AND "earlier"."state" = ANY (ARRAY['pending'::"OutboxState", 'sending'::"OutboxState"])
            AND "earlier"."error" IS DISTINCT FROM ${unknownNotice}
        )
      ORDER BY "id" LIMIT ${by.limit} FOR UPDATE SKIP LOCKED
    )
    RETURNING "id", "kind"::text, "channel"::text, "chatId", "address", "payload", "attempts", "createdAt", "expiresAt", "leasedBy"`;
}

/** A worker that died left its rows leased: they are due again. Returns how many. */
export function freeExpiredLeases(tx: Tx, now: Date): Promise<number> {
  return tx.$executeRaw`
    UPDATE "OutboxMessage" SET "state" = 'pending', "leasedBy" = NULL, "leaseUntil" = NULL
    WHERE "state" = 'sending' AND "leaseUntil" <= ${now}`;
}

/** For the embedded database, which this process owns alone: whoever held a lease is gone. */
export function freeAllLeases(tx: Tx): Promise<number> {
  return tx.$executeRaw`
    UPDATE "OutboxMessage" SET "state" = 'pending', "leasedBy" = NULL, "leaseUntil" = NULL
    WHERE "state" = 'sending'`;
}

/**
 * Whether a chat still waits for something older than `before`, or it is just on its way. What waits
 * for its next attempt is due now, since the person is here; only where the messenger named a pause
 * is that kept.
 */
export async function hurryEarlier(
  tx: Tx,
  chatId: bigint,
  { before, now }: { before: bigint; now: Date },
): Promise<boolean> {
  const waiting = await tx.outboxMessage.findMany({
    where: { chatId, id: { lt: before }, state: { in: ['pending', 'sending'] } },
    select: { id: true, error: true },
  });
  const earlier = waiting.filter(({ error }) => error !== unknownNotice);
  const hurried = earlier.filter(({ error }) => error !== pauseNamed).map(({ id }) => id);
  if (hurried.length > 0) {
    await tx.outboxMessage.updateMany({
      where: { id: { in: hurried }, state: 'pending', dueAt: { gt: now } },
      data: { dueAt: now },
    });
  }
  return earlier.length > 0;
}

type Leased = { readonly id: bigint; readonly leasedBy: string | null };

/** Gives messages up that one process has leased: a worker sends them when they are due. */
export async function release(tx: Tx, messages: readonly Leased[]): Promise<void> {
  const [first] = messages;
  if (!first) return;
  const ids = messages.map(({ id }) => id);
  await tx.outboxMessage.updateMany({
    where: { id: { in: ids }, state: 'sending', leasedBy: first.leasedBy },
    data: { state: 'pending', leasedBy: null, leaseUntil: null },
  });
}

/** Replies that arrived are forgotten; the table keeps what may be asked for later. */
export async function forgetReplies(tx: Tx, ids: readonly bigint[]): Promise<void> {
  if (ids.length > 0)
    await tx.$executeRaw`/* forgetReplies */ DELETE FROM "OutboxMessage" WHERE "id" = ANY (${ids})`;
}

/** The word for a message that the messenger wants to have later, and said when. */
export const pauseNamed = 'flood';

/**
 * Writes down how sending one message went; `attempts` where this attempt was counted. What did not
 * arrive is written only by who holds the lease: it may be on its way again from elsewhere.
 */
export async function settle(
  tx: Tx,
  message: Leased & { readonly kind: string; readonly attempts?: number },
  outcome: SendOutcome,
  now: Date,
): Promise<void> {
  if (outcome.state === 'sent' && message.kind === 'reply') {
    return forgetReplies(tx, [message.id]);
  }
  const { id, leasedBy } = message;
  if (outcome.state === 'pending' && outcome.rest) {
    const reply = JSON.stringify({ reply: outcome.rest });
    await tx.$executeRaw`
      UPDATE "OutboxMessage" SET "payload" = "payload" || ${reply}::jsonb
      WHERE "id" = ${id} AND "state" = 'sending' AND "leasedBy" IS NOT DISTINCT FROM ${leasedBy}`;
  }
  const free = { leasedBy: null, leaseUntil: null };
  const data =
    outcome.state === 'pending'
      ? {
          ...free,
          state: outcome.state,
          dueAt: outcome.dueAt,
          error: outcome.error,
          ...(outcome.untouched && message.attempts ? { attempts: message.attempts - 1 } : {}),
        }
      : outcome.state === 'sent'
        ? { ...free, state: outcome.state, sentAt: now, providerId: outcome.providerId ?? null }
        : { ...free, state: outcome.state, error: outcome.error };
  const where = { id, state: 'sending', ...(outcome.state !== 'sent' && { leasedBy }) } as const;
  await tx.outboxMessage.updateMany({ where, data });
}

/** Notes that a chat cannot be written to, until it writes again. */
export async function markUnreachable(tx: Tx, chatId: bigint, now: Date): Promise<void> {
  await tx.chatSession.updateMany({
    where: { chatId, unreachableAt: null },
    data: { unreachableAt: now },
  });
}

/**
 * The person is back: what they could not be told, and is still worth telling, is due again, with as
 * much time as if it were written now. Replies are not: they answered what was done before.
 */
export async function reviveNotices(tx: Tx, chatId: bigint, now: Date): Promise<number> {
  const { count } = await tx.outboxMessage.updateMany({
    where: {
      chatId,
      kind: 'notice',
      state: 'unreachable',
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    },
    data: { state: 'pending', dueAt: now, createdAt: now, attempts: 0, error: null },
  });
  return count;
}

/** Rows that one step deletes, so that each is a matter of a moment. */
const stepLength = 5_000;

/** A job, step by step: forgets what was sent, or was given up, before an instant; it holds what people were told. */
export async function forgetSent(tx: Tx, before: Date): Promise<{ readonly more: boolean }> {
  const deleted = await tx.$executeRaw`
    DELETE FROM "OutboxMessage" WHERE "id" IN (
      SELECT "id" FROM "OutboxMessage" WHERE "createdAt" < ${before}
        AND "state" IN ('sent', 'failed', 'expired', 'unreachable') LIMIT ${stepLength}
    )`;
  return { more: deleted === stepLength };
}

/**
 * Sends messages again that were given up: one, or all. They have all their attempts again, as if
 * they were written now.
 */
export async function resendUndelivered(
  work: Work,
  person: Person,
  which: { readonly id: bigint } | 'all',
): Promise<Ok<{ readonly count: number }> | CanRefusal | Refusal<'notFound'>> {
  const allowed = can(person, 'resendMessages', {});
  if (!allowed.ok) return allowed;
  const { count } = await work.tx.outboxMessage.updateMany({
    where: { ...undeliveredWhere, ...(which === 'all' ? {} : { id: which.id }) },
    data: { state: 'pending', dueAt: work.now, createdAt: work.now, attempts: 0, error: null },
  });
  if (count === 0) return refuse('notFound');
  work.record({
    action: 'message.resent',
    subject: { type: 'message', id: which === 'all' ? 'all' : String(which.id) },
    ...signature(person, allowed.holding),
    after: { count },
  });
  return ok({ count });
}
