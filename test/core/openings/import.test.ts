import { beforeEach, describe, expect, test } from 'vitest';
import { importOpenings } from '../../../core/openings/commands/import-openings.ts';
import type { OpeningRow } from '../../../core/openings/types.ts';
import { useDatabase } from '../../support/database.ts';
import { aCampus, type Campus } from '../../support/scenes.ts';

const database = useDatabase();
let campus: Campus;

beforeEach(async () => {
  campus = await aCampus(database);
});

const row = (line: number, more: Partial<OpeningRow> = {}): OpeningRow => ({
  line,
  unit: { code: 'central-library', nameFa: 'کتابخانه مرکزی', nameEn: 'Central library' },
  field: '',
  titleFa: `کار ${line}`,
  titleEn: `Work ${line}`,
  workType: 'research',
  seats: { female: 2, male: 1 },
  ...more,
});

const take = (rows: readonly OpeningRow[], stated = {}, acknowledged = false) =>
  database.db.transaction((work) =>
    importOpenings(work, campus.expert, {
      ...{ universityId: campus.university.id, termId: campus.term.id },
      ...{ rows, stated, acknowledged },
    }),
  );

const capacity = async () => {
  const { _sum } = await database.db.read.seatCount.aggregate({
    where: { openingId: { not: campus.opening.id } },
    _sum: { capacity: true },
  });
  return _sum.capacity;
};

describe('no seat of a sheet is lost unsaid', () => {
  test('a row whose unit, title and field stand in an earlier one is named by its line, and not counted', async () => {
    const rows = [
      row(2, { titleFa: 'کار' }),
      row(3, { titleFa: ' كار ' }),
      row(4, { titleFa: 'کار', field: 'هنر' }),
    ];
    const stated = { women: 6, men: 3, all: 9 };
    expect(await take(rows, stated)).toMatchObject({
      reason: 'totalsDiffer',
      totals: { women: 4, men: 2, all: 6 },
    });
    expect(await take(rows, stated, true)).toEqual({
      ok: true,
      added: 2,
      known: 0,
      problems: [{ line: 3, problem: 'twice' }],
      totals: { women: 4, men: 2, all: 6 },
    });
    expect(await capacity()).toBe(6);
  });

  test('a row whose opening is there with other seats is named, with what stays', async () => {
    await take([row(2), row(3)]);
    const again = [row(2), row(3, { seats: { female: 5, male: 1 } })];
    expect(await take(again)).toEqual({
      ok: true,
      added: 0,
      known: 1,
      problems: [{ line: 3, problem: 'otherSeats', stored: { female: 2, male: 1 } }],
      totals: { women: 2, men: 1, all: 3 },
    });
    expect(await capacity()).toBe(6);
  });

  test('a row whose opening students do not see is named, with how it stands, and not counted', async () => {
    const states = ['declared', 'refused', 'closed'] as const;
    const rows = [row(2), ...states.map((_, index) => row(index + 3))];
    await take(rows);
    for (const [index, state] of states.entries()) {
      const { titleFa } = row(index + 3);
      await database.db.read.opening.updateMany({ where: { titleFa }, data: { state } });
    }
    expect(await take(rows)).toEqual({
      ok: true,
      added: 0,
      known: 1,
      problems: states.map((state, index) => ({ line: index + 3, problem: 'notOpen', state })),
      totals: { women: 2, men: 1, all: 3 },
    });
  });

  test('totals are those of the rows that go in, and bad rows are not among them', async () => {
    const rows = [row(2), row(3, { workType: 'cultural' })];
    expect(await take(rows, { women: 2, men: 1, all: 3 })).toMatchObject({
      ok: true,
      added: 1,
      totals: { all: 3 },
    });
  });

  test('the same sheet again states the same totals', async () => {
    const rows = [row(2), row(3)];
    const stated = { women: 4, men: 2, all: 6 };
    expect(await take(rows, stated)).toMatchObject({ added: 2, known: 0 });
    expect(await take(rows, stated)).toMatchObject({ added: 0, known: 2, problems: [] });
  });
});
