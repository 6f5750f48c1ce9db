import type { Prisma } from '../../prisma/generated/client.ts';
import { isOfLaterCourse } from '../accounts/queries.ts';
import { fromUtc } from '../calendar.ts';
import { storedDeclarations } from '../eligibility/schema.ts';
import type { Evaluation } from '../eligibility/types.ts';
import type { IdentityNumber } from '../identity/types.ts';
import { freeSeats, isOpenTo } from '../openings/rules.ts';
import type { SeatCount } from '../openings/types.ts';
import { liveStates } from '../placements/rules.ts';
import { confirmedRecord, ofPerson } from '../registry/rules.ts';
import type { Gender, StudentRecord } from '../registry/types.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { fullName, openItemOf } from '../staff/queries.ts';
import { can } from '../staff/rules.ts';
import type { Actor } from '../staff/types.ts';
import { requireWindow, termOf, windowsOf } from '../terms/queries.ts';
import type { Tx } from '../work.ts';
import { placesOf } from './queries/places.ts';
import { appealUntil, canEdit, canWithdraw, mayAppeal, mayEdit, namedIn } from './rules.ts';
import { pointSettings } from './schema.ts';
import type {
  Applicant,
  ApplicationForm,
  ApplicationStatus,
  NamedStudent,
  OwnApplication,
  PriorityPoints,
  RejectionReason,
  ReviewView,
  TrackingCode,
  WaitsFor,
} from './types.ts';

const shown = {
  university: { select: { id: true, nameFa: true, nameEn: true } },
  term: true,
  events: { orderBy: { id: 'asc' } },
  appeal: { select: { state: true, answer: true, text: true } },
  choices: {
    orderBy: { position: 'asc' },
    select: {
      openingId: true,
      opening: {
        select: {
          titleFa: true,
          titleEn: true,
          state: true,
          unit: { select: { nameFa: true, nameEn: true } },
          seats: true,
        },
      },
    },
  },
  claims: {
    orderBy: { class: 'asc' },
    include: {
      attachments: {
        orderBy: { id: 'asc' },
        select: { file: { select: { id: true, key: true, mime: true, deletedAt: true } } },
      },
    },
  },
} as const satisfies Prisma.ApplicationInclude;

type Row = Prisma.ApplicationGetPayload<{ include: typeof shown }>;

/** How an application stands, for whoever has its tracking code: it names no person. */
export async function applicationByCode(
  reader: Tx,
  trackingCode: TrackingCode,
  now: Date,
): Promise<ApplicationStatus | null> {
  const row = await reader.application.findUnique({ where: { trackingCode }, include: shown });
  return row && statusOf(reader, row, now);
}

/**
 * How a student's application stands: of a term, or with a tracking code; of several the latest filed.
 * Null also for somebody else's code.
 */
export async function applicationOf(
  reader: Tx,
  {
    accountId,
    termId,
    trackingCode,
  }: { accountId: number; termId?: number; trackingCode?: TrackingCode },
  now: Date,
): Promise<ApplicationStatus | null> {
  const row = await reader.application.findFirst({
    where: {
      accountId,
      ...(termId !== undefined && { termId }),
      ...(trackingCode !== undefined && { trackingCode }),
    },
    orderBy: { id: 'desc' },
    include: shown,
  });
  return row && statusOf(reader, row, now);
}

/** All requests of a student, the newest first. */
export async function ownApplications(reader: Tx, accountId: number): Promise<OwnApplication[]> {
  const rows = await reader.application.findMany({
    where: { accountId },
    orderBy: { id: 'desc' },
    select: {
      trackingCode: true,
      state: true,
      term: true,
      university: { select: { nameFa: true, nameEn: true } },
    },
  });
  return rows.map(({ trackingCode, term, ...row }) => ({
    ...row,
    trackingCode: trackingCode as TrackingCode,
    term: termOf(term),
  }));
}

