import { afterEach, beforeEach, expect, test } from 'vitest';
import { openItem } from '../../core/staff/commands/work-items.ts';
import { useDatabase } from '../support/database.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { anOfficer, aStudent, type Officer } from '../support/people.ts';
import { aCampus, type Campus } from '../support/scenes.ts';

const database = useDatabase();
let campuses: readonly [Campus, Campus];
let office: Office;

beforeEach(async () => {
  campuses = [await aCampus(database), await aCampus(database, { seats: { female: 7 } })];
  for (const [index, { university }] of campuses.entries()) {
    const names = { nameFa: `دانشگاه ${'یکم دوم'.split(' ')[index]}`, nameEn: `Uni ${index}` };
    await database.db.read.university.update({ where: { id: university.id }, data: names });
  }
  office = await openOffice(database);
});
afterEach(() => office.close());

const shownButtons = ({ chat }: Desk) => chat.messages.at(-1)?.buttons.flat() ?? [];
const texts = (desk: Desk): string[] => shownButtons(desk).map(({ text }) => text);
const taps = (desk: Desk) =>
  shownButtons(desk).flatMap((button) => ('callback_data' in button ? button.callback_data : []));

test('who holds cartables at two universities chooses between them in each list', async () => {
  const [one, other] = campuses;
  const { accountId } = one.expert;
  await anOfficer(database, { role: 'expert', university: other.university, accountId });
  const desk = await office.chat(one.expert);

  await desk.writeFor('/openings', 'کدام دانشگاه');
  expect(texts(desk)).toEqual(['دانشگاه دوم', 'دانشگاه یکم']);
  const list = `openings:0:approved:0:${other.university.id}`;
  const page = await desk.tapFor(list, 'دانشگاه دوم');
  expect(page.text).toContain('زن\u2069: ظرفیت ۷');
  await desk.tapFor('opening:', 'تأیید شده و باز');
  await desk.tapFor(list, 'دانشگاه دوم');
  await desk.tapFor(`openings:0:declared`, /دانشگاه دوم.*نیازی در این فهرست نیست/s);
  await desk.chat.tap({ data: 'openings:0' });
  await desk.sees('کدام دانشگاه');
  await desk.tapFor(`openings:0:approved:0:${one.university.id}`, 'دانشگاه یکم');

  await desk.writeFor('/windows', 'کدام دانشگاه');
  await desk.tapFor(`windows:${other.university.id}`, 'دانشگاه دوم');
  await desk.writeFor('/term', 'کدام دانشگاه');
  await desk.tapFor(`newterm:${other.university.id}`, 'کدام نیمسال');
  await desk.writeFor('/units', 'کدام دانشگاه');
  await desk.tapFor(`units:${other.university.id}`, 'دانشگاه دوم');
  await desk.writeFor('/cartables', 'کارتابل');
  expect(texts(desk).filter((text) => text.includes('دانشگاه دوم'))).toHaveLength(2);
});

const leave = ({ accountId }: Officer) =>
  database.db.read.cartableHolder.deleteMany({ where: { accountId } });

test.each([
  ['fa', 'دانشگاه یکم', 'دانشگاه دوم', /کاری در انتظار شما نیست/, 'نفر دوم لازم است'],
  ['en', 'Uni 0', 'Uni 1', /Nothing waits for you/, 'A second person is needed'],
] as const)('in %s what waits, and the units of a need, name their university', async (...row) => {
  const [language, first, second, nothing, needsSecond] = row;
  const [one, other] = campuses;
  const { accountId } = one.officer;
  const asked = ({ id, universityId }: Campus['unit'], subjectId: number) =>
    database.db.transaction((work) =>
      openItem(work, {
        ...({ kind: 'approvePlacement', role: 'unitOfficer', subjectId } as const),
        ...{ universityId, unitId: id, firstPersonIds: [accountId] },
      }),
    );
  const desk = await office.chat(one.officer, language);
  await asked(one.unit, 8001);
  await desk.writeFor('/inbox', nothing);
  await leave(one.colleague);
  const alone = await desk.writeFor('/inbox', needsSecond);
  expect(alone.text).not.toContain(first);
  await anOfficer(database, { role: 'unitOfficer', unit: other.unit, accountId });
  await leave(other.officer);
  await leave(other.colleague);
  await asked(other.unit, 8002);
  const inbox = await desk.writeFor('/inbox', first);
  expect(inbox.text).toContain(second);
  await desk.write('/need');
  const names = texts(desk).filter((text) => text.includes(' · '));
  expect(names).toEqual([expect.stringContaining(first), expect.stringContaining(second)]);
});

test.each([
  ['fa', 'شما درخواستی از خود ندارید', 'هنوز درخواستی نداده‌اید'],
  ['en', 'no request of your own', 'You have not filed a request yet'],
] as const)(
  'in %s an officer is not offered to ask, unless a student too',
  async (language, none, asks) => {
    const [{ expert, university }] = campuses;
    const desk = await office.chat(expert, language);
    await desk.writeFor('/status', none);
    expect(taps(desk)).toEqual(['inbox', 'menu']);
    const student = await aStudent(database, { university });
    const { accountId } = student;
    await anOfficer(database, { role: 'expert', university, accountId });
    const both = await office.chat(student, language);
    await both.writeFor('/status', asks);
    expect(taps(both)).toEqual(['apply']);
  },
);

test('of one university nothing is asked, in English neither', async () => {
  const desk = await office.chat(campuses[0].officer, 'en');
  const page = await desk.writeFor('/openings', 'Openings');
  expect(page.text).not.toContain('Uni 0');
  expect(texts(desk)).not.toContain('🏛 Another university');
  await desk.tapFor('opening:', 'Approved and open');
  await desk.tapFor('openings:0', 'Openings');
  await anOfficer(database, {
    role: 'unitOfficer',
    unit: campuses[1].unit,
    accountId: campuses[0].officer.accountId,
  });
  await desk.writeFor('/openings', 'Which university?');
  await desk.tapFor(`openings:0:approved:0:${campuses[1].university.id}`, 'Uni 1');
  expect(texts(desk)).toContain('🏛 Another university');
});
