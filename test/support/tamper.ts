import { expect } from 'vitest';
import type { TestDatabase } from './database.ts';

/** Changes the record as somebody would who owns the database and turns its guards off. */
export async function tamper({ db: { read } }: Pick<TestDatabase, 'db'>, statement: string) {
  const [, rows] = await read.$transaction([
    read.$executeRawUnsafe('SET LOCAL session_replication_role = replica'),
    read.$executeRawUnsafe(statement),
  ]);
  expect(rows).toBeGreaterThan(0);
}
