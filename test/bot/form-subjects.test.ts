import { afterEach, beforeEach, expect, test } from 'vitest';
import { screens } from '../../bot/screens.ts';
import { words } from '../../bot/view/language.ts';
import { displayCode } from '../../bot/view/names.ts';
import { fullName } from '../../core/staff/queries.ts';
import type { StaffRole } from '../../core/staff/types.ts';
import { aScene, type Scene } from '../core/staff/commands/scene.ts';
import { useDatabase } from '../support/database.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { anOfficer, aPerson } from '../support/people.ts';
import { aUnit, aUniversity } from '../support/university.ts';

const database = useDatabase();
let scene: Scene;
let office: Office;

beforeEach(async () => {
  scene = await aScene(database);
  office = await openOffice(database);
});
afterEach(() => office.close());

const university = () =>
  database.db.read.university.findUniqueOrThrow({ where: { id: scene.place.universityId } });
const unit = () => database.db.read.unit.findUniqueOrThrow({ where: { id: scene.ids.unit } });

/** Somebody who holds every cartable of one university. */
async function everyRoleAt(
  university: { readonly id: number },
  unit: { readonly id: number; readonly universityId: number },
) {
  const person = await aPerson(database);
  const { accountId } = person;
  const roles: readonly StaffRole[] = ['expert', 'studentDeputy', 'internationalDeputy', 'finance'];
  for (const role of roles) await anOfficer(database, { role, university, accountId });
  await anOfficer(database, { role: 'unitOfficer', unit, accountId });
  return person;
}

/** A form that somebody left: where it stands and what it was opened with. */
interface Left {
  readonly form: string;
  readonly step: string;
  readonly answers: Record<string, unknown>;
}

/** Writes a form down as its person left it, and goes on with it from the menu. */
async function goOn(desk: Desk, chatId: bigint, { form, step, answers }: Left): Promise<string> {
  const { version = 0 } = screens.forms.find(({ name }) => name === form) ?? {};
  const content = { answers, scratch: {} } as never;
  await database.db.read.formState.create({
    data: { chatId, form, version, step, content, updatedAt: database.clock.now() },
  });
  await desk.writeFor('/menu', 'Main menu');
  await desk.tap(`f:${form}:-:open`);
  const { text } = await desk.chat.next();
  await database.db.read.formState.deleteMany({ where: { chatId } });
  await database.db.read.chatSession.update({ where: { chatId }, data: { activeForm: null } });
  return text;
}

/** Name and code of the student whose request it is, as officers read them. */
async function applicant(where: { readonly id: number } | { readonly trackingCode: string }) {
  const { account, trackingCode } = await database.db.read.application.findUniqueOrThrow({
    where: where as { id: number },
    include: { account: true },
  });
  return { names: [fullName(account) ?? '', displayCode(trackingCode)], code: trackingCode };
}

/** The same with the unit. */
async function assistant(id: number): Promise<string[]> {
  const { applicationId, unit } = await database.db.read.placement.findUniqueOrThrow({
    where: { id },
    include: { unit: true },
  });
  return [...(await applicant({ id: applicationId })).names, unit.nameEn];
}

/** Every form by which an officer acts on one thing, with what it has to name. */
async function formsLeft(): Promise<(Left & { readonly names: readonly string[] })[]> {
  const { ids, owners, unconfirmed } = scene;
  const { read } = database.db;
  const left = (form: string, step: string, answers: object, names: readonly string[]) => ({
    form,
    step,
    answers: { page: 0, ...answers },
    names,
  });
  const placed = async (form: string, placementId: number, more: object = {}) =>
    left(form, 'reason', { placementId, ...more }, await assistant(placementId));
  const requested = async (form: string, step: string, id: number, more: object) => {
    const { names, code } = await applicant({ id });
    return left(form, step, { code, revision: 1, ...more }, names);
  };
  const claim = await read.priorityClaim.findUniqueOrThrow({ where: { id: ids.claim } });
  const refuting = await requested('refute', 'reason', claim.applicationId, {
    ...{ claimId: ids.claim, file: 0 },
  });
  const owner = await read.application.findFirstOrThrow({
    where: { accountId: owners.account.accountId ?? 0 },
  });
  const deputed = await applicant({ id: ids.waiting });
  const account = await read.account.findUniqueOrThrow({
    where: { id: unconfirmed.accountId },
  });
  const opening = await read.opening.findUniqueOrThrow({
    where: { id: ids.declared },
    include: { unit: true },
  });
  const change = await read.openingChange.findUniqueOrThrow({
    where: { id: ids.change },
    include: { opening: true },
  });
  const university = await read.university.findUniqueOrThrow({
    where: { id: scene.place.universityId },
  });
  const run = [`Run ${ids.exported}`, university.nameEn];
  const [, paidCode = ''] = await assistant(ids.paid);
  const candidate = await read.application.findFirstOrThrow({
    where: { accountId: scene.candidate.accountId },
    include: { choices: { include: { opening: true } } },
  });
  const { names: asked, code } = await applicant({ id: candidate.id });
  const [wish] = candidate.choices.map(({ opening: { id, titleFa, titleEn } }) => ({
    ...{ id, titleFa, titleEn },
  }));
  const requestLeft = left(
    'request',
    'minutes',
    { student: { code, name: asked[0], openings: [wish] } },
    asked,
  );
  const windowLeft = {
    windowId: ids.window,
    kind: 'hours',
    endsOn: '2026-01-01',
    closesOn: '2027-01-01',
  };
  const appeals = (
    [
      ['Granting an appeal', true],
      ['Dismissing an appeal', false],
    ] as const
  ).map(async ([title, granted]) => {
    const appeal = await requested('appealanswer', 'answer', ids.appealing, { granted });
    return { ...appeal, names: [...appeal.names, title] };
  });
  return Promise.all([
    placed('terminate', ids.working),
    placed('decline', ids.requested),
    placed('settle', ids.quarrelling, { objected: 60, verdict: 'keep' }),
    placed('amend', ids.beginning, { approved: 60, minutes: 120 }),
    placed('correct', ids.worked, { payable: 60, minutes: -60 }),
    left('amendrefuse', 'reason', { amendmentId: ids.amendment }, await assistant(ids.working)),
    left(
      'hoursform',
      'minutes',
      { placementId: ids.working, student: '', objected: 0, kind: 'total' },
      await assistant(ids.working),
    ),
    requested('reject', 'reasonText', ids.waiting, { reasonCode: 'other' }),
    requested('sendback', 'note', ids.waiting, {}),
    requested('consent', 'reason', ids.international, {}),
    {
      ...refuting,
      names: [...refuting.names, words.en.plain(`terms.priorityClasses.${claim.class}`)],
    },
    ...appeals,
    left(
      'discretion',
      'reason',
      { student: owners.waiting.accountId, rule: { rule: 'average', termId: 1 } },
      deputed.names.slice(0, 1),
    ),
    left('studies', 'reason', { accountId: unconfirmed.accountId, reviewId: ids.review }, [
      fullName(account) ?? '',
      unconfirmed.profile.studentNumber,
    ]),
    ...['ownerconfirm', 'ownerrefuse'].map(async (form) =>
      left(form, 'text', { bankAccountId: ids.account }, (await applicant({ id: owner.id })).names),
    ),
    left('filerefused', 'reason', { runId: ids.exported, exportId: 1 }, run),
    left('payresults', 'file', { runId: ids.exported }, run),
    left('resultfix', 'reference', { lineId: ids.returned, result: 'paid' }, [
      paidCode,
      `Run ${ids.exported}`,
    ]),
    left(
      'needrefuse',
      'reason',
      { about: 'need', subjectId: ids.declared, itemId: ids.declaredItem },
      [opening.titleEn, opening.unit.nameEn],
    ),
    left('needrefuse', 'reason', { about: 'change', subjectId: ids.change, itemId: 0 }, [
      change.opening.titleEn,
    ]),
    left('extendwindow', 'reason', windowLeft, [university.nameEn]),
    requestLeft,
    left('needchange', 'field', { openingId: ids.declared }, [
      opening.titleEn,
      opening.unit.nameEn,
    ]),
    left('payer', 'sheba', { universityId: university.id }, [university.nameEn]),
    left('seatrefuse', 'reason', { requestId: ids.asksForSeat }, [
      'Named Person',
      university.nameEn,
    ]),
  ]);
}

