import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../core/db.ts';
import { secureRandom } from '../../core/work.ts';
import { pendingSchemaChange } from '../../prisma/engine.ts';
import { useDatabase } from '../support/database.ts';
import { engines } from '../support/empty-database.ts';

const tools = { now: () => new Date(), random: secureRandom, secret: new Uint8Array(32) };

/** These start databases or processes of their own, which takes seconds on a busy machine. */
const slow = { timeout: 120_000 };

test('the migrations lead to schema.prisma', slow, async () => {
  const scratch = await PGlite.create();
  const change = await pendingSchemaChange(new PrismaPGlite(scratch));
  await scratch.close();
  expect(change).toBe('');
});

describe.each(engines)('migrations on %s', (_name, emptyDatabase) => {
  test('are all applied once, and the second time there is nothing to do', slow, async () => {
    const empty = await emptyDatabase();
    const applied = async () => {
      const database = await openDatabase({ ...tools, ...empty.where });
      const rows = await database.read.$queryRaw<{ name: string; at: Date }[]>`
        SELECT "migration_name" AS "name", "finished_at" AS "at"
        FROM "_prisma_migrations" ORDER BY "migration_name"`;
      await database.close();
      return rows;
    };
    const first = await applied();
    const folder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
    const stored = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory());
    expect(first.map(({ name }) => name)).toEqual(stored.map(({ name }) => name).sort());
    expect(first.every(({ at }) => at instanceof Date)).toBe(true);
    expect(await applied()).toEqual(first);
    await empty.drop();
  });

  test('bring types that can be asked with at once', slow, async () => {
    const empty = await emptyDatabase();
    const database = await openDatabase({ ...tools, ...empty.where });
    const roles = ['expert', 'finance'];
    const [row] = await database.read.$queryRaw<{ roles: string[] }[]>`
      SELECT ${roles}::"StaffRole"[]::text[] AS "roles"`;
    expect(row?.roles).toEqual(roles);
    await database.close();
    await empty.drop();
  });
});

const postgres = engines.find(([name]) => name === 'PostgreSQL')?.[1];

test.runIf(postgres)(
  'replicas that start at once all start, while the others stay',
  slow,
  async () => {
    const empty = await postgres?.();
    const open = () => openDatabase({ ...tools, ...empty?.where, poolSize: 2 });
    const first = await open();
    // One that is at work keeps its connections.
    const ask = () => Promise.all([first, first, first].map((one) => one.missingMigrations()));
    const work = setInterval(() => void ask().catch(() => undefined), 200);
    const others = await Promise.all([open(), open(), open()]);
    clearInterval(work);
    const all = [first, ...others];
    expect(await Promise.all(all.map((one) => one.missingMigrations()))).toEqual([[], [], [], []]);
    await Promise.all(all.map((one) => one.close()));
    await empty?.drop();
  },
);

// ---------------------------------------------------------------- guards

const database = useDatabase();

type Row = Readonly<Record<string, string | number | null>>;

interface Guard {
  readonly table: string;
  readonly right: Row;
  readonly wrong: readonly Row[];
}

const hours = (minutes: number) => ({ requestedMinutes: minutes, approvedMinutes: minutes });
const student = { lastTermAverage: 20, cumulativeAverage: 0, termsPassed: 0, probationTerms: 0 };
const rest = { disciplinaryConvictions: 0, children: 0 };
const letter = { channel: 'email', chatId: null, address: 'a@example.test' };

/** For each check of the database, a row at its limits and rows just beyond. */
const receivers = (sent: number, blocked: number, failed: number, unknown: number) => ({
  ...{ sent, blocked, failed, unknown },
});

