import { describe, expect, test } from 'vitest';
import type { Player } from '../../bot/playground/journey/player.ts';
import { any } from '../../bot/playground/journey/screen-text.ts';
import { png } from '../core/files/pictures.ts';
import { minutes } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { nationalId } from '../support/made-up.ts';
import { play } from '../support/play.ts';
import { useRegistration } from '../support/registering.ts';

const database = useDatabase();
const { studentBefore, finishFrom } = useRegistration(database);

/** Writes a text and sees what is wrong with it. */
type Wrong = readonly [typed: string, explained: (student: Player) => string];

const wrongId =
  (key: 'notDigits' | 'allEqual' | 'wrongCheckDigit' | 'empty') => (student: Player) =>
    student.words.html(`registration.id.${key}`);
const wrongPhone = (key: 'notDigits' | 'notMobile' | 'foreign') => (student: Player) =>
  student.words.html(`registration.phone.${key}`);
const wrongMail = (key: 'noAt' | 'notLatin' | 'noDomain' | 'spaceInside' | 'wrongForm') => {
  return (student: Player) => student.words.html(`registration.mail.${key}`);
};
const wrongBirth = (key: 'wrongForm' | 'noSuchDay' | 'future') => (student: Player) =>
  student.words.html(`registration.birth.${key}`);
const wrongLetter = (character: string) => (student: Player) =>
  student.words.html('registration.name.wrongCharacter', { character });
const tooLong = (length: number) => (student: Player) =>
  student.words.html('forms.tooLong', { length, limit: 2_000 });

const valid = nationalId(4_321);
const wrongCheck = `${valid.slice(0, 9)}${(Number(valid[9]) + 1) % 10}`;

const fields: readonly (readonly [step: string, wrongs: readonly Wrong[]])[] = [
  [
    'writes the first name',
    [
      ['🙂', wrongLetter('🙂')],
      ['۱۲۳', wrongLetter('۱')],
      ['<b>', wrongLetter('<')],
      ['آ'.repeat(61), (s) => s.words.html('registration.name.tooLong', { length: 61 })],
      ['x'.repeat(4_096), tooLong(4_096)],
    ],
  ],
  ['writes the last name', [['!!', wrongLetter('!')]]],
  [
    'writes the identity number',
    [
      ['abcdefghij', wrongId('notDigits')],
      ['🙂', wrongId('notDigits')],
      ['12345', (s) => s.words.html('registration.id.wrongLength', { length: 5 })],
      ['۱۱۱۱۱۱۱۱۱۱', wrongId('allEqual')],
      [wrongCheck, wrongId('wrongCheckDigit')],
      ['9'.repeat(4_096), tooLong(4_096)],
    ],
  ],
  [
    'writes the birth date',
    [
      ['دیروز', wrongBirth('wrongForm')],
      ['۱۳۷۸/۱۲/۳۱', wrongBirth('noSuchDay')],
      ['2099-01-01', wrongBirth('future')],
      ['2020-01-01', (s) => s.words.html('registration.birth.tooYoung', { age: 3 })],
      ['1850-01-01', (s) => s.words.html('registration.birth.tooOld', { age: 173 })],
    ],
  ],
  [
    'shares the own phone number',
    [
      ['نمی‌دهم', wrongPhone('notDigits')],
      ['02512345678', wrongPhone('notMobile')],
      ['+14155550123', wrongPhone('foreign')],
      ['۰۹۱۲۳', (s) => s.words.html('registration.phone.wrongLength', { length: 5 })],
    ],
  ],
  [
    'writes the e-mail address',
    [
      ['negar', wrongMail('noAt')],
      ['نگار@example.com', wrongMail('notLatin')],
      ['negar@example', wrongMail('noDomain')],
      ['ne gar@example.com', wrongMail('spaceInside')],
      ['negar@@example.com', wrongMail('wrongForm')],
    ],
  ],
  [
    'writes a password',
    [
      ['short1', (s) => s.words.html('registration.password.tooShort', { length: 6 })],
      ['no digit in here', (s) => s.words.html('registration.password.noDigit')],
      ['1'.repeat(129), (s) => s.words.html('registration.password.tooLong', { length: 129 })],
    ],
  ],
  [
    'repeats the password',
    [['another-passw0rd', (s) => s.words.html('registration.password.differs')]],
  ],
];

