import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file as the laws of the layout see it. */
export interface Source {
  /** From the top of the project, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

export interface Import {
  /** Path of a file of ours, or name of a package. */
  readonly target: string;
  /** Gone when the program runs. */
  readonly typeOnly: boolean;
}

const top = fileURLToPath(new URL('../..', import.meta.url));

/** What the project's own .gitignore leaves out, by name, and git's own folder. */
const ignored = new Set([
  '.git',
  ...readFileSync(join(top, '.gitignore'), 'utf8')
    .split('\n')
    .map((line) => line.replace(/\/$/, '')),
]);

/** Names at the top of the project; folders end with `/`. */
export const topLevel = (): string[] =>
  readdirSync(top, { withFileTypes: true })
    .filter((entry) => !ignored.has(entry.name))
    .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));

/** All text files of the given folders and of the top level, without what is generated. */
export function readSources(folders: readonly string[]): Source[] {
  const inFolders = folders.flatMap((folder) =>
    readdirSync(join(top, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(top.length)),
  );
  const atTop = topLevel().filter((name) => !name.endsWith('/'));
  return [...inFolders, ...atTop]
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('prisma/generated/'))
    .filter((path) => /\.(ts|cjs|mjs|js|sql|prisma|csv|json|html|css|md)$/.test(path))
    .sort()
    .map((path) => asSource(path, readFileSync(join(top, path), 'utf8')));
}

export const asSource = (path: string, text: string): Source => ({
  path,
  text,
  imports: path.endsWith('.ts') ? importsOf(path, text) : [],
});

// The code is formatted, so that every statement starts its line and an import is one of these two.
const statement = /^(?:import|export)\s+(type\s+)?(?:([\w*{][^'";]*?)\s+from\s+)?'([^']+)'/gm;
const call = /\bimport\(\s*'([^']+)'\s*\)/g;

function importsOf(path: string, text: string): Import[] {
  const statements = [...text.matchAll(statement)].map(([, type, names = '', from = '']) => ({
    target: resolve(path, from),
    typeOnly: type !== undefined || onlyTypes(names),
  }));
  const calls = [...text.matchAll(call)].map(([, from = '']) => ({
    target: resolve(path, from),
    typeOnly: false,
  }));
  return [...statements, ...calls];
}

/** `{ type A, type B }` */
const onlyTypes = (names: string): boolean =>
  /^\{\s*(type\s+\w+(\s+as\s+\w+)?\s*,?\s*)+\}$/.test(names);

function resolve(path: string, from: string): string {
  if (from.startsWith('.')) return join(dirname(path), from).replaceAll('\\', '/');
  const [scope = '', name] = from.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}
