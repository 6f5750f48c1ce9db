import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Cast } from '../../bot/playground/journey/cast.ts';
import type { Player } from '../../bot/playground/journey/player.ts';
import { any } from '../../bot/playground/journey/screen-text.ts';
import { openDiskStore } from '../../core/files/disk.ts';
import {
  createUniversity,
  startUniversity,
} from '../../core/universities/commands/create-university.ts';
import { universityFacts, unlistedUniversities } from '../../core/universities/queries.ts';
import { png } from '../core/files/pictures.ts';
import { withoutIsolates } from '../support/bidi.ts';
import { days } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { runJob } from '../support/jobs.ts';
import { play, quiet } from '../support/play.ts';
import { useRegistration } from '../support/registering.ts';
import { type RegistryServer, startRegistryServer } from '../support/registry-server.ts';
import { done } from '../support/scenes.ts';
import { aUniversity } from '../support/university.ts';

const database = useDatabase();
const visit = useRegistration(database);
let registry: RegistryServer | undefined;

afterEach(async () => {
  await registry?.close();
  registry = undefined;
});

const sending = 'sends the profile, which agrees with the registry';
const searching = 'searches the university by a part of its name';

const registered = (step: string, environment: Readonly<Record<string, string>> = {}) =>
  visit.studentBefore(step, {}, { seeded: true, environment });

/** A student before a step of the profile, with a registry of the test's own. */
async function withRegistry(step: string): Promise<Cast & { registry: RegistryServer }> {
  registry = await startRegistryServer();
  const cast = await registered(step, registry.environment);
  registry.says(cast.about);
  return { ...cast, registry };
}

const send = (student: Player) => student.tap(student.words.plain('forms.send'));
const changeOf = (
  student: Player,
  label: Parameters<typeof student.words.plain>[0] & `profile.${string}`,
) => `✏️ ${(student.words.plain as (key: string) => string)(label)}`;
/** Everything that the bot has said and that is still on the screen. */
const screenOf = ({ chat }: Player): string =>
  chat.messages
    .filter(({ mine }) => !mine)
    .map(({ text }) => withoutIsolates(text))
    .join('\n');

const accountNow = async () =>
  (await database.db.read.account.findMany({ where: { passwordHash: { not: null } } }))[0];

