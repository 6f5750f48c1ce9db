import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decidePlacement } from '../../core/placements/commands/decide-placement.ts';
import { withdrawPlacement } from '../../core/placements/commands/end-placement.ts';
import { reportHours } from '../../core/placements/commands/report-hours.ts';
import { withoutIsolates } from '../support/bidi.ts';
import { useDatabase } from '../support/database.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { aCampus, anApplicant, aRequestedPlacement, type Campus, done } from '../support/scenes.ts';

// A request of a unit on which nobody has decided is no work: nobody speaks of hours.

const database = useDatabase();
let campus: Campus;
let office: Office;
let student: Awaited<ReturnType<typeof anApplicant>>;
let placementId: number;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
  student = await anApplicant(database, campus);
  placementId = await aRequestedPlacement(database, campus, { student });
});
afterEach(() => office.close());

const languages = [
  ['en', /hour/i, 'withdrew', 'Do you withdraw?', 'is noted'],
  ['fa', /ساعت/, 'کناره‌گیری کرد', 'کناره‌گیری می‌کنید؟', 'ثبت شد'],
] as const;

test.each(languages)('neither its status nor its end speaks of hours, in %s', async (...words) => {
  const [language, hours, withdrew, sure, noted] = words;
  const desk = await office.chat(student, language);
  const unit = await office.chat(campus.officer, language);
  const status = async () =>
    (await desk.writeFor('/status', `${student.application.trackingCode.slice(0, 4)}`)).text;
  expect(await status()).not.toMatch(hours);
  void desk.chat.tap({ data: `placement:withdraw:${placementId}` });
  await desk.chat.until(() => desk.buttons.some((data) => data.startsWith('f:withdrawal:reason')));
  expect((await desk.tapFor('f:withdrawal:reason:skip', sure)).text).not.toMatch(hours);
  expect((await desk.tapFor('f:withdrawal:sure', noted)).text).not.toMatch(hours);
  expect((await unit.sees(withdrew)).text).not.toMatch(hours);
  expect((await desk.tapFor('placement:show', '📌')).text).not.toMatch(hours);
  expect(await status()).not.toMatch(hours);
});

describe('of one that was approved', () => {
  let unit: Desk;
  const withdraw = () =>
    done(database, (work) =>
      withdrawPlacement(work, student.person, { placementId, reason: 'exams' }),
    );
  const told = async (match: string) => withoutIsolates((await unit.sees(match)).text);

  beforeEach(async () => {
    await done(database, (work) =>
      decidePlacement(work, campus.colleague, { placementId, decision: { approve: true } }),
    );
    unit = await office.chat(campus.officer, 'en');
  });

  test('the unit reads until when it can enter hours that are missing', async () => {
    const entries = [{ minutes: 300, workedOn: null }];
    await done(database, (work) => reportHours(work, campus.officer, { placementId, entries }));
    await withdraw();
    expect(await told('withdrew')).toMatch(
      /reason: exams\nIf hours are still missing, enter them by the end of /,
    );
  });

  test('the unit reads that the time for hours is over', async () => {
    const over = { opensAt: new Date('2023-09-01'), closesAt: new Date('2023-10-06') };
    await database.db.read.window.updateMany({ where: { kind: 'hours' }, data: over });
    await withdraw();
    expect(await told('withdrew')).toMatch(/The time to enter hours is over/);
  });
});