describe('at each field', () => {
  test.each(fields)('%s: what is wrong is said, and the step stays', async (step, wrongs) => {
    const cast = await studentBefore(step);
    for (const [typed, explained] of wrongs) {
      await cast.student.write(typed);
      await cast.student.sees(explained(cast.student));
    }
    await finishFrom(step, cast);
  });

  test('five thousand characters, which the client sends as two messages', async () => {
    const { student } = await studentBefore('writes the last name');
    await student.perform('writes at length', (chat) => {
      chat.send('ن'.repeat(4_096));
      chat.send('ن'.repeat(904));
    });
    await student.sees(tooLong(4_096)(student));
    await student.sees(student.words.html('registration.name.tooLong', { length: 904 }));
  });

  test('Persian and Arabic digits are as good as others', async () => {
    const cast = await studentBefore('writes the identity number');
    const persian = (text: string) => text.replaceAll(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'[+digit] ?? '');
    await cast.student.write(persian(cast.about.identityNumber));
    await play(cast, { from: 'writes the birth date', until: 'shares the own phone number' });
    await cast.student.write(
      cast.about.mobile.replaceAll(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[+digit] ?? ''),
    );
    await cast.student.sees(cast.student.words.html('registration.emailAsk'));
    await finishFrom('writes the e-mail address', cast);
  });

  test('of a foreign national: a FIDA code of twelve digits', async () => {
    const cast = await studentBefore('writes the identity number', { language: 'en' });
    const { student } = cast;
    await student.write(nationalId(1));
    await student.sees(student.words.html('registration.id.wrongLengthFida', { length: 10 }));
    await student.write('ABC123456789');
    await student.sees(student.words.html('registration.id.notDigits'));
    await finishFrom('writes the identity number', cast);
  });
});

describe('what is no text', () => {
  const things: readonly (readonly [string, Parameters<Player['perform']>[1]])[] = [
    ['a sticker', (chat) => chat.sendSticker()],
    ['a voice message', (chat) => chat.sendVoice()],
    ['a place', (chat) => chat.sendLocation(34.6, 50.9)],
    ['a photo', (chat) => chat.sendPhoto(png())],
    ['a contact', (chat) => chat.shareContact()],
  ];

  test.each(things)('%s instead of a name', async (what, deed) => {
    const cast = await studentBefore('writes the first name');
    await cast.student.perform(what, deed);
    await cast.student.sees(cast.student.words.html('forms.writeText'));
    await finishFrom('writes the first name', cast);
  });

  test('an album: a civil word for each of its pictures, and nothing lost', async () => {
    const cast = await studentBefore('writes the first name');
    const { student } = cast;
    await student.perform('an album', (chat) => chat.sendAlbum([png(), png(), png()]));
    const word = student.words.plain('forms.writeText');
    await student.until(
      () => student.chat.messages.filter(({ mine, text }) => !mine && text === word).length === 3,
    );
    await finishFrom('writes the first name', cast);
  });

  test("somebody else's contact is not taken for the own number", async () => {
    const cast = await studentBefore('shares the own phone number');
    const { student } = cast;
    const other = { phone: '989120000001', firstName: 'دیگری', userId: 77 };
    await student.perform("another's contact", (chat) => chat.shareContact(other));
    await student.sees(student.words.html('registration.phone.notOwn'));
    await student.perform('the own contact, of another country', (chat) =>
      chat.shareContact({ phone: '93701234567', firstName: 'من', userId: student.chat.id }),
    );
    await student.sees(student.words.html('registration.phone.foreign'));
    const nobody = { phone: '989120000002', firstName: 'بی‌تلگرام' };
    await student.perform('a contact without Telegram', (chat) => chat.shareContact(nobody));
    await student.sees(student.words.html('registration.phone.notOwn'));
    await finishFrom('shares the own phone number', cast);
  });
});

describe('the key that shares the own number goes with its question', () => {
  test('by going back', async () => {
    const cast = await studentBefore('shares the own phone number');
    const { student } = cast;
    await student.until(() => student.chat.keyboard !== undefined);
    await student.tap(student.words.plain('forms.back'));
    await student.sees(student.words.html('forms.wentBack'));
    expect(student.chat.keyboard).toBeUndefined();
    await finishFrom('writes the birth date', cast);
  });

  test('by going elsewhere, and comes again with it', async () => {
    const cast = await studentBefore('shares the own phone number');
    const { student } = cast;
    await student.until(() => student.chat.keyboard !== undefined);
    await student.write('/menu');
    await student.sees(student.words.html('forms.keptForLater'));
    expect(student.chat.keyboard).toBeUndefined();
    const form = student.words.plain('registration.title');
    await student.tap(student.words.plain('menu.continueForm', { form }));
    await student.until(() => student.chat.keyboard !== undefined);
    await finishFrom('shares the own phone number', cast);
  });
});

describe('buttons', () => {
  test.each([
    'accepts the rules of registration',
    'says the nationality',
    'asks for the code by SMS',
  ])('%s: text where a button is due', async (step) => {
    const cast = await studentBefore(step);
    await cast.student.write('بله');
    await cast.student.sees(cast.student.words.html('forms.pressButton'));
    await finishFrom(step, cast);
  });

  test('a button of an old message changes nothing', async () => {
    const cast = await studentBefore('writes the last name');
    const { student } = cast;
    const answer = await student.chat.tap({ data: 'f:registration:nationality:pick:other' });
    expect(answer).toMatchObject({ text: student.words.plain('forms.alreadyAnswered') });
    await finishFrom('writes the last name', cast);
  });

  test('a button of no form and no screen', async () => {
    const cast = await studentBefore('writes the last name');
    const { student } = cast;
    const answer = await student.chat.tap({ data: 'nowhere:1' });
    expect(answer).toMatchObject({ text: student.words.plain('errors.oldButton') });
    await finishFrom('writes the last name', cast);
  });

  test('left for the menu, the form goes on where it was', async () => {
    const cast = await studentBefore('writes the last name');
    const { student } = cast;
    await student.write('/menu');
    const form = student.words.plain('registration.title');
    await student.tap(student.words.plain('menu.continueForm', { form }));
    await student.sees(student.words.html('registration.lastNameAsk'));
    await finishFrom('writes the last name', cast);
  });
});

describe('the password', () => {
  test('stays nowhere: the messages are deleted, and no table holds it', async () => {
    const cast = await studentBefore('finds everything right');
    const { chat } = cast.student;
    await cast.student.until(() => !chat.messages.some(({ text }) => text.includes('passw0rd')));
    const forms = await database.db.read.formState.findMany({ select: { content: true } });
    expect(JSON.stringify(forms)).not.toContain('passw0rd');
    expect(JSON.stringify(forms)).toContain('$argon2id$');
  });

  test('is deleted also where it is not taken', async () => {
    const cast = await studentBefore('writes a password');
    const { student } = cast;
    await student.write('short1');
    await student.until(() => !student.chat.messages.some(({ text }) => text === 'short1'));
  });

  test('is deleted also where it reads like a command that nobody knows', async () => {
    const cast = await studentBefore('writes a password');
    const { student } = cast;
    const typed = ['/salam@1234567', '/salam 1234567'];
    for (const one of typed) {
      await student.write(one);
      await student.sees(student.words.html('errors.secretCommand'));
    }
    await student.until(() => !student.chat.messages.some(({ text }) => typed.includes(text)));
    await finishFrom('writes a password', cast);
  });
});

describe('the picture', () => {
  test('a wrong answer keeps it, the third draws another, and capitals count', async () => {
    const cast = await studentBefore('reads the picture');
    const { student } = cast;
    const { html } = student.words;
    await student.write('00000');
    await student.sees(html('registration.captchaWrong'));
    const right = await cast.eyes(student.chat.id);
    const swapped = right.replaceAll(/[a-z]/gi, (letter) =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
    );
    await student.write(swapped === right ? '00000' : swapped);
    await student.sees(html('registration.captchaWrong'));
    await student.write('00000');
    await student.seesFile(html('registration.captchaAsk'));
    expect(await cast.eyes(student.chat.id)).not.toBe(right);
    await finishFrom('reads the picture', cast);
  });

  test('ten wrong answers stop the chat for an hour', async () => {
    const cast = await studentBefore('reads the picture');
    const { student } = cast;
    for (let wrong = 0; wrong < 9; wrong += 1) {
      await student.write('00000');
      await student.sees(
        student.words.html(
          wrong % 3 === 2 ? 'registration.captchaNew' : 'registration.captchaWrong',
        ),
      );
    }
    const shown = await cast.eyes(student.chat.id);
    await student.write('00000');
    await student.sees(student.words.html('registration.captchaBlocked', { minutes: any }));
    await student.write(shown);
    await student.sees(student.words.html('registration.captchaBlocked', { minutes: any }));
    database.clock.advance(60 * minutes);
    // The picture that was shown last, which is still on the screen, is the right one.
    expect(await cast.eyes(student.chat.id)).toBe(shown);
    await finishFrom('reads the picture', cast);
  });
});

describe('the code', () => {
  const step = 'writes the code from the phone';

  test('letters, five digits and a wrong code are told apart', async () => {
    const cast = await studentBefore(step);
    const { student } = cast;
    await student.write('کد');
    await student.sees(student.words.html('codes.notSixDigits'));
    await student.write('12345');
    await student.sees(student.words.html('codes.notSixDigits'));
    const code = await cast.codeBySms();
    await student.write(wrongCode(code));
    await student.sees(student.words.html('codes.wrong', { count: 4, left: any }));
    await student.write(code.replaceAll(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'[+digit] ?? ''));
    await student.sees(student.words.html('codes.askEmail', { address: any, left: any }));
    await finishFrom('writes the code from the mailbox', cast);
  });

  test('the sixth try is no try: the right code does not help any more, a new one does', async () => {
    const cast = await studentBefore(step);
    const { student } = cast;
    const code = await cast.codeBySms();
    for (const count of [4, 3, 2, 1]) {
      await student.write(wrongCode(code));
      await student.sees(student.words.html('codes.wrong', { count, left: any }));
    }
    await student.write(wrongCode(code));
    await student.sees(student.words.html('codes.dead'));
    await student.write(code);
    await student.sees(student.words.html('codes.dead'));
    database.clock.advance(minutes);
    await student.tap(student.words.plain('codes.againSms'));
    await finishFrom(step, cast);
  });

  test('at 4:59 it is good', async () => {
    const cast = await studentBefore(step);
    database.clock.advance(5 * minutes - 1_000);
    await finishFrom(step, cast);
  });

  test('at 5:00 it has run out, and a new one is offered by either channel', async () => {
    const cast = await studentBefore(step);
    const { student } = cast;
    const code = await cast.codeBySms();
    database.clock.advance(5 * minutes);
    await student.write(code);
    await student.sees(student.words.html('codes.expired'));
    await student.seesButton(student.words.plain('codes.againSms'));
    await student.tap(student.words.plain('codes.againCall'));
    await student.sees(student.words.html('codes.askCall', { address: any, left: any }));
    await finishFrom(step, cast);
  });

  test('a new one comes only after a minute', async () => {
    const cast = await studentBefore(step);
    const { student } = cast;
    await student.tap(student.words.plain('codes.againSms'));
    await student.sees(student.words.html('codes.tooSoon', { wait: any }));
    await finishFrom(step, cast);
  });
});

const wrongCode = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