describe('what differs from the registry', () => {
  test('in the studies is told with what the record says, and corrected with its button', async () => {
    const cast = await withRegistry(sending);
    const { student, about } = cast;
    cast.registry.says(about, { field: 'فیزیک', level: 'phd' });
    await send(student);
    const { html, plain } = student.words;
    const said = await student.sees(html('profile.differs'));
    const typed = plain(`terms.levels.${about.level}`);
    const record = plain('terms.levels.phd');
    const line = html('profile.difference', {
      field: plain('profile.level'),
      typed,
      registered: record,
    });
    expect(withoutIsolates(said.text)).toContain(withoutIsolates(line));
    expect(said.text).toContain('فیزیک');
    await student.tap(changeOf(student, 'profile.level'));
    await student.tap(record);
    await student.sees(html('profile.reviewIntro'));
    await send(student);
    await student.sees(html('profile.differs'));
    await student.tap(changeOf(student, 'profile.field'));
    await student.write('فيزيك');
    await student.sees(html('profile.reviewIntro'));
    await send(student);
    await student.sees(html('notices.activated'));
    expect(await accountNow()).toMatchObject({ state: 'active' });
  });

  test('in what identifies the person shows nothing of the record', async () => {
    const cast = await withRegistry(sending);
    const { student, about } = cast;
    cast.registry.says(about, {
      lastName: 'راستین‌فر',
      birthDate: '1998-01-01',
      studentNumber: '400999999',
      field: 'فیزیک',
    });
    await send(student);
    const { html, plain } = student.words;
    const { text } = await student.sees(html('profile.keptBack'));
    for (const label of ['lastName', 'birthDate', 'studentNumber', 'field'] as const) {
      expect(text).toContain(plain(`profile.${label}`));
      await student.seesButton(changeOf(student, `profile.${label}`));
    }
    for (const secret of ['راستین', '۱۳۷۶', '400999999', 'فیزیک']) {
      expect(screenOf(student)).not.toContain(secret);
    }
  });

  test('in a name that was registered wrongly is corrected here', async () => {
    const cast = await withRegistry(sending);
    const { student, about } = cast;
    cast.registry.says(about, { firstName: 'نگارین' });
    await send(student);
    const { html } = student.words;
    await student.sees(html('profile.cardAsk'));
    await student.tap(changeOf(student, 'profile.firstName'));
    await student.sees(html('registration.firstNameAsk'));
    await student.write('نگارین');
    await student.sees(html('profile.reviewIntro'));
    await send(student);
    await student.sees(html('notices.activated'));
    expect(await accountNow()).toMatchObject({ firstName: 'نگارین', state: 'active' });
  });

  test('that a birth date comes too near to the studies is listed, and not sent', async () => {
    const cast = await withRegistry(sending);
    const { student, about } = cast;
    const { html, plain } = student.words;
    await student.tap(`✏️ ${plain('registration.birthDate')}`);
    await student.write('۱۳۸۷/۰۱/۰۱');
    const { text } = await student.sees(html('profile.reviewIntro'));
    expect(text).not.toContain(plain('forms.problems'));
    await student.tap(`✏️ ${plain('profile.startDate')}`);
    await student.write('۱۴۰۱/۰۷/۰۱');
    await student.sees(html('profile.reviewIntro'));
    await student.tap(`✏️ ${plain('registration.birthDate')}`);
    await student.write('۱۳۸۷/۰۷/۱۵');
    const page = await student.sees(html('forms.problems'));
    expect(withoutIsolates(page.text)).toContain(
      withoutIsolates(html('profile.start.tooYoung', { age: 13 })),
    );
    await send(student);
    await student.sees(html('forms.problems'));
    expect(await accountNow()).toMatchObject({ state: 'preRegistered' });
    for (const [label, day] of [
      ['registration.birthDate', about.birthDate],
      ['profile.startDate', about.startDate],
    ] as const) {
      await student.tap(`✏️ ${plain(label)}`);
      await student.write(day);
      await student.sees(html('profile.reviewIntro'));
    }
    await play(cast, { from: sending, until: 'opens the menu' });
  });

  test('of whom the registry knows nothing is told with the number', async () => {
    registry = await startRegistryServer();
    const { student, about } = await registered(sending, registry.environment);
    await send(student);
    const { text } = await student.sees(student.words.html('profile.noRecord', { number: any }));
    expect(text).toContain(about.identityNumber);
    const { html, plain } = student.words;
    await student.sees(html('profile.cardAsk'));
    // There is nothing to compare with, so anything may be the slip.
    await student.tap(`✏️ ${plain('profile.studentNumber')}`);
    await student.sees(html('profile.studentNumberAsk'));
  });
});

