import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';

const run = promisify(execFile);

/** Debian keeps each version's programs in a folder of its own; elsewhere they are in the path. */
const installed = '/usr/lib/postgresql';

function program(name: string): string {
  const versions = existsSync(installed) ? readdirSync(installed).map(Number) : [];
  const newest = Math.max(...versions);
  return versions.length > 0 ? join(installed, String(newest), 'bin', name) : name;
}

/** The server refuses to run as root; then it runs as the user that its package made. */
function runner(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** A PostgreSQL of our own, which can be restarted like any other and leaves nothing behind. */
export class OwnPostgres {
  readonly url: string;
  readonly #port: number;
  readonly #as = runner();
  #folder = '';
  #process: ChildProcess | undefined;

  constructor(port: number) {
    this.#port = port;
    this.url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  }

  async start(): Promise<void> {
    if (this.#folder === '') await this.#make();
    const settings = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      // The machine outlives the server here, so what it wrote is there without waiting for the disk.
      fsync: 'off',
      max_connections: '100',
    };
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    this.#process = spawn(
      program('postgres'),
      ['-D', this.#folder, '-p', String(this.#port), ...options],
      { ...this.#as, stdio: 'ignore' },
    );
    while (!(await this.#answers())) await sleep(50);
  }

  /** Stops it without a word to anybody, as a crash does; what was committed is there when it is back. */
  async stop(): Promise<void> {
    const stopped = this.#process;
    this.#process = undefined;
    if (!stopped || stopped.exitCode !== null || stopped.signalCode !== null) return;
    const gone = once(stopped, 'exit');
    stopped.kill('SIGQUIT');
    await gone;
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #make(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'hamyar-postgres-'));
    const { uid, gid } = this.#as;
    if (uid !== undefined && gid !== undefined) await chown(this.#folder, uid, gid);
    const options = [
      '-D',
      this.#folder,
      '-U',
      'postgres',
      '--auth=trust',
      '--no-sync',
      '-E',
      'UTF8',
    ];
    await run(program('initdb'), [...options, '--locale=C.UTF-8'], this.#as);
  }

  async #answers(): Promise<boolean> {
    if (this.#process?.exitCode !== null) throw new Error('the PostgreSQL of the test has ended');
    const client = new Client({ connectionString: this.url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
