import { Prisma } from '../../prisma/generated/client.ts';
import type { TrackingCode } from '../applications/types.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { fullName } from '../staff/queries.ts';
import { type CanRefusal, can } from '../staff/rules.ts';
import type { Actor } from '../staff/types.ts';
import { termOf } from '../terms/queries.ts';
import type { ListedTerm } from '../terms/types.ts';
import type { Tx } from '../work.ts';
import type { ChainCheck, ChainFault } from './types.ts';

/** Rows that one statement looks at: some 50 MB of record, a second's work. */
const rangeLength = 50_000;

/**
 * Walks the audit chain from its start to where it ends now and names the first row that is wrong. It
 * goes range by range, so that neither a long record nor those who write meanwhile stand in the way.
 * Throws an AbortError between two of them once `signal` says so.
 */
export async function verifyChain(
  reader: Tx,
  { length = rangeLength, signal }: { length?: number; signal?: AbortSignal } = {},
): Promise<ChainCheck> {
  const head = await reader.auditHead.findUniqueOrThrow({ where: { id: 1 } });
  for (let from = 1n; from <= head.seq; from += BigInt(length)) {
    signal?.throwIfAborted();
    const until = from + BigInt(length) - 1n;
    const broken = await firstBroken(reader, from, until < head.seq ? until : head.seq);
    if (broken) return { ok: false, ...broken };
  }
  const last = await reader.auditEvent.findUnique({
    where: { seq: head.seq },
    select: { hash: true },
  });
  const ends = head.seq === 0n || (last !== null && sameBytes(last.hash, head.hash));
  return ends ? { ok: true, events: head.seq } : { ok: false, seq: head.seq, fault: 'missing' };
}

async function firstBroken(reader: Tx, from: bigint, to: bigint) {
  const [row] = await reader.$queryRaw<{ seq: bigint; fault: ChainFault }[]>`
    SELECT "seq", "fault" FROM (
      SELECT "event"."seq", CASE
        WHEN "event"."hash" <> "audit_digest"("event") THEN 'altered'
        WHEN "event"."previousHash" IS DISTINCT FROM
          CASE "event"."seq" WHEN 1 THEN sha256('') ELSE "before"."hash" END THEN 'unlinked'
      END AS "fault"
      FROM "AuditEvent" "event"
      LEFT JOIN "AuditEvent" "before" ON "before"."seq" = "event"."seq" - 1
      WHERE "event"."seq" BETWEEN ${from} AND ${to}
    ) "checked"
    WHERE "fault" IS NOT NULL
    ORDER BY "seq"
    LIMIT 1`;
  return row;
}

const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  Buffer.from(one).equals(Buffer.from(other));

