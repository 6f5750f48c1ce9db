import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { IdentityNumber } from '../../../core/identity/types.ts';
import type { Registry } from '../../../core/registry/gateway.ts';
import { type HttpRegistryOptions, httpRegistry } from '../../../core/registry/http.ts';
import { settableClock } from '../../support/clock.ts';
import { nationalId } from '../../support/made-up.ts';

type Turn = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const clock = settableClock();
let turns: Turn[];
let seen: { method: string | undefined; key: string | undefined; url: string; body: string }[];
let close: () => Promise<void>;
let url: string;

const identityNumber = nationalId(1402);
const student = {
  identityNumber,
  firstName: 'نگار',
  lastName: 'فرضی',
  gender: 'female',
  birthDate: '2001-05-15',
  university: 'sample',
  studentNumber: '4001000001',
  level: 'master',
  field: 'فیزیک',
  startDate: '2022-09-23',
  studentType: 'domestic',
  lastTermAverage: '17.25',
  termsPassed: 2,
};

/** Answers each request by the next turn; the last one repeats. */
beforeEach(async () => {
  turns = [];
  seen = [];
  clock.reset();
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { method, headers, url: path = '' } = request;
    seen.push({ method, key: headers.authorization, url: path, body });
    const turn = turns.length > 1 ? turns.shift() : turns[0];
    turn?.(request, response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/lookup`;
  close = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
});

afterEach(() => close());

const registry = (more: Partial<HttpRegistryOptions> = {}): Registry =>
  httpRegistry({
    url,
    key: 'made-up-key',
    universityId: async (code) => (code === 'sample' ? 7 : undefined),
    now: clock.now,
    timeoutMs: 5_000,
    backOffMs: [1, 2],
    ...more,
  });

const says =
  (status: number, body: unknown): Turn =>
  (_request, response) =>
    void response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
const cutsOff: Turn = (request) => void request.socket.destroy();
const staysSilent: Turn = () => undefined;
/** Silence is waited out, everything else is not. */
const patienceWith = (turn: Turn) => (turn === staysSilent ? { timeoutMs: 1_000 } : {});

test('a student is found, with averages in hundredths and nulls where nothing is known', async () => {
  turns = [says(200, { student })];
  expect(await registry().lookup(identityNumber)).toEqual({
    identityNumber,
    firstName: 'نگار',
    lastName: 'فرضی',
    gender: 'female',
    birthDate: '2001-05-15',
    universityId: 7,
    studentNumber: '4001000001',
    level: 'master',
    field: 'فیزیک',
    startDate: '2022-09-23',
    studentType: 'domestic',
    lastTermAverage: 1725,
    cumulativeAverage: null,
    termsPassed: 2,
    probationTerms: null,
    disciplinaryConvictions: null,
    bornInIran: null,
    parentIranian: null,
    married: null,
    children: null,
  });
  expect(seen).toEqual([
    {
      method: 'POST',
      key: 'Bearer made-up-key',
      url: '/lookup',
      body: JSON.stringify({ identityNumber }),
    },
  ]);
});

test('nobody of this number is an answer, not an outage', async () => {
  turns = [says(200, { student: null })];
  expect(await registry().lookup(identityNumber)).toBeUndefined();
  expect(seen).toHaveLength(1);
});

test.each([
  ['an error of the server', says(503, 'later')],
  ['too many questions', says(429, '')],
  ['a cut connection', cutsOff],
  ['silence', staysSilent],
])('after %s it is asked again, and the answer counts', async (_name, trouble) => {
  turns = [trouble, trouble, says(200, { student })];
  const asked = registry(patienceWith(trouble));
  expect(await asked.lookup(identityNumber)).toMatchObject({ studentNumber: '4001000001' });
  expect(seen).toHaveLength(3);
});

test.each([
  ['unreachable', says(500, ''), 3],
  ['timeout', staysSilent, 3],
  ['refused', says(401, ''), 1],
  ['refused', says(404, ''), 1],
  ['wrongAnswer', says(200, 'not JSON'), 1],
  ['wrongAnswer', says(200, {}), 1],
  ['wrongAnswer', says(200, { student: { ...student, lastTermAverage: '21' } }), 1],
  ['wrongAnswer', says(200, { student: { ...student, level: 'wizard' } }), 1],
  ['wrongAnswer', says(200, { student: { ...student, university: 'unknown' } }), 1],
  ['wrongAnswer', says(200, { student: { ...student, identityNumber: nationalId(1) } }), 1],
  ['unreachable', says(302, ''), 3],
])('%s is thrown, and never taken for "not found" (%#)', async (fault, turn, requests) => {
  turns = [turn];
  await expect(registry(patienceWith(turn)).lookup(identityNumber)).rejects.toMatchObject({
    name: 'RegistryUnavailable',
    fault,
  });
  expect(seen).toHaveLength(requests);
});

test('neither the number nor the key stands in the error', async () => {
  turns = [cutsOff];
  const error: unknown = await registry()
    .lookup(identityNumber)
    .catch((thrown: unknown) => thrown);
  const text = error instanceof Error ? `${error.message}${error.stack}` : '';
  expect(text).toContain('registry of students: unreachable');
  expect(text).not.toContain(identityNumber);
  expect(text).not.toContain('made-up-key');
});

test('after failures in a row it is left alone, then tried once, then used again', async () => {
  turns = [says(500, '')];
  const broken = registry({ backOffMs: [], failuresToOpen: 3, restMs: 1000 });
  const fault = () =>
    broken.lookup(identityNumber).catch((error: { fault: string }) => error.fault);
  for (let times = 0; times < 3; times++) expect(await fault()).toBe('unreachable');
  expect(await fault()).toBe('open');
  expect(seen).toHaveLength(3);

  clock.advance(1000);
  expect(await Promise.all([fault(), fault()])).toEqual(['unreachable', 'open']);
  expect(seen).toHaveLength(4);
  clock.advance(1000);
  turns = [says(200, { student: null })];
  expect(await broken.lookup(identityNumber as IdentityNumber)).toBeUndefined();
  expect(await broken.lookup(identityNumber)).toBeUndefined();
});

test('a clock that is set back does not keep it alone for longer', async () => {
  turns = [says(500, '')];
  const broken = registry({ backOffMs: [], failuresToOpen: 1, restMs: 1000 });
  await expect(broken.lookup(identityNumber)).rejects.toThrow();
  clock.advance(-3_600_000);
  turns = [says(200, { student: null })];
  expect(await broken.lookup(identityNumber)).toBeUndefined();
});
