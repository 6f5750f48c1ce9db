import { expect, test } from 'vitest';
import { chooseTopic, subscribeToAll } from '../../../core/announcements/commands/choose-topic.ts';
import { topicsOf } from '../../../core/announcements/queries.ts';
import type { Topic } from '../../../core/announcements/types.ts';
import type { Person } from '../../../core/staff/types.ts';
import { useDatabase } from '../../support/database.ts';
import { aPerson } from '../../support/people.ts';

const database = useDatabase();

const choose = (person: Person, topic: Topic, wanted: boolean) =>
  database.db.transaction((work) => chooseTopic(work, person, { topic, wanted }));
const topicsNow = async (accountId: number) =>
  [...(await topicsOf(database.db.read, accountId))].sort();

test('a person has every topic from the start, and gives up or takes each', async () => {
  const { accountId, person } = await aPerson(database);
  await database.db.transaction((work) => subscribeToAll(work, accountId));
  expect(await topicsNow(accountId)).toEqual(['deadlines', 'general', 'openings']);
  expect(await choose(person, 'general', false)).toEqual({ ok: true });
  expect(await topicsNow(accountId)).toEqual(['deadlines', 'openings']);
  expect(await choose(person, 'general', true)).toEqual({ ok: true });
  expect(await topicsNow(accountId)).toEqual(['deadlines', 'general', 'openings']);
});

test('a choice made twice, at once too, is one change in the record', async () => {
  const { accountId, person } = await aPerson(database);
  const wanted = [1, 2, 3].map(() => choose(person, 'openings', true));
  expect(await Promise.all(wanted)).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
  await choose(person, 'deadlines', false);
  expect(await topicsNow(accountId)).toEqual(['openings']);
  expect(await database.db.read.auditEvent.findMany()).toMatchObject([
    { action: 'account.topicChosen', after: { topic: 'openings', wanted: true } },
  ]);
});

test('topics are for those who have an account', async () => {
  const { person } = await aPerson(database);
  const stranger = { ...person, accountId: null };
  expect(await choose(stranger, 'general', true)).toEqual({ ok: false, reason: 'noAccount' });
});
