import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MadeUpStudent } from '../../bot/playground/people.ts';
import { playgroundUniversity } from '../../bot/playground/seed/universities.ts';

/** A registry of students behind HTTP, as a ministry would run it. */
export interface RegistryServer {
  /** The configuration that leads a bot to it. */
  readonly environment: Readonly<Record<string, string>>;
  /** What it says of a student, by field, where that is not what the playground says. */
  says(student: MadeUpStudent, more?: Readonly<Record<string, unknown>>): void;
  /** While it is down it answers 503. */
  setUp(up: boolean): void;
  close(): Promise<void>;
}

export async function startRegistryServer(): Promise<RegistryServer> {
  const students = new Map<string, object>();
  let isUp = true;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    if (!isUp) return void response.writeHead(503).end();
    const { identityNumber } = JSON.parse(body) as { identityNumber: string };
    response.end(JSON.stringify({ student: students.get(identityNumber) ?? null }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    environment: { REGISTRY_URL: `http://127.0.0.1:${port}/lookup`, REGISTRY_KEY: 'a-key' },
    says: (student, more = {}) => {
      students.set(student.identityNumber, { ...recordOf(student), ...more });
    },
    setUp: (up) => {
      isUp = up;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const recordOf = (student: MadeUpStudent) => ({
  identityNumber: student.identityNumber,
  firstName: student.firstName,
  lastName: student.lastName,
  gender: student.gender,
  birthDate: student.birthDate,
  university: playgroundUniversity.code,
  studentNumber: student.studentNumber,
  level: student.level,
  field: student.field,
  startDate: student.startDate,
  studentType: student.studentType,
  lastTermAverage: student.average,
  termsPassed: student.termsPassed,
});
