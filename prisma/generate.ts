import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// `prisma generate` wants to fetch a native schema engine that it does not need for generating.
// Naming any existing file as that engine keeps it off the network.
const require = createRequire(import.meta.url);
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cli = join(dirname(require.resolve('prisma/package.json')), 'build', 'index.js');
const { status } = spawnSync(process.execPath, [cli, 'generate', '--no-hints'], {
  cwd: root,
  stdio: ['ignore', 'ignore', 'inherit'],
  // biome-ignore lint/style/noProcessEnv: the child needs this process's environment as it is.
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: cli },
});
process.exitCode = status ?? 1;
