import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { migrationNames } from '../../prisma/engine.ts';

/** The last migration that was made before there was anything to run beside. */
const last = '20261122050730_guards';

/** Up to this one, constraints on tables that were there were read by hand: what the version before writes keeps them. */
const lastReadByHand = '20261130013656_refused_files';

/** What a version that does not know of it cannot live with. */
const breaks: readonly (readonly [RegExp, string])[] = [
  // An index that is not unique is a matter of speed alone; such a name ends in _idx.
  [/\bDROP\s+(?!DEFAULT\b|INDEX\s+"\w+_idx")/i, 'drops something'],
  [/\bRENAME\b/i, 'renames something'],
  [/\bSET\s+NOT\s+NULL\b/i, 'makes a column required'],
  [/\bALTER\s+COLUMN\s+\S+\s+(SET\s+DATA\s+)?TYPE\b/i, "changes a column's type"],
  [/\bDROP\s+DEFAULT\b/i, 'takes a default away'],
];

const requiredColumn = /^ADD\s+COLUMN\s+.*\bNOT\s+NULL\b/is;

/** What a table takes, that was there before, is narrowed. */
const constraint =
  /^(?:ALTER\s+TABLE\s+("\w+")\s+ADD\s+(?:CONSTRAINT\b|CHECK\b|UNIQUE\b|FOREIGN\b)|CREATE\s+UNIQUE\s+INDEX\s+"\w+"\s+ON\s+("\w+"))/i;

const mark = /^\s*-- side by side: \S/m;

interface Statement {
  readonly sql: string;
  readonly marked: boolean;
}

/** A function's body holds semicolons, and says nothing of tables' shape. */
const bodies = /\$(\w*)\$[\s\S]*?\$\1\$/g;

const statementsOf = (script: string): Statement[] =>
  script
    .replaceAll(bodies, "''")
    .split(';')
    .map((text) => ({
      sql: text.replaceAll(/^\s*--.*$/gm, '').trim(),
      marked: mark.test(text),
    }));

/** What is wrong with a migration for who runs beside it. */
function faultsOf(script: string, { constraints = true } = {}): string[] {
  const made = new Set(
    [...script.matchAll(/\bCREATE\s+TABLE\s+("\w+")/gi)].map(([, table]) => table),
  );
  return statementsOf(script)
    .filter(({ marked }) => !marked)
    .flatMap(({ sql }) => {
      const parts = sql
        .split(/,\s*(?=ADD|ALTER|DROP)/i)
        .map((part) => part.replace(/^ALTER\s+TABLE\s+\S+\s+/i, ''));
      const required = parts.some(
        (part) => requiredColumn.test(part) && !/\b(DEFAULT|GENERATED|SERIAL)\b/i.test(part),
      );
      const [, altered, indexed] = (constraints && constraint.exec(sql)) || [];
      const narrowed = altered ?? indexed;
      const narrows = narrowed !== undefined && !made.has(narrowed);
      const found = breaks.filter(([pattern]) => pattern.test(sql)).map(([, what]) => what);
      return [
        ...found,
        ...(required ? ['adds a required column without a default'] : []),
        ...(narrows ? ['narrows what a table takes'] : []),
      ].map((what) => `${what}: ${sql.replaceAll(/\s+/g, ' ').slice(0, 120)}`);
    });
}

test('the old and the new version can run side by side', async () => {
  const names = (await migrationNames()).filter((name) => name > last);
  const faults = names.flatMap((name) => {
    const file = new URL(`../../prisma/migrations/${name}/migration.sql`, import.meta.url);
    const constraints = name > lastReadByHand;
    return faultsOf(readFileSync(file, 'utf8'), { constraints }).map(
      (fault) =>
        `${name} ${fault}\n  See "Upgrading" in README.md for what to do instead, and for the mark.`,
    );
  });
  expect(faults.join('\n')).toBe('');
});

describe('of migrations', () => {
  test.each([
    ['DROP TABLE "A"', 'drops something'],
    ['ALTER TABLE "A" DROP COLUMN "b"', 'drops something'],
    ['ALTER TABLE "A" DROP CONSTRAINT "b"', 'drops something'],
    ['DROP INDEX "A_b_key"', 'drops something'],
    ['ALTER TABLE "A" ALTER COLUMN "b" DROP DEFAULT', 'takes a default away'],
    ['ALTER TABLE "A" RENAME COLUMN "b" TO "c"', 'renames something'],
    ['ALTER TABLE "A" ALTER COLUMN "b" SET NOT NULL', 'makes a column required'],
    ['ALTER TABLE "A" ALTER COLUMN "b" SET DATA TYPE TEXT', "changes a column's type"],
    ['ALTER TABLE "A" ADD COLUMN "b" TEXT NOT NULL', 'adds a required column'],
    [
      'ALTER TABLE "A" ADD COLUMN "b" INT NOT NULL DEFAULT 1,\nADD COLUMN "c" INT NOT NULL',
      'adds a required column',
    ],
    ['ALTER TABLE "A" ADD CONSTRAINT "c" CHECK ("b" > 0)', 'narrows what a table takes'],
    ['ALTER TABLE "A" ADD CONSTRAINT "c" FOREIGN KEY ("b") REFERENCES "B"', 'narrows'],
    ['CREATE UNIQUE INDEX "A_b_key" ON "A"("b")', 'narrows what a table takes'],
    ['CREATE TABLE "A" ("b" INT);\n-- Because.\nDROP TABLE "B"', 'drops something'],
  ])('%s breaks who runs beside it', (script, what) => {
    expect(faultsOf(`${script};`)).toEqual([expect.stringContaining(what)]);
  });

  test.each([
    'CREATE TABLE "A" ("b" TEXT NOT NULL)',
    'ALTER TABLE "A" ADD COLUMN "b" TEXT',
    'DROP INDEX "A_b_idx"',
    'CREATE INDEX "A_b_idx" ON "A"("b")',
    'CREATE TABLE "A" ("b" INT);\nALTER TABLE "A" ADD CONSTRAINT "c" CHECK ("b" > 0);\nCREATE UNIQUE INDEX "A_b_key" ON "A"("b")',
    'ALTER TABLE "A" ADD COLUMN "b" INT NOT NULL DEFAULT 1,\nADD COLUMN "c" TEXT',
    `CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN DROP TABLE x; END $$ LANGUAGE plpgsql`,
    '-- side by side: unused since 1.2\nDROP TABLE "A"',
  ])('%s does not', (script) => {
    expect(faultsOf(`${script};`)).toEqual([]);
  });
});
