import { describe, expect, test } from 'vitest';
import type { Player } from '../../bot/playground/journey/player.ts';
import { any } from '../../bot/playground/journey/screen-text.ts';
import { formatClock } from '../../bot/view/format.ts';
import { Html } from '../../bot/view/language.ts';
import { minutes } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';
import { readableLog, toldIn } from '../support/logged.ts';
import { useRegistration } from '../support/registering.ts';

const database = useDatabase();
const visit = useRegistration(database);

const ordering = 'asks for the code by SMS';
const writing = 'writes the code from the phone';
const wrongCode = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

const askedBySms = ({ words }: Player, left: number): string =>
  words.html('codes.askSms', { address: any, left: formatClock(left, words.language) });

/** Leaves for the menu and comes back to the question. */
async function comesBack(student: Player): Promise<void> {
  const { plain } = student.words;
  await student.write('/menu');
  await student.tap(plain('menu.continueForm', { form: plain('registration.title') }));
}

describe('what is left of a code', () => {
  test('is said when it is asked for, at each wrong try, and when the person comes back', async () => {
    const cast = await visit.studentBefore(ordering);
    const { student } = cast;
    const { html, plain, language } = student.words;
    await student.tap(plain('registration.bySms'));
    await student.sees(askedBySms(student, 300));
    const code = await cast.codeBySms();
    database.clock.advance(1.5 * minutes);
    await student.write(wrongCode(code));
    await student.sees(html('codes.wrong', { count: 4, left: formatClock(210, language) }));
    database.clock.advance(0.5 * minutes);
    await student.write(wrongCode(code));
    await student.sees(html('codes.wrong', { count: 3, left: formatClock(180, language) }));
    database.clock.advance(minutes);
    await comesBack(student);
    const { text } = await student.sees(askedBySms(student, 120));
    expect(text).toContain(plain('codes.triesLeft', { count: 3 }));
    await student.write(code);
    await student.sees(html('codes.right'));
    await visit.finishFrom('writes the code from the mailbox', cast);
  });

  test('a person who comes back to a code that has run out is offered a new one', async () => {
    const cast = await visit.studentBefore(writing);
    const { student } = cast;
    await cast.codeBySms();
    database.clock.advance(5 * minutes);
    await comesBack(student);
    await student.sees(student.words.html('codes.expired'));
    await student.tap(student.words.plain('codes.againSms'));
    await student.sees(askedBySms(student, 300));
    await visit.finishFrom(writing, cast);
  });

  test('a person who comes back after five wrong tries is offered a new one', async () => {
    const cast = await visit.studentBefore(writing);
    const { student } = cast;
    const code = await cast.codeBySms();
    for (const count of [4, 3, 2, 1]) {
      await student.write(wrongCode(code));
      await student.sees(student.words.html('codes.wrong', { count, left: any }));
    }
    await student.write(wrongCode(code));
    await student.sees(student.words.html('codes.dead'));
    await comesBack(student);
    await student.sees(student.words.html('codes.dead'));
    database.clock.advance(minutes);
    await student.tap(student.words.plain('codes.againCall'));
    await student.sees(student.words.html('codes.askCall', { address: any, left: any }));
    await visit.finishFrom(writing, cast);
  });

  test('a made-up button does not write to the phone as to a mailbox', async () => {
    const cast = await visit.studentBefore(writing);
    const { student } = cast;
    database.clock.advance(minutes);
    await student.perform('asks for an e-mail', (chat) =>
      chat.tap({ data: 'f:registration:mobileCode:new:email' }),
    );
    await student.sees(student.words.html('forms.writeText'));
    expect(await database.db.read.oneTimeCode.count()).toBe(1);
    await visit.finishFrom(writing, cast);
  });
});

