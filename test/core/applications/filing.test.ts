import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { fileApplication } from '../../../core/applications/commands/file-application.ts';
import { average } from '../../../core/registry/rules.ts';
import type { Work } from '../../../core/work.ts';
import { days } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { nationalId, sheba } from '../../support/made-up.ts';
import { aPerson, type Student } from '../../support/people.ts';
import { anOpening, aUnit, aUniversity } from '../../support/university.ts';
import { aCampus, aFile, aForm, anApplicant, type Campus, file, filed, recordOf } from './scene.ts';

const database = useDatabase();
let campus: Campus;
let student: Student;

beforeEach(async () => {
  campus = await aCampus(database);
  student = await anApplicant(database, campus);
});

const nothingFiled = async () => {
  expect(await database.db.read.application.count()).toBe(0);
  expect(await database.db.read.bankAccount.count()).toBe(0);
  expect(await database.db.read.workItem.count()).toBe(0);
  expect(await database.db.read.outboxMessage.count()).toBe(0);
};

test('everything that was sent is kept, and the expert has it to review', async () => {
  const second = await anOpening(database, { unit: campus.unit, term: campus.term });
  const fileIds = [await aFile(database, student), await aFile(database, student)];
  const iban = sheba(77);
  const { applicationId } = await filed(database, campus, student, {
    worksOutside: true,
    sheba: `ir${iban.slice(2).replace(/(.{4})/g, '$1 ')}`,
    openingIds: [second.id, campus.opening.id],
    classes: [{ class: 'welfare', fileIds }],
    note: '  بعدازظهرها آزادم ',
  });
  const stored = await database.db.read.application.findUniqueOrThrow({
    where: { id: applicationId },
    include: {
      choices: { orderBy: { position: 'asc' } },
      claims: { include: { attachments: { orderBy: { id: 'asc' } } } },
      revisions: true,
    },
  });
  expect(stored).toMatchObject({
    state: 'filed',
    universityId: campus.university.id,
    worksOutside: true,
    note: 'بعدازظهرها آزادم',
    gender: 'female',
    record: { identityNumber: student.identityNumber, termsPassed: 4 },
    eligibility: { outcome: 'eligible' },
    ruleSetVersion: '1402.1',
    choices: [{ openingId: second.id }, { openingId: campus.opening.id }],
    claims: [
      { class: 'welfare', state: 'pending', attachments: fileIds.map((fileId) => ({ fileId })) },
    ],
    revisions: [{ revision: 1, content: { openingIds: [second.id, campus.opening.id] } }],
  });
  expect(String(stored.average)).toBe('17');
  expect(await database.db.read.bankAccount.findMany()).toMatchObject([
    { accountId: student.accountId, sheba: iban, state: 'declared' },
  ]);
  expect(
    await database.db.read.workItem.findMany({ where: { kind: 'reviewApplication' } }),
  ).toMatchObject([
    { subjectId: applicationId, role: 'expert', universityId: campus.university.id },
  ]);
});

test('everything missing or contradictory is told at once, and nothing is filed', async () => {
  const menOnly = await anOpening(database, {
    unit: campus.unit,
    term: campus.term,
    seats: { female: 0 },
  });
  const declared = await anOpening(database, {
    unit: campus.unit,
    term: campus.term,
    state: 'declared',
  });
  const elsewhere = (await aCampus(database)).opening;
  const foreign = await aFile(database, await aPerson(database));
  const result = await file(database, campus, student, {
    worksOutside: null,
    sheba: 'IR12',
    openingIds: [menOnly.id, declared.id, elsewhere.id, campus.opening.id, campus.opening.id],
    classes: [
      { class: 'married', fileIds: [] },
      { class: 'exemplary', fileIds: [foreign] },
      { class: 'exemplary', fileIds: [foreign] },
    ],
    note: 'x'.repeat(1001),
  });
  expect(result).toEqual({
    ok: false,
    reason: 'incomplete',
    problems: [
      { field: 'worksOutside', problem: 'missing' },
      {
        field: 'sheba',
        problem: 'wrong',
        refusal: { ok: false, reason: 'wrongLength', length: 2 },
      },
      { field: 'note', problem: 'tooLong', most: 1000 },
      { field: 'openings', problem: 'noSeat', openingId: menOnly.id },
      { field: 'openings', problem: 'notOpen', openingId: declared.id },
      { field: 'openings', problem: 'notOpen', openingId: elsewhere.id },
      { field: 'openings', problem: 'twice', openingId: campus.opening.id },
      { field: 'classes', problem: 'noFile', class: 'married' },
      { field: 'classes', problem: 'notYourFile', class: 'exemplary' },
      { field: 'classes', problem: 'twice', class: 'exemplary' },
    ],
  });
  await nothingFiled();
});

test.each([
  [0, { field: 'openings', problem: 'missing' }],
  [6, { field: 'openings', problem: 'tooMany', most: 5 }],
])('%i openings are not from one to five', async (count, problem) => {
  const openingIds = Array.from({ length: count }, () => campus.opening.id);
  const result = await file(database, campus, student, { openingIds });
  expect(result).toMatchObject({ reason: 'incomplete', problems: [problem] });
});

