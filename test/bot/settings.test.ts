import { hash, verify } from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Player } from '../../bot/playground/journey/player.ts';
import { any } from '../../bot/playground/journey/screen-text.ts';
import { copyable, Html } from '../../bot/view/language.ts';
import { topicsOf } from '../../core/announcements/queries.ts';
import { tehranDate } from '../../core/calendar.ts';
import {
  answerDelegation,
  offerDelegation,
} from '../../core/delegations/commands/delegate-cartable.ts';
import { aFiledStudent, payLine, place } from '../core/privacy/scene.ts';
import {
  type AccountHolder,
  anAccountHolder,
  anotherCode,
  type People,
  peopleOf,
  rightPassword,
} from '../support/account-holder.ts';
import { type RunningBot, startBot } from '../support/bot.ts';
import { minutes } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { anOfficer } from '../support/people.ts';
import { quiet } from '../support/play.ts';
import { done } from '../support/scenes.ts';
import { aUniversity } from '../support/university.ts';

const database = useDatabase();
let bot: RunningBot;
let people: People;
let holder: AccountHolder;

beforeAll(async () => {
  bot = await startBot({ database, seeded: false });
  people = peopleOf(bot, database);
});

afterAll(() => bot.stop());

beforeEach(async () => {
  holder = await anAccountHolder(database);
});

const account = () =>
  database.db.read.account.findUniqueOrThrow({
    where: { id: holder.accountId },
    include: { session: true },
  });

/** The settings' page in the own chat. */
async function openSettings(language: 'fa' | 'en' = 'fa'): Promise<Player> {
  const player = await people.ownChat(holder, language);
  await player.tap(player.words.plain('menu.settings'));
  await player.seesButton(player.words.plain('settings.leave'));
  return player;
}

/** The page again, with what it says now. */
const pageWith = (player: Player, mobile: string, email: string) => {
  const shown = { mobile: new Html(copyable(mobile)), email: new Html(copyable(email)) };
  return player.sees(player.words.html('settings.page', { name: any, identity: any, ...shown }));
};

const shownMobile = (mobile: string) => `0${mobile.slice(3)}`;

describe('the page', () => {
  test.each(['fa', 'en'] as const)(
    'says who one is and how one is reached, by command too (%s)',
    async (language) => {
      const player = await people.ownChat(holder, language);
      await player.write('/settings');
      const { text } = await player.sees(
        player.words.html('settings.page', { name: any, identity: any, mobile: any, email: any }),
      );
      expect(text).toContain(shownMobile(holder.mobile));
      expect(text).toContain(holder.email);
      expect(text).toContain(`******${holder.identityNumber.slice(-4)}`);
      expect(text).not.toContain(holder.identityNumber);
    },
  );

  test('of a stranger has the language and the ways to an account', async () => {
    const player = await people.stranger();
    await player.write('/settings');
    await player.sees(player.words.html('settings.stranger'));
    await player.seesButton(player.words.plain('menu.signin'));
    await player.tap('⬜️ English');
    await player.until(() => player.shows('✅ English'));
    expect(player.shows('🔑 Sign in')).toBe(true);
  });

  test('is drawn anew in the other language, which the account keeps', async () => {
    const player = await openSettings();
    await player.tap('⬜️ English');
    await player.until(() => player.shows('🗑 Delete the account'));
    expect(await account()).toMatchObject({ language: 'en', session: { language: 'en' } });
    const pages = player.chat.messages.filter(({ mine, text }) => !mine && text.includes('⚙️'));
    expect(pages).toHaveLength(1);
  });

  test('turns topics on and off, and two taps on one button are as one', async () => {
    const player = await openSettings();
    const topic = player.words.plain('settings.topics.openings');
    await player.tap(`⬜️ ${topic}`);
    await player.until(() => player.shows(`✅ ${topic}`));
    const off = { data: 'settings:topic:openings:off' };
    await Promise.all([player.chat.tap(off), player.chat.tap(off)]);
    await player.until(() => player.shows(`⬜️ ${topic}`));
    expect([...(await topicsOf(database.db.read, holder.accountId))]).toEqual([]);
    const chosen = { action: 'account.topicChosen' };
    expect(await database.db.read.auditEvent.count({ where: chosen })).toBe(2);
  });

  test('made-up buttons change nothing and are answered', async () => {
    const player = await openSettings();
    const before = await account();
    for (const data of ['topic:gossip:on', 'language:de', 'nothing', 'constructor', 'topic']) {
      expect(await player.chat.tap({ data: `settings:${data}` })).not.toBe('expired');
    }
    await quiet(bot, database);
    expect(await account()).toEqual(before);
    await player.seesButton(player.words.plain('settings.leave'));
  });
});

