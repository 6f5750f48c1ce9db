import { expect, test } from 'vitest';
import type { Actor } from '../../../../core/staff/types.ts';
import { useDatabase } from '../../../support/database.ts';
import { readSources } from '../../../support/source-tree.ts';
import { aScene, asOwner, type Scene } from './scene.ts';
import { commands, parts, type Row } from './table.ts';

const database = useDatabase();

/** What a command says to an actor; nothing of it stays. */
async function said(row: Row, actor: Actor, scene: Scene): Promise<string> {
  let outcome = '';
  const undone = new Error('undone');
  await database.db
    .transaction(async (work) => {
      const result = await row.run(work, actor, scene);
      outcome = result.ok ? 'ok' : (result.reason ?? '');
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  return outcome;
}

/** Refused for who asks; by commands of tickets and announcements in words of their own. */
const refusals = ['notAllowed', 'notFound', 'outOfReach'];

/** The system is told what people are, where all of them are told the same. */
function forSystem({ roles, but = {} }: Row): string {
  const said = new Set(roles.map((role) => but[role] ?? 'ok'));
  const [only = 'ok'] = said;
  return said.size === 1 ? only : 'ok';
}

interface Asked {
  readonly command: string;
  readonly who: string;
  readonly actor: Actor;
}

/** Who is told something else than the row says, and what. */
async function wrongly({ command, who, actor }: Asked, row: Row, scene: Scene): Promise<string[]> {
  const role = row.roles.find((one) => who === one || who === `${one} of the unit`);
  const may = role !== undefined || (who === 'the system' && row.system === true);
  const yes = role ? (row.but?.[role] ?? 'ok') : forSystem(row);
  const wanted = may ? [yes] : refusals;
  const outcome = await said(row, actor, scene);
  const wrong = wanted.includes(outcome) ? [] : [`${command}, ${who}: ${outcome}, not ${wanted}`];
  if (role === undefined || row.owner === undefined) return wrong;
  const own = await said(row, asOwner(scene.owners[row.owner], actor), scene);
  return own === 'ownCase' ? wrong : [...wrong, `${command}, ${who}, the own case: ${own}`];
}

test('every command of officers is for those whom its row names, at their own place, and for nobody else', {
  timeout: 120_000,
}, async () => {
  const scene = await aScene(database);
  const wrong: string[] = [];
  for (const [command, row] of Object.entries(commands)) {
    for (const [who, actor] of Object.entries(scene.actors)) {
      wrong.push(...(await wrongly({ command, who, actor }, row, scene)));
    }
  }
  expect(wrong).toEqual([]);
});

test('no command of officers is without its row', () => {
  const declared =
    /export (?:async function|const) (\w+)(?:[^(;]*)\(\s*(?:work|\{[^}]*\}): Work,\s*actor: Actor\b/g;
  const asks =
    /\b(?:decideOne|remindOne|checkWhole)\(work\b|\b(?:can|mayAnnounce)\(person\b|\brequireReader\(work\b|\brequireReach\(work\b/;
  const byPerson = /export async function (\w+)\(\s*work: Work,\s*person: Person\b/g;
  const found = readSources(['core']).flatMap(({ path, text }) => {
    if (!/\/commands(\/|\.ts)/.test(path)) return [];
    const names = [...text.matchAll(declared)];
    const asked = [...text.matchAll(byPerson)].filter(({ index }) => {
      const end = text.indexOf('\n}\n', index);
      return asks.test(text.slice(index, end));
    });
    return [...names, ...asked].map(([, name = '']) => name);
  });
  const missing = [...new Set(found)].filter((name) => !(name in commands) && !parts.has(name));
  expect(missing, 'give it a row in table.ts, or name it among the parts').toEqual([]);
  expect(Object.keys(commands).filter((name) => !found.includes(name))).toEqual([]);
});
