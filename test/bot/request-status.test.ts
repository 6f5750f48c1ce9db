import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { approveApplication } from '../../core/applications/commands/approve-application.ts';
import { verifyClaim } from '../../core/applications/commands/verify-claim.ts';
import { displayTrackingCode } from '../../core/applications/rules.ts';
import { priorityClasses, type TrackingCode } from '../../core/applications/types.ts';
import { closeOpening } from '../../core/openings/commands/close-opening.ts';
import { answerHours } from '../../core/placements/commands/answer-hours.ts';
import { decidePlacement } from '../../core/placements/commands/decide-placement.ts';
import { finalisePlacement } from '../../core/placements/commands/finalise-placement.ts';
import { reportHours } from '../../core/placements/commands/report-hours.ts';
import { anApplicant as aCandidate, aFile, filed } from '../core/applications/scene.ts';
import { withoutIsolates } from '../support/bidi.ts';
import { useDatabase } from '../support/database.ts';
import { aFiledStudent } from '../support/filing.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { anOfficer, aPerson } from '../support/people.ts';
import {
  aCampus,
  anApplicant,
  anApprovedPlacement,
  aRequestedPlacement,
  type Campus,
  done,
} from '../support/scenes.ts';
import { anApplication, anOpening, aTerm } from '../support/university.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
});
afterEach(() => office.close());

