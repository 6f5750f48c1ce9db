import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TelegramMemory } from '../telegram/memory.ts';
import type { WireArrival } from './wire.ts';

/** What the page showed when it was last kept. */
export interface Remembered {
  readonly telegram: TelegramMemory;
  readonly arrivals: readonly WireArrival[];
}

export interface Kept extends Remembered {
  /** Bytes of the files in the chats, by unique id. */
  readonly files: ReadonlyMap<string, Buffer>;
}

export interface Source {
  now(): Remembered;
  bytesOf(uniqueId: string): Buffer;
}

/** Milliseconds for which changes are gathered. */
const gathered = 500;
/** Another version of this file is not read. */
const version = 1;

/** What was kept in a folder; undefined where nothing was, or nothing that can be read. */
export async function readMemory(folder: string): Promise<Kept | undefined> {
  try {
    const text = await readFile(join(folder, 'memory.json'), 'utf8');
    const read: Remembered & { version?: number } = JSON.parse(text);
    if (read.version !== version) return undefined;
    const files = new Map<string, Buffer>();
    for (const name of await readdir(join(folder, 'files'))) {
      files.set(name, await readFile(join(folder, 'files', name)));
    }
    return { ...read, files };
  } catch {
    return undefined;
  }
}

/** Keeps the chats in a folder, soon after each change: so they are there at the next start. */
export class MemoryKeeper {
  readonly #folder: string;
  readonly #source: Source;
  readonly #written = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(folder: string, source: Source) {
    this.#folder = folder;
    this.#source = source;
  }

  /** To be called after each change. */
  changed = (): void => {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      // The next change, or the end, tries again.
      this.#write().catch(() => undefined);
    }, gathered).unref();
  };

  /** Writes what is not written yet. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#write();
  }

  #write(): Promise<void> {
    const done = this.#writing.then(() => this.#writeNow());
    this.#writing = done.catch(() => undefined);
    return done;
  }

  /** Files first, so that no memory names one that is not there. */
  async #writeNow(): Promise<void> {
    const files = join(this.#folder, 'files');
    await mkdir(files, { recursive: true, mode: 0o700 });
    const remembered = this.#source.now();
    for (const { uniqueId } of remembered.telegram.files.all) {
      if (this.#written.has(uniqueId)) continue;
      await writeFile(join(files, uniqueId), this.#source.bytesOf(uniqueId), { mode: 0o600 });
      this.#written.add(uniqueId);
    }
    const path = join(this.#folder, 'memory.json');
    await writeFile(`${path}.new`, JSON.stringify({ version, ...remembered }), { mode: 0o600 });
    await rename(`${path}.new`, path);
  }
}
