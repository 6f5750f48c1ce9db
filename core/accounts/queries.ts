import { z } from 'zod';
import {
  type Account,
  Prisma,
  type Profile as StoredStudies,
} from '../../prisma/generated/client.ts';
import { parseTrackingCode } from '../applications/rules.ts';
import type { ApplicationState, TrackingCode } from '../applications/types.ts';
import { fromUtc, type IsoDate } from '../calendar.ts';
import type { Identity, IdentityNumber } from '../identity/types.ts';
import type { Registry } from '../registry/gateway.ts';
import type { Gender, Profile, StudentRecord } from '../registry/types.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { fullName, nameOf } from '../staff/queries.ts';
import { type CanRefusal, can } from '../staff/rules.ts';
import type { Actor } from '../staff/types.ts';
import { compact, searchKey } from '../text.ts';
import type { Tx } from '../work.ts';
import type { AccountState, SignInFacts } from './types.ts';

export type FoundAccount = { readonly accountId: number; readonly state: AccountState };

/** The account of an identity number, if it has one. Erased accounts have no number any more. */
export async function findByIdentity(
  reader: Tx,
  { kind, country, value }: Identity,
): Promise<FoundAccount | null> {
  const account = await reader.account.findFirst({
    where: { identityKind: kind, identityCountry: country, identityNumber: value },
    select: { id: true, state: true },
  });
  return account && { accountId: account.id, state: account.state };
}

/** What the menu needs to know of a person. */
export interface AccountSummary {
  readonly accountId: number;
  readonly state: AccountState;
  readonly firstName: string | null;
  readonly universityId: number | null;
}

export async function accountOf(reader: Tx, accountId: number): Promise<AccountSummary> {
  const { id, profile, ...account } = await reader.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { id: true, state: true, firstName: true, profile: { select: { universityId: true } } },
  });
  return { accountId: id, ...account, universityId: profile?.universityId ?? null };
}

/** The names and birth date that a person registered with; of an erased account there are none. */
export async function personalOf(
  reader: Tx,
  accountId: number,
): Promise<{
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: IsoDate;
} | null> {
  const { firstName, lastName, birthDate } = await reader.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { firstName: true, lastName: true, birthDate: true },
  });
  if (!firstName || !lastName || !birthDate) return null;
  return { firstName, lastName, birthDate: fromUtc(birthDate) };
}

/** How a person is known and reached, for the own settings. */
export async function contactOf(
  reader: Tx,
  accountId: number,
): Promise<{
  readonly name: string | null;
  readonly identityNumber: string | null;
  readonly mobile: string | null;
  readonly email: string | null;
}> {
  const { firstName, lastName, ...contact } = await reader.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { firstName: true, lastName: true, identityNumber: true, mobile: true, email: true },
  });
  return { name: fullName({ firstName, lastName }), ...contact };
}

/** What a student's own screens go by: where, which field, and seats of which gender. */
export interface Studies {
  readonly universityId: number;
  readonly gender: Gender;
  readonly field: string;
}

/** Null without a profile. */
export async function studiesOf(reader: Tx, accountId: number): Promise<Studies | null> {
  return reader.profile.findUnique({
    where: { accountId },
    select: { universityId: true, gender: true, field: true },
  });
}

/** Whether somebody is a student whose profile the university or its record has confirmed. */
export async function hasConfirmedProfile(reader: Tx, accountId: number): Promise<boolean> {
  const where = { accountId, confirmedAt: { not: null } };
  return (await reader.profile.count({ where })) > 0;
}

/**
 * Whether a record is of a later course of study than the confirmed profile: it began later, under
 * another number or elsewhere. Not so where an expert had this record before the eyes and confirmed
 * the profile all the same.
 */
export async function isOfLaterCourse(
  reader: Tx,
  accountId: number,
  profile: Pick<Profile, CourseField>,
  record: Pick<Profile, CourseField>,
): Promise<boolean> {
  if (record.startDate <= profile.startDate || isSameCourse(profile, record)) return false;
  const review = await reader.profileReview.findFirst({
    where: { accountId, state: 'accepted' },
    orderBy: { id: 'desc' },
    select: { record: true },
  });
  const seen = review?.record as Pick<Profile, CourseField> | null | undefined;
  return !(seen && isSameCourse(seen, record));
}

type CourseField = 'universityId' | 'studentNumber' | 'startDate';

/** A university gives each course of a student a number of its own. */
const isSameCourse = (
  one: Pick<Profile, CourseField>,
  other: Pick<Profile, CourseField>,
): boolean =>
  one.universityId === other.universityId &&
  compact(one.studentNumber) === compact(other.studentNumber);

