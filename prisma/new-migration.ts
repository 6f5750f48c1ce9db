import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { pendingSchemaChange } from './engine.ts';

// npm run migration -- <name>: writes the SQL that leads from the stored migrations to schema.prisma.
// What Prisma cannot say (checks, triggers) is added to that file by hand, under "Guards".
const name = process.argv[2];
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  process.stderr.write('Usage: npm run migration -- <name_in_snake_case>\n');
  process.exit(2);
}

const scratch = await PGlite.create();
const sql = await pendingSchemaChange(new PrismaPGlite(scratch));
await scratch.close();

if (sql === '') {
  process.stdout.write('The migrations and schema.prisma agree; nothing written.\n');
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(dirname(fileURLToPath(import.meta.url)), 'migrations', `${stamp}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'migration.sql'), sql);
  process.stdout.write(`Wrote ${join('prisma', 'migrations', `${stamp}_${name}`)}\n`);
}
