import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type BotProcessOptions, environmentOf } from './bot-process.ts';

/** A bot in a process of its own that serves HTTP, ours or another. */
export interface Served {
  readonly pid: number;
  /** From the order to start it until it could be given work. */
  readonly startedMs: number;
  /** Kills it; resolves when it is gone. */
  stop(): Promise<void>;
}

export interface ServedOptions {
  /** Run by tsx, as `npm start` does. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  readonly port: number;
}

const readyWithinMs = 180_000;

const ours = fileURLToPath(new URL('../../bot/main.ts', import.meta.url));

/** The bot that ships, as `npm start` runs it. */
export function startOurs(options: BotProcessOptions & { readonly port: number }): Promise<Served> {
  const { port } = options;
  const environment = { ...environmentOf(options), HTTP_PORT: String(port) };
  return startServed({ script: ours, environment, port });
}

/** Starts it, and waits until `/readyz` says that it is there. */
export async function startServed(options: ServedOptions): Promise<Served> {
  const { script, args = [], environment, port } = options;
  const begun = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    ...(environment && { env: environment }),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let lastWords = '';
  child.stderr.on('data', (chunk: Buffer) => {
    lastWords = `${lastWords}${chunk}`.slice(-2_000);
  });
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  const stop = async () => {
    if (isGone()) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  while (!(await isReady(port))) {
    if (!isGone() && performance.now() - begun < readyWithinMs) continue;
    await stop();
    throw new Error(`${script} does not become ready: ${lastWords}`);
  }
  return { pid: child.pid ?? 0, startedMs: performance.now() - begun, stop };
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
  if (!answer?.ok) await sleep(20);
  return answer?.ok === true;
}
