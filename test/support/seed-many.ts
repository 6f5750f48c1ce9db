import { Pool } from 'pg';
import { openDatabase } from '../../core/db.ts';
import { secureRandom } from '../../core/work.ts';
import { seedMany } from '../bench/many/seed.ts';
import { seededAt } from '../bench/many/shape.ts';

// npm run seed:many -- <count> [<url>]: makes a PostgreSQL database that holds this many applications
// with all that belongs to them, for measuring and looking around. Without a url it is hamyar_many on
// 127.0.0.1. An existing database is left alone.
const [count, given] = process.argv.slice(2);
const applications = Number(count);
if (!Number.isInteger(applications) || applications < 1 || applications > 4_000_000) {
  process.stderr.write('Usage: npm run seed:many -- <applications, at most 4000000> [<url>]\n');
  process.exit(2);
}
const url = new URL(given ?? 'postgresql://postgres:postgres@127.0.0.1:5432/hamyar_many');
const name = url.pathname.slice(1);
const server = new URL(url);
server.pathname = '/postgres';
const begun = performance.now();

const maker = new Pool({ connectionString: server.href, max: 1 });
await maker.query(`CREATE DATABASE "${name.replaceAll('"', '""')}"`);
await maker.end();
const tools = { now: () => seededAt, random: secureRandom, secret: new Uint8Array(32) };
await (await openDatabase({ ...tools, url: url.href })).close();
const pool = new Pool({ connectionString: url.href, max: 1 });
const { universities, terms } = await seedMany(pool, applications);
await pool.end();
const seconds = Math.round((performance.now() - begun) / 1000);
process.stdout.write(
  `${applications} applications of ${universities} universities in ${terms} terms are in ${name}, in ${seconds} s.\n`,
);
