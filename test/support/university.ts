import { newTrackingCode } from '../../core/applications/rules.ts';
import { endOfTehranDay, isoDate, startOfTehranDay } from '../../core/calendar.ts';
import { eligibilityFacts } from '../../core/eligibility/queries.ts';
import { evaluate } from '../../core/eligibility/rules.ts';
import type { IdentityNumber } from '../../core/identity/types.ts';
import type { UnitKind } from '../../core/openings/types.ts';
import { tableRegistry } from '../../core/registry/queries.ts';
import type { Gender } from '../../core/registry/types.ts';
import { type WindowKind, windowKinds } from '../../core/terms/types.ts';
import type {
  Application,
  BankAccount,
  Opening,
  Prisma,
  Term,
  Unit,
  University,
} from '../../prisma/generated/client.ts';
import type { TestDatabase } from './database.ts';
import { serial, sheba } from './made-up.ts';
import { type Student, sceneOf } from './people.ts';

/** A university that uses Hamyar. */
export function aUniversity(
  database: TestDatabase,
  more: Partial<Prisma.UniversityUncheckedCreateInput> = {},
): Promise<University> {
  const { read, now } = sceneOf(database);
  const code = `university-${serial()}`;
  return read.university.create({
    data: { code, nameFa: 'دانشگاه نمونه', nameEn: 'Sample University', startedAt: now, ...more },
  });
}

export function aUnit(
  database: TestDatabase,
  university: Pick<University, 'id'>,
  {
    kind = 'centralLibrary',
    ...more
  }: Partial<Prisma.UnitUncheckedCreateInput> & {
    kind?: UnitKind;
  } = {},
): Promise<Unit> {
  const code = `unit-${serial()}`;
  return sceneOf(database).read.unit.create({
    data: {
      universityId: university.id,
      code,
      nameFa: 'کتابخانه',
      nameEn: 'Library',
      kind,
      ...more,
    },
  });
}

/** 1402-1 unless said otherwise. */
export function aTerm(
  database: TestDatabase,
  { startYear = 1402, number = 1 }: { startYear?: number; number?: number } = {},
): Promise<Term> {
  const key = { startYear, number };
  return sceneOf(database).read.term.upsert({
    where: { startYear_number: key },
    create: key,
    update: {},
  });
}

/** Opens windows, all four by default, from 23 September 2023 to 20 January 2024. */
export async function windowsOpen(
  database: TestDatabase,
  university: Pick<University, 'id'>,
  term: Pick<Term, 'id'>,
  {
    kinds = windowKinds,
    opensOn = '2023-09-23',
    closesOn = '2024-01-20',
  }: {
    kinds?: readonly WindowKind[];
    opensOn?: string;
    closesOn?: string;
  } = {},
): Promise<void> {
  await sceneOf(database).read.window.createMany({
    data: kinds.map((kind) => ({
      universityId: university.id,
      termId: term.id,
      kind,
      opensAt: startOfTehranDay(isoDate(opensOn)),
      closesAt: endOfTehranDay(isoDate(closesOn)),
    })),
  });
}

export interface OpeningOptions extends Omit<Partial<Prisma.OpeningUncheckedCreateInput>, 'seats'> {
  unit: Pick<Unit, 'id' | 'universityId'>;
  term: Pick<Term, 'id'>;
  seats?: Partial<Readonly<Record<Gender, number>>>;
}

/** Approved, with two seats for women and two for men. */
export async function anOpening(
  database: TestDatabase,
  { unit, term, seats = {}, ...more }: OpeningOptions,
): Promise<Opening> {
  const { read, now } = sceneOf(database);
  const counts = { female: 2, male: 2, ...seats };
  const opening = await read.opening.create({
    data: {
      universityId: unit.universityId,
      unitId: unit.id,
      termId: term.id,
      field: 'همه رشته‌ها',
      titleFa: `چیدن کتاب ${serial()}`,
      titleEn: 'Shelving books',
      workType: 'research',
      state: 'approved',
      createdAt: now,
      decidedAt: now,
      ...more,
    },
  });
  for (const gender of ['female', 'male'] as const) {
    const capacity = counts[gender];
    const key = { openingId: opening.id, gender };
    await read.seatCount.create({ data: { ...key, capacity } });
    await read.seatEvent.create({
      data: { ...key, move: 'capacitySet', amount: capacity, at: now },
    });
  }
  return opening;
}

export interface ApplicationOptions
  extends Omit<Partial<Prisma.ApplicationUncheckedCreateInput>, 'choices' | 'claims'> {
  student: Student;
  /** In order of wish. */
  openings: readonly Pick<Opening, 'id' | 'termId'>[];
  /** Verified with the application. */
  verified?: readonly ('married' | 'marriedWithChildren' | 'exemplary' | 'shahedIsargar')[];
}

/** Approved unless said otherwise; with the registry's record and the verdicts of now, as filing keeps them. */
export async function anApplication(
  database: TestDatabase,
  { student, openings, verified = [], ...more }: ApplicationOptions,
): Promise<Application> {
  const { read, now } = sceneOf(database);
  const { universityId, gender, level } = student.profile;
  const termId = openings[0]?.termId;
  if (termId === undefined) throw new Error('an application needs an opening');
  const record = await tableRegistry(read).lookup(student.identityNumber as IdentityNumber);
  if (!record) throw new Error('an application needs a record in the registry');
  const { accountId } = student;
  const candidate = { accountId, universityId, termId, record, declarations: {} };
  const evaluation = evaluate(await eligibilityFacts(read, candidate, now));
  const { state = 'approved' } = more;
  return read.application.create({
    data: {
      trackingCode: newTrackingCode(database.random),
      accountId,
      universityId,
      termId,
      state,
      worksOutside: false,
      gender,
      level,
      record: { ...record },
      eligibility: evaluation,
      ruleSetVersion: evaluation.version,
      points: verified.length,
      average: '17.00',
      filedAt: now,
      updatedAt: now,
      decidedAt: state === 'approved' ? now : null,
      ...more,
      choices: {
        create: openings.map(({ id }, index) => ({ openingId: id, position: index + 1 })),
      },
      claims: { create: verified.map((name) => ({ class: name, state: 'verified' })) },
    },
  });
}

/** Confirmed unless said otherwise. */
export function aBankAccount(
  database: TestDatabase,
  student: Pick<Student, 'accountId'>,
  more: Partial<Prisma.BankAccountUncheckedCreateInput> = {},
): Promise<BankAccount> {
  const { read, now } = sceneOf(database);
  return read.bankAccount.create({
    data: {
      accountId: student.accountId,
      sheba: sheba(),
      state: 'confirmed',
      evidence: 'passbook',
      declaredAt: now,
      decidedAt: now,
      ...more,
    },
  });
}

/** Finance has said from what account the university pays. */
export async function aPayer(
  database: TestDatabase,
  { university }: { readonly university: Pick<University, 'id'> },
  more: Partial<Prisma.PayerUncheckedCreateInput> = {},
): Promise<void> {
  await sceneOf(database).read.payer.create({
    data: {
      universityId: university.id,
      name: 'دانشگاه نمونه',
      sheba: sheba(),
      bic: 'BMJIIRTHXXX',
      namespace: 'pain001',
      method: 'plain',
      dates: 'jalali',
      nextSerial: 7,
      ...more,
    },
  });
}
