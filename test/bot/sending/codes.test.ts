import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type MailServer, startMailServer } from '../../../bot/playground/mail.ts';
import type { MailFault } from '../../../bot/playground/mail-faults.ts';
import {
  type PhoneFault,
  type PhoneGateway,
  startPhoneGateway,
} from '../../../bot/playground/phones.ts';
import type { Carriers } from '../../../bot/sending/carriers.ts';
import { createCarry } from '../../../bot/sending/carry.ts';
import { smtp } from '../../../bot/sending/email/smtp.ts';
import { kavenegar } from '../../../bot/sending/sms/kavenegar.ts';
import { issueCode } from '../../../core/codes/commands.ts';
import { codeOf } from '../../../core/codes/queries.ts';
import type { CodeChannel } from '../../../core/codes/types.ts';
import { claimDue, settle } from '../../../core/outbox/commands.ts';
import { testSecret } from '../../support/bot.ts';
import { minutes } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { readableLog, toldIn } from '../../support/logged.ts';
import { done, toldTo } from '../../support/scenes.ts';

const database = useDatabase();
const apiKey = 'the-key-of-the-account';
const mobile = '+989128004455';
const mailbox = 'Negar.Nemune@mail.example';
const chatId = 41n;

const alarm = 'error: a carrier refuses until the operator puts it right: credit, key or template';
const warning = 'warn: a message was not sent';

let phones: PhoneGateway;
let mail: MailServer;
let { log, lines } = readableLog();

beforeEach(async () => {
  ({ log, lines } = readableLog());
  phones = await startPhoneGateway({ apiKey, now: database.clock.now });
  mail = await startMailServer({ now: database.clock.now });
});
afterEach(async () => {
  await phones.close();
  await mail.close();
});

/** Hands over whatever of the codes is due, as the worker does; gives back what became of each. */
async function carryDue(more: { apiKey?: string; timeoutMs?: number } = {}): Promise<string[]> {
  const { db, clock } = database;
  const { now } = clock;
  const { timeoutMs = 20_000 } = more;
  const carry = createCarry({
    // Codes go by the other two.
    telegram: {} as Carriers['telegram'],
    startLink: () => 'https://t.me/a_bot',
    sms: kavenegar({ baseUrl: phones.url, apiKey, template: 't', ...more, timeoutMs }),
    email: smtp({ url: mail.url, from: 'noreply@uni.example', now, timeoutMs }),
    ...{ database: db, log, now, secret: Buffer.from(testSecret) },
  });
  const channels = ['telegram', 'sms', 'call', 'email'] as const;
  const by = { worker: 'test', now: now(), leaseSeconds: 60, limit: 10, channels };
  const due = (await claimDue(db.read, by)).filter(({ kind }) => kind === 'code');
  return Promise.all(
    due.map(async (message) => {
      const outcome = await carry(message);
      await settle(db.read, message, outcome, now());
      return outcome.state;
    }),
  );
}

async function order(channel: CodeChannel): Promise<string> {
  const address = channel === 'email' ? mailbox : mobile;
  const orderOf = { chatId, purpose: 'registration', channel, address } as const;
  const { codeId } = await done(database, (work) => issueCode(work, orderOf));
  return codeId;
}

