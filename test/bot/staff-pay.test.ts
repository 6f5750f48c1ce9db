import { afterEach, beforeEach, expect, test } from 'vitest';
import { draftPayRun } from '../../core/pay/commands/draft-run.ts';
import { freezePayRun, reopenPayRun } from '../../core/pay/commands/freeze-run.ts';
import { minutes } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { type Office, openOffice } from '../support/office.ts';
import { aCampus, aPayableStudent, type Campus, done } from '../support/scenes.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
});
afterEach(() => office.close());

async function frozen(): Promise<number> {
  const { finance, university, term } = campus;
  const place = { universityId: university.id, termId: term.id };
  const { runId } = await done(database, (work) => draftPayRun(work, finance, place));
  await done(database, (work) => freezePayRun(work, finance, { runId }));
  return runId;
}

test('a run is not approved by the page of an earlier freeze, and the page is drawn anew', async () => {
  await aPayableStudent(database, campus, { minutes: 60 });
  const runId = await frozen();
  const second = await office.chat(campus.secondFinance);
  await second.write('/payrun');
  await second.tapFor('payrun:', 'در انتظار تأیید نفر دوم');
  await done(database, (work) => reopenPayRun(work, campus.finance, { runId }));
  await aPayableStudent(database, campus, { minutes: 120 });
  database.clock.advance(minutes);
  await frozen();
  expect(await second.tap('run:approve')).toContain('فهرست تازه');
  await second.sees('۵۴۰٬۰۰۰');
  await second.tapFor('run:approve', 'آمادهٔ خروجی');
});
