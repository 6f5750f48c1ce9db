import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isOfficersCommand, purposes, rolesFor } from '../../bot/guide/commands.ts';
import { topicAbout } from '../../bot/guide/search.ts';
import { formTopics, topicNames, topicOf } from '../../bot/guide/topics.ts';
import { screens } from '../../bot/screens.ts';
import { type Language, languages, words } from '../../bot/view/language.ts';
import type { StaffRole } from '../../core/staff/types.ts';
import { useDatabase } from '../support/database.ts';
import { nationalId } from '../support/made-up.ts';
import { type Desk, type Office, openOffice } from '../support/office.ts';
import { aStudent } from '../support/people.ts';
import { aCampus, type Campus } from '../support/scenes.ts';

const commandsIn = (text: string): string[] =>
  [...text.matchAll(/(?<![\w<])\/([a-z]+)/g)].map(([, command = '']) => command);

/** How a line of the guide says whose something is. */
const named: Readonly<Record<Language, Readonly<Record<StaffRole, RegExp>>>> = {
  fa: {
    unitOfficer: /مسئول واحد/,
    expert: /کارشناس/,
    studentDeputy: /معاون دانشجویی/,
    internationalDeputy: /معاون بین‌الملل/,
    finance: /مالی/,
    organisation: /سازمان/,
    administrator: /مدیر سامانه/,
  },
  en: {
    unitOfficer: /unit officer/i,
    expert: /expert/i,
    studentDeputy: /student-affairs deputy/i,
    internationalDeputy: /international deputy/i,
    finance: /finance/i,
    organisation: /organisation/i,
    administrator: /administrator/i,
  },
};

describe('topics', () => {
  test('each form and step that asks help is one of the bot', () => {
    const steps = Object.fromEntries(
      screens.forms.map((form) => [form.name, form.steps.map(({ name }) => name)]),
    );
    for (const [form, { steps: asking = {} }] of Object.entries(formTopics)) {
      expect(steps[form]).toEqual(expect.arrayContaining(Object.keys(asking)));
    }
  });

  test('where a code is waited for, it is about codes that do not come', () => {
    const sendsCodes = new Set(['channel', 'mobileCode', 'emailCode']);
    const steps = screens.forms.flatMap(({ name: form, steps: all }) =>
      all.filter(({ name }) => sendsCodes.has(name)).map(({ name }) => ({ form, step: name })),
    );
    expect(steps.length).toBeGreaterThan(10);
    for (const { form, step } of steps) {
      expect(formTopics[form]?.steps?.[step], `${form}, ${step}`).toBe('codes');
    }
  });

  test('each button that does what a topic is about is one of the bot', () => {
    const acts = topicNames.flatMap((name) => topicOf(name).act ?? []);
    expect(acts.filter((act) => !Object.hasOwn(screens.taps, act))).toEqual([]);
    expect(acts.length).toBeGreaterThan(5);
  });

  test.each(languages)('fit into a message with the commands of their role, in %s', (language) => {
    const { html } = words[language];
    for (const name of topicNames) {
      expect(html(`guide.texts.${name}`).length, name).toBeLessThan(1_500);
    }
  });

  test.each(languages)('name only commands that the bot answers, in %s', (language) => {
    const { html } = words[language];
    const known = new Set([...Object.keys(screens.commands), 'cancel']);
    for (const name of topicNames) {
      const told = commandsIn(html(`guide.texts.${name}`));
      expect(told.filter((command) => !known.has(command))).toEqual([]);
    }
  });

  test.each(languages)(
    'name to each reader only commands that the reader may use, or say whose they are, in %s',
    (language) => {
      const refused = topicNames.flatMap((name) =>
        words[language]
          .plain(`guide.texts.${name}`)
          .split('\n')
          .flatMap((line) => commandsIn(line).map((command) => ({ name, line, command })))
          .flatMap(({ command, ...told }) => {
            const roles = isOfficersCommand(command) ? rolesFor(command) : undefined;
            if (!roles || roles.some((role) => named[language][role].test(told.line))) return [];
            return topicOf(told.name)
              .readers.filter((reader) => !roles.some((role) => role === reader))
              .map((reader) => `${told.name} tells ${reader} of /${command}`);
          }),
      );
      expect(refused).toEqual([]);
    },
  );

  test('the text of a command begins with it', () => {
    for (const command of Object.keys(purposes) as (keyof typeof purposes)[]) {
      for (const language of languages) {
        expect(words[language].html(`guide.commands.${command}`)).toMatch(
          new RegExp(`^\\u2066?/${command}\\b`),
        );
      }
    }
  });

  test.each([
    ['شبا', 'sheba'],
    ['شماره شبا', 'sheba'],
    ['IBAN', 'sheba'],
    ['Sheba', 'sheba'],
    ['معدل', 'eligible'],
    ['كد پيگيري', 'next'],
    ['حریم‌خصوصی', 'privacy'],
    ['hours', 'hours'],
    ['how do I appeal', 'appeal'],
    ['پیامک نمی‌رسد', 'codes'],
    ['گذرواژه', 'account'],
    ['ورود', 'account'],
    ['forgot password', 'account'],
    ['حذف', 'privacy'],
    ['داده‌های من', 'privacy'],
    ['ثبت نام', 'register'],
    ['حساب بانکی', 'sheba'],
  ])('"%s" is about %s', (word, topic) => {
    expect(topicAbout(word, topicNames)).toBe(topic);
  });

  test.each(['', '؟', 'قق', 'zzz', '   '])('"%s" is about none', (word) => {
    expect(topicAbout(word, topicNames)).toBeUndefined();
  });
});

