import { expect, test } from 'vitest';
import { reportHours } from '../../../core/placements/commands/report-hours.ts';
import { setMonthlyCap } from '../../../core/placements/commands/set-monthly-cap.ts';
import type { Person } from '../../../core/staff/types.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer } from '../../support/people.ts';
import { aCampus, anApplicant, anApprovedPlacement } from '../../support/scenes.ts';
import { aUniversity } from '../../support/university.ts';

const database = useDatabase();

test('a cap of a month is set by the own expert, kept beside other settings, and holds at once', async () => {
  const campus = await aCampus(database);
  const { id: universityId } = campus.university;
  const settings = { dueWorkingDays: 5 };
  await database.db.read.university.update({ where: { id: universityId }, data: { settings } });
  const set = (actor: Person, minutes: number | null) =>
    database.db.transaction((work) => setMonthlyCap(work, actor, { universityId, minutes }));
  const elsewhere = await aUniversity(database);
  const stranger = await anOfficer(database, { role: 'expert', university: elsewhere });
  for (const actor of [stranger, campus.officer, campus.finance]) {
    expect(await set(actor, 600)).toEqual({ ok: false, reason: 'notAllowed' });
  }
  expect(await set(campus.expert, 610)).toEqual({ ok: false, reason: 'notQuarter' });
  expect(await set(campus.expert, 600)).toEqual({ ok: true });

  const student = await anApplicant(database, campus);
  const placementId = await anApprovedPlacement(database, campus, { student });
  const report = (minutes: number) =>
    database.db.transaction((work) =>
      reportHours(work, campus.officer, { placementId, entries: [{ minutes, workedOn: null }] }),
    );
  expect(await report(615)).toEqual({ ok: false, reason: 'overMonthlyCap', left: 600 });
  expect(await set(campus.expert, null)).toEqual({ ok: true });
  expect(await report(615)).toMatchObject({ ok: true });
  const kept = await database.db.read.university.findUniqueOrThrow({ where: { id: universityId } });
  expect(kept.settings).toEqual({ dueWorkingDays: 5, monthlyCapMinutes: null });
});