describe('limits of codes', () => {
  test('the sixth in an hour is refused, with the time from which the next can be had', async () => {
    const cast = await visit.studentBefore(writing);
    const { student } = cast;
    const { html, plain } = student.words;
    for (let more = 0; more < 4; more++) {
      await cast.codeBySms();
      database.clock.advance(minutes);
      await student.tap(plain('codes.againSms'));
      await student.sees(askedBySms(student, 300));
    }
    await cast.codeBySms();
    database.clock.advance(minutes);
    await student.tap(plain('codes.againSms'));
    // The first went out at half past nine in Tehran.
    await student.sees(html('codes.hourLimit', { limit: 5, at: '۱۰:۳۰' }));
    database.clock.advance(55 * minutes);
    await student.tap(plain('codes.againSms'));
    await student.sees(askedBySms(student, 300));
    // The sixth within an hour of this chat would be the one to the mailbox.
    await student.write(await cast.codeBySms());
    const refused = html('codes.chatLimit', { limit: 5, at: '۱۰:۳۱' });
    await student.sees(html('codes.askRefused', { why: new Html(refused) }));
    database.clock.advance(minutes);
    await student.tap(plain('codes.againEmail'));
    await visit.finishFrom('writes the code from the mailbox', cast);
  });

  test('who comes to the question while no code can be sent is told why, and asks later', async () => {
    const cast = await visit.studentBefore(ordering);
    const { student, about } = cast;
    const { html, plain } = student.words;
    const address = `+98${about.mobile.slice(1)}`;
    const issuedAt = database.clock.now();
    const expiresAt = new Date(issuedAt.getTime() + 5 * minutes);
    const sent = { purpose: 'signIn', channel: 'sms', address, issuedAt, expiresAt } as const;
    await database.db.read.oneTimeCode.create({
      data: { id: database.random.uuid(), chatId: 5n, ...sent },
    });
    await student.tap(plain('registration.bySms'));
    const { text } = await student.sees(html('codes.askRefused', { why: any }));
    expect(text).toContain(plain('codes.tooSoon', { wait: any }).split(any.html)[0]);
    await student.write('123456');
    await student.sees(html('codes.askRefused', { why: any }));
    database.clock.advance(minutes);
    await student.tap(plain('codes.againSms'));
    await student.sees(askedBySms(student, 300));
    await visit.finishFrom(writing, cast);
  });
});

describe('when the carrier fails', () => {
  test('a call that is not possible: told that it comes by SMS, also when coming back', async () => {
    const cast = await visit.studentBefore(ordering);
    const { student } = cast;
    const { html, plain } = student.words;
    visit.bot.playground.phones.setCallsPossible(false);
    await student.tap(plain('registration.byCall'));
    await student.sees(html('notices.codeFellBackToSms'));
    await comesBack(student);
    await student.sees(askedBySms(student, 300));
    await visit.finishFrom(writing, cast);
  });

  test('no credit: told that it is our fault, the operator is alarmed, and nothing is lost', async () => {
    const { log, lines } = readableLog();
    const cast = await visit.studentBefore(ordering, {}, { log });
    const { student } = cast;
    const { html, plain } = student.words;
    visit.bot.playground.phones.faults.add({ kind: 'status', status: 418 });
    await student.tap(plain('registration.bySms'));
    await student.sees(html('notices.codeNotPossible'));
    expect(toldIn(lines).filter((line) => line.startsWith('error'))).toEqual([
      'error: a carrier refuses until the operator puts it right: credit, key or template',
    ]);
    database.clock.advance(60 * minutes);
    await comesBack(student);
    await student.sees(html('codes.expired'));
    await student.tap(plain('codes.againSms'));
    await visit.finishFrom(writing, cast);
  });

  test('too many at once: told of the delay, and the code comes by itself', async () => {
    const cast = await visit.studentBefore(ordering);
    const { student } = cast;
    visit.bot.playground.phones.faults.add({ kind: 'status', status: 451 });
    await student.tap(student.words.plain('registration.bySms'));
    await student.sees(student.words.html('notices.codeDelayed'));
    database.clock.advance(minutes);
    await visit.finishFrom(writing, cast);
  });

  test('a connection that breaks: told that it is not sure, and a new code helps', async () => {
    const cast = await visit.studentBefore(ordering);
    const { student } = cast;
    visit.bot.playground.phones.faults.add({ kind: 'cut', when: 'before' });
    await student.tap(student.words.plain('registration.bySms'));
    await student.sees(student.words.html('notices.codeUncertain'));
    database.clock.advance(minutes);
    await student.tap(student.words.plain('codes.againCall'));
    await student.sees(student.words.html('codes.askCall', { address: any, left: any }));
    await visit.finishFrom(writing, cast);
  });

  test('turned away for all of its time: told that it came too late', async () => {
    const cast = await visit.studentBefore(ordering);
    const { student } = cast;
    const { html, plain } = student.words;
    visit.bot.playground.phones.faults.add({ kind: 'html', httpStatus: 503 }, 100);
    await student.tap(plain('registration.bySms'));
    await student.sees(html('notices.codeDelayed'));
    database.clock.advance(5 * minutes);
    await student.sees(html('notices.codeTooLate'));
    visit.bot.playground.phones.faults.clear();
    await student.tap(plain('codes.againSms'));
    await student.sees(askedBySms(student, 300));
    await visit.finishFrom(writing, cast);
  });
});