/** What a person wrote of the own studies last; null where nothing was sent yet. */
export async function profileOf(reader: Tx, accountId: number) {
  const profile = await reader.profile.findUnique({
    where: { accountId },
    select: {
      universityId: true,
      studentNumber: true,
      level: true,
      field: true,
      startDate: true,
      gender: true,
      studentType: true,
    },
  });
  return profile && { ...profile, startDate: fromUtc(profile.startDate) };
}

/** Asks the registry about an account's person; undefined also for an account without a number. */
export async function recordOfAccount(
  reader: Tx,
  registry: Registry,
  accountId: number,
): Promise<StudentRecord | undefined> {
  const account = await reader.account.findUnique({
    where: { id: accountId },
    select: { identityNumber: true },
  });
  const number = account?.identityNumber;
  return number ? registry.lookup(number as IdentityNumber) : undefined;
}

/** Of an open account that has a mobile; the password is checked against it outside a transaction. */
export async function signInFacts(
  reader: Tx,
  of: Identity | { readonly accountId: number },
): Promise<SignInFacts | null> {
  const where =
    'accountId' in of
      ? { id: of.accountId }
      : { identityKind: of.kind, identityCountry: of.country, identityNumber: of.value };
  const account = await reader.account.findFirst({
    where,
    select: { id: true, passwordHash: true, mobile: true, email: true },
  });
  if (account?.mobile == null) return null;
  const { id, mobile, ...facts } = account;
  return { accountId: id, mobile, ...facts };
}

/** By which number a person is registered; null for a closed account. */
export async function identityOfAccount(reader: Tx, accountId: number): Promise<Identity | null> {
  const account = await reader.account.findUnique({
    where: { id: accountId },
    select: { identityKind: true, identityCountry: true, identityNumber: true },
  });
  if (account?.identityNumber == null) return null;
  const { identityKind: kind, identityCountry: country, identityNumber } = account;
  return { kind, country, value: identityNumber as IdentityNumber };
}