/** Ids of the checks that people wait for. */
export async function openChecks(reader: Tx): Promise<number[]> {
  const rows = await reader.auditCheck.findMany({ where: { endedAt: null }, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** An event of a request's history: ids as words are given, people by their names. */
export interface HistoryEvent {
  readonly seq: bigint;
  readonly at: Date;
  readonly action: string;
  /** Null: the system. `name` is null where the account was erased. */
  readonly actor: { readonly name: string | null; readonly isStudent: boolean } | null;
  /** The holder for whom a delegate acted. */
  readonly behalfOf: { readonly name: string | null } | null;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

export interface RequestHistory {
  readonly trackingCode: TrackingCode;
  readonly studentName: string | null;
  readonly term: ListedTerm;
  /** The newest first. */
  readonly events: readonly HistoryEvent[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

export const historyPageSize = 8;

/**
 * What the record says of a request, from its filing to its payment: of the request itself, its proofs
 * and placements, the student's accounts, its payments and the pay runs that it was in. `page` counts from 0 and is
 * brought into range.
 */
export async function requestHistory(
  reader: Tx,
  actor: Actor,
  trackingCode: TrackingCode,
  page = 0,
): Promise<Result<{ readonly history: RequestHistory }, Refusal<'notFound'> | CanRefusal>> {
  const request = await reader.application.findUnique({
    where: { trackingCode },
    select: {
      id: true,
      accountId: true,
      universityId: true,
      term: true,
      account: { select: { firstName: true, lastName: true } },
    },
  });
  if (!request) return refuse('notFound');
  const { id, accountId, universityId, term } = request;
  const allowed = can(actor, 'readAudit', { universityId, ownerId: accountId });
  if (!allowed.ok) return allowed;
  const about = { id, accountId, termId: term.id };
  const total = await countEvents(reader, about);
  const pages = Math.max(1, Math.ceil(total / historyPageSize));
  const shown = Math.min(Math.max(0, page), pages - 1);
  return ok({
    history: {
      trackingCode,
      studentName: fullName(request.account),
      term: termOf(term),
      events: await eventsOf(reader, about, shown),
      ...{ total, pages, page: shown },
    },
  });
}

type About = { readonly id: number; readonly accountId: number; readonly termId: number };

/** Everything whose events belong to a request's history, as the record names it. */
const subjectsOf = ({ id, accountId, termId }: About) => Prisma.sql`
  WITH "placed" AS (SELECT "id" FROM "Placement" WHERE "applicationId" = ${id}),
  "subject" ("type", "id") AS (
    SELECT 'application', ${String(id)}
    UNION SELECT 'placement', "id"::text FROM "placed"
    UNION SELECT 'claim', "id"::text FROM "PriorityClaim" WHERE "applicationId" = ${id}
    UNION SELECT 'file', "fileId"::text FROM "Attachment"
      JOIN "PriorityClaim" AS "claim" ON "claim"."id" = "claimId" AND "applicationId" = ${id}
    UNION SELECT 'bankAccount', "id"::text FROM "BankAccount" WHERE "accountId" = ${accountId}
    UNION SELECT 'payRun', "runId"::text FROM "PayLine"
      WHERE "placementId" IN (SELECT "id" FROM "placed")
    UNION SELECT 'payLine', "id"::text FROM "PayLine"
      WHERE "placementId" IN (SELECT "id" FROM "placed")
    UNION SELECT 'workItem', "id"::text FROM "WorkItem" WHERE "subjectId" = ${id}
      AND "kind" IN ('reviewApplication', 'approveInternational', 'decideAppeal')
    UNION SELECT 'workItem', "id"::text FROM "WorkItem"
      WHERE "subjectId" IN (SELECT "id" FROM "placed")
      AND "kind" IN ('approvePlacement', 'reportHours', 'answerObjection', 'approveFinal')
  ),
  "history" AS (
    SELECT "event".* FROM "subject" JOIN "AuditEvent" AS "event"
      ON "event"."subjectType" = "subject"."type" AND "event"."subjectId" = "subject"."id"
    UNION ALL
    SELECT * FROM "AuditEvent" WHERE "subjectType" = 'account'
      AND "subjectId" = ${String(accountId)} AND "action" = 'eligibility.overridden'
      AND "after" ->> 'termId' = ${String(termId)}
  )`;

async function countEvents(reader: Tx, about: About): Promise<number> {
  const [row] = await reader.$queryRaw<{ total: number }[]>`
    ${subjectsOf(about)} SELECT count(*)::int AS "total" FROM "history"`;
  return row?.total ?? 0;
}

interface Row {
  readonly seq: bigint;
  readonly at: Date;
  readonly action: string;
  readonly actorId: number | null;
  readonly actorName: string | null;
  readonly behalfOfId: number | null;
  readonly holderName: string | null;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
}

async function eventsOf(reader: Tx, about: About, page: number): Promise<HistoryEvent[]> {
  const rows = await reader.$queryRaw<Row[]>`
    ${subjectsOf(about)}
    SELECT "seq", "at", "action", "actorId", "behalfOfId", "before", "after",
      NULLIF(concat_ws(' ', "actor"."firstName", "actor"."lastName"), '') AS "actorName",
      NULLIF(concat_ws(' ', "holder"."firstName", "holder"."lastName"), '') AS "holderName"
    FROM "history"
    LEFT JOIN "Account" AS "actor" ON "actor"."id" = "actorId"
    LEFT JOIN "Account" AS "holder" ON "holder"."id" = "behalfOfId"
    ORDER BY "seq" DESC LIMIT ${historyPageSize} OFFSET ${page * historyPageSize}`;
  return rows.map(({ actorId, actorName, behalfOfId, holderName, before, after, ...event }) => ({
    ...event,
    actor: actorId === null ? null : { name: actorName, isStudent: actorId === about.accountId },
    behalfOf: behalfOfId === null ? null : { name: holderName },
    before: before ?? {},
    after: after ?? {},
  }));
}
