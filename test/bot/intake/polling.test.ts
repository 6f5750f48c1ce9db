import { Bot } from 'grammy';
import { type Logger, pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { inTurn } from '../../../bot/intake/in-turn.ts';
import { startPolling } from '../../../bot/intake/polling.ts';
import { playgroundBot } from '../../../bot/playground/people.ts';
import {
  type LocalTelegram,
  startTelegram,
} from '../../../bot/playground/telegram/local-telegram.ts';
import { Prisma } from '../../../prisma/generated/client.ts';
import { eventually } from '../../support/eventually.ts';
import { readableLog, toldIn } from '../../support/logged.ts';

const outage = () =>
  new Prisma.PrismaClientKnownRequestError('no', { code: 'P1001', clientVersion: '7' });

let telegram: LocalTelegram;
let stop: () => Promise<void>;

beforeEach(async () => {
  telegram = await startTelegram({ now: () => new Date(), limits: 'off', bots: [playgroundBot] });
});

afterEach(async () => {
  await stop();
  await telegram.close();
});

/** Polls, and hands each text to `take`. */
async function poll(
  take: (words: string) => Promise<void> | void,
  log: Logger = pino({ level: 'silent' }),
) {
  const bot = new Bot(playgroundBot.token, { client: { apiRoot: telegram.apiRoot } });
  bot.on('message:text', (context) => take(context.message.text));
  await bot.init();
  ({ stop } = startPolling(bot, log));
}

const chat = (id = 60) =>
  telegram.person({ id, firstName: 'Somebody' }).chatWith(playgroundBot.username);

function gate(): { passed: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}

const waiting = () => telegram.pendingUpdates(playgroundBot.username);

describe('while the database is out of reach', () => {
  test('updates are kept, unconfirmed, and taken in their order when it is back', async () => {
    let down = true;
    const taken: string[] = [];
    const tried: string[] = [];
    for (const words of ['first', 'second', 'third']) chat().send(words);
    chat(61).send('elsewhere');
    await poll((words) => {
      tried.push(words);
      if (down) throw outage();
      taken.push(words);
    });
    await eventually(() => expect(tried.length).toBeGreaterThan(3));
    expect(taken).toEqual([]);
    expect(waiting()).toBeGreaterThanOrEqual(4);
    down = false;
    await eventually(() => expect(taken).toHaveLength(4));
    expect(taken.filter((words) => words !== 'elsewhere')).toEqual(['first', 'second', 'third']);
    await eventually(() => expect(waiting()).toBe(0));
  });

  test('a stop leaves them to the next start', async () => {
    chat().send('kept');
    let tried = false;
    await poll(() => {
      tried = true;
      throw outage();
    });
    await eventually(() => expect(tried).toBe(true));
    await stop();
    expect(waiting()).toBe(1);
    const taken: string[] = [];
    await poll((words) => void taken.push(words));
    await eventually(() => expect(taken).toEqual(['kept']));
  });
});

test('an update that always fails does not stop those that follow it', async () => {
  let failures = 0;
  const taken: string[] = [];
  chat().send('poison');
  chat().send('next');
  await poll((words) => {
    if (words === 'poison') {
      failures += 1;
      throw new TypeError('a shape that nobody foresaw');
    }
    taken.push(words);
  });
  await eventually(() => expect(taken).toEqual(['next']));
  expect(failures).toBe(5);
  await eventually(() => expect(waiting()).toBe(0));
});

test('a stop waits for what is at hand, and confirms it', async () => {
  const { passed: released, open: release } = gate();
  let begun = false;
  let done = false;
  chat().send('slow');
  await poll(async () => {
    begun = true;
    await released;
    done = true;
  });
  await eventually(() => expect(begun).toBe(true));
  const stopped = stop();
  chat().send('too late');
  release();
  await stopped;
  expect(done).toBe(true);
  expect(waiting()).toBe(1);
});

test('who is slow holds up nobody else, and is not confirmed before being done', async () => {
  const { passed: released, open: release } = gate();
  const taken: string[] = [];
  await poll(async (words) => {
    taken.push(words);
    if (words === 'slow') await released;
  });
  chat().send('slow');
  await eventually(() => expect(taken).toEqual(['slow']));
  chat().send('behind it');
  for (const words of ['quick', 'quick again', 'and again']) {
    chat(61).send(words);
    await eventually(() => expect(taken.at(-1)).toBe(words));
  }
  expect(taken).not.toContain('behind it');
  expect(waiting()).toBe(5);
  release();
  await eventually(() => expect(waiting()).toBe(0));
  expect(taken).toEqual(['slow', 'quick', 'quick again', 'and again', 'behind it']);
});

test('a messenger that is out of reach is asked again', async () => {
  const fault = telegram.faults.add({ kind: 'cut-before', method: 'getUpdates', times: 2 });
  const taken: string[] = [];
  await poll((words) => void taken.push(words));
  chat().send('hello');
  await eventually(() => expect(taken).toEqual(['hello']));
  expect(fault.hits).toBe(2);
});

test('that somebody else polls with the same token is told to the operator', async () => {
  const { log, lines } = readableLog();
  await poll(() => undefined, log);
  const other = new Bot(playgroundBot.token, { client: { apiRoot: telegram.apiRoot } });
  const told = 'warn: the messenger hands updates to somebody else who asks with the same token';
  await eventually(async () => {
    await other.api.getUpdates({ timeout: 0 }).catch(() => undefined);
    expect(toldIn(lines)).toContain(told);
  });
});

test('a token that was taken back is told to the operator, and ends nothing', async () => {
  const { log, lines } = readableLog();
  const taken: string[] = [];
  const bot = new Bot(playgroundBot.token, { client: { apiRoot: telegram.apiRoot } });
  bot.on('message:text', (context) => void taken.push(context.message.text));
  await bot.init();
  let refusals = 1;
  bot.api.config.use((call, method, payload, signal) => {
    if (refusals === 0) return call(method, payload, signal);
    refusals -= 1;
    return Promise.resolve({ ok: false, error_code: 401, description: 'Unauthorized' });
  });
  ({ stop } = startPolling(bot, log));
  chat().send('hello');
  await eventually(() => expect(taken).toEqual(['hello']));
  expect(toldIn(lines)).toEqual([expect.stringContaining('does not know BOT_TOKEN any more')]);
});

describe('in turn', () => {
  test('tasks of one key follow each other, also after a failure; those of others do not wait', async () => {
    const run = inTurn<string>();
    const done: string[] = [];
    const { passed, open } = gate();
    const first = run('a', async () => {
      await passed;
      done.push('a1');
      throw new Error('a1');
    });
    const second = run('a', async () => void done.push('a2'));
    await run('b', async () => void done.push('b1'));
    expect(done).toEqual(['b1']);
    open();
    await expect(first).rejects.toThrow('a1');
    await second;
    expect(done).toEqual(['b1', 'a1', 'a2']);
  });

  test('nothing is remembered of a key whose tasks are over', async () => {
    const forgotten = vi.spyOn(Map.prototype, 'delete');
    const run = inTurn<string>();
    await Promise.allSettled([
      run('key', async () => undefined),
      run('key', () => Promise.reject(new Error('no'))),
    ]);
    const tails =
      forgotten.mock.contexts[forgotten.mock.calls.findLastIndex(([key]) => key === 'key')];
    forgotten.mockRestore();
    expect((tails as Map<string, unknown>).size).toBe(0);
  });
});
