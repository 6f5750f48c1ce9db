import { beforeEach, describe, expect, test } from 'vitest';
import { importRecords } from '../../../core/registry/commands/import-records.ts';
import type { Sheet } from '../../../core/registry/types.ts';
import type { Actor } from '../../../core/staff/types.ts';
import type { University } from '../../../prisma/generated/client.ts';
import { useDatabase } from '../../support/database.ts';
import { nationalId } from '../../support/made-up.ts';
import { anOfficer, aPerson, type Officer } from '../../support/people.ts';
import { aUniversity } from '../../support/university.ts';
import { good, headings, identityNumber, row } from './sheet.ts';

const database = useDatabase();
let university: University;
let expert: Officer;

beforeEach(async () => {
  university = await aUniversity(database);
  expert = await anOfficer(database, { role: 'expert', university });
});

const run = (rows: readonly string[][], actor: Actor = expert, more: Partial<Sheet> = {}) =>
  database.db.transaction((work) =>
    importRecords(work, actor, { sheet: { headings, rows, ...more } }),
  );

describe('student numbers that a sheet gives to others', () => {
  const [a, b, c, d] = [identityNumber, nationalId(801), nationalId(802), nationalId(803)];
  const days: Readonly<Record<string, string>> = {
    ...{ [a]: '1380/01/01', [b]: '1380/01/02', [c]: '1380/01/03', [d]: '1380/01/04' },
  };
  const sheet = (numbers: Readonly<Record<string, string>>) =>
    Object.entries(numbers).map(([person, number]) =>
      row({ 0: person, 4: days[person] ?? '', 5: number }),
    );
  const numbers = async () => {
    const found = await database.db.read.studentRecord.findMany();
    return Object.fromEntries(found.map((one) => [one.identityNumber, one.studentNumber]));
  };

  test('are exchanged', async () => {
    await run(sheet({ [a]: '1', [b]: '2' }));
    const exchanged = sheet({ [a]: '2', [b]: '1' });
    expect(await run(exchanged)).toMatchObject({ written: 2, bad: [] });
    expect(await numbers()).toEqual({ [a]: '2', [b]: '1' });
    expect(await run(exchanged)).toMatchObject({ written: 2, bad: [] });
    expect(await numbers()).toEqual({ [a]: '2', [b]: '1' });
  });

  test('are handed on in whatever order the rows come, and at once', async () => {
    await run(sheet({ [a]: '1', [b]: '2', [c]: '3' }));
    const handedOn = { [d]: '3', [b]: '1', [c]: '2', [a]: '4' };
    expect(await run(sheet(handedOn))).toMatchObject({ written: 4, bad: [] });
    expect(await numbers()).toEqual(handedOn);
    const back = { [a]: '1', [b]: '2', [c]: '3', [d]: '4' };
    expect(await run(sheet(back).toReversed())).toMatchObject({ written: 4, bad: [] });
    expect(await numbers()).toEqual(back);
  });

  test('stay with who keeps them, however far back', async () => {
    const first = { [a]: '1', [b]: '2', [c]: '3' };
    await run(sheet(first));
    // d is not to have what c keeps, for b keeps what c is to have, for a is not in the sheet.
    const taken = [{ problem: 'studentNumberTaken' }];
    const result = await run(sheet({ [d]: '3', [c]: '2', [b]: '1' }));
    expect(result).toMatchObject({ written: 0, bad: [2, 3, 4].map((line) => ({ line })) });
    expect(result.ok && result.bad.map(({ problems }) => problems)).toMatchObject([
      ...[taken, taken, taken],
    ]);
    expect(await numbers()).toEqual(first);
  });

  test('stay with who has them while the own row of the holder is not good', async () => {
    await run(sheet({ [a]: '1' }));
    const rows = [row({ 5: '2', 3: '?' }), row({ 0: b, 5: '1', 4: '۱۳۸۱/۰۱/۰۱' })];
    expect(await run(rows)).toMatchObject({ written: 0, bad: [{ line: 2 }, { line: 3 }] });
    expect(await numbers()).toEqual({ [a]: '1' });
  });

  test('are free when their holder is written down elsewhere', async () => {
    const other = await aUniversity(database, { nameFa: 'دانشگاه کوه' });
    const whole = (rows: readonly (readonly [string, string, string])[]) => ({
      headings: [...headings, 'دانشگاه'],
      rows: rows.map(([person, number, code]) => [...row({ 0: person, 5: number }), code]),
    });
    const system = { kind: 'system' } as const;
    await run([], system, whole([[a, '1', university.code]]));
    const moved = whole([
      [b, '1', university.code],
      [a, '1', other.code],
    ]);
    expect(await run([], system, moved)).toMatchObject({ written: 2, bad: [] });
    expect(await run([], system, moved)).toMatchObject({ written: 2, bad: [] });
  });

  test('are exchanged among thousands', async () => {
    const people = Array.from({ length: 3000 }, (_, index) => nationalId(10_000 + index));
    const shifted = (by: number) =>
      people.map((person, index) => row({ 0: person, 5: String((index + by) % people.length) }));
    await run(shifted(0));
    expect(await run(shifted(1))).toMatchObject({ written: 3000, bad: [] });
    expect((await numbers())[people[0] ?? '']).toBe('1');
  });
});

