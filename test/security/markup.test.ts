import { afterEach, beforeEach, expect, test } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { aFiledStudent } from '../support/filing.ts';
import { type Office, openOffice } from '../support/office.ts';
import { aCampus, type Campus } from '../support/scenes.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
});
afterEach(() => office.close());

const markup = `<b>&amp;</b> <a href="https://example.test">'x' & "y"</a> <script>1 < 2</script>`;

test('markup in what people write is read as they wrote it', async () => {
  const student = await aFiledStudent(database, campus, { form: { note: markup } });
  // However such a name came in: by an import, or from before a check.
  const name = { firstName: '<i>a', lastName: '&lt;b></code>' };
  await database.db.read.account.update({ where: { id: student.accountId }, data: name });
  await database.db.read.studentRecord.updateMany({ data: name });
  const desk = await office.chat(campus.expert);
  const page = await desk.writeFor(`/review ${student.shownCode}`, student.shownCode);
  expect(page.text).toContain(markup);
  const found = await desk.writeFor(`/find ${student.profile.studentNumber}`, '<i>a');
  expect(found.text).toContain('&lt;b></code>');
  expect(page.entities.filter(({ type }) => type === 'text_link')).toEqual([]);
});
