import type { Statistics } from '../../core/statistics/types.ts';
import { timedSteps } from '../../core/statistics/types.ts';

const unitNames = [
  ['دانشکدهٔ فنی و مهندسی', 'Faculty of Engineering'],
  ['کتابخانهٔ مرکزی و مرکز اسناد', 'Central Library and Document Centre'],
  ['مدیریت فناوری اطلاعات و ارتباطات', 'ICT Management'],
  ['معاونت دانشجویی', 'Student Deputy'],
] as const;

/** Made-up numbers of a university with so many units. */
export function someNumbers(units: number): Statistics {
  const named = Array.from({ length: units }, (_, index) => {
    const [nameFa, nameEn] = unitNames[index % unitNames.length] ?? ['', ''];
    const mark = index < unitNames.length ? '' : ` (${index})`;
    return { unitId: index + 1, nameFa: `${nameFa}${mark}`, nameEn: `${nameEn}${mark}` };
  });
  return {
    university: { id: 1, nameFa: 'دانشگاه نمونه', nameEn: 'Sample University' },
    term: { id: 1, startYear: 1402, part: 1 },
    seats: named.map((unit, index) => ({
      ...unit,
      female: { capacity: 12 - (index % 9), held: index % 2, filled: 3 - (index % 3) },
      male: { capacity: 8 - (index % 7), held: 0, filled: index % 2 },
    })),
    requests: {
      filed: 12,
      sentBack: 2,
      awaitingInternational: 1,
      approved: 96,
      rejected: 8,
      appealed: 1,
      withdrawn: 4,
    },
    steps: timedSteps.map((step, index) => ({
      step,
      done: index === 1 ? 0 : 40 + index,
      median: index === 1 ? null : ([230, 0, 410, 95, 700, 320, 12, 3, 1210][index % 9] ?? 0),
      longest: index === 1 ? null : 2_000 + index,
      waiting: index,
      overdue: index % 3,
    })),
    work: named.map((unit, index) => ({
      ...unit,
      students: 1 + (index % 4),
      approvedMinutes: 12_000,
      workedMinutes: 10_005 - index * 315,
      paidRial: BigInt(30_000_000 - index * 1_000_000),
      dueRial: index === 0 ? 75_000_000n : 0n,
    })),
    students: 2 * units,
  };
}