describe('with the student card', () => {
  const photo = png();

  async function sentToExpert(): Promise<Cast & { registry: RegistryServer }> {
    const cast = await withRegistry(sending);
    const { student } = cast;
    cast.registry.says(cast.about, { field: 'فیزیک' });
    await send(student);
    await student.sees(student.words.html('profile.cardAsk'));
    await student.sendPhoto(photo, 'card.png');
    await student.sees(student.words.html('profile.submitted'));
    return cast;
  }

  /** The expert opens the profile from the inbox. */
  async function expertSees({ expert }: Cast): Promise<void> {
    await expert.write('/start');
    await expert.tap('فارسی');
    await expert.seesButton(expert.words.plain('menu.inbox'));
    await expert.write('/inbox');
    const { html, plain } = expert.words;
    const rest = { number: any, about: any, since: any, due: any };
    await expert.sees(
      html('staff.inbox.line', { kind: plain('staff.kinds.reviewProfile'), ...rest }),
    );
    await expert.tap(
      (text) => withoutIsolates(text).startsWith('۱') || withoutIsolates(text).startsWith('1'),
    );
    const { text } = await expert.sees(html('profileReview.title', { name: any }));
    expect(text).toContain('فیزیک');
    expect(text).toContain(plain('profile.birthDate'));
  }

  test('the expert accepts, and the student is told and may go on', async () => {
    const cast = await sentToExpert();
    const { student, expert, about } = cast;
    await student.write('/menu');
    await student.sees(student.words.html('menu.waitingReview'));
    await expertSees(cast);
    await expert.tap(expert.words.plain('profileReview.accept'));
    await student.sees(student.words.html('notices.profileAccepted'));
    await student.write('/menu');
    await student.seesButton(student.words.plain('menu.apply'));
    expect(await accountNow()).toMatchObject({ state: 'active' });
    const profile = await database.db.read.profile.findFirst();
    expect(profile).toMatchObject({ field: about.field });
  });

  test('the expert refuses with a reason, and the student mends it', async () => {
    const cast = await sentToExpert();
    const { student, expert } = cast;
    const { html, plain } = student.words;
    await expertSees(cast);
    await expert.tap(expert.words.plain('profileReview.refuse'));
    await expert.sees(expert.words.html('staff.reasonAsk'));
    await expert.write('عکس تار است');
    await student.sees(html('notices.profileRefused', { reason: 'عکس تار است' }));
    await student.tap(plain('menu.profile'));
    // What was sent is there to be mended.
    await student.sees(html('profile.reviewIntro'));
    await student.tap(changeOf(student, 'profile.field'));
    await student.write('فیزیک');
    await student.sees(html('profile.reviewIntro'));
    await play(cast, { from: sending, until: 'opens the menu' });
  });

  test('what is no photo is turned away, and the step stays', async () => {
    const cast = await withRegistry(sending);
    const { student } = cast;
    cast.registry.says(cast.about, { field: 'فیزیک' });
    await send(student);
    await student.sees(student.words.html('profile.cardAsk'));
    await student.write('کارت ندارم');
    await student.sees(student.words.html('forms.sendFile'));
    await student.sendPhoto(photo, 'card.png');
    await student.sees(student.words.html('profile.submitted'));
  });
});

describe('while the registry is down', () => {
  test('it is told, nothing is lost, and the same step goes on', async () => {
    const cast = await withRegistry(sending);
    const { student } = cast;
    const { html, plain } = student.words;
    cast.registry.setUp(false);
    await send(student);
    await student.sees(html('errors.registryDown'));
    await student.write('/menu');
    cast.registry.setUp(true);
    await student.tap(plain('menu.continueForm', { form: plain('profile.title') }));
    await student.sees(html('profile.reviewIntro'));
    await send(student);
    await student.sees(html('notices.activated'));
  });

  test('the photo of the card is kept, and goes to the expert once it is back', async () => {
    const cast = await withRegistry(sending);
    const { student } = cast;
    const { html, plain } = student.words;
    cast.registry.says(cast.about, { field: 'فیزیک' });
    await send(student);
    await student.sees(html('profile.cardAsk'));
    cast.registry.setUp(false);
    await student.sendPhoto(png(), 'card.png');
    await student.sees(html('errors.registryDown'));
    await student.sees(html('profile.photoKept'));
    await student.tap(plain('profile.sendPhoto'));
    await student.sees(html('errors.registryDown'));
    cast.registry.setUp(true);
    await student.tap(plain('profile.sendPhoto'));
    await student.sees(html('profile.submitted'));
    expect(await database.db.read.profileReview.findMany()).toMatchObject([
      { differences: ['field'], record: { field: 'فیزیک' }, state: 'waiting' },
    ]);
  });
});

