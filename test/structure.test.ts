import { describe, expect, test } from 'vitest';
import {
  asSource,
  type Import,
  readSources,
  type Source,
  topLevel,
} from './support/source-tree.ts';

const folders = ['bot', 'core', 'prisma', 'locales', 'test'] as const;
type Folder = (typeof folders)[number];

interface Breach {
  readonly file: string;
  readonly what: string;
}

interface Law {
  readonly says: string;
  /** Told to whoever breaks it. */
  readonly instead: string;
  readonly breaches: (sources: readonly Source[]) => Breach[];
  /** The smallest tree that breaks it: a law that sees nothing wrong here is not a law. */
  readonly brokenBy: Readonly<Record<string, string>>;
}

/** Which folder may import from which, types included. */
const mayImport: Readonly<Record<Folder, readonly Folder[]>> = {
  bot: ['bot', 'core', 'locales'],
  core: ['core', 'prisma'],
  prisma: ['prisma'],
  locales: ['locales'],
  test: ['test', 'bot', 'core', 'prisma', 'locales'],
};

const configuration =
  /^(README\.md|LICENSE|Dockerfile|compose\.yaml|\.ci\/|\.dockerignore|\.gitignore|\.npmrc|package(-lock)?\.json|(tsconfig|biome|knip)\.json|[\w-]+\.config\.ts)$/;

/** What a file may be called straight under core/, and in the folder of a noun. */
const coreFiles = /^core\/(result|db|work|calendar|text)\.ts$/;
const nounFiles =
  /^core\/[a-z]+\/((rules|commands|queries|schema|types|gateway)\.ts|(rules|queries)\/[a-z-]+\.ts|commands\/[a-z]+(-[a-z]+)+\.ts)$/;

const atTheSurface = /^(grammy|@grammyjs\/.*|i18next|ioredis|hono|@hono\/.*)$/;
const prismaItself = /^(prisma\/generated\/.*|@prisma\/.*)$/;
const drivers = /^(pg|@electric-sql\/pglite|pglite-prisma-adapter)$/;

const touchesPrisma =
  /^(core\/.+\/(commands|queries)\.ts|core\/.+\/(commands|queries)\/.*|core\/(db|work)\.ts|core\/db\/.*|prisma\/[^/]+\.ts|bot\/main\.ts|test\/.*)$/;
const opensDatabases = /^(core\/db\.ts|core\/db\/.*|prisma\/[^/]+\.ts|test\/.*)$/;
// This file only quotes the words.
const readsEnvironment =
  /^(bot\/config\.ts|prisma\/generate\.ts|test\/support\/.*|test\/structure\.test\.ts)$/;
// core/text.ts compares the letters that people type.
const speaksPersian =
  /^(locales|test|prisma\/data|bot\/playground)\/|^README\.md$|^core\/text\.ts$/;

/** A word; a single letter or sign that input is compared with is not a text. */
const persian = /[\u0621-\u064a\u066e-\u06d3]{2,}/u;
/** What is said to people at the chat comes from here. */
const atTheChat = /^bot\/(forms|guide|staff|student|view)\/.*\.ts$/;
const literal = /'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\\n]|\\.)*)`/g;
const threeWords = /\p{L}{2,} \p{L}{2,} \p{L}{2,}/u;
/** The name and the wording of a statement that is prepared once on each connection. */
const prepared = /`\s*\/\* (\w+) \*\/([^`]*)/g;
const mostLines = 400;
const manyLines = 250;

