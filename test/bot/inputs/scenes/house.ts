import { submitProfileForReview } from '../../../../core/accounts/commands/submit-profile.ts';
import { draftPayRun } from '../../../../core/pay/commands/draft-run.ts';
import { freezePayRun } from '../../../../core/pay/commands/freeze-run.ts';
import { reportHours } from '../../../../core/placements/commands/report-hours.ts';
import { recordOf } from '../../../../core/registry/queries.ts';
import type { StaffRole } from '../../../../core/staff/types.ts';
import { aFile } from '../../../core/applications/scene.ts';
import { asked } from '../../../core/support/scene.ts';
import type { TestDatabase } from '../../../support/database.ts';
import { serial } from '../../../support/made-up.ts';
import { anOfficer, aPerson, aStudent } from '../../../support/people.ts';
import {
  aCampus,
  anApplicant,
  anApprovedPlacement,
  aPayableStudent,
  type Campus,
  done,
} from '../../../support/scenes.ts';
import { aBankAccount, anOpening } from '../../../support/university.ts';
import { aRequest } from './request.ts';

/** Who may sit at the chat. */
export const dwellers = [
  'stranger',
  'person',
  'student',
  'assistant',
  'expert',
  'unitOfficer',
  'finance',
  'studentDeputy',
  'internationalDeputy',
  'organisation',
  'administrator',
] as const;
export type Dweller = (typeof dwellers)[number];

/** A university in which something of each kind is under way. */
export interface House {
  chatOf(dweller: Dweller): bigint;
  /** Ids, codes and numbers that stand in its buttons, or are typed after its commands. */
  readonly words: readonly string[];
}

export async function aHouse(database: TestDatabase): Promise<House> {
  const campus = await aCampus(database);
  const request = await aRequest(database, campus);
  const assistant = await anApplicant(database, campus);
  const placementId = await anApprovedPlacement(database, campus, { student: assistant });
  const entries = [{ minutes: 600, workedOn: null }];
  await done(database, (work) => reportHours(work, campus.officer, { placementId, entries }));
  await aBankAccount(database, request.person, { state: 'replaced' });
  const { unit, term } = campus;
  // More than two pages of a list.
  for (let more = 0; more < 18; more += 1) await anOpening(database, { unit, term });
  await waitingProfile(database, campus);
  await frozenRun(database, campus);
  await asked(database, request.person.person);
  const officers = await officersOf(database, campus);
  const stranger = BigInt(900_000 + serial());
  const person = await aPerson(database);
  const chats: Readonly<Record<Dweller, bigint>> = {
    ...officers,
    stranger,
    person: person.chatId,
    student: request.person.chatId,
    assistant: assistant.chatId,
  };
  return { chatOf: (dweller) => chats[dweller], words: await wordsOf(database) };
}

async function officersOf(database: TestDatabase, campus: Campus) {
  const { university, expert, officer, finance } = campus;
  const another = async (role: StaffRole, at: object) =>
    (await anOfficer(database, { role, ...at })).chatId;
  return {
    expert: expert.chatId,
    unitOfficer: officer.chatId,
    finance: finance.chatId,
    studentDeputy: await another('studentDeputy', { university }),
    internationalDeputy: await another('internationalDeputy', { university }),
    organisation: await another('organisation', {}),
    administrator: await another('administrator', {}),
  };
}

async function waitingProfile(database: TestDatabase, { university }: Campus): Promise<void> {
  const { accountId, person, identityNumber } = await aStudent(database, {
    university,
    account: { state: 'preRegistered' },
    profile: { confirmedAt: null, field: 'فیزیک' },
  });
  const cardFileId = await aFile(database, { accountId });
  const row = await database.db.read.studentRecord.findUniqueOrThrow({ where: { identityNumber } });
  const record = recordOf(row);
  await done(database, (work) => submitProfileForReview(work, person, { cardFileId, record }));
}

async function frozenRun(database: TestDatabase, campus: Campus): Promise<void> {
  await aPayableStudent(database, campus, { minutes: 60 });
  const place = { universityId: campus.university.id, termId: campus.term.id };
  const { runId } = await done(database, (work) => draftPayRun(work, campus.finance, place));
  await done(database, (work) => freezePayRun(work, campus.finance, { runId }));
}

async function wordsOf({ db: { read } }: TestDatabase): Promise<string[]> {
  const applications = await read.application.findMany();
  const ids = await Promise.all([
    read.placement.findMany(),
    read.bankAccount.findMany(),
    read.payRun.findMany(),
    read.opening.findMany(),
    read.unit.findMany(),
    read.university.findMany(),
    read.term.findMany(),
    read.workItem.findMany(),
    read.supportTicket.findMany(),
    read.priorityClaim.findMany(),
    read.profileReview.findMany(),
    read.account.findMany(),
  ]);
  const profiles = await read.profile.findMany();
  return [
    ...applications.map(({ trackingCode }) => trackingCode),
    ...ids.flatMap((rows) => rows.slice(0, 4).map(({ id }) => String(id))),
    ...profiles.map(({ studentNumber }) => studentNumber),
  ];
}