const bare = (text: string): string => text.replaceAll(/[\u2066-\u2069]/g, '');

test('a form that is continued says on whom or what it acts', { timeout: 120_000 }, async () => {
  const officer = await everyRoleAt(await university(), await unit());
  const desk = await office.chat(officer, 'en');
  for (const left of await formsLeft()) {
    const [line = ''] = bare(await goOn(desk, officer.chatId, left)).split('\n');
    expect.soft(`${left.form}: ${line}`).toMatch(/^\w+: 📌 /);
    for (const name of left.names) expect.soft(`${left.form}: ${line}`).toContain(name);
  }
});

test('who may not see the thing any more is asked without its name', {
  timeout: 120_000,
}, async () => {
  const elsewhere = await aUniversity(database);
  const officer = await everyRoleAt(elsewhere, await aUnit(database, elsewhere));
  const desk = await office.chat(officer, 'en');
  for (const left of await formsLeft()) {
    const text = bare(await goOn(desk, officer.chatId, left));
    expect.soft(`${left.form}: ${text}`).toMatch(/^\w+: (?!📌)./);
    expect.soft(`${left.form}: ${text}`).not.toContain(left.names[0]);
  }
});

test('a form about what is gone asks without a name', { timeout: 120_000 }, async () => {
  const officer = await everyRoleAt(await university(), await unit());
  const desk = await office.chat(officer, 'en');
  const gone = 2 ** 30;
  const subjects = { placementId: gone, amendmentId: gone, code: 'ABCDEFGH', student: gone };
  const others = { accountId: gone, bankAccountId: gone, runId: gone, lineId: gone };
  const more = {
    subjectId: gone,
    requestId: gone,
    openingId: gone,
    windowId: gone,
    universityId: gone,
  };
  const now = { ...subjects, ...others, ...more };
  for (const left of await formsLeft()) {
    const answers = Object.fromEntries(
      Object.entries({ ...left.answers, ...now }).filter(([name]) => name in left.answers),
    );
    const text = bare(await goOn(desk, officer.chatId, { ...left, answers }));
    expect.soft(`${left.form}: ${text}`).toMatch(/^\w+: (?!📌)./);
  }
});

test('an appeal that an older version left half-finished is given up by its name', async () => {
  const officer = await everyRoleAt(await university(), await unit());
  const desk = await office.chat(officer, 'en');
  const { code } = await applicant({ id: scene.ids.appealing });
  const answers = { page: 0, code };
  const left = { form: 'appealanswer', step: 'answer', answers };
  const text = await goOn(desk, officer.chatId, left);
  expect(text).toContain('form has changed');
  await desk.sees(/Answering an appeal.*cannot be continued/s);
});

test('the question whether to give a form up says what an answer to an appeal does', async () => {
  const officer = await everyRoleAt(await university(), await unit());
  const desk = await office.chat(officer, 'en');
  const { code } = await applicant({ id: scene.ids.appealing });
  await desk.write(`/review ${displayCode(code)}`);
  await desk.tapFor('verdict:dismiss', 'Dismissing an appeal');
  await desk.writeFor('/cancel', 'Dismissing an appeal');
});
