import { expect, test } from 'vitest';
import { isOutage } from '../../../core/db/outage.ts';
import { openDatabase } from '../../../core/db.ts';
import { seededRandom } from '../../support/random.ts';

/** As the engine tells of a full disk. */
const full = (file: string) => `DO $$ BEGIN
  RAISE EXCEPTION 'could not write to file "${file}": No space left on device' USING ERRCODE = '53100';
END $$`;

test('an embedded database whose log finds no room is asked nothing more, and is told of once', {
  timeout: 60_000,
}, async () => {
  let lost = 0;
  const onLost = () => {
    lost += 1;
  };
  const tools = { now: () => new Date(), random: seededRandom(), secret: new Uint8Array(32) };
  const database = await openDatabase({ ...tools, onLost });
  const failureOf = (work: Promise<unknown>) => work.then(() => undefined).catch((error) => error);
  const run = (script: string) => database.read.$executeRawUnsafe(script);

  // A table that cannot grow is one thing: there may be room again.
  expect(isOutage(await failureOf(run(full('base/5/16384'))))).toBe(true);
  expect(await database.read.term.count()).toBe(0);
  expect(lost).toBe(0);

  // The engine would never come back from what follows this.
  const add = () => database.read.term.create({ data: { startYear: 1402, number: 1 } });
  const [first, next] = await Promise.all([
    failureOf(run(full('pg_wal/xlogtemp.42'))),
    failureOf(add()),
  ]);
  expect([isOutage(first), isOutage(next)]).toEqual([true, true]);
  expect(isOutage(await failureOf(database.transaction(({ tx }) => tx.term.count())))).toBe(true);
  expect(lost).toBe(1);
});