const guards: Readonly<Record<string, Guard>> = {
  SeatCount_adds_up: {
    table: 'SeatCount',
    right: { capacity: 2, held: 1, filled: 1 },
    wrong: [
      { capacity: 2, held: 2, filled: 1 },
      { capacity: 2, held: 3, filled: -1 },
      { capacity: -1, held: -1, filled: 0 },
    ],
  },
  Announcement_adds_up: {
    table: 'Announcement',
    right: { ...receivers(1, 1, 1, 1), total: 4 },
    wrong: [
      { ...receivers(1, 1, 1, 1), total: 3 },
      { ...receivers(2, -1, 0, 0), total: 4 },
    ],
  },
  ApplicationChoice_one_to_five: {
    table: 'ApplicationChoice',
    right: { position: 5 },
    wrong: [{ position: 0 }, { position: 6 }],
  },
  Window_opens_before_it_closes: {
    table: 'Window',
    right: { opensAt: '2024-01-01', closesAt: '2024-01-02' },
    wrong: [{ opensAt: '2024-01-01', closesAt: '2024-01-01' }],
  },
  Term_number: { table: 'Term', right: { number: 3 }, wrong: [{ number: 0 }, { number: 4 }] },
  Placement_minutes: {
    table: 'Placement',
    right: hours(12_000),
    wrong: [hours(12_015), hours(0), hours(20), { ...hours(15), approvedMinutes: 16 }],
  },
  Placement_second_person: {
    table: 'Placement',
    right: { ...hours(15), requestedById: 1, approvedById: 2 },
    wrong: [{ ...hours(15), requestedById: 1, approvedById: 1 }],
  },
  HoursEntry_minutes: {
    table: 'HoursEntry',
    right: { minutes: 15 },
    wrong: [{ minutes: 0 }, { minutes: 16 }, { minutes: 12_015 }],
  },
  PlacementAmendment_minutes: {
    table: 'PlacementAmendment',
    right: { minutes: 12_000 },
    wrong: [{ minutes: 0 }, { minutes: 16 }, { minutes: 12_015 }],
  },
  BankAccount_sheba: {
    table: 'BankAccount',
    right: { sheba: 'IR060170000000000000000001' },
    wrong: [{ sheba: 'IR06' }, { sheba: 'ir060170000000000000000001' }],
  },
  Payer_sheba: {
    table: 'Payer',
    right: { sheba: 'IR060170000000000000000001', nextSerial: 1 },
    wrong: [{ sheba: 'IR06', nextSerial: 1 }],
  },
  Payer_serial: {
    table: 'Payer',
    right: { sheba: 'IR060170000000000000000001', nextSerial: 1_000_000_000 },
    wrong: [
      { sheba: 'IR060170000000000000000001', nextSerial: 0 },
      { sheba: 'IR060170000000000000000001', nextSerial: 1_000_000_001 },
    ],
  },
  PayRate_positive: {
    table: 'PayRate',
    right: { rialPerHour: 1 },
    wrong: [{ rialPerHour: 0 }],
  },
  PayLine_positive: {
    table: 'PayLine',
    right: { minutes: 15, amountRial: 1 },
    wrong: [
      { minutes: 0, amountRial: 1 },
      { minutes: 15, amountRial: 0 },
    ],
  },
  PayRun_second_person: {
    table: 'PayRun',
    right: { frozenById: 1, approvedById: 2 },
    wrong: [{ frozenById: 1, approvedById: 1 }],
  },
  Delegation_to_another: {
    table: 'Delegation',
    right: { fromId: 1, toId: 2, startsAt: '2024-01-01', endsAt: '2024-01-02' },
    wrong: [
      { fromId: 1, toId: 1, startsAt: '2024-01-01', endsAt: '2024-01-02' },
      { fromId: 1, toId: 2, startsAt: '2024-01-02', endsAt: '2024-01-02' },
    ],
  },
  OneTimeCode_attempts: {
    table: 'OneTimeCode',
    right: { attempts: 5 },
    wrong: [{ attempts: 6 }, { attempts: -1 }],
  },
  StudentRecord_ranges: {
    table: 'StudentRecord',
    right: { ...student, ...rest },
    wrong: [
      { ...student, ...rest, lastTermAverage: 20.01 },
      { ...student, ...rest, cumulativeAverage: -0.01 },
      { ...student, ...rest, probationTerms: -1 },
      { ...student, ...rest, children: -1 },
    ],
  },
  StoredFile_one_owner: {
    table: 'StoredFile',
    right: { accountId: null, chatId: 1 },
    wrong: [{ accountId: 1, chatId: 1 }],
  },
  SupportTicket_closed: {
    table: 'SupportTicket',
    right: { state: 'closed', closedAt: '2024-01-01' },
    wrong: [
      { state: 'closed', closedAt: null },
      { state: 'answered', closedAt: '2024-01-01' },
    ],
  },
  OutboxMessage_address: {
    table: 'OutboxMessage',
    right: letter,
    wrong: [
      { ...letter, chatId: 1 },
      { ...letter, address: null },
      { ...letter, channel: 'telegram' },
    ],
  },
};

