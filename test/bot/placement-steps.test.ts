import { afterEach, beforeEach, expect, test } from 'vitest';
import { expireRequest } from '../../core/placements/commands/pass-deadlines.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import { days } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { anOfficer } from '../support/people.ts';
import {
  aCampus,
  aFinalPlacement,
  anApplicant,
  anApprovedPlacement,
  type Campus,
} from '../support/scenes.ts';

const database = useDatabase();
const patience = 120_000;
let campus: Campus;
let office: Office;
let student: Awaited<ReturnType<typeof anApplicant>>;

beforeEach(async () => {
  campus = await aCampus(database);
  student = await anApplicant(database, campus);
  office = await openOffice(database);
});
afterEach(() => office.close());

const thePlacement = () => database.db.read.placement.findFirstOrThrow({ orderBy: { id: 'desc' } });
const code = () => student.application.trackingCode;
const approved = (minutes = 3_000) => anApprovedPlacement(database, campus, { student, minutes });

/** The page of the only placement, from the list of the opening. */
async function openPage(desk: Desk, match: string | RegExp = /./) {
  await desk.write('/openings');
  await desk.tapFor('opening:');
  await desk.tapFor('placed:');
  return desk.tapFor('assistant:', match);
}

const dataOf = (page: Awaited<ReturnType<typeof openPage>>): string[] =>
  page.buttons.flat().flatMap((one) => ('callback_data' in one ? [one.callback_data] : []));

test('the student comes; more hours need a second person and never pass the limit of a term', {
  timeout: patience,
}, async () => {
  await approved(11_700);
  const officer = await office.chat(campus.officer);
  const colleague = await office.chat(campus.colleague);
  await openPage(officer, 'تأیید اولیه شده');
  expect(await officer.tap('came:')).toContain('آغاز کرده');
  expect(await thePlacement()).toMatchObject({ state: 'working' });

  await officer.tapFor('amend:', /اکنون .*۱۹۵.* ساعت تأیید شده/);
  await officer.writeFor('۵٫۲۵', 'دلیل نیاز');
  await officer.writeFor('کار زیاد است', 'حداکثر');
  await officer.tapFor('amend:', 'چند ساعت بیشتر');
  await officer.writeFor('۵٫۱', 'یک‌چهارم');
  await officer.writeFor('۵', 'دلیل نیاز');
  await officer.writeFor('کار زیاد است', 'شخص دیگری باید آن را تأیید کند');
  expect(dataOf(await openPage(officer, 'ساعت بیشتر، به درخواست'))).not.toContainEqual(
    expect.stringMatching(/^(more|amend):/),
  );

  expect((await colleague.write('/inbox')).text).toContain('افزایش ساعت');
  await colleague.tapFor('item:', 'کار زیاد است');
  await colleague.tapFor('claim:', /کار زیاد است.*شما برداشته‌اید/s);
  await colleague.tapFor('more:refuse', 'درخواست‌دهنده');
  await colleague.writeFor('بودجه نیست', 'پذیرفته نشد');
  await officer.sees('بودجه نیست');
  await openPage(officer);
  await officer.tapFor('amend:', 'چند ساعت بیشتر');
  await officer.writeFor('5', 'دلیل نیاز');
  await officer.writeFor('بودجه رسید', 'شخص دیگری');
  await colleague.write('/inbox');
  await colleague.tapFor('item:', 'بودجه رسید');
  expect(await colleague.tap('more:approve')).toContain('۲۰۰');
  expect(await thePlacement()).toMatchObject({ approvedMinutes: 12_000 });
  expect(dataOf(await openPage(officer, 'از ⁨۲۰۰⁩'))).not.toContainEqual(
    expect.stringMatching(/^amend:/),
  );
});

