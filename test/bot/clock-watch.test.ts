import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createClockWatch } from '../../bot/clock-watch.ts';
import { days } from '../support/clock.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();

test('a clock that is far from the database’s acts on no deadline, and complains once', async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  let ahead = 0;
  const agrees = createClockWatch(database.db.read, log, () => Date.now() + ahead);
  expect(await agrees()).toBe(true);
  ahead = -90_000;
  expect(await agrees()).toBe(true);
  ahead = 30 * days;
  expect(await agrees()).toBe(false);
  expect(lines).toHaveLength(1);
  // Less by as long as the database took to answer.
  expect(lines[0]).toMatch(/"seconds":(8\d|90)\b/);
});
