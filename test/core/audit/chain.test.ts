import { describe, expect, test } from 'vitest';
import { verifyChain } from '../../../core/audit/queries.ts';
import { Prisma } from '../../../prisma/generated/client.ts';
import { useDatabase } from '../../support/database.ts';
import { tamper as tamperWith } from '../../support/tamper.ts';

const database = useDatabase();

/** One change that says all that an event can say, and four that say little. */
async function fiveEvents(): Promise<void> {
  for (let id = 1; id <= 5; id++) {
    database.clock.advance(1);
    await database.db.transaction(async ({ record }) => {
      record({
        action: 'application.approve',
        subject: { type: 'application', id },
        actorId: null,
        ...(id === 3
          ? { actorId: 7, behalfOfId: 8, universityId: 9, before: { a: 1 }, after: { a: 2 } }
          : {}),
      });
    });
  }
}

const tamper = (statement: string) => tamperWith(database, statement);

const check = (length?: number) => verifyChain(database.db.read, { ...(length && { length }) });

describe('an untouched record', () => {
  test('of no events is right', async () => {
    expect(await check()).toEqual({ ok: true, events: 0n });
  });

  test('of several events is right, wherever the ranges are cut', async () => {
    await fiveEvents();
    for (const length of [1, 2, 5, 6, undefined]) {
      expect(await check(length)).toEqual({ ok: true, events: 5n });
    }
  });

  test('is not read to its end by who has to stop', async () => {
    await fiveEvents();
    const stopping = new AbortController();
    stopping.abort();
    const read = verifyChain(database.db.read, { length: 1, signal: stopping.signal });
    await expect(read).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('has no gap and one order after writers at the same time', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, id) =>
        database.db.transaction(async ({ record }) => {
          for (const action of ['opening.declared', 'opening.approved'] as const)
            record({ action, subject: { type: 'opening', id }, actorId: 1 });
        }),
      ),
    );
    expect(await check()).toEqual({ ok: true, events: 40n });
    const events = await database.db.read.auditEvent.findMany({ orderBy: { seq: 'asc' } });
    const pairs = events.flatMap((event, index) => {
      const after = events[index + 1];
      return index % 2 === 0 && after
        ? [[event.action, after.action, event.subjectId === after.subjectId]]
        : [];
    });
    expect(pairs).toEqual(Array(20).fill(['opening.declared', 'opening.approved', true]));
  });

  test('has what was committed and nothing of what was undone, and no entry is left', async () => {
    const subject = { type: 'opening', id: 1 };
    const undone = database.db.transaction(async ({ record, tx }) => {
      record({ action: 'opening.declared', subject, actorId: 1 });
      await tx.$executeRaw`INSERT INTO "AuditEntry" ("entry") VALUES ('{"at": "2023-10-01T00:00:00Z"}')`;
    });
    // An entry that is no event is found at the commit, and all of the transaction is undone.
    await expect(undone).rejects.toThrow();
    await database.db.transaction(async ({ record }) =>
      record({ action: 'opening.approved', subject, actorId: 1 }),
    );
    const { auditEvent, auditEntry } = database.db.read;
    expect(await auditEvent.findMany({ select: { seq: true, action: true } })).toEqual([
      { seq: 1n, action: 'opening.approved' },
    ]);
    expect(await auditEntry.count()).toBe(0);
  });
});

/** One step of change in a value of each type, also where there was none. */
const changed: Readonly<Record<string, string>> = {
  bytea: 'set_byte(?, 0, get_byte(?, 0) # 1)',
  bigint: '? + 1000',
  integer: 'coalesce(?, 0) + 1',
  text: `overlay(? placing 'x' from 1 for 1)`,
  jsonb: `coalesce(?, '{}') || '{"x": 1}'`,
  'timestamp with time zone': `? + interval '1 millisecond'`,
};

describe('one changed value', () => {
  const columns = Object.values(Prisma.AuditEventScalarFieldEnum).filter((name) => name !== 'seq');

  async function change(column: string, seq: number): Promise<void> {
    const [found] = await database.db.read.$queryRaw<{ type: string }[]>`
      SELECT data_type AS "type" FROM information_schema.columns
      WHERE table_name = 'AuditEvent' AND column_name = ${column}`;
    const value = changed[found?.type ?? '']?.replaceAll('?', `"${column}"`);
    await tamper(`UPDATE "AuditEvent" SET "${column}" = ${value} WHERE "seq" = ${seq}`);
  }

  test.each(columns)('in %s is found in its row', async (column) => {
    await fiveEvents();
    await change(column, 3);
    expect(await check()).toEqual({ ok: false, seq: 3n, fault: 'altered' });
    expect(await check(2)).toEqual({ ok: false, seq: 3n, fault: 'altered' });
  });

  test.each(columns)('in %s is found where there was nothing', async (column) => {
    await fiveEvents();
    await change(column, 4);
    expect(await check()).toEqual({ ok: false, seq: 4n, fault: 'altered' });
  });

  test('in seq is found in the row that lost its forerunner', async () => {
    await fiveEvents();
    await change('seq', 3);
    expect(await check()).toEqual({ ok: false, seq: 4n, fault: 'unlinked' });
  });
});

describe('a forger who computes hashes anew', () => {
  test('of one row is found in the next', async () => {
    await fiveEvents();
    await tamper(`UPDATE "AuditEvent" SET "action" = 'application.reject' WHERE "seq" = 3`);
    await tamper(`UPDATE "AuditEvent" e SET "hash" = "audit_digest"(e) WHERE "seq" = 3`);
    expect(await check()).toEqual({ ok: false, seq: 4n, fault: 'unlinked' });
  });

  test('of the last row is found at the end', async () => {
    await fiveEvents();
    await tamper(`UPDATE "AuditEvent" SET "action" = 'application.reject' WHERE "seq" = 5`);
    await tamper(`UPDATE "AuditEvent" e SET "hash" = "audit_digest"(e) WHERE "seq" = 5`);
    expect(await check()).toEqual({ ok: false, seq: 5n, fault: 'missing' });
  });
});

test.each([
  ['the first row', 1, { seq: 2n, fault: 'unlinked' }],
  ['a row between', 3, { seq: 4n, fault: 'unlinked' }],
  ['the last row', 5, { seq: 5n, fault: 'missing' }],
])('%s taken out is noticed', async (_which, seq, broken) => {
  await fiveEvents();
  await tamper(`DELETE FROM "AuditEvent" WHERE "seq" = ${seq}`);
  expect(await check()).toEqual({ ok: false, ...broken });
  expect(await check(1)).toEqual({ ok: false, ...broken });
});

test('all rows taken out are noticed', async () => {
  await fiveEvents();
  await tamper('DELETE FROM "AuditEvent"');
  expect(await check()).toEqual({ ok: false, seq: 5n, fault: 'missing' });
});
