import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appealApplication } from '../../core/applications/commands/appeal-application.ts';
import { decideAppeal } from '../../core/applications/commands/decide-appeal.ts';
import { decideInternational } from '../../core/applications/commands/decide-international.ts';
import { rejectApplication } from '../../core/applications/commands/reject-application.ts';
import { verifyClaim } from '../../core/applications/commands/verify-claim.ts';
import { decideRequest } from '../../core/cartables/commands/decide-request.ts';
import { requestCartable } from '../../core/cartables/commands/request-cartable.ts';
import {
  decideAmendment,
  requestAmendment,
} from '../../core/placements/commands/amend-placement.ts';
import { decidePlacement } from '../../core/placements/commands/decide-placement.ts';
import { startWork } from '../../core/placements/commands/report-hours.ts';
import type { Person } from '../../core/staff/types.ts';
import { useDatabase } from '../support/database.ts';
import { aFiledStudent } from '../support/filing.ts';
import { aStranger } from '../support/invited.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { anOfficer } from '../support/people.ts';
import {
  aCampus,
  aFinalPlacement,
  anApplicant,
  anApprovedPlacement,
  aRequestedPlacement,
  type Campus,
  done,
} from '../support/scenes.ts';

// A button that stayed on the screen after the step was taken asks for nothing: who taps it learns that
// it is over, instead of writing a reason that is refused afterwards.

const database = useDatabase();
let campus: Campus;
let office: Office;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
});
afterEach(() => office.close());

/** Taps a button of an earlier page; what popped up. Nothing may be asked. */
async function popUp(desk: Desk, data: string): Promise<string> {
  const said = await desk.tapOld(data);
  expect(await database.db.read.formState.count()).toBe(0);
  return said;
}

const deskOf = (person: Person & { readonly chatId: bigint }) => office.chat(person, 'en');

describe('of a placement', () => {
  let student: Awaited<ReturnType<typeof anApplicant>>;

  beforeEach(async () => {
    student = await anApplicant(database, campus);
  });

  test('declining, once somebody has approved it', async () => {
    const placementId = await aRequestedPlacement(database, campus, { student });
    const desk = await deskOf(campus.colleague);
    const other = await anOfficer(database, { role: 'unitOfficer', unit: campus.unit });
    const decision = { approve: true } as const;
    await done(database, (work) => decidePlacement(work, other, { placementId, decision }));
    expect(await popUp(desk, `seat:decline:${placementId}`)).toMatch(/decided on .*approved/);
    await desk.sees(/approved/);
  });

  test('what belongs to the work, once it is finally approved', async () => {
    const placementId = await aFinalPlacement(database, campus, { student });
    const unit = await deskOf(campus.officer);
    for (const step of ['terminate', 'amend', 'nohours']) {
      expect(await popUp(unit, `${step}:${placementId}`)).toMatch(/can no longer be done/);
    }
    const expert = await deskOf(campus.expert);
    expect(await popUp(expert, `settle:${placementId}`)).toMatch(/can no longer be done/);
    await expert.sees(/Finally approved/);
  });

  test('a correction, before there is anything to correct', async () => {
    const placementId = await anApprovedPlacement(database, campus, { student });
    const expert = await deskOf(campus.expert);
    expect(await popUp(expert, `correct:${placementId}`)).toMatch(/can no longer be done/);
  });

  test('refusing more hours that were decided on, also where others are asked for since', async () => {
    const placementId = await anApprovedPlacement(database, campus, { student });
    await done(database, (work) => startWork(work, campus.officer, { placementId }));
    const ask = async (minutes: number) => {
      const order = { placementId, minutes, reason: 'the move' };
      await done(database, (work) => requestAmendment(work, campus.officer, order));
      const latest = { orderBy: { id: 'desc' } } as const;
      return (await database.db.read.placementAmendment.findFirstOrThrow(latest)).id;
    };
    const amendmentId = await ask(300);
    const desk = await deskOf(campus.colleague);
    const other = await anOfficer(database, { role: 'unitOfficer', unit: campus.unit });
    const approve = { amendmentId, decision: { approve: true } } as const;
    await done(database, (work) => decideAmendment(work, other, approve));
    expect(await popUp(desk, `more:refuse:${amendmentId}`)).toMatch(/can no longer be done/);
    const next = await ask(600);
    expect(await popUp(desk, `more:refuse:${amendmentId}`)).toMatch(/was decided before you/);
    await desk.chat.until(() => desk.buttons.includes(`more:refuse:${next}`));
  });
});

