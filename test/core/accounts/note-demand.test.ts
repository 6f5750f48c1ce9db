import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { noteDemand } from '../../../core/accounts/commands/note-demand.ts';
import type { Person } from '../../../core/staff/types.ts';
import { startUniversity } from '../../../core/universities/commands/create-university.ts';
import type { Work } from '../../../core/work.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, aPerson } from '../../support/people.ts';
import { toldTo } from '../../support/scenes.ts';
import { aUniversity } from '../../support/university.ts';

const database = useDatabase();

const note = (person: Person, universityId: number) =>
  database.db.transaction((work) => noteDemand(work, person, { universityId }));

test('the demand for a university is counted once a chat, and only where it can start', async () => {
  const { person } = await aPerson(database);
  const { id } = await aUniversity(database, { startedAt: null });
  const results = await Promise.all([note(person, id), note(person, id), note(person, id)]);
  expect(results.every(({ ok }) => ok)).toBe(true);
  expect(await database.db.read.universityDemand.findMany()).toMatchObject([
    { universityId: id, chatId: person.chatId },
  ]);
  expect(await database.db.read.auditEvent.count()).toBe(1);
  const started = await aUniversity(database);
  expect(await note(person, started.id)).toEqual({ ok: false, reason: 'started' });
  const azad = await aUniversity(database, { kind: 'azad' });
  expect(await note(person, azad.id)).toEqual({ ok: false, reason: 'notServed' });
  expect(await note(person, 1)).toEqual({ ok: false, reason: 'unknownUniversity' });
});

/** Begins the second while the first has done all and has yet to commit. */
async function overlapping<First, Second>(
  first: (work: Work) => Promise<First>,
  second: (work: Work) => Promise<Second>,
): Promise<[First, Second]> {
  let isDone = () => {};
  const done = new Promise<void>((resolve) => {
    isDone = resolve;
  });
  return Promise.all([
    database.db.transaction(async (work) => {
      const result = await first(work);
      isDone();
      await sleep(100);
      return result;
    }),
    done.then(() => database.db.transaction(second)),
  ]);
}

test('who asks for a university while it starts is told of it, or learns that it has', async () => {
  const organisation = await anOfficer(database, { role: 'organisation' });
  const { person } = await aPerson(database);
  const [one, other] = [
    await aUniversity(database, { startedAt: null }),
    await aUniversity(database, { startedAt: null }),
  ];
  const asking = (universityId: number) => (work: Work) =>
    noteDemand(work, person, { universityId });
  const starting = (universityId: number) => (work: Work) =>
    startUniversity(work, organisation, { universityId });
  expect(await overlapping(starting(one.id), asking(one.id))).toEqual([
    { ok: true, told: 0 },
    { ok: false, reason: 'started' },
  ]);
  expect(await overlapping(asking(other.id), starting(other.id))).toEqual([
    { ok: true },
    { ok: true, told: 1 },
  ]);
  expect(await toldTo(database, person.chatId)).toEqual(['universityStarted']);
  expect(await database.db.read.universityDemand.count({ where: { toldAt: null } })).toBe(0);
});
