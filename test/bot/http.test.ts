import { Hono } from 'hono';
import { afterEach, expect, test } from 'vitest';
import { readConfig } from '../../bot/config.ts';
import { type HttpServer, openHttp } from '../../bot/http.ts';
import { freePorts } from '../support/bot.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
let http: HttpServer | undefined;

afterEach(() => http?.close());

async function open() {
  const [port] = await freePorts(1);
  http = await openHttp(readConfig({ HTTP_PORT: String(port) }));
  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    return `${answer.status} ${await answer.text()}`;
  };
  return { http, ask };
}

test('it lives from the first second, and is ready once all is there', async () => {
  const { http, ask } = await open();
  expect(await ask('/healthz')).toBe('200 ok');
  expect(await ask('/readyz')).toBe('503 starting');
  expect(await ask('/hook')).toBe('503 try again');
  let missing: string | undefined = 'a table';
  http.serve({
    routes: new Hono().get('/hook', (context) => context.text('done')),
    missing: async () => missing,
  });
  expect(await ask('/readyz')).toBe('503 a table');
  missing = undefined;
  expect(await ask('/readyz')).toBe('200 ready');
  expect(await ask('/hook')).toBe('200 done');
  expect(await ask('/elsewhere')).toBe('404 404 Not Found');
});

test('without its database it lives, and is not ready', async () => {
  const { http, ask } = await open();
  http.serve({
    routes: new Hono(),
    missing: async () => {
      throw new Error('the text of a driver, with an address');
    },
  });
  expect(await ask('/readyz')).toBe('503 the database is out of reach');
  expect(await ask('/healthz')).toBe('200 ok');
});

test('while it stops, what runs is finished and nothing begins', async () => {
  const { http, ask } = await open();
  let finish: () => void = () => undefined;
  const begun = new Promise<void>((begin) => {
    const routes = new Hono().get('/hook', async (context) => {
      begin();
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return context.text('done');
    });
    http.serve({ routes, missing: async () => undefined });
  });
  const answer = ask('/hook');
  await begun;
  const drained = http.drain();
  expect(await ask('/readyz')).toBe('503 stopping');
  expect(await ask('/healthz')).toBe('200 ok');
  expect(await ask('/hook')).toBe('503 try again');
  finish();
  expect(await answer).toBe('200 done');
  await drained;
  await http.close();
  await expect(ask('/healthz')).rejects.toThrow('fetch failed');
});

test('a migration that is missing, or did not end, is named', async () => {
  const { read, missingMigrations } = database.db;
  expect(await missingMigrations()).toEqual([]);
  const [first] = await read.$queryRaw<{ name: string; at: Date }[]>`
    SELECT "migration_name" AS "name", "finished_at" AS "at" FROM "_prisma_migrations"
    ORDER BY 1 LIMIT 1`;
  const setEnd = (at: Date | null) => read.$executeRaw`
    UPDATE "_prisma_migrations" SET "finished_at" = ${at} WHERE "migration_name" = ${first?.name}`;
  await setEnd(null);
  expect(await missingMigrations()).toEqual([first?.name]);
  await setEnd(first?.at ?? null);
});
