import { words } from '../../view/language.ts';
import type { Cast } from './cast.ts';
import { any } from './screen-text.ts';
import { type Step, stepsOf } from './step.ts';

const password = 'sample-passw0rd';

/** 2.1 to 2.7: from the first greeting to an account. */
export const registering: readonly Step[] = stepsOf('student', [
  [
    'greets the bot',
    async ({ student }) => {
      await student.write('/start');
      await student.sees(words.fa.html('start.askLanguage'));
    },
  ],
  [
    'chooses the language',
    async ({ student, language }) => {
      await student.tap(words.fa.plain(language === 'fa' ? 'start.persian' : 'start.english'));
      await student.sees(student.words.html('start.welcome'));
    },
  ],
  [
    'wants to register',
    async ({ student }) => {
      await student.tap(student.words.plain('menu.register'));
      await student.sees(student.words.html('registration.rulesAsk', { rules: any }));
    },
  ],
  [
    'accepts the rules of registration',
    async ({ student }) => {
      await student.tap(student.words.plain('registration.accept'));
      await student.sees(student.words.html('registration.nationalityAsk'));
    },
  ],
  ['says the nationality', sayNationality],
  [
    'writes the first name',
    async ({ student, about }) => {
      await student.write(about.firstName);
      await student.sees(student.words.html('registration.lastNameAsk'));
    },
  ],
  [
    'writes the last name',
    async ({ student, about }) => {
      await student.write(about.lastName);
      const asks = {
        iranian: 'registration.nationalIdAsk',
        other: 'registration.fidaAsk',
      } as const;
      await student.sees(student.words.html(asks[about.nationality]));
    },
  ],
  [
    'writes the identity number',
    async ({ student, about }) => {
      await student.write(about.identityNumber);
      await student.sees(student.words.html('registration.birthDateAsk'));
    },
  ],
  [
    'writes the birth date',
    async ({ student, about, language }) => {
      await student.write(language === 'fa' ? jalali(about.birthDate) : about.birthDate);
      await student.sees(student.words.html('registration.mobileAsk'));
    },
  ],
  [
    'shares the own phone number',
    async ({ student }) => {
      await student.shareContact(student.words.plain('registration.shareContact'));
      await student.sees(student.words.html('registration.emailAsk'));
    },
  ],
  [
    'writes the e-mail address',
    async ({ student, about }) => {
      await student.write(about.email);
      await student.sees(student.words.html('registration.passwordAsk'));
    },
  ],
  [
    'writes a password',
    async ({ student }) => {
      await student.write(password);
      await student.sees(student.words.html('registration.repeatAsk'));
    },
  ],
  [
    'repeats the password',
    async ({ student }) => {
      await student.write(password);
      await student.sees(student.words.html('registration.reviewIntro'));
    },
  ],
  [
    'finds everything right',
    async ({ student }) => {
      await student.tap(student.words.plain('forms.send'));
      await student.sees(student.words.html('registration.captchaAsk'));
    },
  ],
  [
    'reads the picture',
    async ({ student, eyes }) => {
      await student.write(await eyes(student.chat.id));
      await student.sees(student.words.html('registration.channelAsk', { mobile: any }));
    },
  ],
  [
    'asks for the code by SMS',
    async ({ student }) => {
      await student.tap(student.words.plain('registration.bySms'));
      await student.sees(student.words.html('codes.askSms', { address: any, left: any }));
    },
  ],
  [
    'writes the code from the phone',
    async ({ student, codeBySms }) => {
      await student.write(await codeBySms());
      await student.sees(student.words.html('codes.askEmail', { address: any, left: any }));
    },
  ],
  [
    'writes the code from the mailbox',
    async ({ student, codeByMail }) => {
      await student.write(await codeByMail());
      await student.sees(student.words.html('notices.registered'));
    },
  ],
]);

async function sayNationality({ student, about }: Cast): Promise<void> {
  await student.tap(student.words.plain(`registration.${about.nationality}`));
  if (about.nationality === 'other') {
    await student.sees(student.words.html('registration.kindAsk'));
    await student.tap(student.words.plain('registration.fida'));
  }
  await student.sees(student.words.html('registration.firstNameAsk'));
}

const parts = new Intl.DateTimeFormat('fa-IR-u-ca-persian-nu-arabext', {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  timeZone: 'UTC',
});

/** A day as a person writes it in Persian: ۱۳۷۸/۰۲/۲۲. */
export const jalali = (isoDate: string): string => parts.format(new Date(isoDate));