describe('the mobile', () => {
  const next = '09125559876';

  async function askForCode(player: Player): Promise<void> {
    await player.tap(player.words.plain('settings.mobile'));
    await player.sees(player.words.html('settings.mobileAsk'));
    await player.write(next);
    await people.readPicture(player);
    await player.tap(player.words.plain('registration.bySms'));
    await player.sees(player.words.html('codes.askSms', { address: next, left: any }));
  }

  test('is another one once the code that went there is right; the old one is told', async () => {
    const player = await openSettings();
    await askForCode(player);
    const code = await people.codeBySms('+989125559876');
    await player.write(anotherCode(code));
    await player.sees(player.words.html('codes.wrong', { count: 4, left: any }));
    expect((await account()).mobile).toBe(holder.mobile);
    await player.write(code);
    await pageWith(player, next, holder.email);
    expect((await account()).mobile).toBe('+989125559876');
    await player.sees(player.words.html('notices.account.mobileChanged'));
    const told = await bot.playground.phones.next(holder.mobile, 20_000);
    expect(told).toMatchObject({ kind: 'text' });
    expect((told as { text: string }).text).toContain(
      player.words.plain('notices.account.mobileChanged'),
    );
    const letter = await bot.playground.mail.next(holder.email, 20_000);
    expect(letter.text).toContain(player.words.plain('notices.account.mobileChanged'));
  });

  test('is not the same one, not a land line, and not somebody else’s contact', async () => {
    const player = await openSettings();
    await player.tap(player.words.plain('settings.mobile'));
    await player.sees(player.words.html('settings.mobileAsk'));
    await player.write(shownMobile(holder.mobile));
    await player.sees(player.words.html('settings.mobileSame'));
    await player.write('02512345678');
    await player.sees(player.words.html('registration.phone.notMobile'));
    const other = { phone: '989120000001', firstName: 'دیگری', userId: 77 };
    await player.perform("another's contact", (chat) => chat.shareContact(other));
    await player.sees(player.words.html('registration.phone.notOwn'));
    expect(player.chat.keyboard).toBeDefined();
    await player.tap(player.words.plain('forms.cancel'));
    await player.tap(player.words.plain('forms.discard'));
    await player.sees(player.words.html('forms.discarded'));
    await player.seesButton(player.words.plain('menu.open'));
    expect(player.chat.keyboard).toBeUndefined();
  });

  test('a code of five minutes ago has run out, and changes nothing', async () => {
    const player = await openSettings();
    await askForCode(player);
    const code = await people.codeBySms('+989125559876');
    database.clock.advance(5 * minutes);
    await player.write(code);
    await player.sees(player.words.html('codes.expired'));
    expect((await account()).mobile).toBe(holder.mobile);
  });
});

describe('the e-mail', () => {
  test('is another one once the code that went there is right; the old one is told', async () => {
    const player = await openSettings('en');
    await player.tap(player.words.plain('settings.email'));
    await player.sees(player.words.html('settings.emailAsk'));
    await player.write(holder.email);
    await player.sees(player.words.html('settings.emailSame'));
    await player.write('next.one@example.test');
    await people.readPicture(player);
    await player.sees(player.words.html('codes.askEmail', { address: any, left: any }));
    await player.write(await people.codeByMail('next.one@example.test'));
    await pageWith(player, shownMobile(holder.mobile), 'next.one@example.test');
    expect((await account()).email).toBe('next.one@example.test');
    const letter = await bot.playground.mail.next(holder.email, 20_000);
    expect(letter.text).toContain(player.words.plain('notices.account.emailChanged'));
  });
});

