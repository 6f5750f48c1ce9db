import type { Tx } from '../work.ts';
import type { ChainCheck, ChainFault } from './types.ts';

/** Rows that one statement looks at: some 50 MB of record, a second's work. */
const rangeLength = 50_000;

/**
 * Walks the audit chain from its start to where it ends now and names the first row that is wrong. It
 * goes range by range, so that neither a long record nor those who write meanwhile stand in the way.
 */
export async function verifyChain(reader: Tx, length = rangeLength): Promise<ChainCheck> {
  const head = await reader.auditHead.findUniqueOrThrow({ where: { id: 1 } });
  for (let from = 1n; from <= head.seq; from += BigInt(length)) {
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
