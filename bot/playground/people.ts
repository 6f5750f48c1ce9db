import { type IsoDate, isoDate } from '../../core/calendar.ts';
import type { IdentityNumber } from '../../core/identity/types.ts';
import type { Gender, Level, StudentType } from '../../core/registry/types.ts';
import type { Process, StaffRole } from '../../core/staff/types.ts';
import { madeUpFida, madeUpNationalId } from './made-up.ts';

/** The playground's own bot; the token is a token only here. */
export const playgroundBot = {
  token: '1000000001:playground-token-that-works-only-on-this-machine',
  username: 'hamyar_playground_bot',
  name: 'همیار دانشجو',
};

/** An invented person with a client of the playground's Telegram. */
export interface MadeUpPerson {
  readonly telegramId: number;
  readonly firstName: string;
  readonly lastName: string;
  /** As the demo prints it in English. */
  readonly nameEn: string;
  readonly identityNumber: IdentityNumber;
  /** 09…, as a person types it. */
  readonly mobile: string;
  readonly email: string;
}

export interface MadeUpOfficer extends MadeUpPerson {
  readonly role: StaffRole;
  readonly processes: readonly Process[];
  /** Code of the unit, for unit officers. */
  readonly unit?: string;
}

function officer(
  number: number,
  [firstName, lastName, nameEn]: readonly [string, string, string],
  post: Pick<MadeUpOfficer, 'role' | 'processes' | 'unit'>,
): MadeUpOfficer {
  return {
    telegramId: 9_000_000 + number,
    firstName,
    lastName,
    nameEn,
    identityNumber: madeUpNationalId(9_000 + number),
    mobile: `0912900${String(number).padStart(4, '0')}`,
    email: `officer${number}@university.example`,
    ...post,
  };
}

/** The unit whose officers take part in the journey. */
export const journeyUnit = 'ict-management';

const unitOfficer = { role: 'unitOfficer', processes: ['placement'], unit: journeyUnit } as const;
const finance = { role: 'finance', processes: ['pay'] } as const;

/** One for each role; two where a second person has to check the first. */
export const officers = {
  unitOfficer: officer(1, ['بهناز', 'فرضی‌نژاد', 'Behnaz Farzinejad'], unitOfficer),
  secondUnitOfficer: officer(2, ['کاوه', 'خیالی', 'Kaveh Khiali'], unitOfficer),
  expert: officer(3, ['مریم', 'نمونه‌پور', 'Maryam Nemunepur'], {
    role: 'expert',
    processes: ['registration', 'application'],
  }),
  studentDeputy: officer(4, ['حمید', 'آزمون‌زاده', 'Hamid Azmunzadeh'], {
    role: 'studentDeputy',
    processes: ['application'],
  }),
  internationalDeputy: officer(5, ['لاله', 'ساختگی', 'Laleh Sakhtegi'], {
    role: 'internationalDeputy',
    processes: ['specialCases'],
  }),
  finance: officer(6, ['پیمان', 'انگاره', 'Peyman Engareh'], finance),
  secondFinance: officer(7, ['سیما', 'پنداری', 'Sima Pendari'], finance),
  organisation: officer(8, ['ناصر', 'گمانی', 'Naser Gomani'], {
    role: 'organisation',
    processes: ['registration'],
  }),
  administrator: officer(9, ['رها', 'افسانه‌ای', 'Raha Afsanei'], {
    role: 'administrator',
    processes: ['registration'],
  }),
} as const;

/** What the registry says about an invented student; averages as text with two places. */
export interface MadeUpStudent extends MadeUpPerson {
  readonly nationality: 'iranian' | 'other';
  readonly birthDate: IsoDate;
  readonly gender: Gender;
  readonly studentNumber: string;
  readonly level: Level;
  readonly field: string;
  readonly startDate: IsoDate;
  readonly studentType: StudentType;
  readonly average: string;
  readonly termsPassed: number;
  readonly bornInIran: boolean;
  readonly parentIranian: boolean;
  readonly married: boolean;
}

type Studies = Partial<Omit<MadeUpStudent, keyof MadeUpPerson>>;

function student(
  number: number,
  [firstName, lastName, nameEn]: readonly [string, string, string],
  studies: Studies = {},
): MadeUpStudent {
  const { nationality = 'iranian' } = studies;
  const identify = nationality === 'iranian' ? madeUpNationalId : madeUpFida;
  return {
    telegramId: 8_000_000 + number,
    firstName,
    lastName,
    nameEn,
    identityNumber: identify(8_000 + number),
    mobile: `0912800${String(number).padStart(4, '0')}`,
    email: `student${number}@mail.example`,
    nationality,
    birthDate: isoDate('1999-05-12'),
    gender: 'female',
    studentNumber: `402${String(6_100_000 + number)}`,
    level: 'master',
    field: 'مهندسی کامپیوتر',
    startDate: isoDate('2023-09-23'),
    studentType: 'domestic',
    average: '17.25',
    termsPassed: 2,
    bornInIran: true,
    parentIranian: true,
    married: false,
    ...studies,
  };
}

/** Grew up in Iran with a foreign nationality: allowed like everybody, and served in English. */
const grewUpHere = {
  nationality: 'other',
  studentType: 'international',
  parentIranian: false,
  field: 'Computer engineering',
} as const;

export const students = {
  married: student(1, ['نگار', 'خیالی‌فر', 'Negar Khialifar'], { married: true }),
  single: student(2, ['آرش', 'نمونه‌ای', 'Arash Nemunei'], { gender: 'male' }),
  marriedAbroad: student(3, ['Laila', 'Sample', 'Laila Sample'], { ...grewUpHere, married: true }),
  singleAbroad: student(4, ['Omid', 'Example', 'Omid Example'], { ...grewUpHere, gender: 'male' }),
  /** The last term's average is too low for a bachelor student. */
  notEligible: student(5, ['سامان', 'فرضی', 'Saman Farzi'], {
    gender: 'male',
    level: 'bachelorContinuous',
    average: '12.50',
    termsPassed: 5,
  }),
  /** Born elsewhere to parents from elsewhere: the international deputy decides. */
  international: student(6, ['Karim', 'Invented', 'Karim Invented'], {
    ...grewUpHere,
    gender: 'male',
    bornInIran: false,
  }),
  /** Has registered and completed the profile: may ask to be an assistant at once. */
  active: student(7, ['ترانه', 'رؤیایی', 'Taraneh Royaei'], { average: '18.40' }),
} as const;
