import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { readConfig } from '../../bot/config.ts';
import { playgroundBot } from '../../bot/playground/people.ts';
import { type Service, startService } from '../../bot/service.ts';
import { type RunningBot, scriptPace, sharedRedis, startBot, testSecret } from '../support/bot.ts';
import { useDatabase } from '../support/database.ts';
import { castOf, patience, play, quiet } from '../support/play.ts';

const database = useDatabase();
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const apart = (ROLE: 'web' | 'worker') => ({
  ROLE,
  BOT_TOKEN: playgroundBot.token,
  // The test's database is given; this one is only what the configuration asks for.
  DATABASE_URL: 'postgresql://127.0.0.1/unused',
  ...sharedRedis(),
});
/** What only a worker is given. */
const carriers = {
  KAVENEGAR_API_KEY: 'key',
  KAVENEGAR_TEMPLATE: 'template',
  SMTP_URL: 'smtp://127.0.0.1:1',
  MAIL_FROM: 'a@example.test',
};

async function startWorkerFor({ playground }: RunningBot): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'hamyar-worker-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const config = readConfig({
    ...apart('worker'),
    ...carriers,
    ...scriptPace,
    DATA_DIR: folder,
    SECRET: testSecret,
  });
  const service = await startService({
    config: playground.configure(config),
    log: pino({ level: 'silent' }),
    now: database.clock.now,
    database: database.db,
  });
  closing.push(service.stop);
  return service;
}

test('web replicas take and answer, a worker sends what waits; who is apart does only the own part', {
  timeout: 60_000,
}, async () => {
  const web = await startBot({
    database,
    take: 'webhook',
    replicas: 2,
    environment: apart('web'),
  });
  closing.push(web.stop);
  const student = castOf(web, database);
  await play(student, { until: 'writes the code from the phone' });
  const phone = `+98${student.about.mobile.slice(1)}`;
  const codes = () => database.db.read.outboxMessage.findMany({ where: { kind: 'code' } });
  expect(await codes()).toMatchObject([{ state: 'pending', attempts: 0 }]);
  expect(web.playground.phones.inbox(phone)).toEqual([]);

  const { record } = web.playground.telegram;
  const before = record.calls.length;
  const worker = await startWorkerFor(web);
  await web.playground.phones.next(phone, patience);
  await quiet(web, database);
  expect(await codes()).toMatchObject([{ state: 'sent' }]);
  // It takes no updates: it neither polls nor touches where they are delivered.
  expect(record.calls.slice(before).map(({ method }) => method.toLowerCase())).toEqual(['getme']);
  await worker.stop();
});

test('a role apart needs what it shares with the others', () => {
  expect(() => readConfig({ ROLE: 'web' })).toThrow(
    /BOT_TOKEN: is needed with ROLE.*\n.*DATABASE_URL: is needed with ROLE/,
  );
  const shared = { ...apart('web'), SECRET: testSecret };
  expect(readConfig(shared).ROLE).toBe('web');
  expect(() => readConfig({ ...shared, ROLE: 'worker' })).toThrow('SMTP_URL: is needed');
  expect(readConfig({ ...shared, ...carriers, ROLE: 'worker' }).ROLE).toBe('worker');
  expect(() => readConfig({ ...shared, ROLE: 'both' })).toThrow('ROLE: ');
});
