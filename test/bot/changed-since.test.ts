import { afterEach, beforeEach, expect, test } from 'vitest';
import { explainBulk } from '../../bot/staff/bulk/words.ts';
import { type Language, words } from '../../bot/view/language.ts';
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

/** As the student's new version does, with what it claims gone. */
const revised = (trackingCode: string) =>
  database.db.read.application.update({
    where: { trackingCode },
    data: { revision: { increment: 1 } },
  });

test.each([
  [
    'reject',
    async (desk: Awaited<ReturnType<Office['chat']>>) => {
      await desk.tapFor('f:reject:reasonCode:pick:other', 'Explain');
    },
  ],
  ['sendback', async () => undefined],
] as const)('a request that changed after /%s is shown as it is now', async (command, choose) => {
  const { code, shownCode } = await aFiledStudent(database, campus);
  const desk = await office.chat(campus.expert, 'en');
  await desk.write(`/${command} ${shownCode}`);
  await choose(desk);
  await revised(code);
  await desk.writeFor('not complete', words.en.plain('review.changedSince'));
  await desk.sees(new RegExp(`${shownCode}[\\s\\S]*To be decided by`));
  expect(desk.buttons).toContain(`approve:${code}:2`);
});

test('a proof that the student has replaced is said to be so, and its file asks nothing any more', async () => {
  const { code } = await aFiledStudent(database, campus, { office });
  const desk = await office.chat(campus.expert, 'en');
  await desk.write(`/review ${code}`);
  await desk.tapFor('proof:', 'Married');
  const { id } = await database.db.read.priorityClaim.findFirstOrThrow();
  await database.db.read.attachment.deleteMany({ where: { claimId: id } });
  await database.db.read.priorityClaim.delete({ where: { id } });
  expect(await desk.tap('verify:')).toContain('changed the request since');
  await desk.chat.until(() => !desk.buttons.some((data) => data.startsWith('verify:')));
  await desk.sees(code.slice(0, 4));
});

test.each([
  ['en', 'The student has changed the request since; open it again.'],
  ['fa', 'دانشجو از آن پس درخواست را تغییر داده است؛ آن را دوباره باز کنید.'],
] as const)('among several decisions no new page is promised, in %s', (language, said) => {
  const turn = { words: words[language as Language] } as Parameters<typeof explainBulk>[0];
  const changed = { ok: false, reason: 'changedSince', revision: 2 } as const;
  expect(explainBulk(turn, { of: 'application', refusal: changed })).toBe(said);
});

test.each([
  ['en', 'The unit has declared it again since; open it again.'],
  ['fa', 'واحد از آن پس دوباره اعلام کرده است؛ آن را دوباره باز کنید.'],
] as const)('nor among several needs, in %s', (language, said) => {
  const turn = { words: words[language as Language] } as Parameters<typeof explainBulk>[0];
  const changed = { ok: false, reason: 'changedSince' } as const;
  expect(explainBulk(turn, { of: 'opening', refusal: changed })).toBe(said);
});
