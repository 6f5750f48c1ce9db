import { Prisma } from '../../prisma/generated/client.ts';
import { type Ok, ok, type Refusal, refuse } from '../result.ts';
import { type CanRefusal, can, signature } from '../staff/rules.ts';
import type { Person } from '../staff/types.ts';
import type { Tx, Work } from '../work.ts';
import { undeliveredWhere } from './queries.ts';
import { isMailed } from './rules.ts';
import {
  type Channel,
  type ClaimedMessage,
  type NewOutboxMessage,
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
export function tell(
  work: Work,
  accountId: number,
  notice: Notice,
  { namedIds }: Pick<Told, 'namedIds'> = {},
): Promise<void> {
  return tellAll(work, [{ accountId, notice, ...(namedIds && { namedIds }) }]);
}

/** What one person is told. */
interface Told {
  readonly accountId: number;
  readonly notice: Notice;
  /** Accounts of the others whom it names: what they were named in goes when they leave. */
  readonly namedIds?: readonly number[];
}

/** The messenger has just refused to write to this chat: what must not be missed goes to the phone. */
export async function tellElsewhere(work: Work, chatId: bigint, notice: Notice): Promise<void> {
  if (!isMailed(notice)) return;
  const where = { session: { chatId } };
  const account = await work.tx.account.findFirst({ where, select: reach });
  if (!account?.mobile) return;
  const { id: accountId, mobile: address, language } = account;
  tellBySms(work, { address, language, accountId }, notice);
}

/** As `tell`, to many people at once. */
export async function tellAll(work: Work, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return;
  const ids = [...new Set(told.map(({ accountId }) => accountId))];
  const rows = await work.tx.account.findMany({ where: { id: { in: ids } }, select: reach });
  const accounts = new Map(rows.map((account) => [account.id, account]));
  for (const { accountId, notice, namedIds = [] } of told) {
    const account = accounts.get(accountId);
    if (account) tellOne(work, account, { notice, whose: { accountId, namedIds } });
  }
}

type Reached = Prisma.AccountGetPayload<{ select: typeof reach }>;

function tellOne(
  work: Work,
  { email, mobile, language, session }: Reached,
  { notice, whose }: { readonly notice: Notice; readonly whose: Whose },
): void {
  if (session) tellChat(work, session.chatId, notice, whose);
  if (!isMailed(notice)) return;
  if (email !== null) tellByEmail(work, { address: email, language, ...whose }, notice);
  const inReach = session !== null && session.unreachableAt === null;
  if (!inReach && mobile !== null) tellBySms(work, { address: mobile, language, ...whose }, notice);
}

/** To whom it is said, and of whom, where they have accounts: by this it is found when they leave. */
type Whose = Pick<NewOutboxMessage, 'accountId' | 'namedIds'>;

/** As `tell`, for a chat that is known. */
export function tellChat(work: Work, chatId: bigint, notice: Notice, whose: Whose = {}): void {
  work.send({ kind: 'notice', channel: 'telegram', chatId, ...whose, payload: { notice } });
}

type ToAddress = Whose & { readonly address: string; readonly language: 'fa' | 'en' };

/** As `tell`, by e-mail. */
export function tellByEmail(work: Work, { language, ...to }: ToAddress, notice: Notice): void {
  work.send({ kind: 'notice', channel: 'email', ...to, payload: { notice, language } });
}

/** As `tell`, by SMS to a number in E.164. */
export function tellBySms(work: Work, { language, ...to }: ToAddress, notice: Notice): void {
  work.send({ kind: 'notice', channel: 'sms', ...to, payload: { notice, language } });
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
    RETURNING "id", "kind"::text, "channel"::text, "chatId", "address", "payload", "attempts", "createdAt", "expiresAt", "leasedBy",
      (SELECT xmin::text FROM "ChatSession" AS "chat" WHERE "chat"."chatId" = "OutboxMessage"."chatId") AS "chatSeen"`;
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

const free = { leasedBy: null, leaseUntil: null } as const;

/** Gives messages up that one process has leased: a worker sends them when they are due. */
export async function release(tx: Tx, messages: readonly Leased[]): Promise<void> {
  const [first] = messages;
  if (!first) return;
  const ids = messages.map(({ id }) => id);
  await tx.outboxMessage.updateMany({
    where: { id: { in: ids }, state: 'sending', leasedBy: first.leasedBy },
    data: { ...free, state: 'pending' },
  });
}

/** Replies that arrived are forgotten; the table keeps what may be asked for later. */
export async function forgetReplies(tx: Tx, ids: readonly bigint[]): Promise<void> {
  if (ids.length > 0)
    await tx.$executeRaw`/* forgetReplies */ DELETE FROM "OutboxMessage" WHERE "id" = ANY (${ids})`;
}

/** What was answered in a chat, and never arrived, is nobody's once its account is signed in elsewhere. */
export async function forgetUndelivered(tx: Tx, chatId: bigint): Promise<void> {
  await tx.outboxMessage.deleteMany({
    where: { chatId, kind: 'reply', state: { in: ['failed', 'expired', 'unreachable'] } },
  });
}

/** The word for a message that the messenger wants to have later, and said when. */
export const pauseNamed = 'flood';

type Sent = Leased & {
  readonly kind: string;
  readonly chatId: bigint | null;
  /** Where this attempt was counted. */
  readonly attempts?: number;
};

type Outcome<State extends SendOutcome['state']> = Extract<SendOutcome, { readonly state: State }>;

/**
 * Writes down how sending one message went. What arrived is not sent again, though the lease was over
 * by then. What did not is written only by who holds the lease, since it may be on its way again from
 * elsewhere; and only of the chat that it was sent to: where its person has another by now, it is due
 * there.
 */
export async function settle(
  tx: Tx,
  message: Sent,
  outcome: SendOutcome,
  now: Date,
): Promise<void> {
  if (outcome.state === 'sent') return settleSent(tx, message, outcome, now);
  const { id, leasedBy, chatId } = message;
  if (outcome.state === 'pending' && outcome.rest) await keepRest(tx, message, outcome.rest);
  const fate = outcome.state === 'pending' ? putBack(message, outcome) : outcome;
  const { count } = await tx.outboxMessage.updateMany({
    where: { id, state: 'sending', leasedBy, chatId },
    data: { ...free, ...fate },
  });
  // Who carried it to another chat has made it due there.
  if (count === 0) await release(tx, [message]);
}

async function settleSent(
  tx: Tx,
  { id, kind }: Sent,
  { providerId }: Outcome<'sent'>,
  now: Date,
): Promise<void> {
  if (kind === 'reply') return forgetReplies(tx, [id]);
  await tx.outboxMessage.updateMany({
    where: { id, state: { in: ['sending', 'pending'] } },
    data: { ...free, state: 'sent', sentAt: now, providerId: providerId ?? null },
  });
}

const putBack = ({ attempts }: Sent, { dueAt, error, untouched }: Outcome<'pending'>) => ({
  ...{ state: 'pending' as const, dueAt, error },
  ...(untouched && attempts ? { attempts: attempts - 1 } : {}),
});

/** What is left to be said; in another chat all of it would be. */
async function keepRest(
  tx: Tx,
  { id, leasedBy, chatId }: Sent,
  rest: NonNullable<Outcome<'pending'>['rest']>,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "OutboxMessage" SET "payload" = "payload" || ${JSON.stringify({ reply: rest })}::jsonb
    WHERE "id" = ${id} AND "state" = 'sending' AND "leasedBy" IS NOT DISTINCT FROM ${leasedBy}
      AND "chatId" IS NOT DISTINCT FROM ${chatId}`;
}

/**
 * Whether a chat has been as it was since a message for it was claimed; one that is known stays so until
 * the commit. Otherwise its person may have come back after the messenger refused the message.
 */
export async function isStillAsSeen(
  tx: Tx,
  { chatId, chatSeen }: Pick<ClaimedMessage, 'chatId' | 'chatSeen'>,
): Promise<boolean> {
  const [chat] = await tx.$queryRaw<{ readonly version: string }[]>`
    SELECT xmin::text AS "version" FROM "ChatSession" WHERE "chatId" = ${chatId} FOR UPDATE`;
  return (chat?.version ?? null) === chatSeen;
}

/** Notes that a chat cannot be written to, until it writes again. */
export async function markUnreachable(tx: Tx, chatId: bigint, now: Date): Promise<void> {
  await tx.chatSession.updateMany({
    where: { chatId, unreachableAt: null },
    data: { unreachableAt: now },
  });
}

/** Notices for whoever has the chat, whose account is elsewhere by then. */
const ofChat: readonly Notice['name'][] = ['signedInElsewhere'];
const isOfChat = Prisma.sql`"payload" -> 'notice' ->> 'name' = ANY (${ofChat})`;

/** As if it were written now, with all its attempts. */
const dueAnew = (now: Date): Prisma.Sql => Prisma.sql`
  "dueAt" = ${now}, "createdAt" = ${now}, "attempts" = 0, "error" = NULL`;

/**
 * The person is back: what they could not be told, and is still worth telling, is due again, with as
 * much time as if it were written now. Replies are not: they answered what was done before; nor is what
 * was meant for an account that is not in this chat. Returns how many.
 */
export function reviveNotices(tx: Tx, chatId: bigint, now: Date): Promise<number> {
  return tx.$executeRaw`
    UPDATE "OutboxMessage" SET "state" = 'pending', ${dueAnew(now)}
    WHERE "chatId" = ${chatId} AND "kind" = 'notice' AND "state" = 'unreachable'
      AND ("expiresAt" IS NULL OR "expiresAt" > ${now})
      AND ("accountId" IS NULL OR ${isOfChat}
        OR "accountId" = (SELECT "accountId" FROM "ChatSession" WHERE "chatId" = ${chatId}))`;
}

/**
 * An account is signed in in this chat: what waits for the person, or could not be told, wherever that
 * was, is due here, as if it were written now. What was said in part is said whole. Of a message on its
 * way to the former chat only what does not arrive there comes here.
 */
export async function carryNotices(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  { accountId, chatId }: { readonly accountId: number; readonly chatId: bigint },
): Promise<void> {
  // In one statement: a worker may take one of them, or put it back, at any moment.
  await tx.$executeRaw`
    UPDATE "OutboxMessage" SET ${dueAnew(now)}, "chatId" = ${chatId}, "payload" = "payload" - 'reply',
      "state" = CASE "state" WHEN 'sending' THEN "state" ELSE 'pending' END
    WHERE "accountId" = ${accountId} AND "channel" = 'telegram' AND "kind" = 'notice'
      AND ("state" = 'unreachable' OR "state" IN ('pending', 'sending') AND "chatId" <> ${chatId})
      AND ("expiresAt" IS NULL OR "expiresAt" > ${now}) AND NOT ${isOfChat}`;
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