interface Column {
  readonly name: string;
  readonly type: string;
}

const someValue: Readonly<Record<string, unknown>> = {
  int4: 1,
  int8: 1,
  numeric: 1,
  text: 'x',
  bool: false,
  date: '2024-01-01',
  timestamptz: '2024-01-01',
  jsonb: {},
  bytea: '\\x00',
  uuid: '00000000-0000-0000-0000-000000000000',
};

/** Any row that the table takes, with these values; only its checks are looked at, not what it refers to. */
async function insert(table: string, values: Row): Promise<void> {
  const { read } = database.db;
  const columns = await read.$queryRaw<Column[]>`
    SELECT column_name AS "name", udt_name AS "type" FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = ${table} AND is_nullable = 'NO'`;
  const members = await read.$queryRaw<Column[]>`
    SELECT DISTINCT ON (t.oid) e.enumlabel AS "name", t.typname AS "type"
    FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid ORDER BY t.oid, e.enumsortorder`;
  const first = Object.fromEntries(members.map(({ name, type }) => [type, name]));
  const filled = columns.map(({ name, type }) => [name, someValue[type] ?? first[type]]);
  const row = JSON.stringify({ ...Object.fromEntries(filled), ...values });
  await read.$transaction([
    read.$executeRawUnsafe('SET LOCAL session_replication_role = replica'),
    read.$executeRawUnsafe(
      `INSERT INTO "${table}" SELECT * FROM json_populate_record(NULL::"${table}", $1::json)`,
      row,
    ),
  ]);
}

describe('the database itself refuses', () => {
  test.each(Object.entries(guards))('what breaks %s', async (name, { table, right, wrong }) => {
    for (const row of wrong) await expect(insert(table, row)).rejects.toThrow(name);
    await insert(table, right);
  });

  test('by no check that is not tried here', async () => {
    const checks = await database.db.read.$queryRaw<{ name: string }[]>`
      SELECT conname AS "name" FROM pg_constraint
      WHERE contype = 'c' AND connamespace = 'public'::regnamespace`;
    expect(checks.map(({ name }) => name).sort()).toEqual(Object.keys(guards).sort());
  });

  test('a second open cartable of one kind, also where it has no university or unit', async () => {
    const one = { id: 1, universityId: null, unitId: null, closedAt: null };
    await insert('Cartable', one);
    await expect(insert('Cartable', { ...one, id: 2 })).rejects.toThrow(/23505|unique/);
    await insert('Cartable', { ...one, id: 2, closedAt: '2024-01-01' });
  });

  test.each([
    ['changed', `UPDATE "AuditEvent" SET "action" = 'x'`],
    ['deleted', 'DELETE FROM "AuditEvent"'],
  ])('that the audit record is %s', async (_what, statement) => {
    await database.db.transaction(async ({ record }) =>
      record({ action: 'term.created', subject: { type: 'term', id: 1 }, actorId: null }),
    );
    await expect(database.db.read.$executeRawUnsafe(statement)).rejects.toThrow('append-only');
  });
});
