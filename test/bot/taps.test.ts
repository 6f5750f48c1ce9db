import { afterEach, describe, expect, test } from 'vitest';
import type { Cast } from '../../bot/playground/journey/cast.ts';
import type { TapAnswer } from '../../bot/playground/telegram/callback-queries.ts';
import { screens } from '../../bot/screens.ts';
import { type RunningBot, startBot } from '../support/bot.ts';
import { useDatabase } from '../support/database.ts';
import { engines } from '../support/empty-database.ts';
import { castOf, play } from '../support/play.ts';

const database = useDatabase();
let bot: RunningBot | undefined;

afterEach(async () => {
  await bot?.stop();
  bot = undefined;
});

/** One process; and, where there is PostgreSQL, two replicas that are given every update. */
const ways = [
  ['one process', {}],
  ...(engines.length > 1
    ? [['two replicas by webhook', { take: 'webhook', replicas: 2 }] as const]
    : []),
] as const;

type Way = (typeof ways)[number][1];

async function studentBefore(step: string, way: Way, seeded = false): Promise<Cast> {
  bot = await startBot({ database, seeded, ...way });
  const cast = castOf(bot, database);
  await play(cast, { until: step });
  return cast;
}

const formRow = async (form: string) =>
  (await database.db.read.formState.findFirst({ where: { form } })) ?? undefined;

const answersOf = async (form: string) =>
  ((await formRow(form))?.content as { answers: Record<string, unknown> } | undefined)?.answers;

/** Taps the same button so often at the same instant; what popped up, in any order. */
async function tapAtOnce({ student }: Cast, data: string, times = 2): Promise<string[]> {
  await student.chat.until(({ messages }) =>
    messages.some(({ buttons }) =>
      buttons.flat().some((button) => 'callback_data' in button && button.callback_data === data),
    ),
  );
  const taps: Promise<TapAnswer>[] = [];
  for (let tap = 0; tap < times; tap += 1) taps.push(student.chat.tap({ data }));
  const answers = await Promise.all(taps);
  return answers.map((answer) => (answer === 'expired' ? 'expired' : answer.text)).toSorted();
}

const questions = ({ student }: Cast, text: string) =>
  student.chat.messages.filter((message) => !message.mine && message.text.includes(text)).length;

describe.each(ways)('the same button twice at the same instant: %s', (_name, way) => {
  test('the rules are accepted once', async () => {
    const cast = await studentBefore('accepts the rules of registration', way);
    const { plain } = cast.student.words;
    const popped = await tapAtOnce(cast, 'f:registration:rules:accept', 3);
    const already = plain('forms.alreadyAnswered');
    expect(popped).toEqual(['', already, already].toSorted());
    expect(await database.db.read.rulesAcceptance.count()).toBe(1);
    expect(await answersOf('registration')).toEqual({ rules: true });
    await cast.student.sees(plain('registration.nationalityAsk'));
    expect(questions(cast, plain('registration.nationalityAsk'))).toBe(1);
  });

  test('a choice is made once, and the next question comes once', async () => {
    const cast = await studentBefore('says the nationality', way);
    const popped = await tapAtOnce(cast, 'f:registration:nationality:pick:iranian');
    expect(popped).toEqual(['', cast.student.words.plain('forms.alreadyAnswered')]);
    expect(await answersOf('registration')).toMatchObject({ nationality: 'iranian' });
    expect(questions(cast, cast.student.words.plain('registration.firstNameAsk'))).toBe(1);
  });

  test('both of two choices: the first that comes counts', async () => {
    const cast = await studentBefore('says the nationality', way);
    const { chat } = cast.student;
    const answers = await Promise.all(
      ['iranian', 'other'].map((value) =>
        chat.tap({ data: `f:registration:nationality:pick:${value}` }),
      ),
    );
    expect(answers).toMatchObject([
      { text: '' },
      { text: cast.student.words.plain('forms.alreadyAnswered') },
    ]);
    expect(await answersOf('registration')).toMatchObject({ nationality: 'iranian' });
  });

  test('a reviewed form is sent once, and one picture comes', async () => {
    const cast = await studentBefore('finds everything right', way);
    const popped = await tapAtOnce(cast, 'f:registration:review:send');
    expect(popped).toEqual(['', cast.student.words.plain('forms.alreadyAnswered')]);
    const { chat } = cast.student;
    await chat.until(({ messages }) => messages.some(({ file }) => file));
    expect(chat.messages.filter(({ file }) => file)).toHaveLength(1);
    expect(await formRow('registration')).toMatchObject({ step: 'captcha' });
  });

  test('a code by SMS is ordered once', async () => {
    const cast = await studentBefore('asks for the code by SMS', way);
    const popped = await tapAtOnce(cast, 'f:registration:channel:pick:sms');
    expect(popped).toEqual(['', cast.student.words.plain('forms.alreadyAnswered')]);
    await cast.codeBySms();
    expect(await database.db.read.oneTimeCode.count()).toBe(1);
  });
});

describe('a button that is out of place', () => {
  test('of a form that was cancelled, and of one that never was', async () => {
    const cast = await studentBefore('says the nationality', {});
    const { student } = cast;
    const { plain } = student.words;
    await student.write('/cancel');
    await student.tap(plain('forms.discard'));
    await student.sees(plain('forms.discarded'));
    const answer = await student.chat.tap({ data: 'f:registration:nationality:pick:iranian' });
    expect(answer).toMatchObject({ text: plain('forms.over') });
    expect(await formRow('registration')).toBeUndefined();
    await student.tap(plain('menu.open'));
    await play(cast, { from: 'wants to register', until: 'writes the last name' });
  });

  // As many taps as there are buttons, twice.
  test('of another form while one is being answered, and of none', {
    timeout: 120_000,
  }, async () => {
    const cast = await studentBefore('says the nationality', {});
    const { student } = cast;
    const before = await formRow('registration');
    const broken = student.words.plain('errors.internal');
    for (const data of madeUp) {
      // Some take the old buttons away, and one needs a button to tap on.
      student.chat.readAll();
      student.chat.send('/menu');
      await student.chat.next({ match: ({ buttons }) => buttons.length > 0 });
      const answer = await student.chat.tap({ data });
      expect(answer, data).not.toBe('expired');
    }
    expect(student.chat.messages.filter(({ text }) => text === broken)).toEqual([]);
    const { content, step } = (await formRow('registration')) ?? {};
    expect({ content, step }).toEqual({ content: before?.content, step: before?.step });
    expect(await database.db.read.formState.count()).toBe(1);
    await student.write('/menu');
    const form = student.words.plain('registration.title');
    await student.tap(student.words.plain('menu.continueForm', { form }));
    await play(cast, { from: 'says the nationality', until: 'writes the last name' });
  });
});

/** Those of a stranger; and two that answer a stranger with an apology, nothing worse. */
const ownScreens = [
  'register',
  'signin',
  'recover',
  'track',
  'lang',
  'menu',
  'help',
  'hours',
  'placement',
];

/** What no button of ours says, or none that this person was shown. */
const madeUp = [
  'f:nothing:rules:accept',
  'f:profile:university:pick:1',
  'f:application:openings:add:99999999999999999999',
  'f:registration:nothing:pick:1',
  'f:registration:nationality:pick:martian',
  'f:registration:review:change:captcha',
  'f:registration',
  '\u{1f600}'.repeat(16),
  ':'.repeat(64),
  '__proto__:1',
  'constructor',
  'lang:xx',
  ...Object.keys(screens.taps)
    .filter((name) => !ownScreens.includes(name))
    .flatMap((name) => [`${name}:x`, `${name}:99999999999999999999`]),
];
