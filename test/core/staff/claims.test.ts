import { expect, test } from 'vitest';
import { reportHours } from '../../../core/placements/commands/report-hours.ts';
import { claimWorkItem, releaseWorkItem } from '../../../core/staff/commands/claim-work-item.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer } from '../../support/people.ts';
import { aCampus, anApplicant, anApprovedPlacement, done } from '../../support/scenes.ts';
import { aUnit } from '../../support/university.ts';

const database = useDatabase();

test('the record says for whom a delegate takes an item, gives it back, and begins the work', async () => {
  const campus = await aCampus(database);
  const student = await anApplicant(database, campus);
  const placementId = await anApprovedPlacement(database, campus, { student });
  const elsewhere = await anOfficer(database, {
    role: 'unitOfficer',
    unit: await aUnit(database, campus.university),
  });
  const behalfOfId = campus.officer.accountId;
  const handedOver = campus.officer.holdings.map((holding) => ({ ...holding, behalfOfId }));
  const delegate = { ...elsewhere, holdings: [...elsewhere.holdings, ...handedOver] };
  const { id: itemId } = await database.db.read.workItem.findFirstOrThrow({
    where: { kind: 'reportHours', subjectId: placementId },
  });
  await done(database, (work) => claimWorkItem(work, delegate, { itemId }));
  await done(database, (work) => releaseWorkItem(work, delegate, { itemId }));
  const entries = [{ minutes: 60, workedOn: null }];
  await done(database, (work) => reportHours(work, delegate, { placementId, entries }));
  const events = await database.db.read.auditEvent.findMany({
    where: { actorId: delegate.accountId },
    orderBy: { seq: 'asc' },
    select: { action: true, behalfOfId: true },
  });
  expect(events).toEqual(
    ['workItem.claimed', 'workItem.released', 'placement.start', 'placement.reportHours'].map(
      (action) => ({ action, behalfOfId }),
    ),
  );
});
