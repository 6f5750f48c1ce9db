import { afterEach, expect, test, vi } from 'vitest';
import { playgroundBot } from '../../bot/playground/people.ts';
import { type RunningBot, startBot, testSecret } from '../support/bot.ts';
import { useDatabase } from '../support/database.ts';
import { readableLog } from '../support/logged.ts';
import { castOf, play, quiet } from '../support/play.ts';
import { letRun } from '../support/running-clock.ts';

const database = useDatabase();
let bot: RunningBot | undefined;
let stopClock: () => void = () => undefined;

afterEach(async () => {
  stopClock();
  vi.restoreAllMocks();
  await bot?.stop();
  bot = undefined;
});

test('a journey through many faults tells the log nothing of anybody', {
  timeout: 120_000,
}, async () => {
  const { log, lines } = readableLog();
  const spoken: string[] = [];
  // What a library says past the log.
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, name).mockImplementation((...said) => void spoken.push(said.join(' ')));
  }
  bot = await startBot({ database, log });
  // What is sent again is sent later.
  stopClock = letRun(database.clock);
  const { telegram, phones, mail } = bot.playground;
  telegram.faults.add({ kind: '500', method: 'sendMessage', probability: 0.05 });
  telegram.faults.add({ kind: 'cut-before', method: 'sendMessage', probability: 0.05 });
  telegram.faults.add({ kind: 'cut-after', method: 'editMessageText', probability: 0.05 });
  telegram.faults.add({ kind: '502', method: 'getUpdates', probability: 0.03 });
  telegram.faults.add({ kind: '429', retryAfter: 1, method: 'sendMessage', times: 1 });
  telegram.faults.add({ kind: '500', method: 'getFile', times: 1 });
  telegram.faults.add({ kind: '500', method: 'answerCallbackQuery', times: 3 });
  phones.faults.add({ kind: 'cut', when: 'after' });
  mail.faults.add({ kind: 'cut', at: 'kept' });

  const cast = castOf(bot, database);
  await play(cast, { until: 'uploads the proof' });
  const { student, about, notes } = cast;
  // The download fails once, and the person sends it again.
  await student.sendPhoto(Buffer.from('no picture'), 'no-picture.png');
  await student.until(() => telegram.record.count('getFile') > 0);
  await play(cast, { from: 'uploads the proof', until: 'approves the request' });
  telegram.faults.clear();
  await quiet(bot, database);

  const accounts = await database.db.read.account.findMany();
  const banks = await database.db.read.bankAccount.findMany();
  const codes = phones.inbox(`+98${about.mobile.slice(1)}`).map((sent) => JSON.stringify(sent));
  const secrets = [
    ...accounts.flatMap((account) => [
      account.identityNumber,
      account.firstName,
      account.lastName,
      account.email,
      account.passwordHash,
      account.mobile?.replace(/^(\+98|0)/, ''),
    ]),
    ...banks.map(({ sheba }) => sheba.slice(4)),
    ...codes.flatMap((sent) => /"code":"(\d{6})"/.exec(sent)?.[1]),
    about.studentNumber,
    notes.trackingCode,
    notes.trackingCode?.replace('-', ''),
    'sample-passw0rd',
    playgroundBot.token,
    playgroundBot.token.split(':')[1],
    testSecret,
  ].filter((secret) => typeof secret === 'string');
  expect(secrets.length).toBeGreaterThan(20);
  const logged = [...lines, ...spoken].join('\n');
  expect(lines.length).toBeGreaterThan(3);
  expect(secrets.filter((secret) => logged.includes(secret))).toEqual([]);
});
