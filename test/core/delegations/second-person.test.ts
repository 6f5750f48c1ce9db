import { beforeEach, expect, test } from 'vitest';
import { isoDate } from '../../../core/calendar.ts';
import { leaveCartable } from '../../../core/cartables/commands/leave-cartable.ts';
import {
  answerDelegation,
  offerDelegation,
} from '../../../core/delegations/commands/delegate-cartable.ts';
import { endDelegation } from '../../../core/delegations/commands/end-delegation.ts';
import { decideOpening } from '../../../core/openings/commands/decide-opening.ts';
import { declareOpening } from '../../../core/openings/commands/declare-opening.ts';
import { waitingItem } from '../../../core/openings/queries.ts';
import { draftPayRun } from '../../../core/pay/commands/draft-run.ts';
import { approvePayRun, freezePayRun } from '../../../core/pay/commands/freeze-run.ts';
import {
  decideAmendment,
  requestAmendment,
} from '../../../core/placements/commands/amend-placement.ts';
import { answerHours } from '../../../core/placements/commands/answer-hours.ts';
import { decidePlacement } from '../../../core/placements/commands/decide-placement.ts';
import { finalisePlacement } from '../../../core/placements/commands/finalise-placement.ts';
import { reportHours } from '../../../core/placements/commands/report-hours.ts';
import { requestPlacement } from '../../../core/placements/commands/request-placement.ts';
import { holdingsOf } from '../../../core/staff/queries.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, aPerson, type Officer } from '../../support/people.ts';
import {
  aCampus,
  anApplicant,
  anApprovedPlacement,
  aPayableStudent,
  type Campus,
  done,
  inboxKinds,
} from '../../support/scenes.ts';

const database = useDatabase();
let campus: Campus;

beforeEach(async () => {
  campus = await aCampus(database);
});

/** A person who stands in for an officer from today, by the real commands, with what is held then. */
async function standIn(giver: Officer) {
  const substitute = await aPerson(database);
  const cartableId = giver.holdings[0]?.cartableId ?? 0;
  const { delegationId } = await done(database, (work) =>
    offerDelegation(work, giver, {
      ...{ cartableId, toId: substitute.accountId },
      ...{ startsOn: isoDate('2023-10-07'), endsOn: isoDate('2023-10-20') },
    }),
  );
  await done(database, (work) =>
    answerDelegation(work, substitute.person, { delegationId, accept: true }),
  );
  const holdings = await holdingsOf(database.db.read, substitute.accountId, database.clock.now());
  return { delegationId, person: { ...substitute.person, holdings } };
}

const samePerson = { ok: false, reason: 'samePerson' };

test('hours that were entered on an officer’s behalf are not finally approved by that officer', async () => {
  const student = await anApplicant(database, campus);
  const placementId = await anApprovedPlacement(database, campus, { student, minutes: 600 });
  const { person } = await standIn(campus.officer);
  const entries = [{ minutes: 600, workedOn: null }];
  await done(database, (work) => reportHours(work, person, { placementId, entries }));
  const answer = { confirm: true } as const;
  await done(database, (work) => answerHours(work, student.person, { placementId, answer }));
  const result = await database.db.transaction((work) =>
    finalisePlacement(work, campus.officer, { placementId }),
  );
  expect(result).toEqual(samePerson);
});

test('a pay list that was closed on an officer’s behalf is not approved by that officer', async () => {
  await aPayableStudent(database, campus);
  const { person } = await standIn(campus.finance);
  const { university, term } = campus;
  const { runId } = await done(database, (work) =>
    draftPayRun(work, person, { universityId: university.id, termId: term.id }),
  );
  await done(database, (work) => freezePayRun(work, person, { runId }));
  const { frozenAt } = await database.db.read.payRun.findUniqueOrThrow({ where: { id: runId } });
  const result = await database.db.transaction((work) =>
    approvePayRun(work, campus.finance, { runId, frozenAt }),
  );
  expect(result).toEqual(samePerson);
});

test('more hours that were asked for on an officer’s behalf are not approved by that officer', async () => {
  const student = await anApplicant(database, campus);
  const placementId = await anApprovedPlacement(database, campus, { student, minutes: 600 });
  const { person } = await standIn(campus.officer);
  const { amendmentId } = await done(database, (work) =>
    requestAmendment(work, person, { placementId, minutes: 60, reason: 'more to do' }),
  );
  const decision = { approve: true } as const;
  const decideBy = (officer: Officer) =>
    database.db.transaction((work) => decideAmendment(work, officer, { amendmentId, decision }));
  expect(await inboxKinds(database, campus.officer)).not.toContain('approveAmendment');
  expect(await decideBy(campus.officer)).toEqual(samePerson);
  expect(await decideBy(campus.colleague)).toMatchObject({ ok: true });
});

test('a need that was declared on the behalf of an officer who is the expert too is not approved by that one', async () => {
  const { university, unit, term } = campus;
  const { accountId } = campus.officer;
  const both = await anOfficer(database, { role: 'expert', university, accountId });
  const { person } = await standIn(campus.officer);
  const { openingId } = await done(database, (work) =>
    declareOpening(work, person, {
      ...{
        unitId: unit.id,
        termId: term.id,
        field: 'any',
        titleFa: 'کتابخانه',
        titleEn: 'Library',
      },
      ...{ workType: 'research', seats: { female: 1, male: 1 }, description: '' },
    }),
  );
  const itemId = (await waitingItem(database.db.read, openingId)) ?? 0;
  const decideBy = (officer: Officer) =>
    database.db.transaction((work) =>
      decideOpening(work, officer, { openingId, itemId, decision: { approve: true } }),
    );
  expect(await decideBy(both)).toEqual(samePerson);
  expect(await decideBy(campus.expert)).toEqual({ ok: true });
});

test('a request that a substitute made waits for somebody who can decide, once the hand-over has ended', async () => {
  const cartableId = campus.colleague.holdings[0]?.cartableId ?? 0;
  await done(database, (work) => leaveCartable(work, campus.colleague, { cartableId }));
  const student = await anApplicant(database, campus);
  const { delegationId, person } = await standIn(campus.officer);
  const { placementId } = await done(database, (work) =>
    requestPlacement(work, person, {
      ...{ openingId: campus.opening.id, student: student.profile.studentNumber },
      ...{ minutes: 600, explanation: '' },
    }),
  );
  expect(await inboxKinds(database, campus.expert)).toEqual(['approvePlacement']);
  await done(database, (work) => endDelegation(work, campus.officer, { delegationId }));
  const waitsFor = {
    expert: await inboxKinds(database, campus.expert),
    officer: await inboxKinds(database, campus.officer),
  };
  const decision = { approve: true } as const;
  const byExpert = await database.db.transaction((work) =>
    decidePlacement(work, campus.expert, { placementId, decision }),
  );
  expect({ waitsFor, byExpert }).toEqual({
    waitsFor: { expert: ['approvePlacement'], officer: [] },
    byExpert: { ok: true },
  });
});
