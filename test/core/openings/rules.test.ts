import { describe, expect, it, test } from 'vitest';
import {
  checkWorkType,
  compareTotals,
  freeSeats,
  isOpen,
  needsNewApproval,
  suitsField,
  totalsOf,
  unitKindOf,
  workTypeOf,
} from '../../../core/openings/rules.ts';
import {
  type ApprovedPart,
  openingStates,
  unitKinds,
  type WorkType,
  workTypes,
} from '../../../core/openings/types.ts';

// Qom's sheet for 1402-1403: unit, work type (none is stated for the last), women, men, stated sum.
const qom: readonly (readonly [string, WorkType | '', number, number, number])[] = [
  ['cultural-affairs', 'cultural', 0, 6, 6],
  ['physical-education', 'student', 6, 5, 11],
  ['central-library', 'research', 0, 10, 10],
  ['growth-centre', 'presidency', 1, 3, 4],
  ['security', 'presidency', 15, 0, 15],
  ['central-laboratory', 'research', 6, 10, 16],
  ['nutrition', 'student', 3, 3, 6],
  ['leaders-office', 'presidency', 5, 5, 10],
  ['dormitory', 'student', 30, 12, 42],
  ['guild-council', 'student', 10, 10, 20],
  ['health-centre', 'student', 2, 0, 2],
  ['counselling-centre', 'student', 4, 4, 8],
  ['sisters-academic-management', 'educational', 15, 0, 15],
  ['sisters-student-office', 'student', 7, 0, 7],
  ['non-iranian-students', 'student', 0, 4, 4],
  ['faculty-humanities', 'educational', 10, 10, 20],
  ['free-education', 'educational', 1, 1, 2],
  ['faculty-economics', 'educational', 4, 6, 10],
  ['faculty-basic-sciences', 'educational', 20, 20, 40],
  ['quran-and-etrat', 'cultural', 2, 3, 5],
  ['public-relations', 'presidency', 2, 5, 7],
  ['ict-management', 'presidency', 9, 7, 16],
  ['shahed-and-isargar', 'presidency', 2, 2, 4],
  ['educational-planning', 'educational', 0, 3, 3],
  ['property-trustee', '', 0, 1, 1],
];
const seats = qom.map(([, , female, male]) => ({ female, male }));

describe('work types', () => {
  it.each(qom)('%s: %s', (code, workType) => {
    const kind = unitKindOf(code);
    expect(kind && workTypeOf[kind]).toBe(workType || 'administrativeFinancial');
  });

  test('each kind of unit fits one work type, and services fit none', () => {
    for (const kind of unitKinds) {
      const fitting = workTypes.filter((workType) => checkWorkType(kind, workType).ok);
      expect(fitting, kind).toEqual([workTypeOf[kind]]);
      expect(fitting).not.toContain('services');
    }
    expect(checkWorkType('dormitory', 'research')).toEqual({
      ok: false,
      reason: 'wrongWorkType',
      right: 'student',
    });
  });

  test.each([
    'education-deputy',
    'research-deputy',
    'planning-and-budget',
    'student-deputy',
    'academic-management',
    'faculty',
  ])('%s has a kind though Qom has no such row', (code) => {
    expect(unitKindOf(code)).toBeDefined();
  });

  test.each(['', 'facultyless', 'constructor', 'toString', 'bakery'])('%j has none', (code) => {
    expect(unitKindOf(code)).toBeUndefined();
  });
});

describe('totals', () => {
  test("Qom's stated totals are not those of its rows", () => {
    expect(totalsOf(seats)).toEqual({ women: 154, men: 130, all: 284 });
    expect(compareTotals(seats, { women: 157, men: 130, all: 287 })).toEqual([
      { column: 'women', computed: 154, stated: 157 },
      { column: 'all', computed: 284, stated: 287 },
    ]);
  });

  test.each(qom)("%s: the row's own sum is right", (_code, _type, female, male, all) => {
    expect(compareTotals([{ female, male }], { all })).toEqual([]);
  });

  test('what is not stated is not compared; no rows are nobody', () => {
    expect(compareTotals(seats, {})).toEqual([]);
    expect(compareTotals(seats, { men: 130 })).toEqual([]);
    expect(compareTotals([], { women: 0, men: 1 })).toEqual([
      { column: 'men', computed: 0, stated: 1 },
    ]);
  });
});

describe('approval', () => {
  const before: ApprovedPart = {
    seats: { female: 2, male: 3 },
    field: 'nutrition',
    workType: 'student',
  };

  it.each([
    ['nothing', {}, false],
    ['women', { seats: { female: 3, male: 3 } }, true],
    ['men', { seats: { female: 2, male: 2 } }, true],
    ['field', { field: 'sport' }, true],
    ['work type', { workType: 'cultural' as const }, true],
  ])('a change of %s', (_what, change, expected) => {
    expect(needsNewApproval(before, { ...before, ...change })).toBe(expected);
  });

  test('only an approved opening is open', () => {
    expect(openingStates.filter(isOpen)).toEqual(['approved']);
  });
});

test('capacity is free, held and filled', () => {
  expect(freeSeats({ capacity: 5, held: 2, filled: 1 })).toBe(2);
  expect(freeSeats({ capacity: 0, held: 0, filled: 0 })).toBe(0);
});

test.each([
  ['همهٔ رشته‌ها', 'فیزیک', true],
  ['همه رشته ها', 'فیزیک', true],
  ['كليه رشته‌ها', 'فیزیک', true],
  ['All fields', 'فیزیک', true],
  ['مهندسي كامپيوتر، فیزیک', 'مهندسی کامپیوتر', true],
  ['مهندسی کامپیوتر', 'مهندسی کامپیوتر - نرم‌افزار', true],
  ['زیست شناسی', 'زیست‌شناسی', true],
  ['فیزیک', 'شیمی', false],
  ['فیزیک', '', false],
])('an opening for %s takes a student of %s: %s', (asked, own, suits) => {
  expect(suitsField(asked, own)).toBe(suits);
});
