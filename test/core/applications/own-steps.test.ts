import { beforeEach, expect, test } from 'vitest';
import { appealApplication } from '../../../core/applications/commands/appeal-application.ts';
import { approveApplication } from '../../../core/applications/commands/approve-application.ts';
import { decideAppeal } from '../../../core/applications/commands/decide-appeal.ts';
import { rejectApplication } from '../../../core/applications/commands/reject-application.ts';
import { reviseApplication } from '../../../core/applications/commands/revise-application.ts';
import { sendBackApplication } from '../../../core/applications/commands/send-back-application.ts';
import { verifyClaim } from '../../../core/applications/commands/verify-claim.ts';
import { withdrawApplication } from '../../../core/applications/commands/withdraw-application.ts';
import { applicationOf } from '../../../core/applications/queries.ts';
import type { ApplicationForm } from '../../../core/applications/types.ts';
import type { Actor } from '../../../core/staff/types.ts';
import { days } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { sheba } from '../../support/made-up.ts';
import { anOfficer, type Officer, type Student } from '../../support/people.ts';
import { anOpening } from '../../support/university.ts';
import { aCampus, aFile, aForm, anApplicant, type Campus, file, filed, recordOf } from './scene.ts';

const database = useDatabase();
let campus: Campus;
let student: Student;
let other: Student;
let applicationId: number;

beforeEach(async () => {
  campus = await aCampus(database);
  student = await anApplicant(database, campus);
  other = await anApplicant(database, campus);
  ({ applicationId } = await filed(database, campus, student));
});

const run = database;
const withdraw = (by = student) =>
  run.db.transaction((work) => withdrawApplication(work, by.person, { applicationId }));
const reject = () =>
  run.db.transaction((work) =>
    rejectApplication(work, campus.expert, {
      applicationId,
      reasonCode: 'other',
      reasonText: 'ظرفیت نیست',
    }),
  );
const sendBack = () =>
  run.db.transaction((work) =>
    sendBackApplication(work, campus.expert, { applicationId, note: 'یادداشت' }),
  );
const approve = () =>
  run.db.transaction((work) => approveApplication(work, campus.expert, { applicationId }));
const appeal = (by = student, text = 'شرایط من تغییر کرده است') =>
  run.db.transaction((work) => appealApplication(work, by.person, { applicationId, text }));
const state = async () =>
  (await run.db.read.application.findUniqueOrThrow({ where: { id: applicationId } })).state;
const openKinds = async () =>
  (
    await run.db.read.workItem.findMany({
      where: { subjectId: applicationId, closedAt: null },
      orderBy: { kind: 'asc' },
    })
  ).map(({ kind }) => kind);

async function revise(more: Partial<ApplicationForm> = {}, by = student) {
  const record = await recordOf(database, by);
  const form = aForm([campus.opening], more);
  return run.db.transaction((work) =>
    reviseApplication(work, by.person, { applicationId, form, record }),
  );
}

test('what is withdrawn waits for nobody, and another can be filed', async () => {
  expect(await withdraw()).toEqual({ ok: true });
  expect(await state()).toBe('withdrawn');
  expect(await openKinds()).toEqual([]);
  expect(await file(database, campus, student)).toMatchObject({ ok: true });
});

test('another student’s application is not there: not to withdraw, revise or appeal', async () => {
  expect(await withdraw(other)).toEqual({ ok: false, reason: 'notFound' });
  expect(await revise({}, other)).toEqual({ ok: false, reason: 'notFound' });
  await reject();
  expect(await appeal(other)).toEqual({ ok: false, reason: 'notFound' });
  expect(await state()).toBe('rejected');
});

test('after a decision nothing is withdrawn or revised', async () => {
  await approve();
  const decided = { ok: false, reason: 'alreadyDecided', state: 'approved' };
  expect(await withdraw()).toEqual(decided);
  expect(await revise()).toEqual(decided);
});

test('of an approval and a withdrawal at once one counts', async () => {
  const [approved, withdrawn] = await Promise.all([approve(), withdraw()]);
  expect([approved.ok, withdrawn.ok].filter(Boolean)).toHaveLength(1);
  expect(await state()).toBe(approved.ok ? 'approved' : 'withdrawn');
});

test('a revision replaces what was sent, and the earlier one is kept', async () => {
  const second = await anOpening(database, { unit: campus.unit, term: campus.term });
  const iban = sheba();
  expect(await revise({ worksOutside: true, openingIds: [second.id], sheba: iban })).toEqual({
    ok: true,
    state: 'filed',
    revision: 2,
  });
  const stored = await run.db.read.application.findUniqueOrThrow({
    where: { id: applicationId },
    include: { choices: true, revisions: { orderBy: { revision: 'asc' } } },
  });
  expect(stored).toMatchObject({
    worksOutside: true,
    revision: 2,
    choices: [{ openingId: second.id, position: 1 }],
    revisions: [
      { content: { worksOutside: false, openingIds: [campus.opening.id] } },
      { content: { worksOutside: true, openingIds: [second.id] } },
    ],
  });
  const accounts = await run.db.read.bankAccount.findMany({ orderBy: { id: 'asc' } });
  expect(accounts).toMatchObject([{ state: 'replaced' }, { state: 'declared', sheba: iban }]);
  expect(await openKinds()).toEqual(['reviewApplication']);
});

