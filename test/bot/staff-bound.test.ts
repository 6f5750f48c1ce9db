import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { confirmAnnouncement } from '../../core/announcements/commands/confirm-announcement.ts';
import {
  changeDraft,
  draftAnnouncement,
} from '../../core/announcements/commands/write-announcement.ts';
import { draftPayRun } from '../../core/pay/commands/draft-run.ts';
import { exportPayRun } from '../../core/pay/commands/export-run.ts';
import { approvePayRun, freezePayRun } from '../../core/pay/commands/freeze-run.ts';
import { answerHours } from '../../core/placements/commands/answer-hours.ts';
import { correctPlacement } from '../../core/placements/commands/correct-placement.ts';
import { reportHours, standByHours } from '../../core/placements/commands/report-hours.ts';
import { days } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { anOfficer, aStudent } from '../support/people.ts';
import {
  aCampus,
  aFinalPlacement,
  anApplicant,
  anApprovedPlacement,
  aPayableStudent,
  type Campus,
  done,
} from '../support/scenes.ts';
import { aPayer } from '../support/university.ts';

// What an officer decides is decided of what was on the page, and of nothing that came later.

const database = useDatabase();
let campus: Campus;
let office: Office;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
});
afterEach(() => office.close());

/** Waits for a button. */
const shows = (desk: Desk, data: string) => desk.chat.until(() => desk.buttons.includes(data));

describe('that the bank refused a file', () => {
  async function exportedRun(): Promise<{ runId: number; exportId: number }> {
    const { finance, secondFinance, university, term } = campus;
    await aPayableStudent(database, campus, { minutes: 60 });
    await aPayer(database, campus);
    const place = { universityId: university.id, termId: term.id };
    const { runId } = await done(database, (work) => draftPayRun(work, finance, place));
    await done(database, (work) => freezePayRun(work, finance, { runId }));
    const { frozenAt } = await database.db.read.payRun.findUniqueOrThrow({ where: { id: runId } });
    await done(database, (work) => approvePayRun(work, secondFinance, { runId, frozenAt }));
    return { runId, exportId: await exported(runId) };
  }

  async function exported(runId: number): Promise<number> {
    const order = { runId, format: 'ccti' } as const;
    return (await done(database, (work) => exportPayRun(work, campus.finance, order))).exportId;
  }

  const standing = (runId: number) =>
    database.db.read.payExport.findMany({
      where: { runId, refusedAt: null },
      select: { id: true },
    });

  test('is noted of the file that was asked about, not of one that a colleague made since', async () => {
    const { runId, exportId } = await exportedRun();
    const first = await office.chat(campus.finance, 'en');
    await first.writeFor(`/payrun ${runId}`, 'number 1');
    await first.tapFor('run:refuse', 'Why was it refused');
    const second = await office.chat(campus.secondFinance, 'en');
    await second.writeFor(`/payrun ${runId}`, 'number 1');
    await second.tapFor('run:refuse', 'Why was it refused');
    await second.writeFor('wrong paying account', 'Give the bank none of the earlier files');
    const later = await exported(runId);
    await first.writeFor('wrong paying account', 'nothing was noted');
    expect(await standing(runId)).toEqual([{ id: later }]);
    const run = await database.db.read.payRun.findUniqueOrThrow({ where: { id: runId } });
    expect(run).toMatchObject({ state: 'exported', order: { serial: expect.any(Number) } });
    // The page of the first file, which is still there.
    expect(await first.tapOld(`run:refuse:${runId}:${exportId}`)).toContain('exported anew');
    // A copy is another file too, of which nobody knows what the bank said.
    const copy = await exported(runId);
    expect(await first.tapOld(`run:refuse:${runId}:${later}`)).toContain('exported anew');
    await first.tapFor(`run:refuse:${runId}:${copy}`, 'Why was it refused');
    await first.writeFor('wrong paying account', 'Give the bank none of the earlier files');
    expect(await standing(runId)).toEqual([]);
  });

  test('is not asked about by a button that names no file: the page is drawn with one that does', async () => {
    const { runId, exportId } = await exportedRun();
    const desk = await office.chat(campus.finance, 'en');
    await desk.writeFor(`/payrun ${runId}`, 'number 1');
    expect(await desk.tapOld(`run:refuse:${runId}`)).toContain('press once more');
    await shows(desk, `run:refuse:${runId}:${exportId}`);
    expect(await database.db.read.formState.count({ where: { form: 'filerefused' } })).toBe(0);
  });
});

