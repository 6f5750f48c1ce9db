import { spawnSync } from 'node:child_process';

// npm run test:services: the same tests, on PostgreSQL and Redis instead of the embedded parts.
// Databases of their own are made on that server and dropped; nothing else on it is touched. What is
// killed, or takes minutes, has commands of its own.
const local = {
  TEST_DATABASE_URL: 'postgresql://postgres:postgres@127.0.0.1:5432/postgres',
  TEST_REDIS_URL: 'redis://127.0.0.1:6379',
  SEAT_DECISIONS: '1000',
};
const withServices = ['test/core', 'test/bot', 'test/prisma', 'test/faults', 'test/support'];

const { status } = spawnSync(
  'vitest',
  ['run', ...withServices, ...process.argv.slice(2)],
  // biome-ignore lint/style/noProcessEnv: what is given there stands before the addresses above.
  { stdio: 'inherit', env: { ...local, ...process.env } },
);
process.exitCode = status ?? 1;