describe('what the carrier of SMS does, what the person is told and what the log says', () => {
  test.each<[string, PhoneFault, string, string[], string[]]>([
    ['no credit', { kind: 'status', status: 418 }, 'failed', ['codeNotPossible'], [alarm]],
    ['a wrong template', { kind: 'status', status: 424 }, 'failed', ['codeNotPossible'], [alarm]],
    ['no such number', { kind: 'status', status: 411 }, 'failed', ['codeNotSent'], [warning]],
    ['too many', { kind: 'status', status: 451 }, 'pending', ['codeDelayed'], [warning]],
    [
      'a page instead of JSON',
      { kind: 'html', httpStatus: 200 },
      'failed',
      ['codeUncertain'],
      [warning],
    ],
    [
      'a gate that is shut',
      { kind: 'html', httpStatus: 503 },
      'pending',
      ['codeDelayed'],
      [warning],
    ],
    ['no answer', { kind: 'silence', when: 'before' }, 'failed', ['codeUncertain'], [warning]],
    [
      'no answer, but it arrived',
      { kind: 'silence', when: 'after' },
      'failed',
      ['codeUncertain'],
      [warning],
    ],
    [
      'a broken connection',
      { kind: 'cut', when: 'before' },
      'failed',
      ['codeUncertain'],
      [warning],
    ],
  ])('%s', async (_what, fault, state, told, logged) => {
    phones.faults.add(fault);
    await order('sms');
    expect(await carryDue(fault.kind === 'silence' ? { timeoutMs: 300 } : {})).toEqual([state]);
    expect(await toldToOwner()).toEqual(told);
    expect(toldIn(lines)).toEqual(logged);
  });

  test('a call that is not possible becomes an SMS, which the person then is told to wait for', async () => {
    phones.setCallsPossible(false);
    const codeId = await order('call');
    expect(await carryDue()).toEqual(['sent']);
    expect(phones.inbox(mobile)).toMatchObject([{ channel: 'sms' }]);
    expect(await toldToOwner()).toEqual(['codeFellBackToSms']);
    expect(await codeOf(database.db.read, { codeId, chatId })).toMatchObject({ channel: 'sms' });
  });

  test('a key that is refused', async () => {
    await order('sms');
    expect(await carryDue({ apiKey: 'another' })).toEqual(['failed']);
    expect(await toldToOwner()).toEqual(['codeNotPossible']);
    expect(toldIn(lines)).toEqual([alarm]);
  });

  test('nobody to be reached: told once, tried again, and told when it is too late', async () => {
    await phones.close();
    await order('sms');
    for (let attempt = 1; attempt <= 3; attempt++) {
      expect(await carryDue()).toEqual(['pending']);
      database.clock.advance(minutes);
    }
    expect(await toldToOwner()).toEqual(['codeDelayed']);
    database.clock.advance(2 * minutes);
    expect(await carryDue()).toEqual(['expired']);
    expect(await toldToOwner()).toEqual(['codeDelayed', 'codeTooLate']);
  });

  test('what was delayed arrives, and is the code that was ordered', async () => {
    phones.faults.add({ kind: 'status', status: 451 });
    await order('sms');
    await carryDue();
    expect(await carryDue()).toEqual([]);
    database.clock.advance(minutes);
    expect(await carryDue()).toEqual(['sent']);
    expect(phones.inbox(mobile)).toHaveLength(1);
  });

  test('a code that was used before anybody noted that it went out is not sent again', async () => {
    const id = await order('sms');
    const usedAt = database.clock.now();
    await database.db.read.oneTimeCode.update({ where: { id }, data: { usedAt } });
    expect(await carryDue()).toEqual(['sent']);
    expect(phones.inbox(mobile)).toEqual([]);
  });

  test('a delayed code that a newer one has replaced is not sent any more', async () => {
    phones.faults.add({ kind: 'status', status: 451 });
    await order('sms');
    await carryDue();
    database.clock.advance(minutes);
    await order('call');
    expect((await carryDue()).toSorted()).toEqual(['expired', 'sent']);
    expect(phones.inbox(mobile)).toMatchObject([{ channel: 'call' }]);
    expect(await toldToOwner()).toEqual(['codeDelayed']);
  });
});

describe('what the carrier of e-mail does', () => {
  test.each<[string, MailFault, string, string[], string[]]>([
    [
      'no such mailbox',
      { kind: 'reject', at: 'recipient', reply: 550 },
      'failed',
      ['codeNotSent'],
      [warning],
    ],
    [
      'a letter that is refused',
      { kind: 'reject', at: 'body', reply: 554 },
      'failed',
      ['codeNotPossible'],
      [alarm],
    ],
    [
      'a server that is busy',
      { kind: 'reject', at: 'recipient', reply: 451 },
      'pending',
      ['codeDelayed'],
      [warning],
    ],
    [
      'no answer to the letter',
      { kind: 'silence', at: 'kept' },
      'failed',
      ['codeUncertain'],
      [warning],
    ],
  ])('%s', async (_what, fault, state, told, logged) => {
    mail.faults.add(fault);
    await order('email');
    // Long enough for the letter to be there: a time that runs out before it is another outcome.
    expect(await carryDue(fault.kind === 'silence' ? { timeoutMs: 2_000 } : {})).toEqual([state]);
    expect(await toldToOwner()).toEqual(told);
    expect(toldIn(lines)).toEqual(logged);
  });
});

test('no line of the log names number, mailbox, code or key', async () => {
  phones.faults.add({ kind: 'status', status: 418 });
  mail.faults.add({ kind: 'reject', at: 'body', reply: 554 });
  await order('sms');
  await carryDue();
  await order('email');
  await carryDue();
  await phones.close();
  database.clock.advance(minutes);
  await order('call');
  await carryDue();
  const logged = lines.join('\n');
  expect(lines).toHaveLength(3);
  for (const secret of ['9128004455', 'negar', apiKey]) {
    expect(logged.toLowerCase()).not.toContain(secret);
  }
  expect(logged).not.toMatch(/"\d{6}"/);
});

const toldToOwner = (): Promise<string[]> => toldTo(database, chatId);
