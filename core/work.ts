import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { Prisma } from '../prisma/generated/client.ts';
import type { AuditAction } from './audit/types.ts';
import { type NewOutboxMessage, unknownNotice } from './outbox/types.ts';

/** The database as one transaction sees it. */
export type Tx = Prisma.TransactionClient;

export interface Random {
  /** 0 <= value < maxExclusive, uniform. */
  int(maxExclusive: number): number;
  bytes(length: number): Uint8Array;
  uuid(): string;
}

export const secureRandom: Random = { int: randomInt, bytes: randomBytes, uuid: randomUUID };

/** What one change says of itself in the audit record: ids and words of the domain, no personal data. */
export interface AuditEntry {
  readonly action: AuditAction;
  readonly subject: { readonly type: string; readonly id: string | number };
  readonly actorId: number | null;
  readonly behalfOfId?: number;
  readonly universityId?: number | null;
  readonly before?: Prisma.InputJsonObject;
  readonly after?: Prisma.InputJsonObject;
}

/** An outbox row as it was written by this unit of work. */
export interface WrittenMessage {
  readonly id: bigint;
  readonly message: NewOutboxMessage;
  /** Leased by its writer, while its chat waited for something older. */
  readonly behind: boolean;
  /** The version that its transaction gave to rows that it changed: to its chat's, as a rule. */
  readonly version: string;
}

/**
 * One unit of work: one transaction, one instant. What is to be recorded and sent is collected here
 * and written as the last statements before the commit; what is recorded gets its place in the audit
 * chain, which orders all writers, in the commit itself.
 */
export interface Work {
  readonly tx: Tx;
  readonly now: Date;
  readonly random: Random;
  /** The installation's secret, from which one-time codes are derived. */
  readonly secret: Uint8Array;
  record(entry: AuditEntry): void;
  send(message: NewOutboxMessage): void;
}

/** What is decided by one at a time although no row stands for it. Each has a space of its own in the database. */
const rows = {
  codesForAddress: 101,
  countersOfChat: 102,
  studentNumber: 103,
  registryImport: 104,
  administration: 105,
  cartablePlace: 106,
  passwordGuesses: 107,
} as const;

