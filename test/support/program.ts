import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../bot/main.ts', import.meta.url));

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly complaint: string;
}

/** Runs the program as `npm start --` does, on the embedded database of a folder. */
export const runProgram = (folder: string, ...args: readonly string[]) =>
  new Promise<Ended>((resolve) => {
    const given = ['--no-deprecation', '--import', 'tsx', main, ...args];
    const env = {
      // biome-ignore lint/style/noProcessEnv: a process needs its path and home as well.
      ...process.env,
      ...{ DATA_DIR: folder, DATABASE_URL: '', BOT_TOKEN: '' },
    };
    execFile(process.execPath, given, { env }, (error, out, complaint) => {
      resolve({ code: Number(error?.code ?? 0), out, complaint });
    });
  });
