import { afterEach, beforeEach, expect, test } from 'vitest';
import { approveApplication } from '../../core/applications/commands/approve-application.ts';
import { sendBackApplication } from '../../core/applications/commands/send-back-application.ts';
import { requestPlacement } from '../../core/placements/commands/request-placement.ts';
import { claimWorkItem } from '../../core/staff/commands/claim-work-item.ts';
import { days } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { aFiledStudent, type FiledStudent } from '../support/filing.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { anOfficer, type Officer } from '../support/people.ts';
import { aCampus, anApplicant, type Campus, done } from '../support/scenes.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;
let second: Officer;

beforeEach(async () => {
  campus = await aCampus(database, { seats: { female: 60 } });
  second = await anOfficer(database, { role: 'expert', university: campus.university });
  office = await openOffice(database);
});
afterEach(() => office.close());

const patience = { timeout: 120_000 };

async function filedStudents(count: number): Promise<FiledStudent[]> {
  const students: FiledStudent[] = [];
  for (let made = 0; made < count; made++) students.push(await aFiledStudent(database, campus));
  return students;
}

const read = () => database.db.read;
const states = async () => {
  const groups = await read().application.groupBy({ by: ['state'], _count: true });
  return Object.fromEntries(groups.map(({ state, _count }) => [state, _count]));
};
const itemOf = async ({ code }: FiledStudent) => {
  const { id: subjectId } = await read().application.findUniqueOrThrow({
    where: { trackingCode: code },
  });
  return read().workItem.findFirstOrThrow({ where: { kind: 'reviewApplication', subjectId } });
};

/** Opens the list of requests and says what is done with what is picked. */
async function opened(desk: Desk, verb: 'approve' | 'reject'): Promise<void> {
  await desk.write('/inbox');
  await desk.tapFor('bulk:reviewApplication', 'با موردهایی که برمی‌گزینید');
  await desk.tapFor(`f:bulk:verb:pick:${verb}`, 'برگزیده: ۰');
}

test(
  'forty requests are approved on a phone: those without hindrance, after a preview, with a report of each failure',
  patience,
  async () => {
    const students = await filedStudents(40);
    const [faster, taken] = students as [FiledStudent, FiledStudent];
    const withProof = await aFiledStudent(database, campus, { office });
    const expert = await office.chat(campus.expert);
    await opened(expert, 'approve');
    const list = await expert.tapFor('f:bulk:picked:clear', 'برگزیده: ۴۰');
    expect(list.text).toContain('صفحهٔ ۱ از ۶');
    for (const page of [1, 2, 3, 4, 5]) {
      await expert.tapFor(`f:bulk:picked:page:${page}`, `صفحهٔ ${'۱۲۳۴۵۶'[page]} از ۶`);
    }
    const last = await expert.tapFor('f:bulk:picked:add', 'برگزیده: ۴۱');
    expect(last.text).toContain(withProof.shownCode);
    const preview = await expert.tapFor('f:bulk:picked:done', 'پیش‌نمایش');
    expect(preview.text).toContain('۴۰ مورد');
    await expert.sees(/می‌مانند: ۱ مورد/);
    await expert.sees(new RegExp(`${withProof.shownCode}.*متأهل`));
    expect(await states()).toEqual({ filed: 41 });

    // Meanwhile a colleague decides on one of them and takes another.
    const { id: applicationId } = await read().application.findUniqueOrThrow({
      where: { trackingCode: faster.code },
    });
    await done(database, (work) => approveApplication(work, second, { applicationId }));
    const { id: itemId } = await itemOf(taken);
    await done(database, (work) => claimWorkItem(work, second, { itemId }));

    await expert.tapFor('f:bulk:review:send', 'برای ۳۸ مورد انجام شد');
    const report = await expert.sees(/انجام نشد: ۳ مورد/);
    const colleague = await read().account.findUniqueOrThrow({ where: { id: second.accountId } });
    expect(report.text).toMatch(
      new RegExp(`${faster.shownCode}.*${colleague.lastName}.*به این مورد رسیدگی`),
    );
    expect(report.text).toMatch(new RegExp(`${taken.shownCode}.*${colleague.lastName}.*برداشته`));
    expect(report.text).toMatch(new RegExp(`${withProof.shownCode}.*متأهل`));
    expect(await states()).toEqual({ approved: 39, filed: 2 });
    expect(await read().auditEvent.count({ where: { action: 'application.approve' } })).toBe(39);
    const told = await office.chat(students[20] as FiledStudent);
    await told.sees('تأیید شد');
  },
);

