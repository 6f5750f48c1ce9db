import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFloodGate } from '../../bot/intake/flood.ts';
import type { Incoming } from '../../bot/intake/incoming.ts';
import { inTime, openRedis } from '../../bot/redis.ts';
import { placesInMemory } from '../../bot/sending/rate/in-memory.ts';
import { placesOnRedis, withInsurance } from '../../bot/sending/rate/on-redis.ts';

// Limits that processes share must not stop the service: each goes on with its own.

let server: Server;
let redis: Redis;
const sockets = new Set<Socket>();

beforeEach(async () => {
  server = createServer((socket) => void sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  redis = openRedis(`redis://127.0.0.1:${port}`, pino({ level: 'silent' }));
});

afterEach(async () => {
  redis.disconnect();
  for (const socket of sockets) socket.destroy();
  server.close();
  await once(server, 'close');
});

const update = { chatId: 5n } as Incoming;

async function expectOwnLimits(): Promise<void> {
  const gate = createFloodGate(redis, 2);
  const admitted = [
    await gate.admits(update),
    await gate.admits(update),
    await gate.admits(update),
  ];
  expect(admitted).toEqual([true, true, false]);
  const rate = { perSecond: 1, perChatPerSecond: 1_000 };
  let failures = 0;
  const shared = placesOnRedis(redis, 'test', rate);
  const places = withInsurance(shared, placesInMemory(rate), () => {
    failures += 1;
  });
  const [taken, refused] = await places.take([
    { chatId: 1n, urgency: 'reply' },
    { chatId: 2n, urgency: 'reply' },
  ]);
  expect([taken, refused]).toMatchObject([{ place: 'insured' }, { because: 'all' }]);
  expect(failures).toBe(1);
}

describe('a Redis', () => {
  test('that takes the connection and says nothing holds nobody up', expectOwnLimits);

  test('that is gone holds nobody up', async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await expectOwnLimits();
  });
});

test('places that a slow Redis gives to somebody who has gone on are given back', async () => {
  const given: unknown[][] = [];
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const slow = {
    async eval(_script: string, ...rest: unknown[]) {
      given.push(rest);
      if (given.length === 1) await answered;
      return ['p7', 'a100'];
    },
  } as unknown as Redis;
  const places = placesOnRedis(slow, 'slow', { perSecond: 9, perChatPerSecond: 9 });
  const asked = { chatId: 1n, urgency: 'reply' } as const;
  await expect(places.take([asked, asked])).rejects.toMatchObject({ name: 'TooLate' });
  expect(given).toHaveLength(1);
  answer();
  await expect.poll(() => given.length).toBe(2);
  expect(given[1]?.at(-1)).toBe('7');
});

test('an answer is not late for this process that stood still', async () => {
  const answer = inTime(stat(import.meta.filename));
  for (const end = Date.now() + 1_200; Date.now() < end; );
  await expect(answer).resolves.toBeDefined();
});
