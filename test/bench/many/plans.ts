import type { Pool } from 'pg';
import type { Statement } from './database.ts';

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly Node[];
}

/** Tables and indexes of more rows than this are large; of a smaller one, much may rightly be read. */
const large = 100_000;

/**
 * Which large tables a statement reads from end to end, by the plan that the database makes for it:
 * as a table, or as an index without a condition.
 */
export async function fullScans(
  pool: Pool,
  statements: readonly Statement[],
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT relname AS "name" FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND reltuples > ${large}`,
  );
  const big = new Set(rows.map(({ name }) => name));
  const found = new Set<string>();
  for (const { text, values } of statements) {
    if (!/^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i.test(text)) continue;
    const { rows: plans } = await pool.query(`EXPLAIN (FORMAT JSON) ${text}`, [...values]);
    const [{ Plan: plan }] = plans[0]['QUERY PLAN'] as [{ Plan: Node }];
    for (const node of nodesOf(plan)) {
      const { 'Relation Name': table = '', 'Index Name': index = '' } = node;
      const whole = node['Node Type'] === 'Seq Scan' ? table : index;
      if (big.has(whole) && !node['Index Cond']) found.add(`${whole}: ${text.slice(0, 160)}`);
    }
  }
  return [...found];
}

function* nodesOf(node: Node): Iterable<Node> {
  yield node;
  for (const below of node.Plans ?? []) yield* nodesOf(below);
}