/** Waits until nobody else decides the same, and holds it until the commit. */
export async function waitInRow(tx: Tx, row: keyof typeof rows, key = ''): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${rows[row]}::int, hashtext(${key}))`;
}

export interface WorkTools {
  readonly now: () => Date;
  readonly random: Random;
  readonly secret: Uint8Array;
}

/** Something was asked of a unit of work that only a transaction has. */
export class NeedsTransaction extends Error {}

const needsTransaction = (): never => {
  throw new NeedsTransaction();
};

/** A unit of work without a transaction, for what may come out without one: it knows the time, and refuses the rest. */
export const workWithoutTransaction = (tools: WorkTools): Work => ({
  get tx() {
    return needsTransaction();
  },
  now: tools.now(),
  random: tools.random,
  secret: tools.secret,
  record: needsTransaction,
  send: needsTransaction,
});

/** What a unit of work came to. */
export interface Done<Value> {
  readonly value: Value;
  /** The outbox rows that it wrote. */
  readonly written: readonly WrittenMessage[];
  /** The actions that it recorded. */
  readonly recorded: readonly AuditAction[];
}

/** Runs `change` as one unit of work inside `tx`. */
export async function runWork<Value>(
  tx: Tx,
  tools: WorkTools,
  change: (work: Work) => Promise<Value>,
): Promise<Done<Value>> {
  const entries: AuditEntry[] = [];
  const outgoing: NewOutboxMessage[] = [];
  const now = tools.now();
  const value = await change({
    tx,
    now,
    random: tools.random,
    secret: tools.secret,
    record: (entry) => void entries.push(entry),
    send: (message) => void outgoing.push(message),
  });
  const written = await writeOutgoing(tx, now, outgoing);
  await writeEntries(tx, now, entries);
  return { value, written, recorded: entries.map(({ action }) => action) };
}

/**
 * The statement that writes messages, where `condition` on "row" holds. Ids are given in the order of
 * the messages. One for all: a pay run's answer writes thousands, which take many times as long by
 * parameters.
 */
export function insertOutgoing(
  now: Date,
  outgoing: readonly NewOutboxMessage[],
  condition: Prisma.Sql,
): Prisma.Sql {
  const rows = outgoing.map(({ chatId, ...message }) => ({
    ...message,
    chatId: chatId?.toString(),
  }));
  return Prisma.sql`
    INSERT INTO "OutboxMessage" ("kind", "channel", "chatId", "address", "accountId", "namedIds", "payload",
      "dueAt", "expiresAt", "state", "leasedBy", "leaseUntil", "createdAt")
    SELECT "row"."kind", "row"."channel", "row"."chatId", "row"."address", "row"."accountId",
      COALESCE("row"."namedIds", '{}'), "row"."payload", ${now}::timestamptz, "row"."expiresAt",
      COALESCE("row"."state", 'pending'), "row"."leasedBy", "row"."leaseUntil", ${now}::timestamptz
    FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS (
      "kind" "OutboxKind", "channel" "Channel", "chatId" bigint, "address" text, "accountId" int,
      "namedIds" int[], "payload" jsonb, "expiresAt" timestamptz, "state" "OutboxState", "leasedBy" text,
      "leaseUntil" timestamptz
    )) WITH ORDINALITY AS "row" WHERE ${condition} ORDER BY "row"."ordinality"
    RETURNING "id", "chatId", "state" = 'sending' AND EXISTS (
      SELECT 1 FROM "OutboxMessage" AS "earlier" WHERE "earlier"."chatId" = "OutboxMessage"."chatId"
        AND "earlier"."state" = ANY (ARRAY['pending'::"OutboxState", 'sending'::"OutboxState"])
        AND "earlier"."error" IS DISTINCT FROM ${unknownNotice}
    ) AS "behind", pg_current_xact_id()::xid::text AS "version"`;
}

async function writeOutgoing(
  tx: Tx,
  now: Date,
  outgoing: readonly NewOutboxMessage[],
): Promise<WrittenMessage[]> {
  if (outgoing.length === 0) return [];
  const written = await tx.$queryRaw<Pick<WrittenMessage, 'id' | 'behind' | 'version'>[]>(
    Prisma.sql`/* writeOutgoing */ ${insertOutgoing(now, outgoing, Prisma.sql`true`)}`,
  );
  const sorted = written.sort(({ id: one }, { id: other }) => (one < other ? -1 : 1));
  return outgoing.map((message, index) => {
    const row = sorted[index];
    if (!row) throw new Error('the database returned fewer outbox rows than were written');
    const behind = row.behind || comesAfterOther(outgoing, index);
    return { id: row.id, message, behind, version: row.version };
  });
}

/** The statement does not see what it writes itself. */
function comesAfterOther(outgoing: readonly NewOutboxMessage[], index: number): boolean {
  const message = outgoing[index];
  if (message?.state !== 'sending') return false;
  const before = outgoing.slice(0, index);
  return before.some(({ state, chatId }) => state === undefined && chatId === message.chatId);
}

/** By one statement, as above. At the commit the database makes events of them, each with its place in the chain. */
async function writeEntries(tx: Tx, now: Date, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ subject, ...entry }) => ({
    ...entry,
    at: now,
    subjectType: subject.type,
    subjectId: String(subject.id),
  }));
  await tx.$executeRaw`
    /* writeEntries */
    INSERT INTO "AuditEntry" ("entry")
    SELECT "entry" FROM jsonb_array_elements(${JSON.stringify(rows)}::jsonb) WITH ORDINALITY AS "row" ("entry", "at")
    ORDER BY "row"."at"`;
}
