import { describe, expect, test } from 'vitest';
import type { Cast } from '../../bot/playground/journey/cast.ts';
import type { Player } from '../../bot/playground/journey/player.ts';
import { any } from '../../bot/playground/journey/screen-text.ts';
import { days, minutes } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { nationalId } from '../support/made-up.ts';
import { play } from '../support/play.ts';
import { useRegistration } from '../support/registering.ts';
import { toldTo } from '../support/scenes.ts';

const database = useDatabase();
const { studentBefore, finishFrom } = useRegistration(database);

const review = 'finds everything right';

async function accountNow() {
  const accounts = await database.db.read.account.findMany();
  expect(accounts).toHaveLength(1);
  return accounts[0];
}

describe('with a passport', () => {
  /** Of another nationality, at the question for the country. */
  async function atTheCountry(language: 'fa' | 'en'): Promise<Cast> {
    const cast = await studentBefore('says the nationality', { language });
    const { student } = cast;
    const { html, plain } = student.words;
    await student.tap(plain('registration.other'));
    await student.sees(html('registration.kindAsk'));
    await student.tap(plain('registration.passport'));
    await student.sees(html('registration.countryAsk'));
    return cast;
  }

  async function registersWith(cast: Cast, number: string): Promise<void> {
    const { student, about } = cast;
    const { html } = student.words;
    await student.write(about.firstName);
    await student.sees(html('registration.lastNameAsk'));
    await student.write(about.lastName);
    await student.sees(html('registration.passportAsk'));
    for (const [typed, key] of [
      ['P012/456', 'wrongCharacter'],
      ['ABCDEFG', 'noDigit'],
    ] as const) {
      await student.write(typed);
      await student.sees(html(`registration.id.${key}`));
    }
    await student.write('P012');
    await student.sees(html('registration.id.wrongLengthPassport', { length: 4 }));
    await student.write(number);
    await student.sees(html('registration.birthDateAsk'));
    await play(cast, { from: 'writes the birth date', until: 'wants to complete the profile' });
  }

  test('the country is picked, and with the number it is the identity', async () => {
    const cast = await atTheCountry('en');
    await cast.student.tap('Iraq');
    await registersWith(cast, 'a 1234567');
    expect(await accountNow()).toMatchObject({
      identityKind: 'passport',
      identityCountry: 'IQ',
      identityNumber: 'A1234567',
      language: 'en',
    });
  });

  test('the country is written by name, and Iran is not one', async () => {
    const cast = await atTheCountry('fa');
    const { student } = cast;
    const { html } = student.words;
    await student.write('آتلانتیس');
    await student.sees(html('registration.countryUnknown'));
    await student.write('ایران');
    await student.sees(html('registration.countryIranian'));
    await student.write('نيجريه');
    await student.sees(html('registration.firstNameAsk'));
    await registersWith(cast, '۰۱۲۳۴۵۶۷');
    expect(await accountNow()).toMatchObject({ identityCountry: 'NG', identityNumber: '01234567' });
  });
});

