import { rename, stat } from 'node:fs/promises';
import type { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { type Ok, ok, type Refusal, refuse } from '../result.ts';
import { holdsDatabase, inOwnFolder, openFolder } from './embedded.ts';
import { migrate } from './migrate.ts';
import { openPostgres } from './postgres.ts';

export interface Move {
  /** Of the embedded database. */
  readonly folder: string;
  /** Of a PostgreSQL database that nothing was written to yet. */
  readonly url: string;
}

export interface Moved {
  readonly tables: number;
  readonly rows: number;
  /** Where the embedded database is now. */
  readonly keptAs: string;
}

export type NotMoved =
  /** `keptAs`: where one was put aside that was moved before. */
  | Refusal<'noDatabase', { readonly keptAs: string | undefined }>
  /** There is something already where the embedded database would be put aside. */
  | Refusal<'inTheWay', { readonly path: string }>
  /** The first table of PostgreSQL that has rows; they are not those of the embedded database. */
  | Refusal<'notEmpty', { readonly table: string }>;

/**
 * Copies every row of every table to PostgreSQL, with the counters, and compares both before it is
 * committed; then puts the embedded database aside, so that nobody goes on with it by mistake. Cut
 * off at any moment, the next call does it all, or what was left to do.
 */
export async function moveToPostgres({ folder, url }: Move): Promise<Ok<Moved> | NotMoved> {
  const keptAs = `${folder}.moved`;
  const isInTheWay = await stat(keptAs).then(
    () => true,
    () => false,
  );
  if (!(await holdsDatabase(folder))) {
    return refuse('noDatabase', { keptAs: isInTheWay ? keptAs : undefined });
  }
  if (isInTheWay) return refuse('inTheWay', { path: keptAs });
  return inOwnFolder(folder, async () => {
    const source = await openFolder(folder);
    const moved = await withTarget(url, (target) => copyAll(source, target)).finally(() =>
      source.close(),
    );
    if (!moved.ok) return moved;
    await rename(folder, keptAs);
    return ok({ tables: moved.tables, rows: moved.rows, keptAs });
  });
}

async function withTarget<Value>(url: string, task: (target: Client) => Promise<Value>) {
  const store = openPostgres(url, 2);
  await store.migrate().finally(store.close);
  const target = new Client({ connectionString: url });
  await target.connect();
  try {
    return await task(target);
  } finally {
    await target.end();
  }
}

type Copied = Ok<{ readonly tables: number; readonly rows: number }>;

async function copyAll(source: PGlite, target: Client): Promise<Copied | NotMoved> {
  await migrate(new PrismaPGlite(source), (script) => source.exec(script));
  await source.exec(`BEGIN; ${sameWriting}`);
  await target.query(`BEGIN; ${sameWriting}`);
  const tables = await tablesOf(target);
  await target.query('SAVEPOINT "untouched"');
  // From here on nobody else reads or writes there until the end.
  await target.query(script(tables, setAside));
  await target.query(script(await foreignKeysOf(target), deferred));
  const occupied = await firstWithRows(target, tables);
  if (occupied !== undefined) {
    await target.query('ROLLBACK TO "untouched"');
    const rows = await sameEverywhere(source, target, tables);
    await target.query('ROLLBACK');
    // All the same: an earlier move was cut off after its commit.
    if (rows !== undefined) return ok({ tables: tables.length, rows });
    return refuse('notEmpty', { table: occupied });
  }
  let rows = 0;
  for (const table of tables) rows += await copyTable(source, target, table);
  await copyCounters(source, target);
  await target.query('SET CONSTRAINTS ALL IMMEDIATE');
  await target.query(script(await foreignKeysOf(target), immediate));
  await target.query(script(tables, putBack));
  await target.query('COMMIT');
  return ok({ tables: tables.length, rows });
}

/** Values are compared, and pass from one to the other, as text. */
const sameWriting = `SET LOCAL TIME ZONE 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL extra_float_digits = 1;`;

/** Guards that compute, such as the audit chain's, have done so for these rows already. */
const setAside = (table: string) => `ALTER TABLE "${table}" DISABLE TRIGGER USER`;
const putBack = (table: string) => `ALTER TABLE "${table}" ENABLE TRIGGER USER`;

interface ForeignKey {
  readonly table: string;
  readonly name: string;
}

/** Rows may refer to rows that come later, until all are there. */
const deferred = ({ table, name }: ForeignKey) =>
  `ALTER TABLE "${table}" ALTER CONSTRAINT "${name}" DEFERRABLE INITIALLY DEFERRED`;
const immediate = ({ table, name }: ForeignKey) =>
  `ALTER TABLE "${table}" ALTER CONSTRAINT "${name}" NOT DEFERRABLE`;

const script = <Thing>(things: readonly Thing[], statement: (thing: Thing) => string): string =>
  things.map(statement).join(';');

async function tablesOf(target: Client): Promise<string[]> {
  const { rows } = await target.query<{ name: string }>(
    `SELECT tablename::text AS "name" FROM pg_tables
     WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

async function foreignKeysOf(target: Client): Promise<ForeignKey[]> {
  const { rows } = await target.query<ForeignKey>(
    `SELECT t.relname::text AS "table", c.conname::text AS "name"
     FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
     WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace`,
  );
  return rows;
}

/** A new database has one row: where the audit chain begins. */
async function firstWithRows(
  target: Client,
  tables: readonly string[],
): Promise<string | undefined> {
  await target.query(`DELETE FROM "AuditHead" WHERE "seq" = 0`);
  for (const table of tables) {
    const { rowCount } = await target.query(`SELECT 1 FROM "${table}" LIMIT 1`);
    if (rowCount) return table;
  }
  return undefined;
}

interface Column {
  readonly name: string;
  readonly type: string;
}

const atOnce = 1_000;

async function copyTable(source: PGlite, target: Client, table: string): Promise<number> {
  const { rows: columns } = await target.query<Column>(
    `SELECT attname::text AS "name", format_type(atttypid, atttypmod) AS "type" FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
     ORDER BY attnum`,
    [`"${table}"`],
  );
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const asText = columns.map(({ name }) => `"${name}"::text`).join(', ');
  const typed = columns.map(({ type }, index) => `"v"."c${index}"::${type}`).join(', ');
  const lists = columns.map((_, index) => `$${index + 1}::text[]`).join(', ');
  const aliases = columns.map((_, index) => `"c${index}"`).join(', ');
  const insert = `INSERT INTO "${table}" (${names}) SELECT ${typed} FROM unnest(${lists}) AS "v" (${aliases})`;
  await source.exec(`DECLARE "rows" CURSOR FOR SELECT ${asText} FROM "${table}"`);
  for (;;) {
    const { rows } = await source.query<(string | null)[]>(`FETCH ${atOnce} FROM "rows"`, [], {
      rowMode: 'array',
    });
    if (rows.length === 0) break;
    await target.query(
      insert,
      columns.map((_, index) => rows.map((row) => row[index])),
    );
  }
  await source.exec('CLOSE "rows"');
  const rows = await sameRows(source, target, table);
  if (rows === undefined) {
    throw new Error(`The rows of ${table} did not arrive as they are. Nothing was moved.`);
  }
  return rows;
}

interface Sum {
  readonly rows: string;
  readonly digest: string;
}

/** How many rows both have in all their tables; undefined where any of them differ. */
async function sameEverywhere(
  source: PGlite,
  target: Client,
  tables: readonly string[],
): Promise<number | undefined> {
  let all = 0;
  for (const table of tables) {
    const rows = await sameRows(source, target, table);
    if (rows === undefined) return undefined;
    all += rows;
  }
  return all;
}

/** How many rows both have in a table; undefined where any of them differ. */
async function sameRows(
  source: PGlite,
  target: Client,
  table: string,
): Promise<number | undefined> {
  const sum = `SELECT count(*)::text AS "rows",
    coalesce(sum(('x' || left(md5("t"::text), 15))::bit(60)::bigint::numeric), 0)::text AS "digest"
    FROM "${table}" AS "t"`;
  const [one] = (await source.query<Sum>(sum)).rows;
  const [other] = (await target.query<Sum>(sum)).rows;
  const same = one !== undefined && one.rows === other?.rows && one.digest === other.digest;
  return same ? Number(one.rows) : undefined;
}

async function copyCounters(source: PGlite, target: Client): Promise<void> {
  const { rows } = await target.query<{ name: string }>(
    `SELECT relname::text AS "name" FROM pg_class
     WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace`,
  );
  for (const { name } of rows) {
    const counter = await source.query<{ last: string; called: boolean }>(
      `SELECT last_value::text AS "last", is_called AS "called" FROM "${name}"`,
    );
    const [{ last, called } = { last: '1', called: false }] = counter.rows;
    await target.query('SELECT setval($1::regclass, $2::bigint, $3)', [`"${name}"`, last, called]);
  }
}
