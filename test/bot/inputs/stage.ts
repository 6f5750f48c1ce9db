import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openDiskStore } from '../../../core/files/disk.ts';
import type { FileStore } from '../../../core/files/gateway.ts';
import type { TestDatabase } from '../../support/database.ts';
import { Conversation } from './conversation.ts';
import { RecordedBot } from './recorded-bot.ts';
import { scenes } from './scenes/all.ts';

/** A store of files in a folder of its own, for the tests of one file. */
export function openFiles({ clock }: TestDatabase): () => FileStore {
  let store: FileStore | undefined;
  let root = '';
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'hamyar-inputs-'));
    store = await openDiskStore({ root, temporaryName: randomUUID, now: clock.now });
  });
  afterAll(() => rm(root, { recursive: true, force: true }));
  return () => {
    if (!store) throw new Error('the store is open only inside tests');
    return store;
  };
}

/** An empty database with the people of one form's scene in it, and the one who is to answer. */
export async function stageOf(
  form: string,
  turn: number,
  { database, files }: { readonly database: TestDatabase; readonly files: FileStore },
): Promise<Conversation> {
  const scene = scenes[form];
  if (!scene) throw new Error(`the form ${form} has no scene: write one in test/bot/inputs/scenes`);
  await database.empty();
  const bot = new RecordedBot(database, files);
  return new Conversation(form, await scene({ database, bot, turn }), { bot, database, turn });
}
