import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeOpening, decideOpeningChange } from '../../core/openings/commands/change-opening.ts';
import { closeOpening } from '../../core/openings/commands/close-opening.ts';
import { expireRequest } from '../../core/placements/commands/pass-deadlines.ts';
import { days } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { type Office, openOffice } from '../support/office.ts';
import { aCampus, anApplicant, aRequestedPlacement, type Campus, done } from '../support/scenes.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
});
afterEach(() => office.close());

const dataOf = (buttons: readonly (readonly object[])[]) =>
  buttons.flat().flatMap((button) => ('callback_data' in button ? [button.callback_data] : []));

test('who was held in an opening that was closed is told, and the unit reads that it is not open', async () => {
  const student = await anApplicant(database, campus);
  const desk = await office.chat(student);
  const unit = await office.chat(campus.officer);
  const placementId = await aRequestedPlacement(database, campus, { student });
  const { id: openingId } = campus.opening;
  await done(database, (work) => closeOpening(work, campus.officer, { openingId }));
  database.clock.advance(8 * days);
  await database.db.transaction((work) => expireRequest(work, { placementId }));
  await desk.sees('بسته شد');
  const told = await unit.sees('دیگر باز نیست');
  expect(told.text).not.toContain('دوباره درخواست');
  expect(dataOf(told.buttons)).toEqual([`assistant:${placementId}`]);
  await unit.writeFor(`/request ${student.application.trackingCode}`, 'این نیاز اکنون باز نیست');
});

test('whose gender has no seats any more is told, and nobody is said to be waited for there', async () => {
  const student = await anApplicant(database, campus, { gender: 'female' });
  const desk = await office.chat(student);
  const { id: openingId, field } = campus.opening;
  const after = { field, workType: 'research', seats: { female: 0, male: 2 } } as const;
  const { changeId } = await done(database, (work) =>
    changeOpening(work, campus.officer, { openingId, after }),
  );
  const decision = { approve: true } as const;
  await done(database, (work) => decideOpeningChange(work, campus.expert, { changeId, decision }));
  await desk.sees('دیگر برای جنسیت شما جا ندارد');
  const page = await desk.tapFor('status:', 'هیچ واحدی نمی‌تواند');
  expect(page.text).not.toContain('جای خالی نیست');
});