test('six files for one class are too many, and a deleted one is not there', async () => {
  const fileIds: number[] = [];
  for (let count = 0; count < 6; count++) fileIds.push(await aFile(database, student));
  const tooMany = await file(database, campus, student, {
    classes: [{ class: 'married', fileIds }],
  });
  expect(tooMany).toMatchObject({ problems: [{ problem: 'tooManyFiles', class: 'married' }] });
  await database.db.read.storedFile.updateMany({ data: { deletedAt: database.clock.now() } });
  const gone = await file(database, campus, student, {
    classes: [{ class: 'married', fileIds: fileIds.slice(0, 1) }],
  });
  expect(gone).toMatchObject({ problems: [{ problem: 'notYourFile' }] });
});

test('who is not eligible files nothing, and sees every verdict', async () => {
  const convicted = await anApplicant(database, campus, {
    average: 1399,
    record: { disciplinaryConvictions: 1 },
  });
  const result = await file(database, campus, convicted);
  expect(result).toMatchObject({ ok: false, reason: 'ineligible' });
  const verdicts = !result.ok && result.reason === 'ineligible' ? result.evaluation.verdicts : [];
  expect(verdicts).toHaveLength(8);
  expect(verdicts.filter(({ verdict }) => verdict === 'fail').map(({ ruleId }) => ruleId)).toEqual([
    'average',
    'discipline',
  ]);
  await nothingFiled();
});

test('what the registry does not know is asked for by name, and counts once it is declared', async () => {
  const unknown = await anApplicant(database, campus, {
    record: { probationTerms: null, disciplinaryConvictions: null },
  });
  expect(await file(database, campus, unknown)).toMatchObject({
    reason: 'incomplete',
    problems: [
      { field: 'declarations', problem: 'missing', name: 'probationTerms' },
      { field: 'declarations', problem: 'missing', name: 'disciplinaryConvictions' },
    ],
  });
  const declarations = { probationTerms: 0, disciplinaryConvictions: 0 };
  expect(await file(database, campus, unknown, { declarations })).toMatchObject({ ok: true });
});

test('a student whom the registry does not know files with what the expert confirmed', async () => {
  await database.db.read.studentRecord.deleteMany();
  const declarations = {
    termsPassed: 2,
    lastTermAverage: 1650,
    probationTerms: 0,
    disciplinaryConvictions: 0,
  } as const;
  const result = await database.db.transaction((work) =>
    fileApplication(work, student.person, {
      termId: campus.term.id,
      form: aForm([campus.opening], { declarations: declarations as object }),
      record: undefined,
    }),
  );
  expect(result).toMatchObject({ ok: true, state: 'filed' });
  const stored = await database.db.read.application.findFirstOrThrow();
  expect(stored).toMatchObject({ level: 'bachelorContinuous', record: { lastTermAverage: null } });
  expect(String(stored.average)).toBe('16.5');
});

test('who needs the international deputy’s leave waits for that deputy', async () => {
  const guest = await anApplicant(database, campus, {
    profile: { studentType: 'international' },
    record: { studentType: 'international', bornInIran: false, parentIranian: false },
  });
  const { applicationId, state } = await filed(database, campus, guest);
  expect(state).toBe('awaitingInternational');
  expect(
    await database.db.read.workItem.findMany({ where: { subjectId: applicationId } }),
  ).toMatchObject([{ kind: 'approveInternational', role: 'internationalDeputy' }]);
});

test('a second request in the term is refused with the code of the first', async () => {
  const { trackingCode } = await filed(database, campus, student);
  expect(await file(database, campus, student)).toEqual({
    ok: false,
    reason: 'alreadyFiled',
    trackingCode,
  });
});

test('of two filings at once one counts, and the other learns its code', async () => {
  const [one, other] = await Promise.all([
    file(database, campus, student),
    file(database, campus, student),
  ]);
  const results = [one, other].sort((a, b) => Number(b.ok) - Number(a.ok));
  expect(results[0]).toMatchObject({ ok: true });
  const trackingCode = results[0]?.ok ? results[0].trackingCode : '';
  expect(results[1]).toEqual({ ok: false, reason: 'alreadyFiled', trackingCode });
  expect(await database.db.read.application.count()).toBe(1);
  const inChat = { channel: 'telegram' } as const;
  expect(await database.db.read.outboxMessage.count({ where: inChat })).toBe(1);
});