test('a class whose files stay keeps its verdict; one with a new file is looked at again', async () => {
  const [kept, changed, added] = [
    await aFile(database, student),
    await aFile(database, student),
    await aFile(database, student),
  ];
  await revise({
    classes: [
      { class: 'married', fileIds: [kept] },
      { class: 'exemplary', fileIds: [changed] },
    ],
  });
  for (const { id: claimId } of await run.db.read.priorityClaim.findMany()) {
    await run.db.transaction((work) =>
      verifyClaim(work, campus.expert, { claimId, verdict: 'verified' }),
    );
  }
  await revise({
    classes: [
      { class: 'married', fileIds: [kept] },
      { class: 'exemplary', fileIds: [added] },
    ],
  });
  const claims = await run.db.read.priorityClaim.findMany({ orderBy: { class: 'asc' } });
  expect(claims).toMatchObject([
    { class: 'exemplary', state: 'pending' },
    { class: 'married', state: 'verified' },
  ]);
  expect(await run.db.read.application.findUnique({ where: { id: applicationId } })).toMatchObject({
    points: 1,
  });
});

test('a wrong revision changes nothing', async () => {
  expect(await revise({ openingIds: [] })).toMatchObject({ ok: false, reason: 'incomplete' });
  expect(
    await run.db.read.application.findUnique({
      where: { id: applicationId },
      include: { choices: true },
    }),
  ).toMatchObject({ revision: 1, choices: [{ openingId: campus.opening.id }] });
});

test('after the window only what was sent back can be mended', async () => {
  run.clock.set('2024-01-20T20:30:00Z');
  expect(await revise()).toMatchObject({ ok: false, reason: 'outsideWindow' });
  await sendBack();
  expect(await openKinds()).toEqual([]);
  expect(await revise()).toMatchObject({ ok: true, state: 'filed' });
  expect(await openKinds()).toEqual(['reviewApplication']);
});

const decide = (granted: boolean, by: Actor, answer = 'پذیرفته می‌شود') =>
  run.db.transaction((work) => decideAppeal(work, by, { applicationId, granted, answer }));
const aDeputy = (): Promise<Officer> =>
  anOfficer(database, { role: 'studentDeputy', university: campus.university });

test('a rejection is appealed once, to the deputy, who may undo it', async () => {
  await reject();
  expect(await appeal()).toEqual({ ok: true });
  expect(await openKinds()).toEqual(['decideAppeal']);
  const deputy = await aDeputy();
  expect(await decide(true, campus.expert)).toEqual({ ok: false, reason: 'notAllowed' });
  expect(await decide(true, deputy, ' ')).toEqual({ ok: false, reason: 'noReason' });
  expect(await decide(true, deputy)).toEqual({ ok: true });
  expect(await state()).toBe('approved');
  expect(await openKinds()).toEqual([]);
  const { accountId } = student;
  expect(await applicationOf(run.db.read, { accountId }, run.clock.now())).toMatchObject({
    appealAnswer: 'پذیرفته می‌شود',
    reason: null,
  });
});

test('what an appeal approves lies before the expert until its proofs are looked at', async () => {
  const married = { class: 'married' as const, fileIds: [await aFile(database, student)] };
  await revise({ classes: [married] });
  await reject();
  await appeal();
  expect(await decide(true, await aDeputy())).toEqual({ ok: true });
  expect(await openKinds()).toEqual(['reviewApplication']);
  const { accountId } = student;
  const status = await applicationOf(run.db.read, { accountId }, run.clock.now());
  expect(status).toMatchObject({ state: 'approved', waitsFor: null });
  const { id: claimId } = await run.db.read.priorityClaim.findFirstOrThrow();
  const verdict = { claimId, verdict: 'verified' } as const;
  const verified = await run.db.transaction((work) => verifyClaim(work, campus.expert, verdict));
  expect(verified).toEqual({ ok: true, points: 1 });
  expect(await openKinds()).toEqual([]);
});

test('an appeal that is dismissed leaves the rejection, and there is no second', async () => {
  await reject();
  await appeal();
  await decide(false, await aDeputy(), 'دلیل تازه‌ای نیست');
  expect(await state()).toBe('rejected');
  expect(await appeal()).toEqual({ ok: false, reason: 'alreadyAppealed' });
  const { accountId } = student;
  expect(await applicationOf(run.db.read, { accountId }, run.clock.now())).toMatchObject({
    reason: { code: 'other', text: 'ظرفیت نیست' },
    appealUntil: null,
  });
});

test('of two decisions on an appeal at once one counts', async () => {
  await reject();
  await appeal();
  const deputy = await aDeputy();
  const results = await Promise.all([decide(true, deputy), decide(false, deputy)]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.find(({ ok }) => !ok)).toMatchObject({ reason: 'alreadyDecided' });
});

test('of two appeals at once one is filed', async () => {
  await reject();
  const results = await Promise.all([appeal(), appeal()]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'alreadyAppealed' });
});

test('only a rejection is appealed, with words, and within ten days', async () => {
  expect(await appeal()).toEqual({ ok: false, reason: 'notRejected' });
  await reject();
  expect(await appeal(student, '')).toEqual({ ok: false, reason: 'noReason' });
  run.clock.advance(10 * days);
  const { accountId } = student;
  const status = await applicationOf(run.db.read, { accountId }, run.clock.now());
  expect(status?.appealUntil).not.toBeNull();
  run.clock.advance(days);
  expect(await appeal()).toMatchObject({ ok: false, reason: 'tooLate' });
});
