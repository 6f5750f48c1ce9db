import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isoDate } from '../../../core/calendar.ts';
import { average, averageText, differences, parseAverage } from '../../../core/registry/rules.ts';
import { gatewayAnswer, sheetRow } from '../../../core/registry/schema.ts';
import { type Profile, profileFields } from '../../../core/registry/types.ts';

describe('parseAverage', () => {
  it.each([
    ['۱۴٫۰۰', 1400],
    ['14/00', 1400],
    ['14.00', 1400],
    ['١٤', 1400],
    ['14,5', 1450],
    ['14.05', 1405],
    ['14.050', 1405],
    ['13.99', 1399],
    ['0', 0],
    ['20', 2000],
    ['20.00', 2000],
    ['0.07', 7],
  ])('%s', (text, hundredths) => {
    expect(parseAverage(text)).toEqual({ ok: true, value: hundredths });
  });

  it.each([
    ['', 'empty'],
    [' ', 'empty'],
    ['good', 'notNumber'],
    ['-14', 'notNumber'],
    ['14.', 'notNumber'],
    ['14:30', 'notNumber'],
    ['13.999', 'tooPrecise'],
    ['20.01', 'outOfRange'],
    ['1400', 'outOfRange'],
    ['9'.repeat(400), 'outOfRange'],
  ])('%j is refused: %s', (text, reason) => {
    expect(parseAverage(text)).toEqual({ ok: false, reason });
  });

  test('every average is written and read back', () => {
    for (let hundredths = 0; hundredths <= 2000; hundredths += 1) {
      const text = averageText(average(hundredths));
      expect(text).toMatch(/^\d{1,2}\.\d\d$/);
      expect(parseAverage(text)).toEqual({ ok: true, value: hundredths });
    }
    expect(averageText(average(1405))).toBe('14.05');
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0۱٢9./,٫ -x') }), (text) => {
        const parsed = parseAverage(text);
        if (parsed.ok) expect(Number.isInteger(parsed.value)).toBe(true);
      }),
    );
  });

  test('anything but whole hundredths of 0 to 20 is a bug', () => {
    for (const wrong of [-1, 2001, 14.5, Number.NaN]) {
      expect(() => average(wrong)).toThrow(RangeError);
    }
  });
});

describe('differences', () => {
  const record: Profile = {
    firstName: 'علی\u200Cرضا',
    lastName: 'کریمی',
    birthDate: isoDate('2004-08-02'),
    gender: 'male',
    universityId: 7,
    studentNumber: '4011234567',
    level: 'bachelorContinuous',
    field: 'مدیریت صنعتی',
    startDate: isoDate('2022-09-23'),
    studentType: 'domestic',
  };

  test('spellings of one name do not differ', () => {
    const spellings = ['علي رضا', 'علیرضا', 'علی\u200Cرضا', ' عَلی  رضا '];
    for (const firstName of spellings) {
      expect(differences({ ...record, firstName }, record), firstName).toEqual([]);
    }
    expect(differences({ ...record, studentNumber: '۴۰۱-۱۲۳۴۵۶۷' }, record)).toEqual([]);
    expect(differences({ ...record, field: 'مديريت صنعتي' }, record)).toEqual([]);
  });

  const others: Profile = {
    firstName: 'رضا',
    lastName: 'کریم',
    birthDate: isoDate('2004-08-03'),
    gender: 'female',
    universityId: 8,
    studentNumber: '4011234568',
    level: 'bachelorDiscontinuous',
    field: 'مدیریت',
    startDate: isoDate('2022-09-24'),
    studentType: 'international',
  };

  it.each(profileFields)('%s alone is named, with both values', (field) => {
    expect(differences({ ...record, [field]: others[field] }, record)).toEqual([
      { field, typed: others[field], registered: record[field] },
    ]);
  });

  test('all are listed, in the order of the profile', () => {
    expect(differences(others, record).map(({ field }) => field)).toEqual(profileFields);
  });
});

test.each(['14', '14.00', '14/00', '۱۴٫۰۰', '۱۴/۰۰', '١٤', '١٤٫٠٠', '14,0'])(
  'the average %s is fourteen wherever averages are read',
  (typed) => {
    expect(parseAverage(typed)).toEqual({ ok: true, value: 1400 });
    expect(sheetRow.shape.lastTermAverage.parse(typed)).toBe(1400);
    expect(sheetRow.shape.cumulativeAverage.parse(typed)).toBe(1400);
    const gateway = gatewayAnswer.shape.student.unwrap().shape;
    expect(gateway.lastTermAverage.parse(typed)).toBe(1400);
    expect(gateway.cumulativeAverage.parse(typed)).toBe(1400);
  },
);