async function statusOf(reader: Tx, row: Row, now: Date): Promise<ApplicationStatus> {
  const { id, state, universityId, termId, points, decidedAt } = row;
  const places = await placesOf(reader, { id, universityId, termId });
  const choices = row.choices.map(({ openingId, opening }) => ({
    openingId,
    titleFa: opening.titleFa,
    titleEn: opening.titleEn,
    unit: opening.unit,
    place: places.get(openingId) ?? null,
    open: isOpenTo(row.gender, opening.state, opening.seats),
    free: freeOf(row.gender, opening.seats),
  }));
  const hasTurn = state === 'approved' && choices.some(({ open, place }) => open && place);
  const appealed = row.appeal !== null;
  return {
    applicationId: id,
    trackingCode: row.trackingCode as TrackingCode,
    university: row.university,
    term: termOf(row.term),
    state,
    revision: row.revision,
    since: row.events.at(-1)?.at ?? row.filedAt,
    filedAt: row.filedAt,
    waitsFor: await waitsFor(reader, row),
    history: row.events.map(({ event, actorRole, detail, at }) => ({
      event: event as ApplicationStatus['history'][number]['event'],
      actorRole,
      detail: detail as Readonly<Record<string, unknown>>,
      at,
    })),
    reason: row.reasonText === null ? null : reasonOf(row.reasonCode, row.reasonText),
    points,
    place: places.get(null) ?? null,
    choices,
    claims: row.claims.map((claim) => ({
      class: claim.class,
      state: claim.state,
      reason: claim.reason,
    })),
    appealed,
    appealAnswer: row.appeal?.answer ?? null,
    appealUntil:
      mayAppeal({ state, decidedAt, appealed }, now).ok && decidedAt
        ? appealUntil(decidedAt)
        : null,
    canEdit: canEdit(state) && mayEdit(state, await isWindowOpen(reader, row, now)),
    canWithdraw: canWithdraw(state),
    asked: hasTurn ? await whenUnitsAsk(reader, row, now) : null,
  };
}

function freeOf(
  gender: Gender,
  seats: readonly (SeatCount & { readonly gender: Gender })[],
): number {
  const own = seats.find((count) => count.gender === gender);
  return own ? freeSeats(own) : 0;
}

function reasonOf(code: string | null, text: string) {
  return { code: code as RejectionReason | null, text };
}

const kinds = ['reviewApplication', 'approveInternational', 'decideAppeal'] as const;

/** Whether requests are open at the university in the term. */
async function isWindowOpen(
  tx: Tx,
  { universityId, termId }: Pick<Row, 'universityId' | 'termId'>,
  now: Date,
): Promise<boolean> {
  return (await requireWindow({ tx, now }, { universityId, termId, kind: 'applications' })).ok;
}

/** When the units of the university ask for students of the term; null where that is over or not set. */
async function whenUnitsAsk(
  reader: Tx,
  { universityId, termId }: Pick<Row, 'universityId' | 'termId'>,
  now: Date,
): Promise<ApplicationStatus['asked']> {
  const windows = await windowsOf(reader, { universityId, termId }, now);
  const window = windows.find(({ kind }) => kind === 'unitRequests');
  if (!window || window.state === 'after') return null;
  const { opensAt, closesAt, state } = window;
  return { opensAt, closesAt, state };
}

/**
 * Who must act, and by when. Sent back: the student, who has no set time but the window's end. An
 * approved request waits for nobody, though proofs may still be looked at.
 */
async function waitsFor(
  reader: Tx,
  { id, state, accountId: ownerId }: Row,
): Promise<WaitsFor | null> {
  if (state === 'sentBack') return { role: 'student', dueAt: null, claimed: false, held: true };
  if (state === 'approved') return null;
  return openItemOf(reader, { kinds, subjectId: id, ownerId });
}

/** What each priority class counts at a university. */
export async function pointsAt(reader: Tx, universityId: number): Promise<PriorityPoints> {
  const { settings } = await reader.university.findUniqueOrThrow({
    where: { id: universityId },
    select: { settings: true },
  });
  return pointSettings.parse(settings).points;
}

/**
 * Everything that an officer decides by: the registry's data, verdicts, claims with their files,
 * points and rank, and other live work. Refused as the decision would be, the own case included.
 */
export async function reviewView(
  reader: Tx,
  actor: Actor,
  trackingCode: TrackingCode,
  now: Date,
): Promise<Result<{ readonly view: ReviewView }, Refusal<'notFound' | 'notAllowed' | 'ownCase'>>> {
  const row = await reader.application.findUnique({ where: { trackingCode }, include: shown });
  if (!row) return refuse('notFound');
  const seen = maySee(actor, row);
  if (!seen.ok) return seen;
  const view: ReviewView = {
    status: await statusOf(reader, row, now),
    accountId: row.accountId,
    student: namedIn(row.record as Partial<StudentRecord>),
    record: row.record as StudentRecord,
    declarations: storedDeclarations.parse(row.declarations),
    evaluation: row.eligibility as unknown as Evaluation,
    worksOutside: row.worksOutside,
    note: row.note,
    appealText: row.appeal?.text ?? null,
    claims: row.claims.map((claim) => ({
      claimId: claim.id,
      class: claim.class,
      state: claim.state,
      reason: claim.reason,
      decidedById: claim.decidedById,
      files: claim.attachments.map(({ file }) => file),
    })),
    others: await otherCases(reader, row),
  };
  return ok({ view });
}

const seers = ['reviewApplication', 'decideInternational', 'decideAppeal'] as const;