const persian = (text: string): string =>
  text.replaceAll(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'.charAt(Number(digit)));

/** Two neighbours that differ change places. */
function withTwoSwapped(code: string): string {
  const at = [...code].findIndex((one, index) => index > 0 && one !== code[index - 1]);
  return code.slice(0, at - 1) + code.charAt(at) + code.charAt(at - 1) + code.slice(at + 1);
}

describe('by tracking code', () => {
  test('the own request is found in any case, in Persian digits, with or without its dash', async () => {
    const student = await aFiledStudent(database, campus);
    const desk = await office.chat(student.person);
    const ways = [
      student.code,
      student.shownCode.toLowerCase(),
      persian(student.shownCode),
      `${student.code.slice(0, 4)} ${student.code.slice(4)}`,
    ];
    for (const typed of ways) {
      const page = await desk.writeFor(`/status ${typed}`, student.shownCode);
      expect(page.text, typed).toContain('نیازهای انتخابی');
    }
  });

  test('somebody else’s shows how it stands, and nothing of the person', async () => {
    const student = await aFiledStudent(database, campus, {
      form: { note: 'شماره‌ام را دارید', worksOutside: true },
    });
    const stranger = await office.chat(await aPerson(database));
    const page = await stranger.writeFor(`/status ${student.shownCode}`, 'در انتظار');
    expect(page.text).toContain('\u2068کارشناس همیار\u2069، تا پایان');
    expect(page.text).toContain('فرستاده شد');
    const { studentNumber } = student.profile;
    const { firstName, lastName } = await database.db.read.account.findUniqueOrThrow({
      where: { id: student.accountId },
    });
    for (const own of [studentNumber, firstName, lastName, 'امتیاز اولویت', 'نیازهای انتخابی']) {
      expect(page.text).not.toContain(String(own));
    }
    expect(stranger.buttons.filter((data) => data.includes(student.code))).toEqual([]);
  });

  test('a slip is named, with how to write it right; the own request is one tap away', async () => {
    const student = await aFiledStudent(database, campus);
    const desk = await office.chat(student.person);
    const slips = [
      ['AQFY', 'هشت نویسه دارد'],
      ['AQFY-XMH0', 'در هیچ کد پیگیری نیست'],
      [withTwoSwapped(student.code), 'اشتباه نوشتاری'],
      ['AQFY-XMHJ', 'درخواستی با این کد نیافتیم'],
    ] as const;
    for (const [typed, says] of slips) {
      await desk.writeFor(`/status ${typed}`, says);
      await desk.tapFor(`status:${student.code}`, student.shownCode);
    }
  });

  test('is not found by trying: after five codes of nobody the chat waits, and still sees the own request', async () => {
    const student = await aFiledStudent(database, campus);
    const other = await aFiledStudent(database, campus);
    const desk = await office.chat(student.person);
    for (let tries = 0; tries < 5; tries += 1) {
      await desk.writeFor('/status AQFY-XMHJ', 'درخواستی با این کد نیافتیم');
    }
    await desk.writeFor(`/status ${other.shownCode}`, 'چند بار نادرست وارد شد');
    await desk.writeFor(`/status ${student.shownCode}`, 'نیازهای انتخابی');
    database.clock.advance(60 * 60_000);
    await desk.writeFor(`/status ${other.shownCode}`, 'در حساب دیگری است');
  });

  test('a button is enough for who has no account', async () => {
    const student = await aFiledStudent(database, campus);
    const { chatId } = await aPerson(database);
    await database.db.read.chatSession.update({ where: { chatId }, data: { accountId: null } });
    const stranger: Desk = await office.chat({ chatId });
    await stranger.writeFor('/status', 'حسابی باز نیست');
    await stranger.tapFor('track', 'کد پیگیری درخواست را بنویسید');
    await stranger.writeFor(withTwoSwapped(student.code), 'اشتباه نوشتاری');
    await stranger.writeFor(student.shownCode.toLowerCase(), 'وارد حساب خود شوید');
    expect(await database.db.read.formState.count()).toBe(0);
  });
});

test('of several terms the newest is shown, with the others below it, the newest first', async () => {
  const { unit } = campus;
  const terms = [
    { startYear: 1400, number: 2 },
    { startYear: 1401, number: 1 },
  ];
  const student = await anApplicant(database, campus, { application: { state: 'filed' } });
  const first = student.application.trackingCode;
  const later: string[] = [];
  for (const term of terms) {
    const opening = await anOpening(database, { unit, term: await aTerm(database, term) });
    const made = await anApplication(database, { student, openings: [opening], state: 'rejected' });
    later.push(made.trackingCode);
  }
  const desk = await office.chat(student.person);
  const page = await desk.writeFor('/status', 'درخواست‌های دیگر شما');
  const shown = (code: string) => page.text.indexOf(displayTrackingCode(code as TrackingCode));
  const [newest = '', ...others] = later.toReversed();
  expect(shown(newest)).toBeLessThan(page.text.indexOf('درخواست‌های دیگر شما'));
  const below = [...others, first].map(shown);
  expect(below).toEqual(below.toSorted((one, other) => one - other));
  expect(Math.min(...below)).toBeGreaterThan(page.text.indexOf('درخواست‌های دیگر شما'));
  await desk.tapFor(`status:${first}`, 'نیازهای انتخابی');
});

test('points, places, and how each class was found', async () => {
  const first = await aFiledStudent(database, campus, { office });
  const { id: claimId } = await database.db.read.priorityClaim.findFirstOrThrow();
  const second = await aFiledStudent(database, campus);
  const desk = await office.chat(first.person);
  const pending = await desk.writeFor('/status', 'امتیاز اولویت: ۰');
  expect(pending.text).toContain('⏳ \u2068متأهل\u2069 — \u2068بررسی نشده\u2069');
  const verdict = { claimId, verdict: 'verified' } as const;
  await done(database, (work) => verifyClaim(work, campus.expert, verdict));
  const proven = await desk.writeFor('/status', 'امتیاز اولویت: ۱');
  expect(proven.text).toContain('نفر ۱ از ۲ (به ترتیب امتیاز، معدل، زمان ثبت)');
  const behind = await office.chat(second.person);
  const page = await behind.writeFor('/status', 'امتیاز اولویت: ۰');
  expect(page.text).toContain('نفر ۲ از ۲');
});

test('where all seats are taken the student reads the own place, and that it goes on', async () => {
  const student = await anApplicant(database, campus);
  await database.db.read.seatCount.updateMany({ data: { filled: 2 } });
  const desk = await office.chat(student.person);
  const page = await desk.writeFor('/status', 'جای خالی نیست');
  expect(page.text).toContain('شما نفر ۱ از ۱ هستید');
  expect(page.text).toContain('واحدهایی که خواسته‌اید');
});

describe('who is approved reads', () => {
  const open = ({ opensAt, closesAt }: { opensAt: string; closesAt: string }) =>
    database.db.read.window.updateMany({
      where: { kind: 'unitRequests' },
      data: { opensAt: new Date(opensAt), closesAt: new Date(closesAt) },
    });

  test('until when, or from when on, units can ask', async () => {
    const student = await anApplicant(database, campus);
    const desk = await office.chat(student.person);
    await open({ opensAt: '2023-09-23T00:00:00Z', closesAt: '2023-10-22T20:29:59Z' });
    const now = await desk.writeFor('/status', 'می‌توانند شما را بخواهند');
    expect(withoutIsolates(now.text)).toContain('تا پایان ۳۰ مهر ۱۴۰۲ می‌توانند');
    await open({ opensAt: '2023-10-15T00:00:00Z', closesAt: '2023-10-22T20:29:59Z' });
    const later = await desk.writeFor('/status', 'می‌توانند شما را بخواهند');
    expect(withoutIsolates(later.text)).toContain('از ۲۳ مهر ۱۴۰۲ تا پایان ۳۰ مهر ۱۴۰۲');
  });

  test('in the notice that the page says from when, not that they can', async () => {
    await open({ opensAt: '2023-10-31T20:30:00Z', closesAt: '2023-11-30T20:29:59Z' });
    const student = await anApplicant(database, campus, { application: { state: 'filed' } });
    const desk = await office.chat(student);
    const { id: applicationId } = student.application;
    await done(database, (work) => approveApplication(work, campus.expert, { applicationId }));
    const told = await desk.sees('تأیید شد');
    expect(told.text).not.toContain('اکنون واحدها');
    const page = await desk.tapFor('status:', 'می‌توانند شما را بخواهند');
    expect(withoutIsolates(page.text)).toContain('از ۱۰ آبان ۱۴۰۲');
  });

  test('that nobody can, where the time of units is over', async () => {
    const student = await anApplicant(database, campus);
    const desk = await office.chat(student.person);
    await open({ opensAt: '2023-09-23T00:00:00Z', closesAt: '2023-10-01T20:29:59Z' });
    await desk.writeFor('/status', 'هیچ واحدی نمی‌تواند');
  });

  test('that nobody can, where the only wish is closed', async () => {
    const student = await anApplicant(database, campus);
    const desk = await office.chat(student.person);
    const { id: openingId } = campus.opening;
    await done(database, (work) => closeOpening(work, campus.officer, { openingId }));
    await desk.writeFor('/status', 'هیچ واحدی نمی‌تواند');
  });
});

test('once a unit has the student, whose turn it is there is told, by when, also by the code', async () => {
  const student = await anApplicant(database, campus);
  const desk = await office.chat(student.person);
  const stranger = await office.chat(await aPerson(database));
  const code = displayTrackingCode(student.application.trackingCode as TrackingCode);
  const reads = async (own: string, byCode: string) => {
    const page = await desk.writeFor('/status', own);
    const other = await stranger.writeFor(`/status ${code}`, byCode);
    expect(other.text).not.toContain(campus.unit.nameFa);
    return page;
  };
  const unitTo = (what: string) =>
    `در انتظار: \u2068\u2068مسئول واحد\u2069 (\u2068${what}\u2069)\u2069، تا پایان`;
  const toEnter = unitTo('ثبت ساعت‌ها');
  const placementId = await anApprovedPlacement(database, campus, { student });
  const placed = await reads(toEnter, toEnter);
  expect(placed.text).toContain('خود را معرفی کنید');
  const work = await desk.tapFor(`placement:show:${placementId}`, 'همیاری من');
  expect(work.text).toContain(toEnter);

  const entries = [{ minutes: 600, workedOn: null }];
  await done(database, (work) => reportHours(work, campus.officer, { placementId, entries }));
  await reads('تأیید کنید یا اعتراض بنویسید', 'پاسخ دانشجو به ساعت‌ها، تا پایان');
  await done(database, (work) =>
    answerHours(work, student.person, { placementId, answer: { confirm: true } }),
  );
  await reads(unitTo('تأیید نهایی'), unitTo('تأیید نهایی'));
  await done(database, (work) => finalisePlacement(work, campus.colleague, { placementId }));
  await reads('(\u2068پرداخت\u2069)', '(\u2068پرداخت\u2069)');
  await database.db.read.cartableHolder.updateMany({ data: { until: database.clock.now() } });
  await reads('اکنون کسی کارتابل', 'اکنون کسی کارتابل');
});

test.each([
  ['fa', 'تا پایان ۱۸ مهر ۱۴۰۲ به واحد بروید', 'برای آغاز کار به واحد بروید'],
  ['en', 'Go to the unit by the end of 10 October 2023', 'Go there and introduce yourself'],
] as const)(
  'until when the student has to have come to the unit is told to the end of that day, in %s',
  async (language, until, placed) => {
    const student = await anApplicant(database, campus);
    await anApprovedPlacement(database, campus, { student });
    const desk = await office.chat(student.person, language);
    database.clock.set('2023-10-10T23:59:59+03:30');
    const page = await desk.writeFor('/status', placed);
    expect(withoutIsolates(page.text)).toContain(until);
    database.clock.set('2023-10-11T00:00:00+03:30');
    const later = await desk.writeFor('/status', placed);
    expect(withoutIsolates(later.text)).not.toContain(until);
  },
);

test('whom the unit of the only wish declined is not told to wait for it', async () => {
  const student = await anApplicant(database, campus);
  const desk = await office.chat(student.person);
  const placementId = await aRequestedPlacement(database, campus, { student });
  const decision = { approve: false, reason: 'جا نداریم' } as const;
  await done(database, (work) =>
    decidePlacement(work, campus.colleague, { placementId, decision }),
  );
  await database.db.read.seatCount.updateMany({ data: { filled: 2 } });
  const page = await desk.writeFor('/status', 'هیچ واحدی نمی‌تواند');
  expect(page.text).not.toContain('جای خالی نیست');
});

test('a page that is longer than a message comes in several, its buttons below the last', async () => {
  const student = await aCandidate(database, campus);
  const classes = [];
  for (const claimed of priorityClasses) {
    classes.push({ class: claimed, fileIds: [await aFile(database, student)] });
  }
  const { applicationId } = await filed(database, campus, student, { classes });
  for (const { id: claimId } of await database.db.read.priorityClaim.findMany()) {
    const verdict = { claimId, verdict: 'refused', reason: 'ناخوانا '.repeat(120) } as const;
    await done(database, (work) => verifyClaim(work, campus.expert, verdict));
  }
  const sent = { applicationId, event: 'send', at: database.clock.now() };
  await database.db.read.applicationEvent.createMany({ data: Array(30).fill(sent) });
  const desk = await office.chat(student.person);
  const first = await desk.writeFor('/status', 'وضعیت');
  expect(first.buttons).toEqual([]);
  const last = await desk.sees('پیشینه');
  expect(last.text).toContain('۱۹ مورد پیش‌تر');
  expect(last.buttons.flat().length).toBeGreaterThan(1);
});

describe('where nobody holds the cartable', () => {
  test('the administrator is told once, and students read it', async () => {
    const told = await office.chat(await anOfficer(database, { role: 'administrator' }));
    await database.db.read.cartableHolder.updateMany({
      where: { accountId: campus.expert.accountId },
      data: { until: database.clock.now() },
    });
    const student = await aFiledStudent(database, campus);
    await aFiledStudent(database, campus);
    const desk = await office.chat(student.person);
    const page = await desk.writeFor('/status', 'به مدیر سامانه خبر داده‌ایم');
    expect(page.text).toContain('\u2068کارشناس همیار\u2069');
    await told.sees('متصدی ندارد');
    const alerts = told.chat.messages.filter(({ text }) => text.includes('متصدی ندارد'));
    expect(alerts).toHaveLength(1);
  });

  test('and where the only holder is the student, who cannot decide on the own request', async () => {
    const student = await aCandidate(database, campus);
    await database.db.read.cartableHolder.updateMany({ data: { until: database.clock.now() } });
    const { university } = campus;
    await anOfficer(database, { role: 'expert', university, accountId: student.accountId });
    await anOfficer(database, { role: 'internationalDeputy', university });
    await filed(database, campus, student);
    const desk = await office.chat(student.person);
    await desk.writeFor('/status', 'اکنون کسی کارتابل');
  });
});
