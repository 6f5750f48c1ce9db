import { beforeEach, describe, expect, test } from 'vitest';
import { takeCartable } from '../../../core/cartables/commands/leave-cartable.ts';
import { requestCartable } from '../../../core/cartables/commands/request-cartable.ts';
import { closeOpening } from '../../../core/openings/commands/close-opening.ts';
import { declareOpening } from '../../../core/openings/commands/declare-opening.ts';
import type { Person } from '../../../core/staff/types.ts';
import { closeUnit, reopenUnit } from '../../../core/universities/commands/close-unit.ts';
import { correctUnit } from '../../../core/universities/commands/correct-unit.ts';
import { importUnits } from '../../../core/universities/commands/import-units.ts';
import { unitsOf } from '../../../core/universities/queries.ts';
import { useDatabase } from '../../support/database.ts';
import { aStranger } from '../../support/invited.ts';
import { anOfficer } from '../../support/people.ts';
import { aCampus, anApplicant, aRequestedPlacement, done, outcomes } from '../../support/scenes.ts';
import { aUnit, aUniversity } from '../../support/university.ts';

const database = useDatabase();
let campus: Awaited<ReturnType<typeof aCampus>>;

beforeEach(async () => {
  campus = await aCampus(database);
});

const close = (unit = campus.unit, by: Person = campus.expert) =>
  database.db.transaction((work) => closeUnit(work, by, { unitId: unit.id }));
const reopen = (unit = campus.unit) =>
  database.db.transaction((work) => reopenUnit(work, campus.expert, { unitId: unit.id }));
const declare = (unit: { readonly id: number }, by: Person) =>
  database.db.transaction((work) =>
    declareOpening(work, by, {
      ...{ unitId: unit.id, termId: campus.term.id, field: 'all', description: '' },
      ...{ titleFa: 'قفسه‌ها', titleEn: 'Shelves', workType: 'research' },
      seats: { female: 1, male: 1 },
    }),
  );

/** Everything that keeps the campus's unit open is ended. */
async function emptied(): Promise<void> {
  const { opening, officer, colleague } = campus;
  const organisation = await anOfficer(database, { role: 'organisation' });
  await done(database, (work) => closeOpening(work, officer, { openingId: opening.id }));
  for (const { accountId, holdings } of [officer, colleague]) {
    const cartableId = holdings[0]?.cartableId ?? 0;
    await done(database, (work) => takeCartable(work, organisation, { cartableId, accountId }));
  }
}

