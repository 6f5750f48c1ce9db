import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { playgroundBot } from '../../bot/playground/people.ts';
import type { SeenMessage } from '../../bot/playground/telegram/seen-message.ts';
import { type Language, languages, words } from '../../bot/view/language.ts';
import { approveApplication } from '../../core/applications/commands/approve-application.ts';
import { readByCamera } from '../support/camera.ts';
import { useDatabase } from '../support/database.ts';
import { aFiledStudent, type FiledStudent } from '../support/filing.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { aCampus, anApprovedPlacement, type Campus, done } from '../support/scenes.ts';

const database = useDatabase();
let campus: Campus;
let office: Office;
let student: FiledStudent;

beforeEach(async () => {
  campus = await aCampus(database);
  office = await openOffice(database);
  student = await aFiledStudent(database, campus);
});
afterEach(() => office.close());

const linkTo = (code: string) => `https://t.me/${playgroundBot.username}?start=r${code}`;

const codeIn = ({ chat }: Desk, message: SeenMessage) => readByCamera(chat.download(message));

const plainOf = (language: Language) => words[language].plain;

describe.each(languages)('in %s', (language) => {
  test('the notice of filing is a card whose code opens the bot at the request', async () => {
    const desk = await office.chat(student.person, language);
    const notice = await desk.sees(student.shownCode);
    expect(notice.file).toMatchObject({ kind: 'photo', width: 1080 });
    expect(codeIn(desk, notice)).toBe(linkTo(student.code));
  });

  test('the status is text, with the card by a button', async () => {
    const desk = await office.chat(student.person, language);
    const status = await desk.writeFor('/status', plainOf(language)('status.events.send'));
    expect(status.file).toBeUndefined();
    const card = await desk.tapFor('card:', student.shownCode);
    expect(card.file?.kind).toBe('photo');
    expect(codeIn(desk, card)).toBe(linkTo(student.code));
    expect(card.text).toContain(plainOf(language)('card.title'));
  });

  test('a link followed before the language is chosen goes on to the request', async () => {
    const desk = office.stranger();
    const question = await desk.write(`/start r${student.code}`);
    expect(question.text).toContain('language');
    const status = await desk.tapFor(`lang:${language}`, student.shownCode);
    expect(status.text).toContain(plainOf(language)('terms.applicationStates.filed'));
    expect(status.buttons).toEqual([]);
  });

  test('a link that means nothing leads to the menu with a word', async () => {
    for (const payload of ['rAQFYXMHK', 'r', 'nothing-known', 'r--']) {
      const desk = await greeted(language);
      await desk.writeFor(`/start ${payload}`, plainOf(language)('start.linkUnknown').slice(0, 20));
      await desk.tapFor('register');
    }
  });
});

/** A stranger who has chosen a language. */
async function greeted(language: Language): Promise<Desk> {
  const desk = office.stranger();
  await desk.write('/start');
  await desk.tapFor(`lang:${language}`, language === 'fa' ? 'همیار دانشجو' : 'Hamyar Daneshjoo');
  return desk;
}

const popUp = async ({ chat }: Desk, data: string): Promise<string> => {
  const answer = await chat.tap({ data });
  return answer === 'expired' ? '' : answer.text;
};

test('a stranger sees the request of a link as by its code, without buttons', async () => {
  const desk = await greeted('en');
  const status = await desk.writeFor(`/start r${student.code}`, student.shownCode);
  expect(status.text).toBe((await desk.write(`/status ${student.code}`)).text);
  expect(status.buttons).toEqual([]);
});

test('the own request of a link is shown whole, another one as to a stranger', async () => {
  const other = await aFiledStudent(database, campus);
  const desk = await office.chat(student.person, 'en');
  const own = await desk.writeFor(`/start r${student.code}`, student.shownCode);
  expect(own.buttons.flat().length).toBeGreaterThan(0);
  const others = await desk.writeFor(`/start r${other.code}`, other.shownCode);
  expect(others.buttons).toEqual([]);
});

test('an officer of the university goes on from a link to what officers do with the request', async () => {
  const elsewhere = await aCampus(database);
  for (const [officer, data] of [
    [campus.expert, [`review:${student.code}`, `audit:${student.code}`]],
    [campus.officer, [`foundcase:${student.code}`]],
    [campus.finance, []],
    [elsewhere.expert, []],
    [elsewhere.officer, []],
  ] as const) {
    const desk = await office.chat(officer, 'en');
    const { buttons } = await desk.writeFor(`/start r${student.code}`, student.shownCode);
    expect(buttons.flat().map((one) => 'callback_data' in one && one.callback_data)).toEqual(data);
  }
  const expert = await office.chat(campus.expert, 'en');
  await expert.writeFor(`/start r${student.code}`, student.shownCode);
  const { lastName } = await database.db.read.account.findUniqueOrThrow({
    where: { id: student.accountId },
  });
  await expert.tapFor('review:', lastName ?? '');
});

test('a link leaves a form at hand half-finished, and nothing of it is lost', async () => {
  const desk = await greeted('en');
  await desk.write('/start');
  await desk.tapFor('register', 'Rules of registration');
  await desk.writeFor(`/start r${student.code}`, student.shownCode);
  await desk.write('/menu');
  await desk.tapFor('f:registration', 'Rules of registration');
});

test('a payload that is too long for a button, or no payload of ours, is let go', async () => {
  for (const payload of ['r'.repeat(64), '99999999999', 'a b', 'x:y']) {
    const desk = office.stranger();
    await desk.write(`/start ${payload}`);
    const welcome = await desk.tapFor('lang:en', /./);
    expect(welcome.text).not.toBe('');
    await desk.tapFor('register');
  }
});

test('the card of another one is not drawn, whatever a button says', async () => {
  const other = await aFiledStudent(database, campus);
  const desk = await office.chat(student.person, 'en');
  await desk.writeFor('/status', student.shownCode);
  for (const data of [`card:${other.code}`, 'card:nothing', 'card:', 'card']) {
    expect(await popUp(desk, data)).toBe(plainOf('en')('errors.oldButton'));
  }
  const stranger = await greeted('en');
  expect(await popUp(stranger, `card:${student.code}`)).toBe(plainOf('en')('errors.oldButton'));
});

test('a card tells the request as it stands when it is sent', async () => {
  const { id: applicationId, revision } = await database.db.read.application.findUniqueOrThrow({
    where: { trackingCode: student.code },
  });
  await done(database, (work) =>
    approveApplication(work, campus.expert, { applicationId, revision }),
  );
  await anApprovedPlacement(database, campus, { student });
  const desk = await office.chat(student.person, 'fa');
  await desk.writeFor('/status', student.shownCode);
  const card = await desk.tapFor('card:', student.shownCode);
  expect(card.file?.height).toBeGreaterThan(1200);
});