test('the unit stands by its hours; after a second objection the expert puts them right', {
  timeout: patience,
}, async () => {
  const placementId = await approved();
  const officer = await office.chat(campus.officer);
  const expert = await office.chat(campus.expert);
  const assistant = await office.chat(student);
  await officer.write(`/hours ${code()}`);
  await officer.tapFor('f:hoursform:kind:pick:listed', 'هر روز را در سطری');
  await officer.writeFor('۱۳۰۲/۰۷/۰۱ ۳٫۵', 'سال را نگاه کنید');
  await officer.write(`/hours ${code()}`);
  await officer.tapFor('f:hoursform:kind:pick:listed', 'هر روز را در سطری');
  await officer.writeFor('۱۴۰۲/۰۷/۳۲ ۳', 'سطر ۱: ');
  await officer.writeFor('۱۴۰۲/۰۷/۰۱ ۳٫۵\n۱۴۰۲/۰۷/۰۲ ۲:۱۰', 'سطر ۲: ');
  await officer.writeFor('۱۴۰۲/۰۷/۰۱ ۳٫۵\n4', 'تاریخ را هم بنویسید');
  await officer.writeFor('۱۴۰۲/۰۷/۰۱ ۳٫۵\n۱۴۰۲/۰۷/۰۲ ۲:۱۵', '۵٫۷۵⁩ ساعت ثبت شد');
  await assistant.tapFor('hours:object', 'چه اعتراضی');
  await assistant.writeFor('هفت ساعت بود', 'اعتراض شما');
  await officer.sees('هفت ساعت بود');
  expect(dataOf(await openPage(expert, 'هفت ساعت بود'))).not.toContain(`settle:${placementId}`);
  expect(dataOf(await openPage(officer, 'هفت ساعت بود'))).toContain(`stand:${placementId}`);
  expect(await officer.tap('stand:')).toContain('دوباره برای دانشجو');
  await assistant.tapFor('hours:object', 'چه اعتراضی');
  await assistant.writeFor('باز هم هفت ساعت', 'اعتراض دوم شما');

  expect(dataOf(await openPage(officer, 'باز هم هفت ساعت'))).not.toContainEqual(
    expect.stringMatching(/^(stand|enter):/),
  );
  await expert.write('/inbox');
  await expert.tapFor('item:', 'باز هم هفت ساعت');
  await expert.tapFor('settle:', 'باز هم هفت ساعت');
  await expert.tapFor('f:settle:verdict:pick:correct', 'ساعت‌های درست را');
  await expert.writeFor('۷', 'دلیل نظر');
  await expert.writeFor('دفتر حضور را دیدم', 'ساعت‌های درست ثبت شد');
  const told = await assistant.sees('دفتر حضور را دیدم');
  expect(told.text).toContain('۷');
  await officer.sees('دفتر حضور را دیدم');
  expect(await thePlacement()).toMatchObject({ state: 'confirmed' });
  const standing = { placementId, state: { not: 'replaced' as const } };
  expect(await database.db.read.hoursEntry.findMany({ where: standing })).toMatchObject([
    { minutes: 420, state: 'confirmed', enteredById: campus.expert.accountId },
  ]);
});

test('hours under objection are replaced only by who has said so', {
  timeout: patience,
}, async () => {
  await approved();
  const officer = await office.chat(campus.officer);
  const assistant = await office.chat(student);
  await officer.writeFor(`/hours ${code()} 40`, 'ثبت شد');
  await assistant.tapFor('hours:object', 'چه اعتراضی');
  await assistant.writeFor('یک روز نادرست است', 'اعتراض شما');
  const waiting = () =>
    database.db.read.hoursEntry.findMany({ where: { state: { not: 'replaced' } } });

  await officer.writeFor(`/hours ${code()} 3`, /۴۰.*اعتراض دارد.*۳/s);
  await officer.tapFor('assistant:', 'یک روز نادرست است');
  await officer.tapFor('enter:');
  await officer.tapFor('f:hoursform:kind:pick:total');
  await officer.writeFor('5', /۴۰.*اعتراض دارد.*۵/s);
  await officer.tapFor('f:hoursform:replaces:pick:no', 'چیزی ثبت نشد');
  expect(await waiting()).toMatchObject([{ minutes: 2_400, state: 'objected' }]);

  await officer.writeFor(`/hours ${code()} 39`, /۴۰.*اعتراض دارد.*۳۹/s);
  await officer.tapFor('replace:', 'ثبت شد');
  expect(await waiting()).toMatchObject([{ minutes: 2_340, state: 'reported' }]);
});