describe('the university', () => {
  const found = (student: Player) =>
    student.sees(student.words.html('profile.universityPick', { count: any }));

  test('of others names who answers for it, and another can be chosen', async () => {
    const cast = await registered(searching);
    const { student } = cast;
    const { html } = student.words;
    await student.write('آزاد');
    await student.tap('دانشگاه آزاد اسلامی واحد خیال');
    await student.sees(html('profile.azad'));
    await student.write('پزشكي');
    await student.tap('دانشگاه علوم پزشکی خیال');
    await student.sees(html('profile.medical'));
    await play(cast, { from: searching, until: 'writes the student number' });
  });

  test('of others that nobody has added are known by their names, and are not promised anything', async () => {
    const cast = await registered(searching);
    const { student } = cast;
    const { html, plain } = student.words;
    const azad = 'دانشگاه آزاد اسلامي واحد ناکجا';
    await student.write(azad);
    await found(student);
    await student.tap(plain('profile.universityMissing'));
    await student.write(azad);
    await student.sees(html('profile.azad'));
    await student.write('ناکجا');
    await student.sees(html('profile.universityNone'));
    await student.tap(plain('profile.universityMissing'));
    await student.write('دانشگاه علوم‌پزشکی ناکجا');
    await student.sees(html('profile.medical'));
    const medical = 'Nowhere University of Medical Sciences';
    await student.write(medical);
    await found(student);
    await student.tap(plain('profile.universityMissing'));
    await student.write(medical);
    await student.sees(html('profile.medical'));
    expect(await database.db.read.unlistedDemand.count()).toBe(0);
    await play(cast, { from: searching, until: 'writes the student number' });
  });

  test('that has not started is counted once, and told when it starts', async () => {
    const cast = await registered(searching);
    const { student } = cast;
    const { html, plain } = student.words;
    const name = 'دانشگاه فرضی مهر';
    await student.write('فرضی مهر');
    await student.tap(name);
    await student.sees(html('profile.notStarted', { university: name }));
    await student.tap(name);
    await student.sees(html('profile.notStarted', { university: name }));
    expect(await database.db.read.universityDemand.count()).toBe(1);
    const { id: universityId } = await database.db.read.university.findFirstOrThrow({
      where: { nameFa: name },
    });
    await done(database, (work) => startUniversity(work, { kind: 'system' }, { universityId }));
    await student.sees(html('notices.account.universityStarted', { university: name }));
    await student.tap(plain('menu.profile'));
    await student.write('فرضی مهر');
    await student.tap(name);
    await student.sees(html('profile.studentNumberAsk'));
  });

  test('that nobody has added is counted by its whole name, and told when one of that name starts', async () => {
    const cast = await registered(searching);
    const { student } = cast;
    const { html, plain } = student.words;
    const name = 'دانشگاه صنعتی ناکجاآباد';
    await student.write('ناکجا');
    await student.sees(html('profile.universityNone'));
    await student.tap(plain('profile.universityMissing'));
    await student.sees(html('profile.missingAsk'));
    await student.write('ناکجاآباد');
    await student.sees(html('profile.missingNotWhole'));
    await student.write(name);
    await student.sees(html('profile.missing', { university: name }));
    await student.write('فرضی مهر');
    await found(student);
    await student.tap(plain('profile.universityMissing'));
    await student.write('دانشگاه  صنعتي ناكجا\u200cآباد');
    await student.sees(html('profile.missing', { university: 'دانشگاه صنعتی ناکجا\u200cآباد' }));
    // Who pressed it by mistake searches again, and who writes a name that is here is shown it.
    await student.write('فرضی مهر');
    await found(student);
    await student.tap(plain('profile.universityMissing'));
    await student.write('مهر');
    await student.sees(html('profile.missingNotWhole'));
    await student.tap(plain('profile.universitySearch'));
    await student.sees(html('profile.universityAsk'));
    await student.write('فرضی مهر');
    await found(student);
    await student.tap(plain('profile.universityMissing'));
    await student.write('دانشگاه فرضی مهر');
    await found(student);
    const { read } = database.db;
    expect(await unlistedUniversities(read, 5)).toEqual([{ name, count: 1 }]);
    const system = { kind: 'system' } as const;
    const names = {
      code: 'nowhere',
      nameFa: name,
      nameEn: 'Nowhere University',
      kind: 'state',
    } as const;
    const { universityId } = await done(database, (work) => createUniversity(work, system, names));
    expect(await unlistedUniversities(read, 5)).toEqual([]);
    expect(await universityFacts(read, universityId)).toMatchObject({ wanted: 1 });
    await done(database, (work) => startUniversity(work, system, { universityId }));
    await student.sees(html('notices.account.universityStarted', { university: name }));
  });

  test('is found by parts of its name, and pages are turned in place', async () => {
    for (let number = 1; number <= 20; number++) {
      const nameFa = `دانشگاه آزمونِ ${String(number).padStart(2, '0')}`;
      await aUniversity(database, { nameFa, nameEn: `Trial University ${number}` });
    }
    const cast = await registered(searching);
    const { student } = cast;
    const { plain } = student.words;
    await student.write('مریخ');
    await student.sees(student.words.html('profile.universityNone'));
    await student.write('آزمون دانشگاه');
    const first = await found(student);
    const shown = () => student.chat.messages.find(({ id }) => id === first.id);
    const names = () => (shown()?.buttons ?? []).flat().map(({ text }) => text);
    const seen = names().filter((text) => text.includes('آزمون'));
    expect(seen).toHaveLength(8);
    for (const page of [2, 3]) {
      await student.tap(plain('profile.pageAfter'));
      await student.until(() =>
        names().some((text) => text.includes('آزمون') && !seen.includes(text)),
      );
      seen.push(...names().filter((text) => text.includes('آزمون')));
      expect(seen.length, `page ${page}`).toBe(Math.min(20, page * 8));
    }
    expect(new Set(seen).size).toBe(20);
    expect(names()).not.toContain(plain('profile.pageAfter'));
    await student.tap(plain('profile.pageBefore'));
    await play(cast, { from: searching, until: 'writes the student number' });
  });
});