describe('the password', () => {
  const newPassword = 'another-passw0rd';

  async function twice(player: Player): Promise<void> {
    await player.sees(player.words.html('recovery.passwordAsk'));
    await player.write(newPassword);
    await player.sees(player.words.html('registration.repeatAsk'));
    await player.write(newPassword);
  }

  const isNow = async (password: string) => verify((await account()).passwordHash ?? '', password);

  test('is changed by the old one; no message of it stays', async () => {
    const player = await openSettings();
    await player.tap(player.words.plain('settings.password'));
    await player.sees(player.words.html('settings.passwordBefore'));
    await player.write(rightPassword);
    await twice(player);
    await pageWith(player, shownMobile(holder.mobile), holder.email);
    expect(await isNow(newPassword)).toBe(true);
    await player.sees(player.words.html('notices.account.passwordChanged'));
    await player.until(() => !player.chat.messages.some(({ text }) => text.includes('passw0rd')));
  });

  test('a wrong old one changes nothing; after five nothing is read for an hour', async () => {
    const player = await openSettings();
    await player.tap(player.words.plain('settings.password'));
    await player.sees(player.words.html('settings.passwordBefore'));
    for (const left of [4, 3, 2, 1]) {
      await player.write(`wrong-passw0rd-${left}`);
      await player.sees(player.words.html('settings.passwordWrong', { count: left }));
    }
    await player.write('wrong-passw0rd-0');
    await player.sees(player.words.html('signIn.tooMany', { minutes: any }));
    await player.write(rightPassword);
    await player.sees(player.words.html('signIn.tooMany', { minutes: any }));
    await player.seesButton(player.words.plain('menu.recover'));
    expect(await isNow(rightPassword)).toBe(true);
  });

  test('is a first one for who never had one', async () => {
    const { accountId: id } = holder;
    await database.db.read.account.update({ where: { id }, data: { passwordHash: null } });
    const player = await openSettings();
    await player.tap(player.words.plain('settings.password'));
    await twice(player);
    await pageWith(player, shownMobile(holder.mobile), holder.email);
    expect(await isNow(newPassword)).toBe(true);
  });

  test('that was changed elsewhere meanwhile is not changed again', async () => {
    const player = await openSettings();
    await player.tap(player.words.plain('settings.password'));
    await player.sees(player.words.html('settings.passwordBefore'));
    await player.write(rightPassword);
    await player.sees(player.words.html('recovery.passwordAsk'));
    const passwordHash = await hash('set-elsewhere-1');
    const { accountId: id } = holder;
    await database.db.read.account.update({ where: { id }, data: { passwordHash } });
    await twice(player);
    await player.sees(player.words.html('settings.passwordChanged'));
    expect(await isNow('set-elsewhere-1')).toBe(true);
  });
});

describe('signing out', () => {
  test('is asked first; afterwards the chat is a stranger’s, and nothing half-finished is in it', async () => {
    const player = await openSettings();
    await player.tap(player.words.plain('settings.email'));
    await player.sees(player.words.html('settings.emailAsk'));
    await player.write('/settings');
    await player.tap(player.words.plain('settings.signout'));
    await player.sees(player.words.html('settings.signoutAsk'));
    await player.tap(player.words.plain('settings.back'));
    await player.seesButton(player.words.plain('settings.signout'));
    expect((await account()).session).not.toBeNull();
    await player.tap(player.words.plain('settings.signout'));
    await player.tap(player.words.plain('settings.signoutYes'));
    await player.sees(player.words.html('start.welcome'));
    expect((await account()).session).toBeNull();
    expect(await database.db.read.formState.count()).toBe(0);
  });
});

describe('my data', () => {
  test('comes as a file that holds what is stored; no copy of it is kept', async () => {
    const player = await openSettings();
    await player.tap(player.words.plain('settings.data'));
    const { file } = await player.seesFile(player.words.html('settings.dataSent'));
    expect(file?.fileName).toBe('hamyar-my-data.json');
    const bytes = await player.chat.download(file?.fileId ?? '');
    const data = JSON.parse(Buffer.from(bytes).toString('utf8'));
    expect(data).toMatchObject({
      account: { identityNumber: holder.identityNumber, mobile: holder.mobile },
    });
    await quiet(bot, database);
    const outbox = await database.db.read.outboxMessage.findMany();
    expect(JSON.stringify(outbox.map(({ payload }) => payload))).not.toContain(
      holder.identityNumber,
    );
    expect(await database.db.read.storedFile.count()).toBe(0);
  });

  test('asked for by who is signed out before it is sent, goes to nobody', async () => {
    const player = await openSettings();
    const before = player.chat.messages.length;
    await database.db.transaction(async (work) => {
      await work.tx.chatSession.update({
        where: { chatId: holder.chatId },
        data: { accountId: null },
      });
      const document = { kind: 'myData', name: 'hamyar-my-data.json' };
      const reply = { do: 'say', text: 'x', document };
      work.send({
        ...{ kind: 'reply', channel: 'telegram', chatId: holder.chatId },
        payload: { reply },
      });
    });
    await quiet(bot, database);
    expect(player.chat.messages).toHaveLength(before);
    const [left] = await database.db.read.outboxMessage.findMany({ where: { kind: 'reply' } });
    expect(left).toMatchObject({ state: 'failed', error: 'gone' });
  });
});