test('hours whose form was begun before it asked about objections are entered', {
  timeout: patience,
}, async () => {
  await approved();
  const officer = await office.chat(campus.officer);
  await officer.write(`/hours ${code()}`);
  await officer.tapFor('f:hoursform:kind:pick:total');
  const { id, content } = await database.db.read.formState.findFirstOrThrow();
  const { answers, ...rest } = content as { answers: Record<string, unknown> };
  const { objected: _, ...older } = answers;
  const data = { version: 1, content: { ...rest, answers: older } as Prisma.InputJsonObject };
  await database.db.read.formState.update({ where: { id }, data });
  await officer.write('40');
  await officer.writeFor('40', 'ثبت شد');
});

test('after the final approval nothing changes but by a correction on record, not by who approved', {
  timeout: patience,
}, async () => {
  await aFinalPlacement(database, campus, { student });
  const officer = await office.chat(campus.officer);
  const expert = await office.chat(campus.expert, 'en');
  const assistant = await office.chat(student);
  const before = dataOf(await openPage(officer, 'تأیید نهایی شده'));
  expect(before.filter((data) => !/^(inbox|next)/.test(data))).toEqual([]);
  await officer.writeFor(`/hours ${code()} 3`, 'در این وضعیت شدنی نیست');

  await openPage(expert, 'Finally approved');
  await expert.tapFor('correct:', /50.* hours are to be paid now/);
  await expert.writeFor('3', 'Write the sign too');
  await expert.writeFor('-0.3', 'quarters');
  await expert.writeFor('+1', 'Write the reason');
  await expert.writeFor('Miscounted', 'Please look once more');
  await expert.tapFor('f:correct:review:send', /This would leave .*51/);
  await expert.writeFor('−2.5', 'Please look once more');
  await expert.tapFor('f:correct:review:send', /47\.5.* hours are to be paid now/);
  const page = await expert.sees('After correction');
  expect(page.text).toContain('-2.5');
  expect(page.text).toContain('Miscounted');
  const told = await assistant.sees('Miscounted');
  expect(told.text).toContain('۴۷٫۵');
  expect(await database.db.read.placementCorrection.findMany()).toMatchObject([
    { minutes: -150, byId: campus.expert.accountId },
  ]);
});

test('the deputy corrects what the only expert approved, from the page of the request', {
  timeout: patience,
}, async () => {
  await aFinalPlacement(database, campus, { student });
  await database.db.read.placement.updateMany({ data: { finalById: campus.expert.accountId } });
  const { university } = campus;
  const deputy = await office.chat(
    await anOfficer(database, { role: 'studentDeputy', university }),
    'en',
  );
  await deputy.write(`/review ${code()}`);
  await deputy.tapFor('assistant:', 'Finally approved');
  await deputy.tapFor('correct:', /50.* hours are to be paid now/);
  await deputy.writeFor('-1', 'Write the reason');
  await deputy.writeFor('Miscounted', 'Please look once more');
  await deputy.tapFor('f:correct:review:send', /49.* hours are to be paid now/);
});

