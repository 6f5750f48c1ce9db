/** The PostgreSQL server on which benches make databases of their own, and drop them. */
export const benchServer = (): string =>
  // biome-ignore lint/style/noProcessEnv: settings of tests are read under test/support.
  process.env['TEST_DATABASE_URL'] ?? 'postgresql://postgres:postgres@127.0.0.1:5432/postgres';