describe('leaving', () => {
  const ask = async (player: Player) => {
    await player.tap(player.words.plain('settings.leave'));
    await player.sees(player.words.html('settings.leaving.ask'));
    await player.tap(player.words.plain('settings.leaving.goOn'));
    await player.sees(player.words.html('settings.leaving.askNumber', { masked: any }));
  };

  test.each(['fa', 'en'] as const)(
    'says what goes and what stays, asks twice, and erases (%s)',
    async (language) => {
      const player = await openSettings(language);
      await ask(player);
      await player.write('0000');
      await player.sees(player.words.html('settings.leaving.otherNumber'));
      expect((await account()).state).toBe('active');
      const end = holder.identityNumber.slice(-4);
      await player.write(end.replaceAll(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'[+digit] ?? ''));
      await player.sees(player.words.html('start.welcome'));
      await player.sees(player.words.html('notices.account.accountErased'));
      expect(await account()).toMatchObject({
        state: 'erased',
        identityNumber: null,
        mobile: null,
        email: null,
        session: null,
      });
      expect(await database.db.read.formState.count()).toBe(0);
      await player.write('/settings');
      await player.sees(player.words.html('settings.stranger'));
    },
  );

  test('thought better of: cancelled, nothing is erased, and the question comes from its start again', async () => {
    const player = await openSettings();
    await ask(player);
    await player.tap(player.words.plain('forms.cancel'));
    await player.tap(player.words.plain('forms.later'));
    await player.seesButton(player.words.plain('menu.settings'));
    expect((await account()).state).toBe('active');
    await player.write('/settings');
    await ask(player);
  });

  test('is refused while at work, before the pay and with a cartable, each with its way out', async () => {
    const scene = await aFiledStudent(database);
    const { student, campus } = scene;
    const { mobile, email } = await database.db.read.account.findUniqueOrThrow({
      where: { id: student.accountId },
    });
    holder = { ...student, mobile: mobile ?? '', email: email ?? '' };
    const placementId = await place(database, scene);
    const player = await openSettings();
    const { html, plain } = player.words;
    const { read } = database.db;
    await player.tap(plain('settings.leave'));
    await player.sees(html('settings.leaving.placementLive'));
    await player.seesButton(plain('menu.placement'));
    await read.placement.update({ where: { id: placementId }, data: { state: 'paid' } });
    const lineId = await payLine(database, scene, placementId);
    await player.tap(plain('settings.leave'));
    await player.sees(html('settings.leaving.payOpen'));
    await player.seesButton(plain('menu.payments'));
    await read.payRun.updateMany({ data: { state: 'exported' } });
    await read.payLine.update({ where: { id: lineId }, data: { state: 'paid' } });
    await player.tap(plain('settings.leave'));
    await player.sees(html('settings.leaving.payRunOpen'));
    await player.seesButton(plain('menu.payments'));
    await read.payRun.updateMany({ data: { state: 'settled' } });
    await anOfficer(database, {
      ...{ role: 'unitOfficer', unit: campus.unit, accountId: student.accountId },
    });
    await player.tap(plain('settings.leave'));
    await player.sees(html('settings.leaving.holdsCartable'));
    await player.seesButton(plain('cartables.open'));
    expect((await account()).state).toBe('active');
  });

  test('is refused to who stands in for somebody, until the hand-over is ended where it leads', async () => {
    const university = await aUniversity(database);
    const expert = await anOfficer(database, { role: 'expert', university });
    const cartableId = expert.holdings[0]?.cartableId ?? 0;
    const startsOn = tehranDate(database.clock.now());
    const order = { cartableId, toId: holder.accountId, startsOn, endsOn: startsOn };
    const { delegationId } = await done(database, (work) => offerDelegation(work, expert, order));
    const person = { kind: 'person', ...holder, holdings: [] } as const;
    const accept = { delegationId, accept: true };
    await done(database, (work) => answerDelegation(work, person, accept));
    const player = await openSettings();
    const { html, plain } = player.words;
    await player.tap(plain('settings.leave'));
    await player.sees(html('settings.leaving.holdsCartable'));
    await player.tap(plain('cartables.open'));
    await player.tap(plain('cartables.own.endLent'));
    await player.sees(html('cartables.own.none'));
    await player.write('/settings');
    await ask(player);
  });

  test('what came in between is seen at the end too', async () => {
    const scene = await aFiledStudent(database);
    const { student } = scene;
    holder = { ...student, mobile: '', email: '' };
    const player = await openSettings();
    await ask(player);
    await place(database, scene);
    await player.write(holder.identityNumber.slice(-4));
    await player.sees(player.words.html('settings.leaving.placementLive'));
    expect((await account()).state).toBe('active');
  });
});