describe('of a request', () => {
  const idOf = async (code: string) =>
    (await database.db.read.application.findUniqueOrThrow({ where: { trackingCode: code } })).id;

  test('the refusal of leave, once another deputy has given it', async () => {
    const { university } = campus;
    const role = 'internationalDeputy';
    const deputy = await anOfficer(database, { role, university });
    const other = await anOfficer(database, { role, university });
    const { code } = await aFiledStudent(database, campus, {
      profile: { studentType: 'international' },
      record: { studentType: 'international', bornInIran: false, parentIranian: false },
    });
    const applicationId = await idOf(code);
    const { revision } = await database.db.read.application.findFirstOrThrow();
    const allow = { applicationId, revision, decision: { allow: true } } as const;
    const desk = await deskOf(deputy);
    await done(database, (work) => decideInternational(work, other, allow));
    expect(await popUp(desk, `consent:refuse:${code}:${revision}`)).toMatch(
      /dealt with this request/,
    );
  });

  test('the answer to an appeal, once another deputy has given one', async () => {
    const { university, expert } = campus;
    const deputy = await anOfficer(database, { role: 'studentDeputy', university });
    const other = await anOfficer(database, { role: 'studentDeputy', university });
    const student = await aFiledStudent(database, campus);
    const applicationId = await idOf(student.code);
    const why = { reasonCode: 'other', reasonText: 'no seat' } as const;
    await done(database, (work) => rejectApplication(work, expert, { applicationId, ...why }));
    const appeal = { applicationId, text: 'there was one' };
    await done(database, (work) => appealApplication(work, student.person, appeal));
    const desk = await deskOf(deputy);
    const answer = { applicationId, granted: false, answer: 'there was none' };
    await done(database, (work) => decideAppeal(work, other, answer));
    expect(await popUp(desk, `verdict:grant:${student.code}`)).toMatch(/dealt with this request/);
    await desk.sees('there was none');
  });

  test('the refusal of a proof, once it has its verdict', async () => {
    const { expert, university } = campus;
    const { code } = await aFiledStudent(database, campus, { office });
    const other = await anOfficer(database, { role: 'expert', university });
    const desk = await deskOf(expert);
    await desk.write(`/review ${code}`);
    await desk.tapFor('proof:', 'Married');
    const { id: claimId } = await database.db.read.priorityClaim.findFirstOrThrow();
    const verdict = { claimId, verdict: 'verified' } as const;
    await done(database, (work) => verifyClaim(work, other, verdict));
    const refute = desk.buttons.find((data) => data.startsWith('refute:')) ?? '';
    expect(await popUp(desk, refute)).toMatch(/decided on this document before you/);
    await desk.sees(/Accepted/);
    expect(desk.buttons).not.toContain(refute);
  });
});

test('of a cartable, the refusal, once it was granted', async () => {
  const { university, expert } = campus;
  const first = await anOfficer(database, { role: 'organisation' });
  const second = await anOfficer(database, { role: 'organisation' });
  const order = {
    officer: (await aStranger(database)).officer,
    place: {
      ...({ role: 'studentDeputy', process: 'application' } as const),
      ...{ universityId: university.id, unitId: null },
    },
  };
  const { requestId } = await done(database, (work) => requestCartable(work, expert, order));
  const desk = await deskOf(first);
  const decision = { approve: true } as const;
  await done(database, (work) => decideRequest(work, second, { requestId, decision }));
  expect(await popUp(desk, `seatask:refuse:${requestId}`)).toMatch(/has been answered/);
});