describe('a profile that is not completed', () => {
  const run = async (name: string) => {
    const root = join(tmpdir(), `hamyar-profile-${process.pid}`);
    const { now } = database.clock;
    const files = await openDiskStore({ root, temporaryName: randomUUID, now });
    await runJob(database, name, { files });
  };
  const morning = () => run('remind of profiles');
  const due = ({ words }: Player, count: number) =>
    words.html('notices.account.profileDue', { count, until: '۱۶ آبان ۱۴۰۲' });

  test('is asked for 7 days and 1 day before the end, by e-mail too, and voids the account', async () => {
    const cast = await registered(searching);
    const { student, about } = cast;
    const { html, plain } = student.words;
    const { mail } = visit.bot.playground;
    // To a clock that jumps on meanwhile, the sender of a message would be long dead.
    const sent = () => quiet(visit.bot, database);
    database.clock.advance(23 * days);
    await morning();
    database.clock.advance(days);
    await morning();
    await student.sees(due(student, 7));
    await sent();
    database.clock.advance(days);
    await morning();
    database.clock.advance(5 * days);
    await morning();
    await student.sees(due(student, 1));
    await sent();
    await run('void accounts without a profile');
    expect(await accountNow()).toMatchObject({ state: 'preRegistered' });
    database.clock.advance(2 * days);
    await run('void accounts without a profile');
    await student.sees(html('notices.account.accountVoided'));
    await student.write('/menu');
    await student.sees(html('start.welcome'));
    await student.seesButton(plain('menu.register'));
    const shown = student.chat.messages.filter(({ text }) => text.includes('فرصت دارید'));
    expect(shown).toHaveLength(2);
    const letters = mail.inbox(about.email).filter(({ text }) => text.includes('فرصت دارید'));
    expect(letters).toHaveLength(2);
    const erased = { identityNumber: null, firstName: null, birthDate: null, mobile: null };
    const accounts = await database.db.read.account.findMany({ where: { state: 'voided' } });
    expect(accounts).toMatchObject([erased]);
    expect(await database.db.read.formState.count()).toBe(0);
  });

  test('of who waits for a university ends too; the start is told all the same, and leads back', async () => {
    const cast = await registered(searching);
    const { student } = cast;
    const { html, plain } = student.words;
    const name = 'دانشگاه فرضی مهر';
    await student.write('فرضی مهر');
    await student.tap(name);
    await student.sees(html('profile.notStarted', { university: name }));
    await quiet(visit.bot, database);
    database.clock.advance(32 * days);
    await run('void accounts without a profile');
    await student.sees(html('notices.account.accountVoidedWaiting'));
    const { id: universityId } = await database.db.read.university.findFirstOrThrow({
      where: { nameFa: name },
    });
    expect(await universityFacts(database.db.read, universityId)).toMatchObject({ wanted: 1 });
    await done(database, (work) => startUniversity(work, { kind: 'system' }, { universityId }));
    await student.sees(html('notices.account.universityStartedRegister', { university: name }));
    await student.tap(plain('menu.register'));
    await student.seesButton(plain('registration.accept'));
  });
});