test('the unit ends the work with a reason; then it has hours to report, or says that there are none', {
  timeout: patience,
}, async () => {
  await approved();
  const officer = await office.chat(campus.officer);
  const assistant = await office.chat(student);
  await openPage(officer);
  await officer.tapFor('terminate:', 'دلیل پایان دادن');
  await officer.writeFor('سه بار نیامد', 'همیاری پایان یافت');
  await assistant.sees('سه بار نیامد');
  expect(await thePlacement()).toMatchObject({ state: 'terminated', ending: 'terminated' });
  const seats = { openingId: campus.opening.id, gender: 'female' as const };
  expect(
    await database.db.read.seatCount.findUnique({ where: { openingId_gender: seats } }),
  ).toMatchObject({ held: 0, filled: 0 });
  await assistant.tapFor('placement:show', 'پرداخت می‌شود');
  await officer.tapFor('nohours:', 'هیچ ساعتی کار نکرده است؟');
  await officer.tapFor('assistant:', 'سه بار نیامد');
  await officer.tapFor('nohours:', 'هیچ ساعتی کار نکرده است؟');
  expect(await officer.tap('nohours:')).toContain('ساعتی برای ثبت نیست');
  await assistant.sees(/می‌گوید .*ساعتی کار نکرده‌اید/);
  expect((await assistant.tapFor('placement:show')).text).not.toContain('پرداخت می‌شود');
  expect(dataOf(await openPage(officer, 'سه بار نیامد'))).not.toContainEqual(
    expect.stringMatching(/^(nohours|terminate)/),
  );
  expect((await officer.write('/inbox')).text).toContain('کاری در انتظار شما نیست');
});

test('passing over a higher rank asks for a reason; a request that nobody decides gives its seat back', {
  timeout: patience,
}, async () => {
  const better = await anApplicant(database, campus, { application: { verified: ['married'] } });
  const officer = await office.chat(campus.officer);
  await officer.writeFor(`/request ${student.profile.studentNumber}`, 'حدود چند ساعت');
  await officer.writeFor('200.25', 'حداکثر');
  await officer.writeFor('۴۰', 'شرح دهید');
  await officer.writeFor('چیدن کتاب', 'نگاه کنید');
  await officer.tapFor('f:request:review:send', 'دلیل گذشتن');
  expect(await database.db.read.placement.count()).toBe(0);
  const page = await officer.writeFor('عربی می‌داند', 'هفت روز');
  expect(page.text).toContain('عربی می‌داند');
  const { id: placementId } = await thePlacement();

  const expire = () => database.db.transaction((work) => expireRequest(work, { placementId }));
  database.clock.advance(7 * days);
  expect(await expire()).toBe(false);
  database.clock.advance(days);
  expect(await expire()).toBe(true);
  const { trackingCode } = better.application;
  await officer.sees(
    new RegExp(`یک جا آزاد شد.*${trackingCode.slice(0, 4)}-${trackingCode.slice(4)}`),
  );
  expect(await thePlacement()).toMatchObject({ state: 'expired' });
});

test('the expert sets a cap of a month, and takes it away again', {
  timeout: patience,
}, async () => {
  await approved();
  const officer = await office.chat(campus.officer);
  const expert = await office.chat(campus.expert);
  await expert.write('/units');
  await expert.tapFor('uni:', 'استفاده از همیار');
  await expert.tapFor('uniset:', 'تنظیمات');
  await expert.tapFor('monthlycap:', 'اکنون: ⁨بدون سقف');
  await expert.writeFor('۴۵٫۱', 'یک‌چهارم');
  await expert.writeFor('۴۵', /سقف ماهانه .*۴۵.* ساعت است/);
  await officer.writeFor(`/hours ${code()} 45.25`, /بیش از سقف ماهانه.*۴۵/);
  await officer.writeFor(`/hours ${code()} 45`, /۴۵\S* ساعت ثبت شد؛ جمع ثبت‌شده \S*۴۵\S* از \S*۵۰/);
  await officer.writeFor(`/hours ${code()} 0.25`, 'بیش از سقف ماهانه');
  await expert.tapFor('uniset:', '۴۵');
  await expert.tapFor('monthlycap:', 'اکنون: ⁨⁨۴۵⁩ ساعت');
  await expert.tapFor('f:monthlycap:cap:pick:0', 'سقف ماهانه‌ای نیست');
  await officer.writeFor(`/hours ${code()} 0.25`, 'ساعت ثبت شد');
});
