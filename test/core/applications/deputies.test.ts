import { beforeEach, expect, test } from 'vitest';
import {
  decideInternational,
  type InternationalDecision,
} from '../../../core/applications/commands/decide-international.ts';
import { overrideRule } from '../../../core/applications/commands/override-rule.ts';
import { reviseApplication } from '../../../core/applications/commands/revise-application.ts';
import type { RuleId } from '../../../core/eligibility/types.ts';
import type { Actor } from '../../../core/staff/types.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, type Officer, type Student } from '../../support/people.ts';
import { aCampus, aForm, anApplicant, type Campus, file, filed, recordOf } from './scene.ts';

const database = useDatabase();
let campus: Campus;

beforeEach(async () => {
  campus = await aCampus(database);
});

const stored = (id: number) => database.db.read.application.findUniqueOrThrow({ where: { id } });
const openKinds = async (subjectId: number) =>
  (await database.db.read.workItem.findMany({ where: { subjectId, closedAt: null } })).map(
    ({ kind }) => kind,
  );

async function aGuest(): Promise<{ guest: Student; applicationId: number; deputy: Officer }> {
  const guest = await anApplicant(database, campus, {
    profile: { studentType: 'international' },
    record: { studentType: 'international', bornInIran: false, parentIranian: false },
  });
  const { university } = campus;
  const deputy = await anOfficer(database, { role: 'internationalDeputy', university });
  return { guest, deputy, ...(await filed(database, campus, guest)) };
}

const decide = (actor: Actor, applicationId: number, decision: InternationalDecision) =>
  database.db.transaction((work) => decideInternational(work, actor, { applicationId, decision }));

test('with the international deputy’s leave the request goes on to the expert', async () => {
  const { deputy, applicationId } = await aGuest();
  expect(await decide(deputy, applicationId, { allow: true })).toEqual({ ok: true });
  expect(await stored(applicationId)).toMatchObject({
    state: 'filed',
    internationalApproval: 'granted',
    eligibility: { outcome: 'eligible' },
    decidedAt: null,
  });
  expect(await openKinds(applicationId)).toEqual(['reviewApplication']);
});

test('the leave holds for a later revision too', async () => {
  const { guest, deputy, applicationId } = await aGuest();
  await decide(deputy, applicationId, { allow: true });
  const record = await recordOf(database, guest);
  const form = aForm([campus.opening]);
  const revised = await database.db.transaction((work) =>
    reviseApplication(work, guest.person, { applicationId, form, record }),
  );
  expect(revised).toEqual({ ok: true, state: 'filed', revision: 2 });
});

test('without it the request is rejected, with the reason', async () => {
  const { deputy, applicationId } = await aGuest();
  expect(await decide(deputy, applicationId, { allow: false, reason: '' })).toEqual({
    ok: false,
    reason: 'noReason',
  });
  await decide(deputy, applicationId, { allow: false, reason: 'روادید به پایان رسیده است' });
  expect(await stored(applicationId)).toMatchObject({
    state: 'rejected',
    internationalApproval: 'refused',
    reasonCode: 'internationalRefused',
    decidedById: deputy.accountId,
  });
  expect(await openKinds(applicationId)).toEqual([]);
});

test('of two decisions at once one counts; the expert and other universities decide nothing', async () => {
  const { deputy, applicationId } = await aGuest();
  const { university } = await aCampus(database);
  const elsewhere = await anOfficer(database, { role: 'internationalDeputy', university });
  for (const actor of [campus.expert, elsewhere]) {
    expect(await decide(actor, applicationId, { allow: true })).toEqual({
      ok: false,
      reason: 'notAllowed',
    });
  }
  const results = await Promise.all([
    decide(deputy, applicationId, { allow: true }),
    decide(deputy, applicationId, { allow: false, reason: 'خیر' }),
  ]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.find(({ ok }) => !ok)).toMatchObject({ reason: 'alreadyDecided' });
});

const override = (actor: Actor, { accountId }: Student, ruleId: RuleId, reason = 'بند صلاحدید') =>
  database.db.transaction((work) =>
    overrideRule(work, actor, { accountId, termId: campus.term.id, ruleId, reason }),
  );
const aDeputy = () => anOfficer(database, { role: 'studentDeputy', university: campus.university });

test('what the deputy allows lets a student file whom a rule refused', async () => {
  const weak = await anApplicant(database, campus, { average: 1300 });
  expect(await file(database, campus, weak)).toMatchObject({ reason: 'ineligible' });
  const deputy = await aDeputy();
  expect(await override(deputy, weak, 'average')).toEqual({ ok: true });
  const { applicationId } = await filed(database, campus, weak);
  const { eligibility } = await stored(applicationId);
  expect(eligibility).toMatchObject({
    verdicts: expect.arrayContaining([
      expect.objectContaining({
        ruleId: 'average',
        verdict: 'pass',
        reason: 'averageTooLow',
        override: { ruleId: 'average', by: deputy.accountId, reason: 'بند صلاحدید' },
      }),
    ]),
  });
});

test('a rule is set aside once, with a reason, and only one that may be', async () => {
  const student = await anApplicant(database, campus);
  const deputy = await aDeputy();
  expect(await override(deputy, student, 'oneUnit')).toEqual({
    ok: false,
    reason: 'notOverridable',
  });
  expect(await override(deputy, student, 'probation', '')).toEqual({
    ok: false,
    reason: 'noReason',
  });
  const results = await Promise.all([
    override(deputy, student, 'probation'),
    override(deputy, student, 'probation'),
  ]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'alreadyAllowed' });
});

test('no expert, no other university’s deputy, and nobody for themselves sets a rule aside', async () => {
  const student = await anApplicant(database, campus);
  const { university } = await aCampus(database);
  const elsewhere = await anOfficer(database, { role: 'studentDeputy', university });
  for (const actor of [campus.expert, elsewhere, student.person]) {
    expect(await override(actor, student, 'average')).toEqual({ ok: false, reason: 'notAllowed' });
  }
  const own = await anOfficer(database, {
    role: 'studentDeputy',
    university: campus.university,
    accountId: student.accountId,
  });
  expect(await override(own, student, 'average')).toEqual({ ok: false, reason: 'ownCase' });
});
