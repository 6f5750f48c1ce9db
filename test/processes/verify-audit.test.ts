import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../core/db.ts';
import { secureRandom } from '../../core/work.ts';
import { runProgram } from '../support/program.ts';
import { tamper } from '../support/tamper.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hamyar-tools-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function inFolder(deed: (database: Database) => Promise<unknown>): Promise<void> {
  const database = await openDatabase({
    folder: join(folder, 'database'),
    now: () => new Date(),
    random: secureRandom,
    secret: new Uint8Array(32),
  });
  await deed(database).finally(database.close);
}

const run = (...args: readonly string[]) => runProgram(folder, ...args);

test('verify-audit ends with 0 where the record is right, and with 1 and the first wrong row', {
  timeout: 120_000,
}, async () => {
  const subject = { type: 'holiday', id: '2026-01-01' } as const;
  await inFolder(async ({ transaction }) => {
    for (let at = 0; at < 4; at++) {
      await transaction(async ({ record }) =>
        record({ action: 'holiday.added', subject, actorId: null }),
      );
    }
  });
  expect(await run('verify-audit')).toEqual({
    code: 0,
    out: 'The record is right; events: 4\n',
    complaint: '',
  });
  await inFolder((db) =>
    tamper({ db }, `UPDATE "AuditEvent" SET "action" = 'holiday.addee' WHERE "seq" = 3`),
  );
  const wrong = await run('verify-audit');
  expect(wrong).toMatchObject({ code: 1, out: '' });
  expect(wrong.complaint).toMatch(/^Row .?3.? of the record is wrong/);
});