function maySee(
  actor: Actor,
  { universityId, accountId: ownerId }: Pick<Row, 'universityId' | 'accountId'>,
) {
  const answers = seers.map((action) => can(actor, action, { universityId, ownerId }));
  if (answers.some((answer) => answer.ok)) return ok();
  const own = answers.some((answer) => !answer.ok && answer.reason === 'ownCase');
  return refuse(own ? 'ownCase' : 'notAllowed');
}

/** Whose request has a code, and what it claims, for those alone who see the request. */
export async function applicantNamed(
  reader: Tx,
  actor: Actor,
  trackingCode: TrackingCode,
): Promise<
  (NamedStudent & Pick<Prisma.ApplicationGetPayload<typeof named>, 'claims'>) | undefined
> {
  const row = await reader.application.findUnique({
    where: { trackingCode },
    ...named,
  });
  if (!row || !maySee(actor, row).ok) return undefined;
  return { name: fullName(row.account), trackingCode, claims: row.claims };
}

const named = {
  select: {
    ...{ universityId: true, accountId: true },
    account: { select: { firstName: true, lastName: true } },
    claims: { select: { id: true, class: true } },
  },
} as const satisfies Prisma.ApplicationDefaultArgs;

/** Other applications that are not over, and live placements, at any university. */
async function otherCases(reader: Tx, { id, accountId }: Row): Promise<ReviewView['others']> {
  const university = { select: { nameFa: true, nameEn: true } } as const;
  const applications = await reader.application.findMany({
    where: { accountId, id: { not: id }, state: { notIn: ['withdrawn', 'rejected'] } },
    orderBy: { id: 'asc' },
    select: { trackingCode: true, state: true, termId: true, university },
  });
  const placements = await reader.placement.findMany({
    where: { accountId, state: { in: [...liveStates] } },
    select: { state: true, unit: { select: { nameFa: true, nameEn: true, university } } },
  });
  return { applications, placements };
}

/** The id of the application that has a code; undefined where none has. */
export async function applicationIdOf(
  reader: Tx,
  trackingCode: TrackingCode,
): Promise<number | undefined> {
  const row = await reader.application.findUnique({
    where: { trackingCode },
    select: { id: true },
  });
  return row?.id;
}

/**
 * What a student sent last, to be changed, with the account that is in force; null for somebody else's
 * application.
 */
export async function lastForm(
  reader: Tx,
  { applicationId, accountId }: { applicationId: number; accountId: number },
): Promise<ApplicationForm | null> {
  const row = await reader.application.findFirst({
    where: { id: applicationId, accountId },
    select: {
      worksOutside: true,
      note: true,
      declarations: true,
      choices: { orderBy: { position: 'asc' }, select: { openingId: true } },
      claims: { select: { class: true, attachments: { select: { fileId: true } } } },
      account: {
        select: {
          bankAccounts: {
            where: { state: { in: ['declared', 'confirmed'] } },
            select: { sheba: true },
          },
        },
      },
    },
  });
  if (!row) return null;
  return {
    worksOutside: row.worksOutside,
    note: row.note,
    declarations: storedDeclarations.parse(row.declarations),
    openingIds: row.choices.map(({ openingId }) => openingId),
    classes: row.claims.map((claim) => ({
      class: claim.class,
      fileIds: claim.attachments.map(({ fileId }) => fileId),
    })),
    sheba: row.account.bankAccounts[0]?.sheba ?? null,
  };
}

/**
 * The student of an active account with a confirmed profile; undefined where it is not. `found`: what
 * the registry said of this person.
 */
export async function applicantOf(
  reader: Tx,
  accountId: number,
  found: StudentRecord | undefined,
): Promise<Applicant | undefined> {
  const account = await reader.account.findUnique({
    where: { id: accountId },
    include: { profile: true },
  });
  if (account?.state !== 'active' || !account.profile?.confirmedAt) return undefined;
  const { identityNumber, firstName, lastName, birthDate, profile } = account;
  if (!identityNumber || !firstName || !lastName || !birthDate) return undefined;
  if (found !== undefined && found.identityNumber !== identityNumber) {
    throw new Error('the record is not of the person who files');
  }
  const { universityId, studentNumber, level, field, gender, studentType } = profile;
  const studies = { universityId, studentNumber, level, field, gender, studentType };
  const startDate = fromUtc(profile.startDate);
  const confirmed = { ...studies, firstName, lastName, birthDate: fromUtc(birthDate), startDate };
  // Terms and averages of another course say nothing of this one.
  const isOther = found && (await isOfLaterCourse(reader, accountId, confirmed, found));
  const own = isOther ? ofPerson(found) : found;
  const record = confirmedRecord(identityNumber as IdentityNumber, confirmed, own);
  return { accountId, universityId, record };
}
