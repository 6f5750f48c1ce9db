import { describe, expect, test } from 'vitest';
import type { Player } from '../../bot/playground/journey/player.ts';
import { formatDate } from '../../bot/view/format.ts';
import { useDatabase } from '../support/database.ts';
import { play } from '../support/play.ts';
import { useRegistration } from '../support/registering.ts';

const database = useDatabase();
const visit = useRegistration(database);

const step = 'writes the birth date';
const next = 'shares the own phone number';

const bare = (text: string) => text.replaceAll(/[\u200f\u2066-\u2069]/g, '');
const labelled = (label: string) => (text: string) => bare(text) === label;

/** Taps one button of the calendar after the other, each when the page before has turned. */
async function leafs(student: Player, labels: readonly string[]): Promise<void> {
  for (const label of labels) {
    const { message } = await student.seesButton(labelled(label));
    await student.tap(labelled(label));
    const shown = () => student.chat.messages.find(({ id }) => id === message.id);
    await student.until(() => shown()?.raw !== message.raw);
  }
}

/** The date that the form has kept. */
async function keptDate(): Promise<unknown> {
  const [form] = await database.db.read.formState.findMany();
  return (form?.content as { answers: { birthDate?: unknown } } | undefined)?.answers.birthDate;
}

async function seesNoted(student: Player, date: string): Promise<void> {
  const { html, language } = student.words;
  await student.sees(html('forms.date.noted', { date: formatDate(date, language) }));
  await student.sees(html('registration.mobileAsk'));
  expect(await keptDate()).toBe(date);
}

describe('a birth date picked on the calendar', () => {
  test('in Persian: decade, year, month, day, all in one message', async () => {
    const { student } = await visit.studentBefore(step);
    const { message } = await student.seesButton(labelled('۱۳۸۲'));
    const before = student.chat.messages.length;
    await leafs(student, ['🗓 همهٔ سال‌ها', 'دههٔ ۱۳۷۰', '۱۳۷۹', '→ ۱۳۷۸', 'مرداد']);
    const page = await student.sees(
      student.words.html('forms.date.pickDay', { month: 'مرداد', year: '۱۳۷۸' }),
    );
    expect(page.id).toBe(message.id);
    expect(student.chat.messages).toHaveLength(before);
    await leafs(student, ['شهریور ←', '→ مرداد', '۳۱']);
    await seesNoted(student, '1999-08-22');
  });

  test('in English: Gregorian, and the whole registration with it', async () => {
    const cast = await visit.studentBefore(step, { language: 'en' });
    const { student, about } = cast;
    const [year = '', , day = ''] = about.birthDate.split('-');
    const month = formatDate(about.birthDate, 'en').split(' ')[1] ?? '';
    await leafs(student, [
      '🗓 All years',
      `${year.slice(0, 3)}0s`,
      year,
      month,
      String(Number(day)),
    ]);
    await seesNoted(student, about.birthDate);
    await visit.finishFrom(next, cast);
  });

  test('a day that is not on offer cannot be had, and a tap on nothing does nothing', async () => {
    const { student } = await visit.studentBefore(step);
    await leafs(student, ['۱۳۸۷', 'مهر']);
    await student.sees(student.words.html('forms.date.pickDay', { month: 'مهر', year: '۱۳۸۷' }));
    const shown = () => student.chat.messages.map(({ text, raw }) => [text, JSON.stringify(raw)]);
    const before = shown();
    expect(await student.chat.tap('·')).toMatchObject({ text: '' });
    expect(await student.chat.tap({ data: 'f:registration:birthDate:page:9999-99' })).toMatchObject(
      { text: '' },
    );
    await student.perform('a day too late', (chat) =>
      chat.tap({ data: 'f:registration:birthDate:pick:2008-10-08' }),
    );
    await student.sees(student.words.html('registration.birth.tooYoung', { age: 14 }));
    expect(shown().slice(0, before.length - 1)).toEqual(before.slice(0, -1));
    expect(await keptDate()).toBeUndefined();
    await student.write('۱۵ مهر ۱۳۸۷');
    await seesNoted(student, '2008-10-06');
  });

  test('changed from the review page, the calendar opens at the month that was given', async () => {
    const cast = await visit.studentBefore('finds everything right');
    const { student } = cast;
    await student.tap(`✏️ ${student.words.plain('registration.birthDate')}`);
    const [, month = '', year = ''] = formatDate(cast.about.birthDate, 'fa').split(' ');
    await student.sees(student.words.html('forms.date.pickDay', { month, year }));
    await student.tap(student.words.plain('forms.back'));
    await visit.finishFrom('finds everything right', cast);
  });

  test('after a change of language the calendar is of the other kind', async () => {
    const { student } = await visit.studentBefore(step);
    await leafs(student, ['۱۳۸۲', 'مرداد']);
    await student.write('/language');
    await student.tap('English');
    await student.seesButton(labelled('2003'));
  });
});

describe('a birth date written', () => {
  test.each([
    ['۱۳۸۲/۵/۷', '2003-07-29'],
    ['1382-05-07', '2003-07-29'],
    ['۷ مرداد ۱۳۸۲', '2003-07-29'],
    ['2003-07-29', '2003-07-29'],
    ['29 July 2003', '2003-07-29'],
  ])('%s', async (typed, date) => {
    const { student } = await visit.studentBefore(step);
    await student.write(typed);
    await seesNoted(student, date);
  });
});

test('the day on which the studies began is picked in the same way', async () => {
  const cast = await visit.studentBefore(
    'writes the day on which the studies began',
    {},
    {
      seeded: true,
    },
  );
  const { student, about } = cast;
  await student.write('2003-01-01');
  await student.sees(student.words.html('profile.start.tooYoung', { age: 3 }));
  await student.write('1999-01-01');
  await student.sees(student.words.html('profile.start.beforeBirth'));
  await student.write('2030-01-01');
  await student.sees(student.words.html('profile.start.tooFarAhead'));
  const [day = '', month = '', year = ''] = formatDate(about.startDate, 'fa').split(' ');
  await leafs(student, [year, month, day]);
  await student.sees(student.words.html('profile.genderAsk'));
  await play(cast, { from: 'picks the gender', until: 'opens the menu' });
});
