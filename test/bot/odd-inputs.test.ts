import { beforeEach, describe, expect, test } from 'vitest';
import { words } from '../../bot/view/language.ts';
import { useDatabase } from '../support/database.ts';
import { aCampus, type Campus } from '../support/scenes.ts';
import { anOpening } from '../support/university.ts';
import { InputChat } from './inputs/input-chat.ts';
import { RecordedBot } from './inputs/recorded-bot.ts';
import { openFiles, stageOf } from './inputs/stage.ts';

// What generated conversations have found, each by its smallest example.

const database = useDatabase();
const files = openFiles(database);
let campus: Campus;
let bot: RecordedBot;

beforeEach(async () => {
  campus = await aCampus(database);
  bot = new RecordedBot(database, files());
});

const stage = (form: string) => stageOf(form, 1, { database, files: files() });
const chatOf = ({ chatId }: { readonly chatId: bigint }) => new InputChat(bot, database, chatId);

describe('a button that nobody of ours has made', () => {
  test.each(['verify', 'approve:approve', 'verdict:grant:x', 'run:constructor:1'])(
    '%s is answered as an old one',
    async (tap) => {
      const { toasts, errors } = await chatOf(campus.expert).send({ tap });
      expect(toasts).toEqual([{ text: words.fa.plain('errors.oldButton'), alert: true }]);
      expect(errors).toEqual([]);
    },
  );
});

test.each(['/find ', '/help ', '/', '/reject AQFYXMHJ '])(
  'a command as long as a message can be (%s…) is too long, and nothing is done',
  async (begins) => {
    const chat = chatOf(campus.expert);
    const { replies, errors } = await chat.send({ text: begins.padEnd(4_096, 'x') });
    const say = words.fa.html('forms.tooLong', { length: 4_096, limit: 2_000 });
    expect(replies).toEqual([{ do: 'say', text: say }]);
    expect(errors).toEqual([]);
  },
);

test('a made-up page of a list is one that there is', async () => {
  const { unit, term, expert } = campus;
  for (let more = 0; more < 18; more += 1) await anOpening(database, { unit, term });
  const chat = chatOf(expert);
  const { replies: first } = await chat.send({ tap: 'openings:0' });
  for (const page of ['1.5', '1e99', '-1', 'Infinity', 'NaN', '0x1', ' ']) {
    const { replies, errors } = await chat.send({ tap: `openings:${page}` });
    expect(errors).toEqual([]);
    expect(replies, page).toEqual(first);
  }
});

test('a made-up choice of universities leads nowhere, and the form goes on', async () => {
  const talk = await stage('profile');
  await talk.open();
  await talk.goOn('universityId');
  await talk.say({ text: 'نمونه' });
  for (const made of ['pick:1e99', 'pick:1.5', 'page:NaN', 'page:-1', 'page:Infinity']) {
    await talk.say({ tap: `f:profile:universityId:${made}` });
  }
  await talk.goOn('studentNumber');
  expect(talk.asked(await talk.kept())?.step).toBe('studentNumber');
});

describe('a form that cannot come to anything any more', () => {
  test('the profile does not open while it waits for the expert', async () => {
    const talk = await stage('profile');
    await talk.open();
    await talk.goOn();
    const { heard, after } = await talk.say({ tap: 'profile' });
    expect(heard.replies).toContainEqual({
      do: 'say',
      text: words.en.html('profile.awaitingReview'),
    });
    expect(after.activeForm).toBeNull();
  });

  test('a profile that was being filled in when the account was voided ends at its review', async () => {
    const talk = await stage('profile');
    await talk.open();
    await talk.goOn('review');
    await database.db.read.account.updateMany({
      where: { session: { chatId: talk.chat.chatId } },
      data: { state: 'voided' },
    });
    const { heard, after } = await talk.answer();
    expect(heard.replies).toContainEqual({
      do: 'say',
      text: words.en.html('profile.accountClosed'),
    });
    expect(after.forms.size).toBe(0);
  });
});

describe('signs that the database cannot keep', () => {
  test.each([
    ['NUL', '\u0000'],
    ['half of a surrogate pair', '\ud83d'],
  ])('%s is kept as the sign for what cannot be shown', async (_what, sign) => {
    const talk = await stage('application');
    await talk.open();
    await talk.goOn('note');
    const { after } = await talk.say({ text: `a${sign}b` });
    expect(after.forms.get('application')?.content).toMatchObject({
      answers: { note: 'a\ufffdb' },
    });
  });

  test('in a button of the calendar they lead nowhere', async () => {
    const talk = await stage('registration');
    await talk.open();
    await talk.goOn('birthDate');
    await talk.say({ tap: 'f:registration:birthDate:page:\u0000' });
    await talk.goOn('mobile');
    expect(talk.asked(await talk.kept())?.step).toBe('mobile');
  });
});

test('a made-up choice of openings leads nowhere, and the form goes on', async () => {
  const talk = await stage('application');
  await talk.open();
  await talk.goOn('openings');
  for (const made of ['page:Infinity', 'page:-1', 'add:1e99', 'add:-1', 'drop:NaN', 'field:-1']) {
    await talk.say({ tap: `f:application:openings:${made}` });
  }
  await talk.goOn('classes');
  expect(talk.asked(await talk.kept())?.step).toBe('classes');
});

test.each([
  ['reject', 'reasonCode', { page: 0, revision: 1 }, 'review.rejectTitle'],
  ['invitation', 'mobile', { invitationId: 'gone' }, 'cartables.invitation.title'],
] as const)(
  '%s that lost what it is about says so and is over',
  async (name, step, answers, title) => {
    const talk = await stage(name);
    await talk.open();
    await talk.rewrite({ version: 1, step, content: { answers, scratch: {} } });
    const { heard, after } = await talk.say({ text: 'چرا' });
    const form = words.en.plain(title);
    expect(heard.replies).toContainEqual(
      expect.objectContaining({ text: words.en.html('forms.beginAgain', { form }) }),
    );
    expect(after.forms.size).toBe(0);
  },
);

describe('blanks where a text may be left out', () => {
  test.each([
    ['withdrawal', 'reason'],
    ['application', 'note'],
    ['contact', 'addressFa'],
  ])('%s asks for %s again, or to skip it', async (name, step) => {
    const talk = await stage(name);
    await talk.open();
    await talk.goOn(step);
    const { before, heard, after } = await talk.say({ text: ' \u200f\n' });
    const { language } = before;
    const text = words[language === 'fa' ? 'fa' : 'en'].html('forms.writeOrSkip');
    expect(heard.replies).toEqual([{ do: 'say', text }]);
    expect(after.forms).toEqual(before.forms);
    await talk.goOn();
  });

  test('the text of an announcement that has a picture stays as it was', async () => {
    const talk = await stage('announcement');
    await talk.open();
    await talk.goOn('review');
    await talk.say({ tap: 'f:announcement:review:change:fa' });
    const { before, heard, after } = await talk.say({ text: ' ' });
    const text = words.en.html('forms.writeOrSkip');
    expect(heard.replies).toEqual([{ do: 'say', text }]);
    expect(after.forms).toEqual(before.forms);
  });
});
