import { averageText } from '../../core/registry/rules.ts';
import type { Average, Gender, Level } from '../../core/registry/types.ts';
import type { Person, Process, StaffRole } from '../../core/staff/types.ts';
import type { Prisma, PrismaClient, Profile, University } from '../../prisma/generated/client.ts';
import type { TestDatabase } from './database.ts';
import { inventedName, nationalId, serial } from './made-up.ts';

/** What a builder writes to, and the time at which it does. */
export interface Scene {
  readonly read: PrismaClient;
  readonly now: Date;
}

export const sceneOf = ({ db, clock }: TestDatabase): Scene => ({
  read: db.read,
  now: clock.now(),
});

export interface Student {
  readonly accountId: number;
  readonly chatId: bigint;
  readonly identityNumber: string;
  readonly profile: Profile;
  /** As who this student asks commands. */
  readonly person: Person;
}

export interface StudentOptions {
  university: Pick<University, 'id'>;
  gender?: Gender;
  level?: Level;
  average?: number;
  account?: Partial<Prisma.AccountUncheckedCreateInput>;
  profile?: Partial<Prisma.ProfileUncheckedCreateInput>;
  record?: Partial<Prisma.StudentRecordUncheckedCreateInput>;
}

const birthDate = new Date('2001-05-15');
const startDate = new Date('2021-09-23');

/** An active account in a chat, its confirmed profile, and an equal record in the registry. */
export async function aStudent(
  database: TestDatabase,
  { university, gender = 'female', level = 'bachelorContinuous', ...more }: StudentOptions,
): Promise<Student> {
  const { read, now } = sceneOf(database);
  const number = serial();
  const names = inventedName(gender, number);
  const account = await aPerson(database, { ...names, activatedAt: now, ...more.account });
  const studies = {
    universityId: university.id,
    studentNumber: `4001${String(number).padStart(6, '0')}`,
    level,
    field: 'مهندسی کامپیوتر',
    startDate,
    gender,
    studentType: 'domestic',
    updatedAt: now,
  } as const;
  const profile = await read.profile.create({
    data: { accountId: account.accountId, ...studies, confirmedAt: now, ...more.profile },
  });
  await read.studentRecord.create({
    data: {
      identityNumber: account.identityNumber,
      ...names,
      birthDate,
      ...studies,
      studentNumber: profile.studentNumber,
      lastTermAverage: averageText((more.average ?? 1700) as Average),
      cumulativeAverage: averageText((more.average ?? 1700) as Average),
      termsPassed: 4,
      probationTerms: 0,
      disciplinaryConvictions: 0,
      bornInIran: true,
      parentIranian: true,
      married: false,
      children: 0,
      ...more.record,
    },
  });
  return { ...account, profile };
}

/** An active account in a chat: somebody who neither studies nor holds a cartable. */
export async function aPerson(
  database: TestDatabase,
  account: Partial<Prisma.AccountUncheckedCreateInput> = {},
): Promise<Omit<Student, 'profile'>> {
  const { read, now } = sceneOf(database);
  const number = serial();
  const identityNumber = account.identityNumber ?? nationalId(number);
  const { id: accountId } = await read.account.create({
    data: {
      identityKind: 'nationalId',
      identityCountry: 'IR',
      ...inventedName('male', number),
      birthDate,
      mobile: `+98912${String(number).padStart(7, '0')}`,
      email: `person${number}@example.test`,
      state: 'active',
      createdAt: now,
      ...account,
      identityNumber,
    },
  });
  const chatId = BigInt(700_000 + number);
  await read.chatSession.create({
    data: { chatId, accountId, language: 'fa', createdAt: now, lastSeenAt: now },
  });
  const person = { kind: 'person', accountId, chatId, holdings: [] } as const;
  return { accountId, chatId, identityNumber, person };
}

export interface Officer extends Person {
  readonly accountId: number;
}

export interface OfficerOptions {
  role: StaffRole;
  process?: Process;
  university?: { readonly id: number };
  unit?: { readonly id: number; readonly universityId: number };
  /** The person who holds it; somebody new by default. */
  accountId?: number;
}

const usualProcess: Readonly<Record<StaffRole, Process>> = {
  unitOfficer: 'placement',
  expert: 'application',
  studentDeputy: 'application',
  internationalDeputy: 'specialCases',
  finance: 'pay',
  organisation: 'registration',
  administrator: 'registration',
};

/** A person who holds a live cartable; several officers of one kind share it. */
export async function anOfficer(
  database: TestDatabase,
  { role, process = usualProcess[role], university, unit, ...more }: OfficerOptions,
): Promise<Officer> {
  const { read, now } = sceneOf(database);
  const where = {
    role,
    process,
    universityId: university?.id ?? unit?.universityId ?? null,
    unitId: unit?.id ?? null,
  };
  const cartable =
    (await read.cartable.findFirst({ where: { ...where, closedAt: null } })) ??
    (await read.cartable.create({ data: { ...where, createdAt: now } }));
  const accountId = more.accountId ?? (await aPerson(database)).accountId;
  await read.cartableHolder.create({ data: { cartableId: cartable.id, accountId, since: now } });
  const { chatId } = await read.chatSession.findUniqueOrThrow({ where: { accountId } });
  return { kind: 'person', accountId, chatId, holdings: [{ cartableId: cartable.id, ...where }] };
}
