import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestDatabase } from './database.ts';

/** The ministry's gateway of a test: it answers from the table of records, or not at all. */
export interface TestRegistry {
  /** Configuration of a bot that asks it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether it answers. */
  answers: boolean;
  close(): Promise<void>;
}

export async function openRegistry({ db }: TestDatabase): Promise<TestRegistry> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { identityNumber } = JSON.parse(body) as { identityNumber: string };
    // One that refuses is not asked again and again, so that no test waits.
    if (!registry.answers) return void response.writeHead(403).end();
    response.end(JSON.stringify({ student: await studentOf({ db }, identityNumber) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const registry: TestRegistry = {
    environment: { REGISTRY_URL: `http://127.0.0.1:${port}/`, REGISTRY_KEY: 'made-up-key' },
    answers: true,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return registry;
}

async function studentOf({ db }: Pick<TestDatabase, 'db'>, identityNumber: string) {
  const row = await db.read.studentRecord.findUnique({ where: { identityNumber } });
  if (!row) return null;
  const { id, updatedAt, universityId, birthDate, startDate, ...record } = row;
  const { code } = await db.read.university.findUniqueOrThrow({ where: { id: universityId } });
  const day = (date: Date) => date.toISOString().slice(0, 10);
  return {
    ...record,
    university: code,
    birthDate: day(birthDate),
    startDate: day(startDate),
    lastTermAverage: record.lastTermAverage?.toFixed(2) ?? null,
    cumulativeAverage: record.cumulativeAverage?.toFixed(2) ?? null,
  };
}
