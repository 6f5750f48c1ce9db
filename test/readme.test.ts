import { exec } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../bot/config.ts';
import { purposes } from '../bot/guide/commands.ts';
import { screens } from '../bot/screens.ts';
import { commandMenu } from '../bot/view/command-menu.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const readme = read('README.md');

const section = (title: string): string =>
  readme.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? '';

describe('the table of the configuration', () => {
  const rows = [...section('Configuration').matchAll(/^\| `(\w+)` \| (?:`([^`]*)`)? ?\|/gm)];
  const documented = new Map(rows.map(([, name = '', value]) => [name, value]));

  test('names the variables that are read, and no others', () => {
    const known = [...read('bot/config.ts').matchAll(/^ {2}([A-Z][A-Z0-9_]*):/gm)];
    expect([...documented.keys()]).toEqual(known.map(([, name]) => name));
  });

  test('names their defaults', () => {
    const defaults = Object.entries(readConfig({})).map(([name, value]) => [name, String(value)]);
    const given = [...documented].filter(([, value]) => value !== undefined);
    expect(Object.fromEntries(given)).toEqual(Object.fromEntries(defaults));
  });
});

test('the commands are those that the bot answers', () => {
  const documented = [...section('Commands in the chat').matchAll(/`\/([a-z]+)/g)];
  // The router itself answers /cancel.
  expect(documented.map(([, name]) => name).sort()).toEqual(
    [...Object.keys(screens.commands), 'cancel'].sort(),
  );
});

test('every command is in the menu of bot/view/command-menu.ts, or told to officers by bot/guide/commands.ts', () => {
  const inMenu = commandMenu('fa').map(({ command }) => command);
  // /start begins, and /claim is printed where it is needed.
  const told = [...inMenu, ...Object.keys(purposes), 'start', 'claim'];
  expect(told.sort()).toEqual([...Object.keys(screens.commands), 'cancel'].sort());
});

test('the scripts that it names exist', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = [...readme.matchAll(/npm (?:run )?(start|test|[a-z]+(?::[a-z]+)?)\b/g)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'ci' && name !== 'registry');
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test('what its lines for Docker take out of the volume of files, they put back', async () => {
  const [, out = '', back = ''] =
    /exec -T worker (tar .+) > backup\/files\.tar[\s\S]+worker (tar .+) < backup\/files\.tar/.exec(
      readme,
    ) ?? [];
  const folder = await mkdtemp(join(tmpdir(), 'hamyar-readme-'));
  const [old, made] = [join(folder, 'old'), join(folder, 'new')];
  const kept = join('files', 'ab', 'abcd');
  for (const one of [join(old, 'files', 'ab'), join(old, 'files', 'writing'), made])
    await mkdir(one, { recursive: true, mode: 0o700 });
  await writeFile(join(old, kept), 'whole', { mode: 0o600 });
  await writeFile(join(old, 'files', 'writing', 't1'), 'half');
  const at = (command: string, data: string) => command.replace('/data', data);
  await promisify(exec)(`${at(out, old)} | ${at(back, made)}`);
  expect(await readdir(join(made, 'files'))).toEqual(['ab']);
  expect(await readFile(join(made, kept), 'utf8')).toBe('whole');
  expect((await stat(join(made, kept))).mode & 0o777).toBe(0o600);
  await rm(folder, { recursive: true });
});
