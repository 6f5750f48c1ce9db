import { expect, test } from 'vitest';
import { waitingForOthers } from '../../../core/bulk/queries.ts';
import { useDatabase } from '../../support/database.ts';
import { aFiledStudent } from '../../support/filing.ts';
import { aCampus } from '../../support/scenes.ts';
import { aUnit } from '../../support/university.ts';

const database = useDatabase();

test('an expert who also holds a unit can remind the officers of the other units', async () => {
  const { expert, officer, university, unit } = await aCampus(database);
  const both = { ...expert, holdings: [...expert.holdings, ...officer.holdings] };
  const other = await aUnit(database, university);
  const instants = { openedAt: database.clock.now(), dueAt: database.clock.now() };
  const waiting = (subjectId: number, unitId: number) =>
    database.db.read.workItem.create({
      data: {
        ...{ kind: 'reportHours', role: 'unitOfficer', subjectId, unitId },
        ...{ universityId: university.id, ...instants },
      },
    });
  await waiting(1, unit.id);
  const { id: itemId } = await waiting(2, other.id);
  const { rows } = await waitingForOthers(database.db.read, both, {});
  expect(rows).toMatchObject([{ role: 'unitOfficer', of: { what: 'item', itemId } }]);
});

test('what was picked is still named when it waits no more', async () => {
  const campus = await aCampus(database);
  const { id: universityId } = campus.university;
  const student = await aFiledStudent(database, campus);
  const { id: applicationId } = await database.db.read.application.findFirstOrThrow();
  const at = database.clock.now();
  const { id: itemId } = await database.db.read.workItem.create({
    data: {
      ...{ kind: 'decideAppeal', role: 'studentDeputy', subjectId: applicationId, universityId },
      ...{ openedAt: at, dueAt: at, closedAt: at },
    },
  });
  const { expert } = campus;
  const picked = [
    { what: 'request', applicationId },
    { what: 'item', itemId },
  ] as const;
  const { rows } = await waitingForOthers(database.db.read, expert, { picked });
  expect(rows.map(({ trackingCode }) => trackingCode)).toEqual([student.code, student.code]);
  const listed = await waitingForOthers(database.db.read, expert, {});
  for (const of of picked) expect(listed.rows).not.toContainEqual(expect.objectContaining({ of }));
});
