import { beforeEach, expect, test } from 'vitest';
import { judgeApplicant } from '../../../core/applications/commands/judge-applicant.ts';
import { judgeStudent } from '../../../core/applications/commands/judge-student.ts';
import { overrideRule } from '../../../core/applications/commands/override-rule.ts';
import { termsToAllow, termsToFile } from '../../../core/applications/queries/terms.ts';
import type { ListedTerm, WindowKind } from '../../../core/terms/types.ts';
import type { Term } from '../../../prisma/generated/client.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, type Student } from '../../support/people.ts';
import { done } from '../../support/scenes.ts';
import { anApplication, anOpening, aTerm, windowsOpen } from '../../support/university.ts';
import { aCampus, anApplicant, type Campus, recordOf } from './scene.ts';

const database = useDatabase();
let campus: Campus;
let next: Term;
let student: Student;

beforeEach(async () => {
  // The first term is open to 20 January.
  campus = await aCampus(database);
  next = await aTerm(database, { number: 2 });
  student = await anApplicant(database, campus, { average: 1300 });
});

const nextFrom6January = async (kind: WindowKind): Promise<void> => {
  const dates = { opensOn: '2024-01-06', closesOn: '2024-06-20' };
  await windowsOpen(database, campus.university, next, { kinds: [kind], ...dates });
  database.clock.set('2024-01-08T10:00:00Z');
};

const parts = (terms: readonly ListedTerm[]) => terms.map(({ part }) => part);
const whose = () => ({ accountId: student.accountId, universityId: campus.university.id });
const toFile = async () =>
  parts(await termsToFile(database.db.read, whose(), database.clock.now()));
const toAllow = async () =>
  parts(await termsToAllow(database.db.read, whose(), database.clock.now()));
const ask = (openings: Parameters<typeof anApplication>[1]['openings'], state: 'sentBack') =>
  anApplication(database, { student, openings, state });

test('a request can be filed where requests are open, whatever else of the next term has begun', async () => {
  expect(await toFile()).toEqual([1]);
  await nextFrom6January('accounts');
  expect(await toFile()).toEqual([1]);
  expect(await toAllow()).toEqual([1, 2]);
});

test('in each of two terms once, the earlier one first, and in one again after a withdrawal', async () => {
  await nextFrom6January('applications');
  expect(await toFile()).toEqual([1, 2]);
  const { id } = await ask([campus.opening], 'sentBack');
  expect(await toFile()).toEqual([2]);
  await database.db.read.application.update({ where: { id }, data: { state: 'withdrawn' } });
  expect(await toFile()).toEqual([1, 2]);
  database.clock.set('2024-01-21T10:00:00Z');
  expect(await toFile()).toEqual([2]);
});

test('a leave counts where a request can be sent again too: after the window once it was sent back', async () => {
  await nextFrom6January('applications');
  const { id } = await ask([campus.opening], 'sentBack');
  expect(await toAllow()).toEqual([1, 2]);
  database.clock.set('2024-01-21T10:00:00Z');
  expect(await toAllow()).toEqual([1, 2]);
  await database.db.read.application.update({ where: { id }, data: { state: 'filed' } });
  expect(await toAllow()).toEqual([2]);
});

test('the student and the deputy see the rules as they stand in the term that is meant', async () => {
  await nextFrom6January('applications');
  await anOpening(database, { unit: campus.unit, term: next });
  const { university, term } = campus;
  const { accountId } = student;
  const deputy = await anOfficer(database, { role: 'studentDeputy', university });
  const leave = { accountId, termId: next.id, ruleId: 'average', reason: 'champion' } as const;
  await done(database, (work) => overrideRule(work, deputy, leave));
  const record = await recordOf(database, student);
  const own = ({ id: termId }: { id: number }) =>
    done(database, (work) =>
      judgeApplicant(work, student.person, { record, declarations: {}, judged: { termId } }),
    );
  expect((await own(term)).evaluation.outcome).toBe('ineligible');
  expect((await own(next)).evaluation.outcome).toBe('eligible');
  const judged = (termId?: number) =>
    database.db.transaction((work) => judgeStudent(work, deputy, { accountId, record, termId }));
  expect(await judged()).toMatchObject({
    student: { term: { id: term.id }, otherTerms: [{ id: next.id }] },
  });
  expect(await judged(next.id)).toMatchObject({
    student: { term: { id: next.id }, evaluation: { outcome: 'eligible' } },
  });
  database.clock.set('2024-01-21T10:00:00Z');
  expect(await judged(term.id)).toEqual({ ok: false, reason: 'noTerm' });
});
