import { expect, test } from 'vitest';
import { submitProfileForReview } from '../../../core/accounts/commands/submit-profile.ts';
import { approveApplication } from '../../../core/applications/commands/approve-application.ts';
import { verifyClaim } from '../../../core/applications/commands/verify-claim.ts';
import { withdrawApplication } from '../../../core/applications/commands/withdraw-application.ts';
import { dropFile, expireFiles, keepFile } from '../../../core/files/commands.ts';
import { deletableKeys } from '../../../core/files/queries.ts';
import type { Ok } from '../../../core/result.ts';
import type { Person } from '../../../core/staff/types.ts';
import { days } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { aPerson } from '../../support/people.ts';
import { aCampus, anApplicant, filed } from '../applications/scene.ts';

const database = useDatabase();

const keyOf = (letter: string) => letter.repeat(64);
const keep = (person: Person, letter = 'a') =>
  database.db.transaction((work) =>
    keepFile(work, person, {
      stored: { key: keyOf(letter), sha256: keyOf(letter), size: 12, mime: 'image/png' },
    }),
  );
const kept = async (person: Person, letter = 'a') =>
  ((await keep(person, letter)) as Ok<{ fileId: number }>).fileId;
const drop = (person: Person, fileId: number) =>
  database.db.transaction((work) => dropFile(work, person, { fileId }));
const expire = async () => (await database.db.transaction(expireFiles)).expired;
const deletable = () => deletableKeys(database.db.read, new Date(0));

test('a file is its sender’s; who has no account keeps none', async () => {
  const { person, accountId } = await aPerson(database);
  expect(await keep(person)).toMatchObject({ ok: true });
  expect(await database.db.read.storedFile.findMany()).toMatchObject([
    { accountId, key: keyOf('a'), size: 12, mime: 'image/png', deletedAt: null },
  ]);
  expect(await keep({ ...person, accountId: null })).toEqual({ ok: false, reason: 'noAccount' });
});

test('a file that was taken back is deletable; another person’s is not taken', async () => {
  const [{ person }, other] = [await aPerson(database), await aPerson(database)];
  const fileId = await kept(person);
  expect(await drop(other.person, fileId)).toEqual({ ok: false, reason: 'notYourFile' });
  expect(await deletable()).toEqual([]);
  expect(await drop(person, fileId)).toEqual({ ok: true });
  expect(await drop(person, fileId)).toEqual({ ok: false, reason: 'notYourFile' });
  expect(await deletable()).toEqual([keyOf('a')]);
  const later = new Date(database.clock.now().getTime() + 1);
  expect(await deletableKeys(database.db.read, later)).toEqual([]);
});

test('bytes that somebody else has too are not deleted', async () => {
  const [{ person }, other] = [await aPerson(database), await aPerson(database)];
  const fileId = await kept(person);
  await kept(other.person);
  await drop(person, fileId);
  expect(await deletable()).toEqual([]);
});

test('a proof is kept until ninety days after the decision, and its verdict for ever', async () => {
  const campus = await aCampus(database);
  const student = await anApplicant(database, campus);
  const fileId = await kept(student.person);
  const { applicationId } = await filed(database, campus, student, {
    classes: [{ class: 'married', fileIds: [fileId] }],
  });
  expect(await drop(student.person, fileId)).toEqual({ ok: false, reason: 'inUse' });
  database.clock.advance(100 * days);
  expect(await expire()).toBe(0);

  const [claim] = await database.db.read.priorityClaim.findMany();
  await database.db.transaction((work) =>
    verifyClaim(work, campus.expert, { claimId: claim?.id ?? 0, verdict: 'verified' }),
  );
  await database.db.transaction((work) =>
    approveApplication(work, campus.expert, { applicationId }),
  );
  database.clock.advance(90 * days);
  expect(await expire()).toBe(0);
  database.clock.advance(1);
  expect(await expire()).toBe(1);
  expect(await deletable()).toEqual([keyOf('a')]);
  expect(await database.db.read.priorityClaim.findMany()).toMatchObject([{ state: 'verified' }]);
});

test('each university sets how long its proofs are kept, and the record says that they went', async () => {
  const [short, usual] = [await aCampus(database), await aCampus(database)];
  const university = { id: short.university.id };
  await database.db.read.university.update({
    where: university,
    data: { settings: { fileDays: 30 } },
  });
  const ids: number[] = [];
  for (const [campus, letter] of [
    [short, 'a'],
    [usual, 'b'],
  ] as const) {
    const student = await anApplicant(database, campus);
    const fileId = await kept(student.person, letter);
    ids.push(fileId);
    const classes = [{ class: 'married', fileIds: [fileId] } as const];
    const { applicationId } = await filed(database, campus, student, { classes });
    await database.db.transaction((work) =>
      withdrawApplication(work, student.person, { applicationId }),
    );
  }
  database.clock.advance(31 * days);
  expect(await expire()).toBe(1);
  expect(await deletable()).toEqual([keyOf('a')]);
  expect(
    await database.db.read.auditEvent.findMany({ where: { action: 'file.expired' } }),
  ).toMatchObject([
    { subjectType: 'file', subjectId: String(ids[0]), universityId: university.id, actorId: null },
  ]);
  database.clock.advance(60 * days);
  expect(await expire()).toBe(1);
  expect(await expire()).toBe(0);
});

test('a card that the expert has not looked at yet is kept', async () => {
  const campus = await aCampus(database);
  const student = await anApplicant(database, campus, { profile: { confirmedAt: null } });
  const cardFileId = await kept(student.person);
  await database.db.transaction((work) =>
    submitProfileForReview(work, student.person, { cardFileId, record: undefined }),
  );
  await kept(student.person, 'b');
  database.clock.advance(91 * days);
  expect(await expire()).toBe(1);
  expect(await deletable()).toEqual([keyOf('b')]);
});