test('a tracking code that is in use is drawn again', async () => {
  const first = await filed(database, campus, student);
  const other = await anApplicant(database, campus);
  const record = await recordOf(database, other);
  const draws = [...first.trackingCode.slice(0, 7)].map((sign) =>
    '34679ACDEFGHJKMNPQRTWXY'.indexOf(sign),
  );
  const result = await database.db.transaction((work) => {
    const random = {
      ...work.random,
      int: (most: number) => draws.shift() ?? work.random.int(most),
    };
    const rigged: Work = { ...work, random };
    const form = aForm([campus.opening]);
    return fileApplication(rigged, other.person, { termId: campus.term.id, form, record });
  });
  expect(result).toMatchObject({ ok: true });
  expect(draws).toEqual([]);
  expect(result.ok && result.trackingCode).not.toBe(first.trackingCode);
});

test('outside the window nothing is filed, and its days are named', async () => {
  database.clock.set('2024-01-20T20:29:59.999Z');
  await filed(database, campus, student);
  database.clock.advance(1);
  const late = await anApplicant(database, campus);
  expect(await file(database, campus, late)).toMatchObject({
    ok: false,
    reason: 'outsideWindow',
    kind: 'applications',
    window: { reason: 'closed', opensOn: '2023-09-23', closesOn: '2024-01-20' },
  });
  database.clock.set('2023-09-01T00:00:00Z');
  expect(await file(database, campus, late)).toMatchObject({ window: { reason: 'notYetOpen' } });
});

test('who has no account, no confirmed profile, or has not accepted the rules files nothing', async () => {
  const nobody = { ...student, person: { ...student.person, accountId: null } };
  expect(await file(database, campus, nobody)).toEqual({ ok: false, reason: 'noAccount' });
  const staff = await aPerson(database);
  const noProfile = { ...student, ...staff, identityNumber: nationalId(9999) };
  expect(await file(database, campus, noProfile)).toEqual({ ok: false, reason: 'notActive' });
  const unconfirmed = await anApplicant(database, campus, { profile: { confirmedAt: null } });
  expect(await file(database, campus, unconfirmed)).toEqual({ ok: false, reason: 'notActive' });
  const waiting = await anApplicant(database, campus, { account: { state: 'awaitingReview' } });
  expect(await file(database, campus, waiting)).toEqual({ ok: false, reason: 'notActive' });
  await database.db.read.rulesAcceptance.deleteMany({ where: { accountId: student.accountId } });
  expect(await file(database, campus, student)).toEqual({ ok: false, reason: 'rulesNotAccepted' });
  await nothingFiled();
});

test('another person’s record is a mistake of the caller, not an answer', async () => {
  const other = await anApplicant(database, campus);
  const record = await recordOf(database, other);
  const form = aForm([campus.opening]);
  await expect(
    database.db.transaction((work) =>
      fileApplication(work, student.person, { termId: campus.term.id, form, record }),
    ),
  ).rejects.toThrow('not of the person who');
  await nothingFiled();
});

test('a live placement in another term and university stands in the way', async () => {
  const away = await aUniversity(database);
  const unit = await aUnit(database, away);
  const term = await database.db.read.term.create({ data: { startYear: 1401, number: 2 } });
  const opening = await anOpening(database, { unit, term });
  await database.db.read.application.create({
    data: {
      trackingCode: 'old',
      accountId: student.accountId,
      universityId: away.id,
      termId: term.id,
      state: 'approved',
      worksOutside: false,
      gender: 'female',
      level: 'master',
      record: {},
      eligibility: {},
      ruleSetVersion: 'test',
      filedAt: database.clock.now(),
      updatedAt: database.clock.now(),
      placements: {
        create: {
          accountId: student.accountId,
          openingId: opening.id,
          unitId: unit.id,
          termId: term.id,
          gender: 'female',
          workType: 'research',
          state: 'working',
          requestedMinutes: 600,
          approvedMinutes: 600,
          explanation: '',
          requestedById: 1,
          requestedAt: new Date(database.clock.now().getTime() - 100 * days),
        },
      },
    },
  });
  const result = await file(database, campus, student);
  expect(result).toMatchObject({ reason: 'ineligible' });
  const failed =
    !result.ok && result.reason === 'ineligible'
      ? result.evaluation.verdicts.filter(({ verdict }) => verdict === 'fail')
      : [];
  expect(failed.map(({ reason }) => reason)).toEqual(['placedElsewhere']);
});

// The embedded database has one connection: there one waits for the other in any case.
test('who files while the average that counts is changed is ranked by the new one', async ({
  skip,
}) => {
  skip(database.url === undefined);
  const { university, term, opening } = campus;
  const known = await recordOf(database, student);
  const record = known && { ...known, cumulativeAverage: average(1525) };
  const form = aForm([opening]);
  let filing: Promise<unknown> = Promise.resolve();
  await database.db.transaction(async ({ tx }) => {
    const settings = { averageBasis: 'cumulative' };
    await tx.university.update({ where: { id: university.id }, data: { settings } });
    filing = database.db.transaction((work) =>
      fileApplication(work, student.person, { termId: term.id, form, record }),
    );
    await Promise.race([filing, sleep(1_000)]);
  });
  expect(await filing).toMatchObject({ ok: true });
  const { average: ranked } = await database.db.read.application.findFirstOrThrow();
  expect(String(ranked)).toBe('15.25');
});
