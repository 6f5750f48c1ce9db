import { afterEach, beforeEach, expect, test } from 'vitest';
import { words } from '../../bot/view/language.ts';
import { readSheet } from '../../bot/view/sheets/read.ts';
import { withoutIsolates } from '../support/bidi.ts';
import { useDatabase } from '../support/database.ts';
import { type Office, openOffice } from '../support/office.ts';
import { anOfficer } from '../support/people.ts';
import { aCampus, aPayableStudent, type Campus } from '../support/scenes.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;

beforeEach(async () => {
  campus = await aCampus(database, { seats: { female: 4, male: 2 } });
  office = await openOffice(database);
});
afterEach(() => office.close());

test('an officer reads the numbers of the own university, sees each as a picture, and has them as a file', async () => {
  await aPayableStudent(database, campus, { minutes: 2_250 });
  const desk = await office.chat(campus.expert, 'fa');
  await desk.writeFor('/menu', 'منوی اصلی');
  const summary = await desk.tapFor('stats', 'آمار');
  expect(withoutIsolates(summary.text)).toContain('ظرفیت: ۶ — پر ۱ · نگه‌داشته ۰ · آزاد ۵');
  expect(withoutIsolates(summary.text)).toContain('همیاران: ۱ — ۳۷٫۵ ساعت');
  const at = `${campus.university.id}:${campus.term.id}`;
  for (const topic of ['seats', 'requests', 'steps', 'work'] as const) {
    const page = await desk.tapFor(
      `statistics:${at}:${topic}:0`,
      words.fa.plain(`statistics.topics.${topic}`),
    );
    expect(page.id).toBe(summary.id);
    const picture = await desk.tapFor(`statspicture:${at}:${topic}`);
    expect(picture.file).toMatchObject({ kind: 'photo', width: 1080 });
    await desk.tapFor(`statistics:${at}`, 'آمار');
  }
  const sent = await desk.tapFor(`statsfile:${at}`, campus.university.nameFa);
  expect(sent.file).toMatchObject({ kind: 'document', fileName: 'statistics-1402-1.xlsx' });
  const rows = await readSheet(desk.chat.download(sent), { kind: 'xlsx' });
  expect(rows.ok && rows.rows[1]?.cells.slice(0, 3)).toEqual([campus.unit.nameFa, '4', '1']);
});

test('the organisation chooses among the universities, in English', async () => {
  const other = await aCampus(database);
  const organisation = await anOfficer(database, { role: 'organisation' });
  const desk = await office.chat(organisation, 'en');
  await desk.writeFor('/stats', 'Choose a university');
  await desk.tapFor(`statistics:${other.university.id}`, other.university.nameEn);
  const seats = await desk.tapFor(
    `statistics:${other.university.id}:${other.term.id}:seats`,
    'Seats of the units',
  );
  expect(withoutIsolates(seats.text)).toContain('filled 0 of');
  await desk.tapFor(`statspicture:${other.university.id}:${other.term.id}:seats`);
  await desk.writeFor('/stats', 'Choose a university');
  await desk.tapFor(`statistics:${campus.university.id}`, campus.university.nameEn);
  await desk.tapFor('stats:0', 'Choose a university');
});

test.each(['organisation', 'administrator'] as const)(
  'the %s sees the sum of all universities, each of them, and both as a file',
  async (role) => {
    const other = await aCampus(database, { seats: { female: 1, male: 0 } });
    await aPayableStudent(database, campus, { minutes: 2_250 });
    const desk = await office.chat(await anOfficer(database, { role }), 'fa');
    await desk.writeFor('/menu', 'منوی اصلی');
    await desk.tapFor('stats', 'دانشگاه را انتخاب کنید');
    const page = withoutIsolates((await desk.tapFor('statsall:0', '۲ دانشگاه با هم')).text);
    expect(page).toContain('ظرفیت: ۷ — پر ۱ · نگه‌داشته ۰ · آزاد ۶');
    expect(page).toContain('همیاران: ۱ — ۳۷٫۵ ساعت');
    expect(page).toContain('جای پر ۱ از ۶ · درخواست ۱ · در انتظار ۱ · مهلت‌گذشته ۰');
    expect(page).toContain('جای پر ۰ از ۱ · درخواست ۰');
    const sent = await desk.tapFor(`statsallfile:${campus.term.id}`, 'آمار همهٔ دانشگاه‌ها');
    expect(sent.file).toMatchObject({ fileName: 'statistics-all-1402-1.xlsx' });
    const rows = await readSheet(desk.chat.download(sent), { kind: 'xlsx' });
    expect(rows.ok && rows.rows[1]?.cells.slice(1, 3)).toEqual(['6', '1']);
    const of = `statistics:${other.university.id}:${other.term.id}`;
    const one = await desk.tapFor(of, other.university.nameFa);
    expect(withoutIsolates(one.text)).toContain('ظرفیت: ۱ — پر ۰');
    await desk.tapFor('statsall:0', 'با هم');
    const english = await office.chat(await anOfficer(database, { role }), 'en');
    await english.writeFor('/stats', 'Choose a university');
    await english.tapFor('statsall:0', 'all 2 universities');
  },
);

test('nobody else sees them, nor those of another university by a made-up button', async () => {
  const other = await aCampus(database);
  const refused = words.en.plain('errors.notAllowed');
  const officer = await office.chat(campus.officer, 'en');
  await officer.writeFor('/stats', 'you hold no such cartable');
  expect(await officer.chat.tap({ data: 'stats:0' })).toMatchObject({ text: refused });
  const expert = await office.chat(campus.expert, 'en');
  const at = `${other.university.id}:${other.term.id}`;
  for (const data of [
    `statistics:${at}`,
    `statistics:${at}:seats:0`,
    `statistics:${other.university.id}`,
    `statspicture:${at}:seats`,
    `statsfile:${at}`,
    'statsall:0',
    'statsallfile:0',
  ]) {
    const answer = await expert.chat.tap({ data });
    expect(answer === 'expired' ? '' : answer.text, data).toBe(refused);
  }
});

test('a university without a term says how it comes to have numbers', async () => {
  const { university, expert } = campus;
  await database.db.read.window.deleteMany({ where: { universityId: university.id } });
  const desk = await office.chat(expert, 'en');
  await desk.writeFor('/stats', 'has no term yet');
});