describe('a unit is closed', () => {
  test('when nothing goes on in it any more, and not before; what does is counted', async () => {
    const student = await anApplicant(database, campus);
    await aRequestedPlacement(database, campus, { student });
    expect(await close()).toEqual({
      ok: false,
      reason: 'inUse',
      use: { openings: 1, placements: 1, items: 1, officers: 2 },
    });
    await database.db.read.workItem.updateMany({ data: { closedAt: database.clock.now() } });
    await database.db.read.placement.updateMany({ data: { state: 'declined' } });
    await emptied();
    expect(await close()).toEqual({ ok: true });
    expect(await close()).toMatchObject({ reason: 'alreadyClosed' });
    const { id: universityId } = campus.university;
    const listed = { universityId, page: 0, size: 9 };
    expect(await unitsOf(database.db.read, listed)).toMatchObject({ total: 0 });
    expect(await unitsOf(database.db.read, { ...listed, closed: true })).toMatchObject({
      units: [{ id: campus.unit.id }],
    });
    const action = { startsWith: 'unit.' };
    expect(await database.db.read.auditEvent.findMany({ where: { action } })).toMatchObject([
      { action: 'unit.closed', actorId: campus.expert.accountId, universityId },
    ]);
  });

  test('also one that was added by mistake; then nobody gets its cartable and no sheet has it', async () => {
    const unit = await aUnit(database, campus.university);
    const organisation = await anOfficer(database, { role: 'organisation' });
    expect(await close(unit)).toEqual({ ok: true });
    const place = {
      ...({ role: 'unitOfficer', process: 'placement' } as const),
      ...{ universityId: unit.universityId, unitId: unit.id },
    };
    const { officer } = await aStranger(database);
    const ask = () =>
      database.db.transaction((work) => requestCartable(work, organisation, { place, officer }));
    expect(await ask()).toMatchObject({ reason: 'unknownUnit' });
    const sheet = {
      headings: ['کد', 'نام فارسی', 'نام انگلیسی', 'نوع'],
      rows: [[unit.code, 'نو', 'New', 'library']],
    };
    const { universityId } = unit;
    const sent = await done(database, (work) =>
      importUnits(work, campus.expert, { universityId, sheet }),
    );
    expect(sent.bad).toMatchObject([{ problems: [{ problem: 'closed' }] }]);
    expect(await reopen(unit)).toEqual({ ok: true });
    expect(await reopen(unit)).toMatchObject({ reason: 'notClosed' });
    expect(await ask()).toMatchObject({ ok: true });
  });

  test('or gets an opening, but never both, whoever is first', async () => {
    const { university } = campus;
    for (let round = 0; round < 4; round += 1) {
      const unit = await aUnit(database, university);
      const officer = await anOfficer(database, { role: 'unitOfficer', unit });
      await database.db.read.cartableHolder.updateMany({
        where: { accountId: officer.accountId },
        data: { until: database.clock.now() },
      });
      const closes = () => close(unit);
      const declares = () => declare(unit, officer);
      const both = await Promise.all(
        (round % 2 ? [closes, declares] : [declares, closes]).map((run) => run()),
      );
      const { closedAt } = await database.db.read.unit.findUniqueOrThrow({
        where: { id: unit.id },
      });
      const openings = await database.db.read.opening.count({ where: { unitId: unit.id } });
      expect(outcomes(both)).toMatchObject({ ok: 1 });
      expect(closedAt === null).toBe(openings === 1);
    }
  });

  test('by those who set up its university only', async () => {
    const elsewhere = await anOfficer(database, {
      role: 'expert',
      university: await aUniversity(database),
    });
    for (const by of [elsewhere, campus.officer, campus.finance]) {
      expect(await close(campus.unit, by)).toMatchObject({ reason: 'notAllowed' });
    }
  });
});

describe('a unit is put right', () => {
  const correct = (change: Partial<Parameters<typeof correctUnit>[2]>, of = campus.unit) =>
    database.db.transaction((work) => {
      const { id: unitId, code, nameFa, nameEn } = of;
      const unit = { unitId, code, nameFa, nameEn, kind: 'centralLibrary' as const };
      return correctUnit(work, campus.expert, { ...unit, ...change });
    });

  test('in its names and code, and recorded with what they were', async () => {
    expect(await correct({})).toEqual({ ok: true, changed: false });
    expect(await correct({ nameEn: ' Big Library ', code: 'big' })).toEqual({
      ok: true,
      changed: true,
    });
    const { code, nameEn } = campus.unit;
    const action = 'unit.corrected';
    expect(await database.db.read.auditEvent.findMany({ where: { action } })).toMatchObject([
      { before: { code, nameEn }, after: { code: 'big', nameEn: 'Big Library' } },
    ]);
    expect(await correct({ nameFa: ' ' })).toMatchObject({ reason: 'noName' });
  });

  test('in its kind until it has an opening', async () => {
    const unit = await aUnit(database, campus.university);
    expect(await correct({ kind: 'faculty' }, unit)).toMatchObject({ changed: true });
    expect(await correct({ kind: 'faculty' })).toMatchObject({ reason: 'kindInUse' });
  });

  test('and its code is its own: of two that take one at once, one gets it', async () => {
    const other = await aUnit(database, campus.university);
    expect(await correct({ code: other.code })).toMatchObject({ reason: 'codeTaken' });
    const both = await Promise.all([correct({ code: 'new' }), correct({ code: 'new' }, other)]);
    expect(outcomes(both)).toEqual({ codeTaken: 1, ok: 1 });
  });
});