describe('hours', () => {
  let student: Awaited<ReturnType<typeof anApplicant>>;
  let placementId: number;

  beforeEach(async () => {
    student = await anApplicant(database, campus);
  });

  const report = (minutes: number) =>
    done(database, (work) =>
      reportHours(work, campus.officer, { placementId, entries: [{ minutes, workedOn: null }] }),
    );
  const confirm = () =>
    done(database, (work) =>
      answerHours(work, student.person, { placementId, answer: { confirm: true } }),
    );
  const object = () =>
    done(database, (work) =>
      answerHours(work, student.person, {
        ...{ placementId, answer: { confirm: false, objection: 'it was more' } },
      }),
    );
  const stateNow = async () =>
    (await database.db.read.placement.findUniqueOrThrow({ where: { id: placementId } })).state;

  /** Hours to which the student objected twice, so that they are the expert's to decide on. */
  async function objectedTwice(minutes: number): Promise<void> {
    await report(minutes);
    await object();
    await done(database, (work) => standByHours(work, campus.officer, { placementId }));
    await object();
  }

  test('that came to those on the page are not finally approved with them', async () => {
    placementId = await anApprovedPlacement(database, campus, { student, minutes: 6_000 });
    await report(1_200);
    await confirm();
    const desk = await office.chat(campus.colleague, 'en');
    await desk.tapOld(`assistant:${placementId}`);
    await shows(desk, `final:${placementId}:1200`);
    await report(3_600);
    await confirm();
    const said = await desk.tapOld(`final:${placementId}:1200`);
    expect(said).toMatch(/not those that you saw: .*80.* hours now/);
    expect(await stateNow()).toBe('confirmed');
    // The button of a page that was drawn before its buttons said how many hours it showed.
    expect(await desk.tapOld(`final:${placementId}`)).toContain('press once more');
    expect(await stateNow()).toBe('confirmed');
    expect(await desk.tap(`final:${placementId}:4800`)).toMatch(/Finally approved: .*80/);
    expect(await stateNow()).toBe('final');
  });

  test('are finally approved by the command as they stand', async () => {
    placementId = await anApprovedPlacement(database, campus, { student, minutes: 6_000 });
    await report(1_200);
    await confirm();
    const desk = await office.chat(campus.colleague, 'en');
    await desk.writeFor(`/final ${student.application.trackingCode} 15`, 'Finally approved');
    expect(await stateNow()).toBe('final');
  });

  test('that a deputy has corrected meanwhile are not corrected by what the expert saw', async () => {
    placementId = await aFinalPlacement(database, campus, { student, minutes: 2_400 });
    const desk = await office.chat(campus.expert, 'en');
    await desk.tapOld(`assistant:${placementId}`);
    await desk.tapFor('correct:', /40.* hours are to be paid now/);
    await desk.writeFor('-5', 'Write the reason');
    await desk.writeFor('counted twice', 'Please look once more');
    const { university } = campus;
    const deputy = await anOfficer(database, { role: 'studentDeputy', university });
    const correction = { placementId, minutes: -300, reason: 'counted twice' };
    await done(database, (work) => correctPlacement(work, deputy, correction));
    await desk.tapFor('f:correct:review:send', /not those that you saw: .*35.* hours now/);
    expect(await database.db.read.placementCorrection.count()).toBe(1);
    await desk.sees(/After correction: .*35/);
  });

  test('to which the student objects since are not settled as those that the expert saw', async () => {
    placementId = await anApprovedPlacement(database, campus, { student, minutes: 6_000 });
    await objectedTwice(600);
    const desk = await office.chat(campus.expert, 'en');
    await desk.tapOld(`assistant:${placementId}`);
    await desk.tapFor('settle:', 'What do you find');
    await desk.tapFor('f:settle:verdict:pick:keep', 'Write the reason');
    await confirm();
    await objectedTwice(300);
    await desk.writeFor('seen in the register', /not those that you saw: .*5.* hours now/);
    expect(await stateNow()).toBe('objected');
    await desk.tapFor('settle:', /What do you find.*5/s);
    await desk.tapFor('f:settle:verdict:pick:keep', 'Write the reason');
    await desk.writeFor('seen in the register', 'Your decision is noted');
    expect(await stateNow()).toBe('confirmed');
  });
});

test('a draft that a colleague has computed again is not frozen by a page of before', async () => {
  const { finance, secondFinance, university, term } = campus;
  const place = { universityId: university.id, termId: term.id };
  await aPayableStudent(database, campus, { minutes: 60 });
  const { runId } = await done(database, (work) => draftPayRun(work, finance, place));
  const desk = await office.chat(finance, 'en');
  await desk.writeFor(`/payrun ${runId}`, '180,000');
  const seen = desk.buttons.find((data) => data.startsWith('run:freeze')) ?? '';
  await aPayableStudent(database, campus, { minutes: 120 });
  await done(database, (work) => draftPayRun(work, secondFinance, place));
  expect(await desk.tapOld(seen)).toContain('not the one that you saw');
  const stateOf = async () =>
    (await database.db.read.payRun.findUniqueOrThrow({ where: { id: runId } })).state;
  expect(await stateOf()).toBe('draft');
  await desk.sees('540,000');
  expect(await desk.tapOld(`run:freeze:${runId}`)).toContain('press once more');
  expect(await stateOf()).toBe('draft');
  await desk.tapFor('run:freeze', 'second person');
  expect(await stateOf()).toBe('frozen');
});

