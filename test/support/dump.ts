import type { Database } from '../../core/db.ts';

type Row = Record<string, unknown>;
type Names = ReadonlyMap<string, string>;

/** Tables and columns that differ between two runs that came out alike, with the reason. */
const left: Readonly<Record<string, readonly string[] | 'all'>> = {
  // When a job last ran; of the machine's time, not of what people did.
  JobRun: 'all',
  _prisma_migrations: 'all',
  // Chained over ids and instants.
  AuditEvent: ['hash', 'previousHash'],
  AuditHead: ['hash'],
  // Of the sending, not of what was sent: the carrier's number, and how often it was tried.
  OutboxMessage: ['providerId', 'attempts', 'error'],
  // Numbered by the messenger; how many there are stays.
  ProcessedUpdate: ['updateId'],
  // Salted; and by a job of the morning.
  Account: ['passwordHash', 'digestedOn'],
  // What the messenger was last told of commands, by a job of each minute.
  ChatSession: ['menu'],
};

/** Columns that hold an account's id, or several, without a foreign key. */
const ofAccount = /(ById|^firstPersonIds|^byId|^actorId|^behalfOfId|^fromId|^toId)$/;

/** Ids inside JSON, by the name under which they stand. */
const inJson: Readonly<Record<string, string>> = {
  lineId: 'PayLine',
  runId: 'PayRun',
  claimId: 'PriorityClaim',
  fileId: 'StoredFile',
  cardFileId: 'StoredFile',
};

const ofWorkItem: Readonly<Record<string, string>> = {
  reviewProfile: 'Account',
  reviewApplication: 'Application',
  approvePlacement: 'Placement',
  reportHours: 'Placement',
  approveFinal: 'Placement',
  confirmBankAccount: 'BankAccount',
  approvePayRun: 'PayRun',
};

/**
 * All rows of all tables in a form in which two runs of the same story are equal: rows are named by
 * their order in their table instead of their ids, and instants, random ids and tracking codes by what
 * they are.
 */
export async function dumpOf({ read }: Pick<Database, 'read'>): Promise<Record<string, unknown[]>> {
  const tables = await rowsOfAll(read);
  const names = namesOf(tables);
  const references = await referencesOf(read);
  const codes = (tables.get('Application') ?? []).map((row) => String(row['trackingCode']));
  const dumped = [...tables].map(([table, rows]) => {
    const plain = rows.map((row) => rename(table, row, { names, references, codes }));
    return [table, rows.some((row) => 'id' in row) ? plain : plain.sort(byText)] as const;
  });
  return Object.fromEntries(dumped);
}

const byText = (one: unknown, other: unknown): number =>
  JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;

async function rowsOfAll(read: Database['read']): Promise<Map<string, Row[]>> {
  const tables = await read.$queryRaw<{ name: string }[]>`
    SELECT tablename::text AS "name" FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`;
  const all = new Map<string, Row[]>();
  for (const { name } of tables.filter((table) => left[table.name] !== 'all')) {
    const rows = await read.$queryRawUnsafe<{ row: Row }[]>(
      `SELECT to_jsonb(t) AS "row" FROM "${name}" AS t`,
    );
    const told = rows.map(({ row }) => row).filter((row) => !isOfTheMorning(row));
    all.set(name, told.sort(byId));
  }
  return all;
}

/** The digest comes by the machine's time, to one of two runs or to both. */
const isOfTheMorning = ({ payload }: Row): boolean =>
  (payload as { notice?: { name?: string } } | null | undefined)?.notice?.name === 'digest';

/** Where ids are random, by what the rows hold: in what order a table has them depends on what it had before. */
function byId({ id: a, ...one }: Row, { id: b, ...other }: Row): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : byText(one, other);
}

const namesOf = (tables: ReadonlyMap<string, readonly Row[]>): Names =>
  new Map(
    [...tables].flatMap(([table, rows]) =>
      rows.map((row, index) => [`${table} ${row['id']}`, `${table}#${index + 1}`] as const),
    ),
  );

/** The table that a column refers to, by `Table.column`. */
async function referencesOf(read: Database['read']): Promise<Names> {
  const rows = await read.$queryRaw<{ column: string; table: string }[]>`
    SELECT c.conrelid::regclass::text || '.' || a.attname AS "column", c.confrelid::regclass::text AS "table"
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace`;
  const bare = (text: string) => text.replaceAll('"', '');
  return new Map(rows.map(({ column, table }) => [bare(column), bare(table)]));
}

interface Naming {
  readonly names: Names;
  readonly references: Names;
  readonly codes: readonly string[];
}

function rename(table: string, row: Row, naming: Naming): Row {
  const dropped = left[table] ?? [];
  const kept = Object.entries(row).filter(([column]) => !dropped.includes(column));
  return Object.fromEntries(
    kept.map(([column, value]) => {
      const to = column === 'id' ? table : targetOf(table, column, row, naming.references);
      return [column, to === undefined ? plainOf(value, naming) : nameOf(to, value, naming)];
    }),
  );
}

function targetOf(table: string, column: string, row: Row, references: Names): string | undefined {
  const known = references.get(`${table}.${column}`);
  if (known !== undefined) return known === 'ChatSession' ? undefined : known;
  if (table === 'WorkItem' && column === 'subjectId') return ofWorkItem[String(row['kind'])];
  if (table === 'AuditEvent' && column === 'subjectId')
    return ofSubject(String(row['subjectType']));
  if (ofAccount.test(column)) return 'Account';
  return column.endsWith('Id') ? capital(column.slice(0, -2)) : undefined;
}

const subjects: Readonly<Record<string, string>> = {
  registry: 'University',
  file: 'StoredFile',
  claim: 'PriorityClaim',
};
const ofSubject = (type: string): string => subjects[type] ?? capital(type);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function nameOf(table: string, id: unknown, naming: Naming): unknown {
  if (Array.isArray(id)) return id.map((one) => nameOf(table, one, naming));
  return id === null ? null : (naming.names.get(`${table} ${id}`) ?? plainOf(id, naming));
}

const instant = /\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:\d\d)/g;
const uuid = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;

/** A value without what differs from run to run; ids inside JSON are named like rows. */
function plainOf(value: unknown, naming: Naming, under = ''): unknown {
  if (typeof value === 'string') {
    const bare = value.replaceAll(instant, '<instant>').replaceAll(uuid, '<uuid>');
    return naming.codes.reduce((text, code, at) => text.replaceAll(code, `<code ${at + 1}>`), bare);
  }
  if (Array.isArray(value)) return value.map((item) => plainOf(item, naming));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const name = key === 'id' ? `${under}Id` : key;
      return [key, inObject(name, item, naming)];
    }),
  );
}

function inObject(key: string, value: unknown, naming: Naming): unknown {
  const one = /^(\w+Id)s?$/.exec(key)?.[1];
  if (one === undefined) return plainOf(value, naming, key);
  const table = inJson[one] ?? capital(one.slice(0, -2));
  return nameOf(table, value, naming);
}
