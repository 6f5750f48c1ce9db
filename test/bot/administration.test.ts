import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { offerAdministration } from '../../bot/first-start.ts';
import { useDatabase } from '../support/database.ts';
import { Newcomer } from '../support/newcomer.ts';
import { type Office, openOffice } from '../support/office.ts';
import { aPerson } from '../support/people.ts';

const database = useDatabase();
let office: Office;
let person: Newcomer;

beforeEach(async () => {
  office = await openOffice(database);
  person = new Newcomer(office.playground, database);
});
afterEach(() => office.close());

/** What the operator's terminal shows at a start. */
async function terminal(): Promise<string> {
  let shown = '';
  const startLink = (payload = '') => `https://t.me/a_bot?start=${payload}`;
  await offerAdministration({ database: database.db, startLink }, (text) => {
    shown += text;
  });
  return shown;
}

const payloadIn = (shown: string) => /start=(\w+)/.exec(shown)?.[1] ?? '';

/** From the first question to the code on the phone. */
async function introduce({ firstName, lastName, identityNumber, mobile }: Newcomer): Promise<void> {
  await person.sees('نام خود را');
  await person.writeFor(firstName, 'نام خانوادگی خود');
  await person.writeFor(lastName, 'کد ملی');
  await person.writeFor(identityNumber, 'همراه خود');
  await person.writeFor(mobile, 'کد درست است');
  await person.tapFor('f:administration:review:send', 'نویسهٔ تصویر');
  await person.readPicture('چگونه برسد');
  await person.tapFor('f:administration:channel:pick:sms', 'پیامک');
}

describe('the first administrator', () => {
  test('opens the link of the terminal, proves the mobile, and the code is dead', async () => {
    const shown = await terminal();
    expect(shown).toContain('https://t.me/a_bot?start=c');
    await person.arrive(payloadIn(shown));
    await introduce(person);
    await person.writeCode('اکنون مدیر سامانه شمایید');
    expect(await database.db.read.cartableHolder.findMany()).toMatchObject([
      { accountId: (await database.db.read.account.findFirstOrThrow()).id, until: null },
    ]);
    expect(await terminal()).toBe('');
    const late = new Newcomer(office.playground, database);
    await late.arrive(payloadIn(shown));
    await late.sees('این سامانه مدیر دارد');
  });

  test('may write the code instead, as it is printed', async () => {
    const [, printed = ''] = /\/claim (\S+)/.exec(await terminal()) ?? [];
    await person.arrive();
    await person.writeFor('/claim', 'روی پایانه چاپ شد');
    await person.writeFor('/claim AAAA-BBBB-CCCC-DDDD', 'درست نیست');
    await person.writeFor(`/claim ${printed.toLowerCase()}`, 'نام خود را');
  });

  test('may be somebody who has an account: the code goes to its mobile', async () => {
    const payload = payloadIn(await terminal());
    const known = await aPerson(database, { mobile: `+98${person.mobile.slice(1)}` });
    const chat = await office.chat(known, 'en');
    await chat.writeFor(`/start ${payload}`, 'The code is right');
    expect(chat.buttons.some((data) => data.includes(':change:'))).toBe(false);
  });

  test('begins again where what the account says is kept by halves', async () => {
    const payload = payloadIn(await terminal());
    const chat = await office.chat(await aPerson(database), 'en');
    await chat.writeFor(`/start ${payload}`, 'The code is right');
    const answers = { claimId: 1, known: true, mobile: '+989120000017', review: true };
    await database.db.read.formState.updateMany({
      data: { version: 1, content: { answers, scratch: {} } },
    });
    await chat.writeFor('go on', 'cannot be continued any more');
    expect(await database.db.read.formState.count()).toBe(0);
  });

  test('is not found by guessing: after five wrong codes the chat waits', async () => {
    const [, printed = ''] = /\/claim (\S+)/.exec(await terminal()) ?? [];
    await person.arrive();
    for (let tried = 0; tried < 5; tried++) await person.writeFor('/claim AAAA', 'درست نیست');
    await person.writeFor(`/claim ${printed}`, 'پس از');
    expect(await database.db.read.cartableHolder.count()).toBe(0);
  });
});

test('a link that leads nowhere shows what can be done', async () => {
  await person.arrive('zzz');
  await person.sees('چه کاری انجام دهید');
});
