import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readConfig } from '../../bot/config.ts';
import type { Playground } from '../../bot/playground/playground.ts';
import { scriptPace, testSecret } from './bot.ts';
import { inOneFile } from './in-one-file.ts';

/** A bot in a process of its own, which can be killed like any process. */
export interface BotProcess {
  /** Starts the bot where it does not run. */
  start(): void;
  /** Kills it with -9; resolves when it is gone. */
  kill(): Promise<void>;
  /** Kills it, and what stands by, for good. */
  stop(): Promise<void>;
  /** Of the one that runs. */
  readonly pid: number | undefined;
  /** How often it was killed. */
  readonly kills: number;
  /** What it has complained of, which is nothing while all is well. */
  readonly lastWords: string;
}

export interface BotProcessOptions {
  readonly playground: Playground;
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts the bot that ships, against a playground, with another one standing by to take its place. */
export function startBotProcess(options: BotProcessOptions): BotProcess {
  const environment = environmentOf(options);
  let running: ChildProcess | undefined;
  let next = standBy(environment);
  let kills = 0;
  let lastWords = '';
  const end = async (child: ChildProcess): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  const bot: BotProcess = {
    start() {
      if (running) return;
      const started = next;
      running = started;
      started.stderr?.on('data', (chunk: Buffer) => {
        lastWords = `${lastWords}${chunk}`.slice(-2_000);
      });
      started.stdin?.write('\n');
      next = standBy(environment);
    },
    async kill() {
      const killed = running;
      running = undefined;
      if (!killed) return;
      kills += 1;
      await end(killed);
    },
    async stop() {
      await Promise.all([running, next].map((child) => child && end(child)));
    },
    get pid() {
      return running?.pid;
    },
    get kills() {
      return kills;
    },
    get lastWords() {
      return lastWords;
    },
  };
  bot.start();
  return bot;
}

const script = await inOneFile(new URL('./standby.ts', import.meta.url));

/** A process that becomes a bot at the first line on its standard input. */
export function standBy(environment: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, ['--no-deprecation', script], {
    env: { ...environment },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
}

/** What a process is told so that it speaks to a playground. */
export function environmentOf({ playground, folder, environment }: BotProcessOptions) {
  const config = playground.configure(readConfig({ DATA_DIR: folder }));
  return {
    // biome-ignore lint/style/noProcessEnv: a process needs its path and home as well.
    ...process.env,
    BOT_TOKEN: config.BOT_TOKEN,
    TELEGRAM_API_ROOT: config.TELEGRAM_API_ROOT ?? '',
    KAVENEGAR_URL: config.KAVENEGAR_URL,
    KAVENEGAR_API_KEY: config.KAVENEGAR_API_KEY ?? '',
    KAVENEGAR_TEMPLATE: config.KAVENEGAR_TEMPLATE ?? '',
    SMTP_URL: config.SMTP_URL ?? '',
    MAIL_FROM: config.MAIL_FROM ?? '',
    DATA_DIR: folder,
    SECRET: testSecret,
    LOG_LEVEL: 'fatal',
    DATABASE_URL: '',
    REDIS_URL: '',
    ...scriptPace,
    ...environment,
  };
}
