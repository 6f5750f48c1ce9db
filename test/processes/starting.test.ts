import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { startPlayground } from '../../bot/playground/playground.ts';
import { freePorts } from '../support/bot.ts';
import { environmentOf } from '../support/bot-process.ts';

let bot: ChildProcess | undefined;

afterEach(async () => {
  if (!bot || bot.exitCode !== null || bot.signalCode !== null) return;
  const gone = once(bot, 'close');
  bot.kill('SIGKILL');
  await gone;
});

test('who waits for a database at the start ends at a signal, as the first process of a container too', {
  timeout: 120_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hamyar-start-'));
  const playground = await startPlayground({ now: () => new Date(), limits: 'off' });
  try {
    const [nobody] = await freePorts(1);
    const environment = { DATABASE_URL: `postgresql://nobody@127.0.0.1:${nobody}/none` };
    bot = spawn(process.execPath, ['--import', 'tsx', 'bot/main.ts'], {
      env: environmentOf({
        playground,
        folder,
        environment: { ...environment, LOG_LEVEL: 'warn' },
      }),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let log = '';
    bot.stderr?.on('data', (chunk: Buffer) => {
      log += chunk;
    });
    await vi.waitUntil(() => log.includes('out of reach'), { timeout: 60_000, interval: 20 });
    bot.kill('SIGTERM');
    // By a signal that nobody listens to it would end without a code; in a container not at all.
    expect(await once(bot, 'exit')).toEqual([143, null]);
  } finally {
    await playground.close();
    await rm(folder, { recursive: true, force: true });
  }
});
