import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** What a module of ours says of its own place stays true of it within the one file. */
const places: Plugin = {
  name: 'places',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return { loader: 'ts', contents };
    });
  },
};

/** Beside the packages, which are not put in. */
const folder = fileURLToPath(new URL('../../node_modules/.cache/hamyar', import.meta.url));

/**
 * Puts a script and all modules of ours that it imports into one file of JavaScript, and gives its
 * path. A process that begins with it is there in a third of the time: hundreds of files need not be
 * found and translated one by one.
 */
export async function inOneFile(script: URL): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(script)],
    ...{ bundle: true, packages: 'external', platform: 'node', format: 'esm' },
    write: false,
    plugins: [places],
  });
  const text = outputFiles[0]?.text ?? '';
  const path = join(folder, `${createHash('sha256').update(text).digest('hex')}.mjs`);
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (isThere) return path;
  await mkdir(folder, { recursive: true });
  // Several processes of tests may make the same one: each puts a whole one into place.
  const partial = `${path}.${randomUUID()}`;
  await writeFile(partial, text);
  await rename(partial, path);
  return path;
}
