import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { migrationNames } from '../../prisma/engine.ts';

/** The last migration that was made before there was anything to run beside. */
const last = '20261122050730_guards';

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
function faultsOf(script: string): string[] {
  return statementsOf(script)
    .filter(({ marked }) => !marked)
    .flatMap(({ sql }) => {
      const parts = sql
        .split(/,\s*(?=ADD|ALTER|DROP)/i)
        .map((part) => part.replace(/^ALTER\s+TABLE\s+\S+\s+/i, ''));
      const required = parts.some(
        (part) => requiredColumn.test(part) && !/\b(DEFAULT|GENERATED|SERIAL)\b/i.test(part),
      );
      const found = breaks.filter(([pattern]) => pattern.test(sql)).map(([, what]) => what);
      return [...found, ...(required ? ['adds a required column without a default'] : [])].map(
        (what) => `${what}: ${sql.replaceAll(/\s+/g, ' ').slice(0, 120)}`,
      );
    });
}

test('the old and the new version can run side by side', async () => {
  const names = (await migrationNames()).filter((name) => name > last);
  const faults = names.flatMap((name) => {
    const file = new URL(`../../prisma/migrations/${name}/migration.sql`, import.meta.url);
    return faultsOf(readFileSync(file, 'utf8')).map(
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
    ['CREATE TABLE "A" ("b" INT);\n-- Because.\nDROP TABLE "B"', 'drops something'],
  ])('%s breaks who runs beside it', (script, what) => {
    expect(faultsOf(`${script};`)).toEqual([expect.stringContaining(what)]);
  });

  test.each([
    'CREATE TABLE "A" ("b" TEXT NOT NULL)',
    'ALTER TABLE "A" ADD COLUMN "b" TEXT',
    'DROP INDEX "A_b_idx"',
    'ALTER TABLE "A" ADD COLUMN "b" INT NOT NULL DEFAULT 1,\nADD COLUMN "c" TEXT',
    `CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN DROP TABLE x; END $$ LANGUAGE plpgsql`,
    '-- side by side: unused since 1.2\nDROP TABLE "A"',
  ])('%s does not', (script) => {
    expect(faultsOf(`${script};`)).toEqual([]);
  });
});