const laws: readonly Law[] = [
  {
    says: 'the top level has five folders and configuration',
    instead: 'Put it into bot/, core/, prisma/, locales/ or test/.',
    breaches: (sources) =>
      [...new Set(sources.map(({ path }) => path.replace(/\/.*/, '/')))]
        .filter((name) => !folders.some((folder) => name === `${folder}/`))
        .filter((name) => !configuration.test(name))
        .map((file) => ({ file, what: 'does not belong to the top level' })),
    brokenBy: { 'utils/strings.ts': '' },
  },
  {
    says: 'core/<noun>/ has rules, commands, queries, schema, types, and a gateway with its adapters',
    instead:
      'A pure decision goes into rules.ts, a write into commands.ts or commands/<verb-noun>.ts, a read ' +
      'into queries.ts or queries/<what>.ts, zod into schema.ts, types and constants into types.ts; an adapter stands next to a gateway.ts.',
    breaches: (sources) => {
      const ports = new Set(
        sources
          .filter(({ path }) => path.endsWith('/gateway.ts'))
          .map(({ path }) => path.replace(/[^/]*$/, '')),
      );
      const isAdapter = (path: string) => ports.has(path.replace(/[^/]*$/, ''));
      return sources
        .filter(({ path }) => path.startsWith('core/'))
        .filter(({ path }) => !coreFiles.test(path) && !nounFiles.test(path) && !isAdapter(path))
        .map(({ path }) => ({ file: path, what: 'is not a name that a core/<noun>/ has' }));
    },
    brokenBy: { 'core/pay/helpers.ts': '' },
  },
  {
    says: 'imports lead from bot to core to prisma, never back',
    instead:
      'What both need belongs to the lower one: a decision to core/<noun>/rules.ts, a type to core/<noun>/types.ts; ' +
      'the bot asks the database through core/<noun>/queries.ts and commands.ts.',
    breaches: (sources) =>
      eachImport(sources, ({ path }, { target }) => {
        const from = folderOf(path);
        const to = folderOf(target);
        if (!from || !to || path === 'bot/main.ts' || mayImport[from].includes(to))
          return undefined;
        return `imports ${target}, which ${from}/ may not know`;
      }),
    brokenBy: { 'core/pay/rules.ts': "import type { Reply } from '../../bot/view/message.ts';" },
  },
  {
    says: 'no file imports itself, however long the way round',
    instead: 'Move what both need into a third file, mostly types.ts or rules.ts.',
    breaches: (sources) => cycles(sources),
    brokenBy: {
      'core/pay/rules.ts': "import { a } from './types.ts';",
      'core/pay/types.ts': "import type { b } from '../bank/types.ts';",
      'core/bank/types.ts': "import { c } from '../pay/rules.ts';",
    },
  },
  {
    says: 'the messenger, its texts, Redis and HTTP servers are known to bot/ only',
    instead: 'Return data from core/ and turn it into messages, limits or answers under bot/.',
    breaches: (sources) =>
      eachImport(sources, ({ path }, { target }) =>
        atTheSurface.test(target) && !/^(bot|test)\//.test(path) ? `imports ${target}` : undefined,
      ),
    brokenBy: { 'core/pay/commands.ts': "import { Bot } from 'grammy';" },
  },
  {
    says: 'telegraf is the second client of the tests',
    instead: 'The bot is written with grammY: see bot/bot.ts.',
    breaches: (sources) =>
      eachImport(sources, ({ path }, { target }) =>
        target === 'telegraf' && !path.startsWith('test/') ? 'imports telegraf' : undefined,
      ),
    brokenBy: { 'bot/bot.ts': "import { Telegraf } from 'telegraf';" },
  },
  {
    says: 'Prisma is used by commands and queries',
    instead:
      'Write in core/<noun>/commands.ts, read in core/<noun>/queries.ts; elsewhere in core import types only.',
    breaches: (sources) =>
      eachImport(sources, ({ path }, { target, typeOnly }) => {
        if (!prismaItself.test(target) || touchesPrisma.test(path)) return undefined;
        return typeOnly && path.startsWith('core/') ? undefined : `imports ${target}`;
      }),
    brokenBy: { 'core/pay/rules.ts': "import { Prisma } from '../../prisma/generated/client.ts';" },
  },
  {
    says: 'databases are opened in one place',
    instead: 'Call openDatabase of core/db.ts.',
    breaches: (sources) =>
      eachImport(sources, ({ path }, { target }) =>
        drivers.test(target) && !opensDatabases.test(path) ? `imports ${target}` : undefined,
      ),
    brokenBy: { 'bot/service.ts': "import { Pool } from 'pg';" },
  },
  {
    says: 'the environment is read in one place',
    instead: 'Name the variable in the schema of bot/config.ts and pass its value on.',
    breaches: (sources) =>
      eachFile(sources, ({ path, text }) =>
        isCode(path) &&
        !readsEnvironment.test(path) &&
        /\bprocess\??(\.|\[')env\b|\benv\b.*'node:process'/.test(text)
          ? 'reads the environment'
          : undefined,
      ),
    brokenBy: { 'core/db.ts': 'const url = process.env.DATABASE_URL;' },
  },
  {
    says: 'Persian stands in locales/, and in what tests and the playground make up',
    instead: 'Give the text a key in locales/fa and locales/en, and find it with words.',
    breaches: (sources) =>
      eachFile(sources, ({ path, text }) => {
        const found = speaksPersian.test(path) ? null : persian.exec(text);
        return found ? `says «${found[0]}» in line ${lineAt(text, found.index)}` : undefined;
      }),
    brokenBy: { 'bot/student/menu.ts': "const title = 'منو';" },
  },
  {
    says: 'sentences stand in locales/, but for those that operators read of a fault',
    instead: 'Give the text a key in locales/fa and locales/en, and find it with words.',
    breaches: (sources) =>
      eachFile(sources, ({ path, text }) => {
        const found = atTheChat.test(path) ? sentenceIn(text) : undefined;
        return found === undefined ? undefined : `says «${found}»`;
      }),
    brokenBy: { 'bot/student/menu.ts': "turn.say('Choose what to do');" },
  },
  {
    says: 'locales/fa and locales/en have the same files',
    instead: 'Write the missing one.',
    breaches: (sources) => {
      const paths = new Set(sources.map(({ path }) => path));
      return [...paths]
        .filter((path) => /^locales\/(fa|en)\//.test(path))
        .filter((path) => !paths.has(otherLanguage(path)))
        .map((file) => ({ file, what: `has no ${otherLanguage(file)}` }));
    },
    brokenBy: { 'locales/fa/menu.ts': '' },
  },
  {
    says: 'no barrels',
    instead: 'Import from the file that has it.',
    breaches: (sources) =>
      eachFile(sources, ({ path, text }) =>
        path.endsWith('/index.ts') || (isCode(path) && /^export \*/m.test(text))
          ? 'gathers what other files export'
          : undefined,
      ),
    brokenBy: { 'core/pay/index.ts': '' },
  },
  {
    says: 'exports have names',
    instead: 'Export it by its name; only *.config.ts, read by tools, export a default.',
    breaches: (sources) =>
      eachFile(sources, ({ path, text }) =>
        isCode(path) &&
        !/^[^/]+\.config\.ts$/.test(path) &&
        /^export (default\b|\{.*\bas default\b)/m.test(text)
          ? 'has a default export'
          : undefined,
      ),
    brokenBy: { 'core/pay/rules.ts': 'export default 1;' },
  },
  {
    says: 'a statement that is prepared has a name of its own, and one wording',
    instead:
      'Name it in its first comment as nothing else is named, and give it lists as arrays (= ANY), not by Prisma.join.',
    breaches(sources) {
      const seen = new Set<string>();
      return sources
        .filter(({ path }) => path.startsWith('core/'))
        .flatMap(({ path, text }) =>
          [...text.matchAll(prepared)].flatMap(([, name = '', wording = '']) => {
            const again = seen.has(name);
            seen.add(name);
            if (again) return [{ file: path, what: `prepares another statement as ${name}` }];
            if (!wording.includes('Prisma.join')) return [];
            return [{ file: path, what: `prepares ${name} although its wording changes` }];
          }),
        );
    },
    brokenBy: {
      'core/pay/queries.ts':
        'const a = sql`/* paid */ SELECT 1`;\nconst b = sql`/* paid */ SELECT 2`;',
    },
  },
  {
    says: `no file of bot/ and core/ is longer than ${mostLines} lines`,
    instead: 'Split it by what a reader looks for: one screen, one command, one decision a file.',
    breaches: (sources) => {
      const long = sources
        .filter(({ path }) => /^(bot|core)\/.*\.ts$/.test(path))
        .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
        .filter(({ lines }) => lines > manyLines)
        .sort((one, other) => other.lines - one.lines);
      const next = long
        .filter(({ lines }) => lines <= mostLines)
        .map(({ path, lines }) => `${path} (${lines})`);
      return long
        .filter(({ lines }) => lines > mostLines)
        .map(({ path, lines }) => ({
          file: path,
          what: `has ${lines} lines; next will be ${next.join(', ') || 'none'}`,
        }));
    },
    brokenBy: { 'bot/bot.ts': '\n'.repeat(mostLines + 1) },
  },
];

const eachFile = (
  sources: readonly Source[],
  fault: (source: Source) => string | undefined,
): Breach[] =>
  sources.flatMap((source) => {
    const what = fault(source);
    return what === undefined ? [] : [{ file: source.path, what }];
  });

const eachImport = (
  sources: readonly Source[],
  fault: (source: Source, imported: Import) => string | undefined,
): Breach[] =>
  sources.flatMap((source) =>
    source.imports.flatMap((imported) => eachFile([source], () => fault(source, imported))),
  );

/** The first text of three words and more in the code of a file. */
function sentenceIn(text: string): string | undefined {
  const code = text
    .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    .split('\n')
    .filter((line) => !/\b(Error|super|throw)\b/.test(line));
  return code
    .flatMap((line) => [...line.matchAll(literal)])
    .map(([, plain, template]) => plain ?? (template ?? '').replaceAll(/\$\{[^}]*\}/g, ''))
    .find((words) => threeWords.test(words));
}

const folderOf = (path: string): Folder | undefined =>
  folders.find((folder) => path.startsWith(`${folder}/`));

const isCode = (path: string): boolean => /\.(ts|js|cjs|mjs)$/.test(path);

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

const otherLanguage = (path: string): string =>
  path.startsWith('locales/fa/') ? path.replace('/fa/', '/en/') : path.replace('/en/', '/fa/');

/** Each circle of imports, of types too, once, told at its first file. */
function cycles(sources: readonly Source[]): Breach[] {
  const next = new Map(
    sources.map(({ path, imports }) => [path, imports.map(({ target }) => target)]),
  );
  const done = new Set<string>();
  const found: Breach[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    const start = way.indexOf(path);
    if (start >= 0) {
      found.push({
        file: path,
        what: `imports itself: ${[...way.slice(start), path].join(' → ')}`,
      });
    } else if (!done.has(path)) {
      for (const target of next.get(path) ?? []) visit(target, [...way, path]);
      done.add(path);
    }
  };
  for (const path of next.keys()) visit(path, []);
  return found;
}

const tell = ({ instead }: Law, breaches: readonly Breach[]): string =>
  breaches.map(({ file, what }) => `${file} ${what}. ${instead}`).join('\n');

const byName = laws.map((law) => [law.says, law] as const);

describe('the layout of the code', () => {
  const sources = readSources(folders);
  const others = topLevel().filter((name) => name.endsWith('/') && !folderOf(name));
  const all = [...sources, ...others.map((path) => asSource(path, ''))];

  test.each(byName)('%s', (_says, law) => {
    expect(tell(law, law.breaches(all))).toBe('');
  });
});

describe('each law is able to fail', () => {
  test.each(byName)('%s', (_says, law) => {
    const tree = Object.entries(law.brokenBy).map(([path, text]) => asSource(path, text));
    expect(law.breaches(tree)).not.toEqual([]);
  });
});

test('imports are read as they stand', () => {
  const text = [
    "import { a } from 'node:fs';",
    "import type { B } from '../bank/types.ts';",
    'import {',
    '  type C,',
    '  d,',
    "} from '@prisma/client/runtime';",
    "import { type E, type F as G } from './types.ts';",
    "import './side.ts';",
    "export type { H } from './types.ts';",
    "const later = import('./later.ts');",
    "// import { i } from 'grammy';",
  ].join('\n');
  expect(asSource('core/pay/rules.ts', text).imports).toEqual([
    { target: 'node:fs', typeOnly: false },
    { target: 'core/bank/types.ts', typeOnly: true },
    { target: '@prisma/client', typeOnly: false },
    { target: 'core/pay/types.ts', typeOnly: true },
    { target: 'core/pay/side.ts', typeOnly: false },
    { target: 'core/pay/types.ts', typeOnly: true },
    { target: 'core/pay/later.ts', typeOnly: false },
  ]);
});