describe('a national ID that was wrong', () => {
  const right = nationalId(811);
  const taken = [
    {
      line: 2,
      problems: [{ problem: 'studentNumberTaken', holder: `******${identityNumber.slice(-4)}` }],
    },
  ];
  const corrected = row({ 0: right, 3: 'مرد' });
  const records = () => database.db.read.studentRecord.findMany();
  beforeEach(async () => {
    await run([good]);
  });

  test('gives way to the right one, with what else is known; the same again changes nothing', async () => {
    const short = { headings: headings.slice(0, 10) };
    for (const _ of ['first', 'again']) {
      expect(await run([corrected.slice(0, 10)], expert, short)).toMatchObject({
        ...{ written: 1, bad: [] },
      });
      expect(await records()).toMatchObject([
        { identityNumber: right, gender: 'male', married: false, studentNumber: good[5] },
      ]);
    }
    expect(Number((await records())[0]?.lastTermAverage)).toBe(17.5);
  });

  test('gives way to one that is on record with another number', async () => {
    await run([row({ 0: right, 5: '7' })]);
    expect(await run([corrected])).toMatchObject({ written: 1, bad: [] });
    expect(await records()).toMatchObject([{ identityNumber: right, studentNumber: good[5] }]);
  });

  test('is told in the audit record, with how many there were', async () => {
    await run([corrected]);
    const events = await database.db.read.auditEvent.findMany({ orderBy: { seq: 'asc' } });
    expect(events.map(({ after }) => after)).toEqual([
      { written: 1, bad: 0, identitiesCorrected: 0 },
      { written: 1, bad: 0, identitiesCorrected: 1 },
    ]);
  });

  test('stays while somebody has an account with it', async () => {
    await aPerson(database, { identityNumber });
    expect(await run([corrected])).toMatchObject({ written: 0, bad: taken });
    expect(await records()).toMatchObject([{ identityNumber }]);
  });

  test('is not told from another person’s where the birth date is another', async () => {
    expect(await run([row({ 0: right, 4: '1380/02/26' })])).toMatchObject({
      ...{ written: 0, bad: taken },
    });
  });

  test('is not told from a twin’s, whose first name is another', async () => {
    expect(await run([row({ 0: right, 1: 'نگین' })])).toMatchObject({ written: 0, bad: taken });
  });

  test('is not wrong where the sheet has a row of its own for it', async () => {
    const rows = [corrected, row({ 5: '8' })];
    expect(await run(rows)).toMatchObject({ written: 2, bad: [] });
    expect((await records()).length).toBe(2);
  });
});
