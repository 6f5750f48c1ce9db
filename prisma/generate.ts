import { createRequire, Module } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// npm run postinstall: writes the database client into prisma/generated without the network.
const require = createRequire(import.meta.url);
const cli = join(dirname(require.resolve('prisma/package.json')), 'build', 'index.js');

// `prisma generate` wants to fetch a native schema engine that it does not need for generating.
// Naming any existing file as that engine keeps it off the network.
// biome-ignore lint/style/noProcessEnv: the command line reads its settings there.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] = cli;

// It also loads its studio, its development server and its downloader at every start. package.json
// leaves them out (120 MB, and a download when installing), so nothing stands in for them here.
const leftOut = /^(@prisma\/(studio-core|dev|fetch-engine)|mysql2|postgres)(\/|$)/;
const nothing = { BinaryType: { SchemaEngineBinary: 'schema-engine' } };
const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
const load = loader._load;
loader._load = (request, ...rest) => (leftOut.test(request) ? nothing : load(request, ...rest));

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
process.argv = [process.execPath, cli, 'generate', '--no-hints'];
require(cli);