/** Accounts whose profile was not completed in time: see `voidAccount`. */
export async function accountsToVoid(reader: Tx, now: Date): Promise<number[]> {
  const rows = await reader.account.findMany({
    where: { state: 'preRegistered', profileDueAt: { lt: now } },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** A profile that differs from the registry, as its expert sees it. */
export interface ProfileReviewView {
  readonly accountId: number;
  readonly reviewId: number;
  readonly name: string | null;
  readonly typed: Profile;
  /** The registry's record when it was sent; null where the registry knew nobody. */
  readonly registered: StudentRecord | null;
  /** The fields in which it differs; all of them where the registry knew nobody. */
  readonly differences: readonly string[];
  /** Those that the profile and the record name. */
  readonly universities: readonly { id: number; nameFa: string; nameEn: string }[];
  readonly card: { readonly key: string; readonly mime: string } | null;
  readonly state: 'waiting' | 'accepted' | 'refused';
  readonly reason: string | null;
  readonly sentAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

/** The latest review of a person's profile, for whoever may decide on it. */
export async function profileReviewView(
  reader: Tx,
  actor: Actor,
  accountId: number,
): Promise<Result<{ readonly view: ProfileReviewView }, Refusal<'nothingWaiting'> | CanRefusal>> {
  const review = await reader.profileReview.findFirst({
    where: { accountId },
    orderBy: { id: 'desc' },
    include: { cardFile: true, account: { include: { profile: true } } },
  });
  if (!review?.account.profile) return refuse('nothingWaiting');
  const { account, cardFile, state, reason, createdAt, decidedById, decidedAt } = review;
  const typed = typedIn({ ...account, ...review.account.profile });
  const subject = { universityId: typed.universityId, ownerId: accountId };
  const allowed = can(actor, 'decideProfile', subject);
  if (!allowed.ok) return allowed;
  const registered = review.record as StudentRecord | null;
  const universityIds = [typed.universityId, registered?.universityId ?? typed.universityId];
  const view: ProfileReviewView = {
    accountId,
    reviewId: review.id,
    name: fullName(account),
    ...{ typed, registered },
    differences: z.array(z.string()).parse(review.differences),
    universities: await reader.university.findMany({
      where: { id: { in: universityIds } },
      select: { id: true, nameFa: true, nameEn: true },
    }),
    card: cardFile && cardFile.deletedAt === null ? cardFile : null,
    ...{ state, reason, sentAt: createdAt, decidedAt },
    decidedBy: await nameOf(reader, decidedById),
  };
  return ok({ view });
}

type StoredProfile = Pick<Account, 'firstName' | 'lastName' | 'birthDate'> & StoredStudies;

/** The names are there as long as there is a profile: they are erased together. */
const typedIn = ({ firstName, lastName, birthDate, ...studies }: StoredProfile): Profile => ({
  firstName: firstName ?? '',
  lastName: lastName ?? '',
  birthDate: fromUtc(birthDate ?? new Date(0)),
  universityId: studies.universityId,
  studentNumber: studies.studentNumber,
  level: studies.level,
  field: studies.field,
  startDate: fromUtc(studies.startDate),
  gender: studies.gender,
  studentType: studies.studentType,
});

export interface FoundStudent {
  readonly accountId: number;
  readonly name: string | null;
  readonly studentNumber: string;
  /** Of the latest application at the university where the student was found; null where there is none. */
  readonly trackingCode: string | null;
  readonly state: ApplicationState | null;
}

export const foundPageSize = 8;

export interface FoundPage {
  readonly students: readonly FoundStudent[];
  readonly total: number;
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

/**
 * Students of an officer's universities by tracking code, student number, or parts of the name, by
 * last name. Requests filed at another university are not looked in and not shown. `wanted` counts
 * from 0 and is brought into range.
 */
export async function findStudents(
  reader: Tx,
  actor: Actor,
  text: string,
  wanted = 0,
): Promise<Result<FoundPage, Refusal<'notAllowed'>>> {
  const holdings = actor.kind === 'person' ? actor.holdings : [];
  const universityIds = holdings
    .filter(({ unitId, universityId }) => can(actor, 'findStudent', { universityId, unitId }).ok)
    .flatMap(({ universityId }) => universityId ?? []);
  if (universityIds.length === 0) return refuse('notAllowed');
  const sought = Prisma.sql`"profile"."universityId" IN (${Prisma.join([...new Set(universityIds)])})
    AND ${namedBy(text)}`;
  const total = await countFound(reader, sought);
  const pages = Math.max(1, Math.ceil(total / foundPageSize));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  const rows = await foundRows(reader, sought, page);
  const students = rows.map(({ firstName, lastName, ...found }) => ({
    ...found,
    name: fullName({ firstName, lastName }),
  }));
  return ok({ students, total, page, pages });
}

async function countFound(reader: Tx, sought: Prisma.Sql): Promise<number> {
  const [row] = await reader.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS "total" FROM "Profile" AS "profile" WHERE ${sought}`;
  return row?.total ?? 0;
}

type FoundRow = Omit<FoundStudent, 'name'> & {
  readonly firstName: string | null;
  readonly lastName: string | null;
};

/** Only entries of the universities that are sought in are read. */
function foundRows(reader: Tx, sought: Prisma.Sql, page: number): Promise<FoundRow[]> {
  return reader.$queryRaw<FoundRow[]>`
    SELECT "found"."accountId", "account"."firstName", "account"."lastName",
      "found"."studentNumber", "latest"."trackingCode", "latest"."state"::text
    FROM (
      SELECT "profile"."accountId", "profile"."universityId", "profile"."studentNumber",
        "profile"."nameKey"
      FROM "Profile" AS "profile" WHERE ${sought}
      ORDER BY "profile"."nameKey", "profile"."accountId"
      LIMIT ${foundPageSize} OFFSET ${page * foundPageSize}
    ) AS "found"
    JOIN "Account" AS "account" ON "account"."id" = "found"."accountId"
    LEFT JOIN LATERAL (
      SELECT "trackingCode", "state" FROM "Application"
      WHERE "accountId" = "found"."accountId" AND "universityId" = "found"."universityId"
      ORDER BY "id" DESC LIMIT 1
    ) AS "latest" ON true
    ORDER BY "found"."nameKey", "found"."accountId"`;
}

const byCode = (code: TrackingCode): Prisma.Sql => Prisma.sql`
  ("profile"."accountId", "profile"."universityId") = (
    SELECT "accountId", "universityId" FROM "Application" WHERE "trackingCode" = ${code}
  )`;

/** What is no code and no number is looked for in names, each word anywhere in them. */
function namedBy(text: string): Prisma.Sql {
  const code = parseTrackingCode(text);
  const number = compact(text);
  const isNumber = /^\d+$/.test(number);
  const named = [
    ...(code.ok ? [byCode(code.value)] : []),
    ...(isNumber ? [Prisma.sql`"profile"."studentNumber" = ${number}`] : []),
  ];
  // A code without a letter in it may be somebody's number too.
  if (named.length > 0) return Prisma.sql`(${Prisma.join(named, ' OR ')})`;
  const words = searchKey(text)
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0) return Prisma.sql`FALSE`;
  return Prisma.join(
    words.map((word) => Prisma.sql`strpos("profile"."nameKey", "search_key"(${word})) > 0`),
    ' AND ',
  );
}
