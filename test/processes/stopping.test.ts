import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { playgroundBot } from '../../bot/playground/people.ts';
import { type Playground, startPlayground } from '../../bot/playground/playground.ts';
import { environmentOf } from '../support/bot-process.ts';

let playground: Playground;
let folder: string;
let bot: ChildProcess;
let log = '';

const slow = { timeout: 240_000 };
/** A first start makes the database; on a busy machine that takes its time. */
const startPatience = 200_000;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hamyar-stop-'));
  playground = await startPlayground({ now: () => new Date(), limits: 'off' });
  const environment = { LOG_LEVEL: 'info' };
  log = '';
  bot = spawn('npm', ['start', '--silent'], {
    env: environmentOf({ playground, folder, environment }),
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of its own, which gets a signal as a terminal sends it.
    detached: true,
  });
  bot.stderr?.on('data', (chunk: Buffer) => {
    log += chunk;
  });
  await logged('ready');
}, startPatience);

afterEach(async () => {
  if (bot.exitCode === null && bot.signalCode === null) {
    const gone = once(bot, 'close');
    press('SIGKILL');
    await gone;
  }
  await playground.close();
  await rm(folder, { recursive: true, force: true });
});

const logged = (message: string) =>
  vi.waitUntil(() => log.includes(`"msg":"${message}`), { timeout: startPatience, interval: 20 });

const press = (signal: NodeJS.Signals): void => void process.kill(-(bot.pid ?? 0), signal);

/** Somebody writes, and the messenger takes this long to take the answer. */
async function inTheMiddleOfAnAnswer(ms: number) {
  const { telegram } = playground;
  const fault = telegram.faults.add({ kind: 'delay', method: 'sendMessage', ms });
  const person = telegram.person({ id: 77, firstName: 'Somebody' });
  const chat = person.chatWith(playgroundBot.username);
  chat.send('/start');
  await vi.waitUntil(() => fault.hits > 0, { timeout: 20_000, interval: 20 });
  return chat;
}

test('Ctrl-C lets what runs be finished, and ends in peace', slow, async () => {
  const chat = await inTheMiddleOfAnAnswer(1_500);
  press('SIGINT');
  await once(bot, 'close');
  expect(log).toContain('"msg":"stopped"');
  expect(log).not.toContain('"msg":"ended');
  expect(chat.messages.filter(({ mine }) => !mine)).toHaveLength(1);
  expect(playground.telegram.pendingUpdates(playgroundBot.username)).toBe(0);
});

test('a second signal ends at once', slow, async () => {
  await inTheMiddleOfAnAnswer(60_000);
  press('SIGTERM');
  await logged('stopping');
  await sleep(700);
  press('SIGTERM');
  await once(bot, 'close');
  expect(log).toContain('"msg":"ended at once"');
});

test('what takes too long is cut off', slow, async () => {
  await inTheMiddleOfAnAnswer(60_000);
  press('SIGTERM');
  await once(bot, 'close');
  expect(log).toContain('"msg":"ended before all was finished"');
});