describe('an announcement', () => {
  const content = (fa: string) => ({
    ...({ topic: 'general', texts: { fa }, media: null } as const),
    audience: { universityIds: [campus.university.id] },
  });
  const write = async () =>
    (await done(database, (work) => draftAnnouncement(work, campus.expert, content('خبر')))).id;
  const rewrite = (id: number, fa: string) =>
    done(database, (work) => changeDraft(work, campus.expert, { id, ...content(fa) }));
  const stateOf = async (id: number) =>
    (await database.db.read.announcement.findUniqueOrThrow({ where: { id } })).state;

  /** The desk of who looks at an announcement's page. */
  async function lookingAt(id: number): Promise<Desk> {
    const desk = await office.chat(campus.expert, 'en');
    await desk.tapOld(`ann:${id}`);
    await desk.sees(/Announcement .*draft/);
    return desk;
  }

  test('that is to be sent is not cancelled by the page of its draft', async () => {
    const id = await write();
    const desk = await lookingAt(id);
    const at = new Date(database.clock.now().getTime() + days);
    const plan = { id, at, recurrence: null };
    await done(database, (work) => confirmAnnouncement(work, campus.expert, plan));
    expect(await desk.tap(`annstep:${id}:drop`)).toContain('has changed meanwhile');
    await desk.sees('waits for its time');
    expect(await stateOf(id)).toBe('scheduled');
    // “Delete the draft” on a page of the version before, and “Yes, cancel” on its question.
    await desk.tapOld(`annstep:${id}:cancel`);
    await desk.sees('cannot be undone');
    expect(await stateOf(id)).toBe('scheduled');
    expect(await desk.tap(`annend:${id}`)).toContain('Cancelled');
    expect(await stateOf(id)).toBe('cancelled');
    expect(await desk.tapOld(`anncancel:${id}`)).toContain('has changed meanwhile');
  });

  test('that is a draft is deleted, and it is told as that', async () => {
    const id = await write();
    const desk = await lookingAt(id);
    expect(await desk.tapOld(`annstep:${id}:cancel`)).toContain('press once more');
    expect(await stateOf(id)).toBe('draft');
    expect(await desk.tap(`annstep:${id}:drop`)).toContain('The draft is deleted');
    expect(await stateOf(id)).toBe('cancelled');
  });

  test('that a colleague has rewritten is neither sent nor planned by a page of before', async () => {
    const reader = await aStudent(database, { university: campus.university });
    const at = database.clock.now();
    const subscription = { accountId: reader.accountId, topic: 'general', at } as const;
    await database.db.read.subscription.create({ data: subscription });
    const id = await write();
    const desk = await lookingAt(id);
    const seen = (name: string) => desk.buttons.find((data) => data.startsWith(`${name}:`)) ?? '';
    const [send, plan] = [seen('annsend'), seen('annplan')];
    await rewrite(id, 'خبر دیگر');
    expect(await desk.tapOld(send)).toContain('has changed meanwhile');
    await desk.sees('خبر دیگر');
    expect(await desk.tapOld(plan)).toContain('has changed meanwhile');
    // Buttons that were drawn before they said what text was above them.
    for (const name of ['annsend', 'annplan']) {
      expect(await desk.tapOld(`${name}:${id}`)).toContain('press once more');
    }
    expect(await database.db.read.formState.count({ where: { form: 'annplan' } })).toBe(0);
    await desk.tapFor(`annsend:${id}:`, 'to 1 person now');
    await rewrite(id, 'خبر سوم');
    expect(await desk.tap(`annyes:${id}`)).toContain('has changed meanwhile');
    await desk.sees('خبر سوم');
    expect(await stateOf(id)).toBe('draft');
    await desk.tapFor(`annplan:${id}:`, 'On which day');
    await rewrite(id, 'خبر چهارم');
    await desk.writeFor('2023-10-11', 'At what time');
    await desk.writeFor('9:30', 'once, or again and again');
    await desk.tapFor('f:annplan:repeat:pick:once', 'begins by itself');
    await desk.tapFor('f:annplan:review:send', 'has changed meanwhile');
    await desk.sees('خبر چهارم');
    expect(await stateOf(id)).toBe('draft');
  });
});
