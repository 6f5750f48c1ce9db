import { beforeEach, expect, test } from 'vitest';
import {
  changeOpening,
  decideOpeningChange,
} from '../../../core/openings/commands/change-opening.ts';
import { closeOpening } from '../../../core/openings/commands/close-opening.ts';
import { openingById } from '../../../core/openings/queries.ts';
import { useDatabase } from '../../support/database.ts';
import { aCampus, atOnce, type Campus, done, inboxKinds, outcomes } from '../../support/scenes.ts';
import { anOpening } from '../../support/university.ts';

const database = useDatabase();
let campus: Campus;

beforeEach(async () => {
  campus = await aCampus(database);
});

const field = 'تاریخ';
const after = { field, workType: 'research', seats: { female: 2, male: 2 } } as const;
const ask = (openingId = campus.opening.id) =>
  database.db.transaction((work) => changeOpening(work, campus.officer, { openingId, after }));
const decide = (changeId: number, approve = true) =>
  database.db.transaction((work) =>
    decideOpeningChange(work, campus.expert, {
      changeId,
      decision: approve ? { approve } : { approve: false, reason: 'there is one' },
    }),
  );

/** Another opening of the unit with the title of the campus's. */
const another = (more: { field?: string; titleFa?: string } = {}) => {
  const { unit, term, opening } = campus;
  return anOpening(database, { unit, term, titleFa: opening.titleFa, field, ...more });
};

test('a field in which the unit has an opening of that title is not asked for, be that one closed', async () => {
  const { id: openingId } = await another();
  expect(await ask()).toEqual({ ok: false, reason: 'alreadyDeclared' });
  await done(database, (work) => closeOpening(work, campus.officer, { openingId }));
  expect(await ask()).toEqual({ ok: false, reason: 'alreadyDeclared' });
  expect(await database.db.read.openingChange.count()).toBe(0);
});

test('an opening of another title or field stands in nobody’s way', async () => {
  await another({ titleFa: 'فهرست‌نویسی' });
  await another({ field: 'فیزیک' });
  const asked = await ask();
  if (!asked.ok) throw new Error(asked.reason);
  expect(await decide(asked.changeId)).toEqual({ ok: true });
  expect(await openingById(database.db.read, campus.opening.id)).toMatchObject({ field });
});

test('one that came meanwhile is told to the expert, who can refuse the change', async () => {
  const asked = await ask();
  if (!asked.ok) throw new Error(asked.reason);
  await another();
  expect(await decide(asked.changeId)).toEqual({ ok: false, reason: 'fieldTaken' });
  expect(await inboxKinds(database, campus.expert)).toEqual(['approveOpeningChange']);
  expect(await decide(asked.changeId, false)).toEqual({ ok: true });
});

test('of two changes to the same field, approved at the same moment, one holds', async () => {
  const other = await another({ field: 'فیزیک' });
  const changes = [await ask(), await ask(other.id)];
  const decided = await atOnce(
    database,
    changes.map((asked) => (work) => {
      if (!asked.ok) throw new Error(asked.reason);
      const { changeId } = asked;
      return decideOpeningChange(work, campus.expert, { changeId, decision: { approve: true } });
    }),
  );
  expect(outcomes(decided)).toEqual({ ok: 1, fieldTaken: 1 });
});