test('several are rejected for one reason, and each student reads it', patience, async () => {
  const students = await filedStudents(3);
  const expert = await office.chat(campus.expert, 'en');
  await expert.write('/inbox');
  await expert.tapFor('bulk:reviewApplication', 'What do you want to do');
  await expert.tapFor('f:bulk:verb:pick:reject', 'picked 0');
  await expert.tapFor('f:bulk:picked:whole', 'picked 3');
  await expert.tapFor('f:bulk:picked:drop', 'picked 2');
  await expert.tapFor('f:bulk:picked:done', 'For which reason');
  await expert.tapFor('f:bulk:reasonCode:pick:other', 'shown exactly these words');
  const preview = await expert.writeFor('The library is closed', 'Preview');
  expect(preview.text).toContain('The library is closed');
  await expert.tapFor('f:bulk:review:send', 'done for 2');
  expect(await states()).toEqual({ rejected: 2, filed: 1 });
  await expert.tapFor('bulk:reviewApplication', 'What do you want to do');
  await expert.tapFor('f:bulk:verb:pick:approve', 'picked 0');
  await read().workItem.updateMany({ data: { closedAt: database.clock.now() } });
  await expert.tapFor('f:bulk:picked:clear', 'none of this sort now');
  expect(expert.buttons).not.toContain('f:bulk:picked:clear');
  const rejected = students.filter((_student, index) => index > 0);
  for (const student of rejected) {
    const desk = await office.chat(student, 'en');
    await desk.sees('The library is closed');
  }
});

test(
  'an officer of a unit approves several; what the same officer asked for is not among them',
  patience,
  async () => {
    const asked = async (by: Officer) => {
      const student = await anApplicant(database, campus);
      const { placementId } = await done(database, (work) =>
        requestPlacement(work, by, {
          ...{ openingId: campus.opening.id, student: student.profile.studentNumber },
          ...{ minutes: 600, explanation: 'shelving', skipReason: 'knows the library' },
        }),
      );
      return { placementId, code: student.application.trackingCode };
    };
    const theirs = [await asked(campus.officer), await asked(campus.officer)];
    const own = await asked(campus.colleague);
    const colleague = await office.chat(campus.colleague);
    await colleague.write('/inbox');
    await colleague.tapFor('bulk:approvePlacement', 'با موردهایی که برمی‌گزینید');
    await colleague.tapFor('f:bulk:verb:pick:approve', 'برگزیده: ۰');
    await colleague.tapFor('f:bulk:picked:whole', 'برگزیده: ۲');
    await colleague.tapFor('f:bulk:picked:done', /پیش‌نمایش(?!.*می‌مانند)/s);
    await colleague.tapFor('f:bulk:review:send', 'برای ۲ مورد انجام شد');
    for (const { placementId } of theirs) {
      expect(await read().placement.findUnique({ where: { id: placementId } })).toMatchObject({
        state: 'approved',
      });
    }
    expect(await read().placement.findUnique({ where: { id: own.placementId } })).toMatchObject({
      state: 'requested',
    });
  },
);

test(
  'those for whom something waits are reminded, once a day, and who cannot be is named',
  patience,
  async () => {
    const [student] = (await filedStudents(1)) as [FiledStudent];
    const { id: applicationId } = await read().application.findFirstOrThrow();
    const on = { applicationId, note: 'نشانی را درست کنید' };
    await done(database, (work) => sendBackApplication(work, campus.expert, on));
    // Nobody holds the cartable for which this one waits.
    const data = { role: 'internationalDeputy', kind: 'approveInternational' } as const;
    const { university } = campus;
    await read().workItem.create({
      data: {
        ...data,
        ...{ subjectId: 1, universityId: university.id },
        ...{ openedAt: database.clock.now(), dueAt: database.clock.now() },
      },
    });
    const assistant = await office.chat(student);
    const expert = await office.chat(campus.expert);
    const remind = async () => {
      await expert.write('/inbox');
      await expert.tapFor('remind', 'برگزیده: ۰');
      await expert.tapFor('f:remind:picked:whole', /برگزیده: [۲-۹]/);
      return expert.tapFor('f:remind:picked:done', 'پیش‌نمایش');
    };
    const preview = await remind();
    expect(preview.text).toContain('متصدی ندارد');
    await expert.tapFor('f:remind:review:send', 'یادآوری شد');
    await assistant.sees('هنوز در انتظار اصلاح شماست');
    const finance = await office.chat(campus.finance);
    await finance.sees('از شما می‌خواهد به این مورد رسیدگی کنید');
    await expert.write('/inbox');
    const list = await expert.tapFor('remind', 'برگزیده: ۰');
    // The one that nobody could be told of was not reminded of.
    expect(list.text.match(/امروز یادآوری شده است/g)).toHaveLength(2);
    expect((await remind()).text).toContain('امروز یادآوری شده است');
    expect(expert.buttons).not.toContain('f:remind:review:send');
    database.clock.advance(days);
    await remind();
    await expert.tapFor('f:remind:review:send', 'یادآوری شد');
    expect(await read().auditEvent.count({ where: { action: 'application.nudged' } })).toBe(2);
  },
);