describe('on the review page', () => {
  const change = async (student: Player, label: string): Promise<void> => {
    await student.tap(`✏️ ${label}`);
  };

  test('each field can be changed, and the page shows what it is now', async () => {
    const cast = await studentBefore(review);
    const { student, about } = cast;
    const { html, plain } = student.words;
    await change(student, plain('registration.lastName'));
    await student.sees(html('registration.lastNameAsk'));
    await student.write('دیگری‌زاده');
    const { text } = await student.sees(html('registration.reviewIntro'));
    expect(text).toContain('دیگری‌زاده');
    expect(text).not.toContain(about.lastName);
    await change(student, plain('registration.lastName'));
    await student.write(about.lastName);
    await student.sees(html('registration.reviewIntro'));
    await finishFrom(review, cast);
  });

  test('the password is not shown, and a new one is asked for twice', async () => {
    const cast = await studentBefore(review);
    const { student } = cast;
    const { html, plain } = student.words;
    const before = await database.db.read.formState.findMany({ select: { content: true } });
    await change(student, plain('registration.passwordField'));
    await student.write('another-passw0rd');
    await student.sees(html('registration.repeatAsk'));
    await student.write('another-passw0rd');
    const { text } = await student.sees(html('registration.reviewIntro'));
    expect(text).not.toContain('passw0rd');
    const after = await database.db.read.formState.findMany({ select: { content: true } });
    expect(passwordIn(after)).not.toBe(passwordIn(before));
    await finishFrom(review, cast);
  });

  test('of another nationality the number is asked for again, of that kind', async () => {
    const cast = await studentBefore(review);
    const { student } = cast;
    const { html, plain } = student.words;
    await change(student, plain('registration.nationality'));
    await student.tap(plain('registration.other'));
    await student.sees(html('registration.kindAsk'));
    await student.tap(plain('registration.fida'));
    await student.sees(html('registration.fidaAsk'));
    await student.write(nationalId(5));
    await student.sees(html('registration.id.wrongLengthFida', { length: 10 }));
    await student.write('123456789012');
    await student.sees(html('registration.reviewIntro'));
    await play(cast, { from: review, until: 'wants to complete the profile' });
    expect(await accountNow()).toMatchObject({
      identityKind: 'fida',
      identityCountry: 'IR',
      identityNumber: '123456789012',
    });
  });

  test('another mobile number is proven by a code of its own', async () => {
    const cast = await studentBefore('writes the code from the phone');
    const { student } = cast;
    const { html, plain } = student.words;
    await student.tap(plain('forms.back'));
    await student.sees(html('registration.reviewIntro'));
    await change(student, plain('registration.mobile'));
    await student.write('09128009999');
    await student.sees(html('registration.reviewIntro'));
    await play(cast, { from: review, until: 'asks for the code by SMS' });
    await student.tap(plain('registration.bySms'));
    await student.sees(html('codes.askSms', { address: '09128009999', left: any }));
  });
});

const passwordIn = (forms: readonly { content: unknown }[]): unknown =>
  (forms[0]?.content as { answers: { password?: string } } | undefined)?.answers.password;

describe('an account', () => {
  test('whose mobile was proven more than a week ago is made after another code', async () => {
    const cast = await studentBefore('writes the code from the mailbox');
    const { student } = cast;
    const { html, plain } = student.words;
    await cast.codeByMail();
    database.clock.advance(8 * days);
    await student.tap(plain('codes.againEmail'));
    await student.write(await cast.codeByMail());
    await student.sees(html('registration.provenLongAgo'));
    await student.sees(html('codes.askSms', { address: any, left: any }));
    await student.write(await cast.codeBySms());
    await student.sees(html('notices.registered'));
    await accountNow();
  });

  test('with the mobile of another account is made, and the other is told', async () => {
    const cast = await studentBefore('writes the code from the mailbox');
    const { about } = cast;
    const chatId = 55n;
    const now = database.clock.now();
    const other = await database.db.read.account.create({
      data: {
        identityKind: 'nationalId',
        identityCountry: 'IR',
        identityNumber: nationalId(77),
        mobile: `+98${about.mobile.slice(1)}`,
        createdAt: now,
      },
    });
    const session = { chatId, accountId: other.id, createdAt: now, lastSeenAt: now };
    await database.db.read.chatSession.create({ data: session });
    await play(cast, {
      from: 'writes the code from the mailbox',
      until: 'wants to complete the profile',
    });
    expect(await database.db.read.account.count()).toBe(2);
    expect(await toldTo(database, chatId)).toEqual(['mobileShared']);
  });

  test('is not made a second time from the chat that has one', async () => {
    const cast = await studentBefore('wants to complete the profile');
    const { student } = cast;
    await student.perform('presses an old button', (chat) => chat.tap({ data: 'register' }));
    await student.sees(student.words.html('registration.chatHasAccount'));
  });

  test('of an identity number that has one is told only after the code from the phone', async () => {
    const cast = await studentBefore('writes the code from the phone');
    const { student, about } = cast;
    const { html } = student.words;
    await database.db.read.account.create({
      data: {
        identityKind: 'nationalId',
        identityCountry: 'IR',
        identityNumber: about.identityNumber,
        createdAt: database.clock.now(),
      },
    });
    const code = await cast.codeBySms();
    await student.write(String((Number(code) + 1) % 1_000_000).padStart(6, '0'));
    await student.sees(html('codes.wrong', { count: 4, left: any }));
    const told = html('registration.alreadyRegistered');
    expect(student.chat.messages.some(({ text }) => text.startsWith(told.slice(0, 20)))).toBe(
      false,
    );
    database.clock.advance(minutes);
    await student.write(code);
    await student.sees(told);
    expect(await database.db.read.account.count()).toBe(1);
    expect(await database.db.read.formState.count()).toBe(0);
  });
});
