import { seedRates } from '../../core/pay/commands/set-rate.ts';
import { answerHours } from '../../core/placements/commands/answer-hours.ts';
import { decidePlacement } from '../../core/placements/commands/decide-placement.ts';
import { finalisePlacement } from '../../core/placements/commands/finalise-placement.ts';
import { reportHours } from '../../core/placements/commands/report-hours.ts';
import { requestPlacement } from '../../core/placements/commands/request-placement.ts';
import type { Gender, Level } from '../../core/registry/types.ts';
import { inboxOf } from '../../core/staff/queries.ts';
import type { Person } from '../../core/staff/types.ts';
import type { Work } from '../../core/work.ts';
import type { TestDatabase } from './database.ts';
import { anOfficer, aStudent, type Student, type StudentOptions } from './people.ts';
import {
  aBankAccount,
  anApplication,
  anOpening,
  aTerm,
  aUnit,
  aUniversity,
  windowsOpen,
} from './university.ts';

/** What a command refused although the scene needs it. */
function must<Value extends { readonly ok: boolean }>(value: Value): Extract<Value, { ok: true }> {
  if (!value.ok) throw new Error(`the scene was refused: ${JSON.stringify(value)}`);
  return value as Extract<Value, { ok: true }>;
}

/** Runs one command as a unit of work of its own, and takes a refusal for a failure. */
export async function done<Value extends { readonly ok: boolean }>(
  { db }: TestDatabase,
  change: (work: Work) => Promise<Value>,
): Promise<Extract<Value, { ok: true }>> {
  return must(await db.transaction(change));
}

export type Campus = Awaited<ReturnType<typeof aCampus>>;

/** A university in its term: a unit with two officers and an opening, an expert, two of finance. */
export async function aCampus(
  database: TestDatabase,
  { seats }: { seats?: Partial<Record<Gender, number>> } = {},
) {
  const university = await aUniversity(database);
  const unit = await aUnit(database, university);
  const term = await aTerm(database);
  await windowsOpen(database, university, term);
  await database.db.transaction(seedRates);
  return {
    university,
    unit,
    term,
    opening: await anOpening(database, { unit, term, ...(seats && { seats }) }),
    officer: await anOfficer(database, { role: 'unitOfficer', unit }),
    colleague: await anOfficer(database, { role: 'unitOfficer', unit }),
    expert: await anOfficer(database, { role: 'expert', university }),
    finance: await anOfficer(database, { role: 'finance', university }),
    secondFinance: await anOfficer(database, { role: 'finance', university }),
  };
}

/** A student with an approved application for the campus's opening. */
export async function anApplicant(
  database: TestDatabase,
  { university, opening }: Campus,
  options: Partial<StudentOptions> & {
    application?: Partial<Parameters<typeof anApplication>[1]>;
  } = {},
) {
  const { application: more, ...student } = options;
  const person = await aStudent(database, { university, ...student });
  const application = await anApplication(database, {
    student: person,
    openings: [opening],
    ...more,
  });
  return { ...person, application };
}

type Asked = { student: Student; minutes?: number };

/** A request by the unit, on which nobody has decided. */
export async function aRequestedPlacement(
  database: TestDatabase,
  campus: Campus,
  { student, minutes = 3000 }: Asked,
): Promise<number> {
  const { placementId } = await done(database, (work) =>
    requestPlacement(work, campus.officer, {
      openingId: campus.opening.id,
      student: student.profile.studentNumber,
      minutes,
      explanation: 'shelving',
      skipReason: 'knows the library',
    }),
  );
  return placementId;
}

/** A request by the unit, approved by the officer's colleague. */
export async function anApprovedPlacement(
  database: TestDatabase,
  campus: Campus,
  asked: Asked,
): Promise<number> {
  const placementId = await aRequestedPlacement(database, campus, asked);
  await done(database, (work) =>
    decidePlacement(work, campus.colleague, { placementId, decision: { approve: true } }),
  );
  return placementId;
}

/** A placement with hours that the student confirmed and the officer's colleague finally approved. */
export async function aFinalPlacement(
  database: TestDatabase,
  campus: Campus,
  { student, minutes = 3000 }: { student: Student; minutes?: number },
): Promise<number> {
  const placementId = await anApprovedPlacement(database, campus, { student, minutes });
  await done(database, (work) =>
    reportHours(work, campus.officer, { placementId, entries: [{ minutes, workedOn: null }] }),
  );
  await done(database, (work) =>
    answerHours(work, student.person, { placementId, answer: { confirm: true } }),
  );
  await done(database, (work) => finalisePlacement(work, campus.colleague, { placementId }));
  return placementId;
}

/** A student of a level who is ready to be paid for these minutes. */
export async function aPayableStudent(
  database: TestDatabase,
  campus: Campus,
  {
    level = 'bachelorContinuous',
    married = false,
    minutes = 3000,
  }: {
    level?: Level;
    married?: boolean;
    minutes?: number;
  } = {},
) {
  const student = await anApplicant(database, campus, {
    level,
    application: { verified: married ? ['married'] : [] },
  });
  const account = await aBankAccount(database, student);
  const placementId = await aFinalPlacement(database, campus, { student, minutes });
  return { student, account, placementId };
}

/** Runs the same number of units of work at once; on PostgreSQL truly in parallel. */
export function atOnce<Value>(
  { db }: TestDatabase,
  changes: readonly ((work: Work) => Promise<Value>)[],
): Promise<Value[]> {
  return Promise.all(changes.map((change) => db.transaction(change)));
}

/** How often each outcome came: `ok`, or the reason of a refusal. */
export function outcomes(
  results: readonly { readonly ok: boolean; readonly reason?: string }[],
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { ok, reason } of results) {
    const outcome = ok ? 'ok' : String(reason);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

/** The kinds of items that wait for an officer. */
export async function inboxKinds(database: TestDatabase, officer: Person): Promise<string[]> {
  const { items } = await inboxOf(database.db.read, officer, { now: database.clock.now() });
  return items.map(({ kind }) => kind);
}

/** The names of the notices that a chat was sent, in order. */
export async function toldTo({ db }: TestDatabase, chatId: bigint): Promise<string[]> {
  const rows = await db.read.outboxMessage.findMany({ where: { chatId }, orderBy: { id: 'asc' } });
  return rows.map(({ payload }) => (payload as { notice: { name: string } }).notice.name);
}
