import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { applyMigrations } from '../../prisma/engine.ts';
import { lockFolder } from './folder-lock.ts';
import { type Store, withScripts } from './gateway.ts';

/** Opens the embedded database: one that is open already, a folder, or in memory. */
export async function openEmbedded({
  folder,
  embedded,
}: {
  readonly folder?: string | undefined;
  readonly embedded?: PGlite | undefined;
}): Promise<Store> {
  const unlock = folder ? await lockFolder(folder) : async () => undefined;
  const database = embedded ?? (folder ? await openFolder(folder) : await PGlite.create());
  const factory = new PrismaPGlite(database);
  return {
    factory,
    embedded: true,
    migrate: async () =>
      void (await applyMigrations(withScripts(factory, (script) => database.exec(script)))),
    async close() {
      if (!embedded) await database.close();
      await unlock();
    },
  };
}

/**
 * Opens the folder, which this process holds alone, whatever a kill left in it. The engine will not
 * start over an empty file of its own lock, which a kill at its start leaves; and a folder appears
 * under its name only when it is made.
 */
async function openFolder(folder: string): Promise<PGlite> {
  await rm(join(folder, 'postmaster.pid'), { force: true });
  const isMade = await stat(join(folder, 'PG_VERSION')).catch(() => undefined);
  if (!isMade) {
    const made = `${folder}.new`;
    await rm(made, { recursive: true, force: true });
    await (await PGlite.create({ dataDir: made })).close();
    await rename(made, folder);
  }
  return PGlite.create({ dataDir: folder });
}
