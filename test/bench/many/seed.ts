import type { Pool, PoolClient } from 'pg';
import { evaluate } from '../../../core/eligibility/rules.ts';
import type { Evaluation } from '../../../core/eligibility/types.ts';
import type { Average } from '../../../core/registry/types.ts';
import { peopleScript } from './people.ts';
import { requestScript } from './requests.ts';
import { type Shape, seededAt, shapeOf } from './shape.ts';
import { waitingScript } from './waiting.ts';

/**
 * Fills a migrated, empty PostgreSQL database with this many applications and everything around them,
 * by statements over whole tables. Indexes are taken away before and made anew after; triggers and
 * foreign keys rest meanwhile, and the guards of the schema hold. The audit record stays empty: its
 * chain is written one by one.
 */
export async function seedMany(pool: Pool, applications: number): Promise<Shape> {
  const shape = shapeOf(applications);
  const client = await pool.connect();
  try {
    await client.query(`SET session_replication_role = replica; SET synchronous_commit = off;
      SET work_mem = '256MB'; SET maintenance_work_mem = '512MB'; SET temp_buffers = '256MB'`);
    const indexes = await dropIndexes(client);
    const script = [
      ...peopleScript(shape),
      ...requestScript(shape, evaluation()),
      ...waitingScript(shape),
    ];
    for (const statement of script) await client.query(statement);
    for (const index of indexes) await client.query(index);
    await client.query(countersOn);
    await client.query('ANALYZE');
    return shape;
  } finally {
    client.release(true);
  }
}

/** Takes away all but the primary keys; gives the statements that make them anew. */
async function dropIndexes(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    SELECT format('%I', i.relname) AS "name", pg_get_indexdef(i.oid) AS "definition"
    FROM pg_index JOIN pg_class i ON i.oid = indexrelid
    WHERE i.relnamespace = 'public'::regnamespace AND NOT indisprimary
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.oid)`);
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition);
}

/** Ids were given by number; the next one of each table follows the last. */
const countersOn = `
  DO $$ DECLARE "counter" record; BEGIN
    FOR "counter" IN
      SELECT format('%I', table_name) AS "table", pg_get_serial_sequence(format('%I', table_name), column_name) AS "name"
      FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name = 'id' AND column_default LIKE 'nextval%'
    LOOP
      EXECUTE format('SELECT setval(%L, (SELECT coalesce(max("id"), 0) + 1 FROM %s), false)', "counter"."name", "counter"."table");
    END LOOP;
  END $$`;

/** What the rules say of the students who are seeded. */
const evaluation = (): Evaluation =>
  evaluate({
    record: {
      level: 'bachelorContinuous',
      gender: 'female',
      studentType: 'domestic',
      termsPassed: 4,
      lastTermAverage: 1700 as Average,
      cumulativeAverage: 1700 as Average,
      probationTerms: 0,
      disciplinaryConvictions: 0,
      bornInIran: true,
      parentIranian: true,
    },
    university: { kind: 'state' },
    declarations: {},
    term: { startYear: 1402, part: 1 },
    openingsWithSeats: { female: 25, male: 25 },
    otherLivePlacements: 0,
    internationalApproval: null,
    overrides: [],
    settings: { averageBasis: 'lastTerm' },
    now: seededAt,
  });