describe('the guide', () => {
  const database = useDatabase();
  let campus: Campus;
  let office: Office;

  beforeEach(async () => {
    campus = await aCampus(database);
    office = await openOffice(database);
  });
  afterEach(() => office.close());

  const texts = (language: Language) => ({
    title: (name: (typeof topicNames)[number]) => words[language].plain(`guide.titles.${name}`),
  });

  async function stranger(language: Language): Promise<Desk> {
    const desk = office.stranger();
    await desk.write('/start');
    await desk.tapFor(`lang:${language}`, language === 'fa' ? 'همیار دانشجو' : 'Hamyar Daneshjoo');
    return desk;
  }

  const offered = (desk: Desk): string[] =>
    [...new Set(desk.buttons.filter((data) => data.startsWith('help:')))].map((data) =>
      data.slice('help:'.length),
    );

  test.each(languages)(
    'leads a stranger through topics on one page, with a picture, in %s',
    async (language) => {
      const desk = await stranger(language);
      const { title } = texts(language);
      const list = await desk.tapFor('help', title('start').length > 0 ? /❔/ : /./);
      expect(offered(desk)).toEqual(
        topicNames.filter((name) => topicOf(name).readers.includes('stranger')),
      );
      const topic = await desk.tapFor('help:register', title('register'));
      expect(topic.id).toBe(list.id);
      const picture = await desk.tapFor('help:register:picture');
      expect(picture.file).toMatchObject({ kind: 'photo', width: 1080 });
      const again = await desk.tapFor('help:topics', '❔');
      expect(again.id).toBeGreaterThan(picture.id);
      await desk.tapFor('help:register', title('register'));
      await desk.tapFor('register');
      await desk.tapFor('f:registration:rules');
    },
  );

  test.each(languages)(
    'shows each topic and each picture that a student is offered, in %s',
    async (language) => {
      const student = await aStudent(database, { university: campus.university });
      const desk = await office.chat(student, language);
      const { title } = texts(language);
      const names = topicNames.filter((name) => topicOf(name).readers.includes('student'));
      expect(offered(desk)).toEqual(names);
      for (const name of names) {
        await desk.tapFor(`help:${name}`, title(name));
        if (topicOf(name).picture) {
          expect((await desk.tapFor(`help:${name}:picture`, title(name))).file?.kind).toBe('photo');
          await desk.tapFor('help:topics', '❔');
        } else await desk.tapFor('help:topics', '❔');
      }
    },
  );

  test('offers officers their own work, with the commands that the rules let them use', async () => {
    const unit = await office.chat(campus.officer, 'en');
    expect(offered(unit)).toEqual([
      'unitOfficer',
      'inbox',
      'needs',
      'placing',
      'officers',
      'students',
    ]);
    const work = await unit.tapFor('help:unitOfficer', 'Short commands');
    expect(work.text).toContain('/request');
    expect(work.text).not.toContain('/approve');
    await unit.tapFor('help:topics', 'Guide');
    await unit.tapFor('help:students', 'Guide');
    expect(offered(unit)).toContain('sheba');

    const expert = await office.chat(campus.expert, 'fa');
    const told = await expert.tapFor('help:expert', 'دستورهای کوتاه');
    expect(told.text).toContain('/approve');
    expect(told.text).not.toContain('/request');
    // In a form of the office, help is about that step of the work.
    await unit.write('/need');
    await unit.writeFor('/help', 'ledger of seats');
    for (const language of languages) {
      const reader = await office.chat(campus.expert, language);
      for (const name of topicNames.filter((one) => topicOf(one).readers.includes('expert'))) {
        await reader.tapFor(`help:${name}`, texts(language).title(name));
        if (topicOf(name).picture) {
          expect((await reader.tapFor(`help:${name}:picture`)).file?.kind).toBe('photo');
        }
        await reader.tapFor('help:topics', '❔');
      }
    }
    const money = await office.chat(campus.finance, 'en');
    expect((await money.tapFor('help:finance', 'Short commands')).text).toContain('/payrun');
  });

  test('answers a word, and says so where it has nothing about it', async () => {
    const desk = await stranger('fa');
    await desk.writeFor('/help شبا', texts('fa').title('sheba'));
    await desk.writeFor('/help ققق', 'در راهنما نیست');
    await desk.sees('❔');
    const other = await stranger('en');
    // A role's work is told to who has the role.
    await other.writeFor('/help administrator', 'has nothing about');
  });

  test('in a form it is about that form and its step, and the form goes on', async () => {
    const desk = await stranger('en');
    await desk.write('/menu');
    await desk.tapFor('register', 'Rules of registration');
    await desk.tapFor('f:registration:rules', 'nationality');
    const told = await desk.writeFor('/help', texts('en').title('register'));
    expect(told.text).toContain('What you have written in this form is kept');
    await desk.tapFor('help:topics', '❔');
    await desk.tapFor('help:codes', texts('en').title('codes'));
    await desk.tapFor('f:registration:nationality:pick:iranian', 'first name');
    await desk.writeFor('/help', texts('en').title('register'));
    await desk.tapFor('f:registration:-:open', 'first name');
    await desk.writeFor('Negar', 'last name');
  });

  test.each(languages)(
    'who signs in or forgot the password is helped with that, and at a code with codes, in %s',
    async (language) => {
      const desk = await stranger(language);
      const { title } = texts(language);
      const { html } = words[language];
      await desk.tapFor('signin');
      await desk.tapFor('f:signin:kind:pick:nationalId', html('signIn.ask.nationalId'));
      await desk.writeFor(nationalId(), html('signIn.passwordAsk'));
      await desk.writeFor('/help', title('account'));
      await desk.tapFor('recover');
      await desk.writeFor('/help', title('account'));
      const { content } = await database.db.read.formState.findFirstOrThrow({
        where: { form: 'recovery' },
      });
      const { text } = (content as { scratch: { text: string } }).scratch;
      await desk.writeFor(text, html('recovery.channelAsk').slice(0, 40));
      await desk.writeFor('/help', title('codes'));
    },
  );

  test('a made-up button of the guide is answered and changes nothing', async () => {
    const desk = await stranger('en');
    await desk.writeFor('/help', '❔');
    const before = desk.chat.messages.length;
    for (const data of ['help:nothing', 'help:toString', 'help:codes:picture', 'help:']) {
      const answer = await desk.chat.tap({ data });
      expect(answer === 'expired' ? '' : answer.text).toBe(words.en.plain('errors.oldButton'));
    }
    expect(desk.chat.messages.length).toBe(before);
  });
});
