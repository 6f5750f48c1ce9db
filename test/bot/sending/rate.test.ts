import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createGate } from '../../../bot/sending/rate/gate.ts';
import { placesInMemory } from '../../../bot/sending/rate/in-memory.ts';
import { placesOnRedis, withInsurance } from '../../../bot/sending/rate/on-redis.ts';
import type { Asked, Places, Rate, Taken, Urgency } from '../../../bot/sending/rate/places.ts';
import { createRoundTrip } from '../../../bot/sending/rate/round-trip.ts';
import { sharedRedis } from '../../support/bot.ts';
import { eventually } from '../../support/eventually.ts';
import { seededRandom } from '../../support/random.ts';

const plenty = 1_000;
const url = sharedRedis()['REDIS_URL'];
const redis = url ? new Redis(url) : undefined;

afterAll(() => redis?.disconnect());

const asked = (count: number, urgency: Urgency = 'announcement', firstChat = 1): Asked[] =>
  Array.from({ length: count }, (_, index) => ({ chatId: BigInt(firstChat + index), urgency }));

const placesOf = (taken: readonly Taken[]): string[] =>
  taken.flatMap((one) => ('place' in one ? [one.place] : []));

const because = (taken: readonly Taken[]): string[] =>
  taken.map((one) => ('place' in one ? 'place' : one.because));

type Make = (rate: Rate) => Places;

const makers: readonly (readonly [string, Make])[] = [
  ['in memory', (rate) => placesInMemory(rate)],
  ...(redis
    ? ([['on Redis', (rate: Rate) => placesOnRedis(redis, randomUUID(), rate)]] as const)
    : []),
];

test('a burst is whole also at an instant whose sums are not exact', async () => {
  vi.spyOn(performance, 'now').mockReturnValue(46_534.349274);
  onTestFinished(() => void vi.restoreAllMocks());
  const places = placesInMemory({ perSecond: plenty, perChatPerSecond: 0.1 });
  const burst = Array.from({ length: 4 }, () => ({ chatId: 7n, urgency: 'reply' as const }));
  expect(because(await places.take(burst))).toEqual(['place', 'place', 'place', 'chat']);
});

describe.each(makers)('the places of the rate, %s', (_where, make) => {
  test('no more than the rate are out at once; each is free a second after it was given back', async () => {
    const places = make({ perSecond: 3, perChatPerSecond: plenty });
    const first = await places.take(asked(5, 'notice'));
    expect(because(first)).toEqual(['place', 'place', 'place', 'all', 'all']);
    // While they are out nothing is free, and given back they are not free at once.
    await places.giveBack(placesOf(first));
    const [refused] = await places.take(asked(1, 'notice', 20));
    expect(refused).toMatchObject({ because: 'all', waitMs: expect.any(Number) });
    await expect
      .poll(async () => placesOf(await places.take(asked(1, 'reply', 30))).length)
      .toBe(1);
  });

  test('a chat gets a short burst of answers; an announcement waits for its second of peace', async () => {
    const places = make({ perSecond: plenty, perChatPerSecond: 0.1 });
    const toOne = (urgency: Urgency, count: number): Asked[] =>
      Array.from({ length: count }, () => ({ chatId: 7n, urgency }));
    expect(because(await places.take(toOne('reply', 4)))).toEqual([
      ...['place', 'place', 'place'],
      'chat',
    ]);
    expect(because(await places.take([...toOne('announcement', 1), ...asked(1)]))).toEqual([
      'chat',
      'place',
    ]);
  });

  test('a pause that was named holds everybody, also where a shorter one follows', async () => {
    const places = make({ perSecond: plenty, perChatPerSecond: plenty });
    await places.hold(60_000);
    await places.hold(10);
    await sleep(20);
    expect(because(await places.take(asked(2, 'reply')))).toEqual(['all', 'all']);
  });
});

describe.runIf(redis)('on Redis', () => {
  const made = (rate: Rate, name: string) => placesOnRedis(redis as Redis, name, rate);

  test('processes share the places, and a pause', async () => {
    const name = randomUUID();
    const rate = { perSecond: 4, perChatPerSecond: plenty };
    const [one, other] = [made(rate, name), made(rate, name)];
    const taken = await Promise.all([one.take(asked(4)), other.take(asked(4, 'announcement', 9))]);
    expect(placesOf(taken.flat())).toHaveLength(4);
    await one.hold(60_000);
    expect(because(await made({ ...rate, perSecond: 50 }, name).take(asked(1)))).toEqual(['all']);
  });

  test('where a notice found no place, announcements of other processes stand back for it', async () => {
    const name = randomUUID();
    const rate = { perSecond: 2, perChatPerSecond: plenty };
    const [one, other] = [made(rate, name), made(rate, name)];
    const taken = placesOf(await one.take(asked(2)));
    await eventually(async () => {
      expect(because(await one.take(asked(1, 'notice', 3)))).toEqual(['all']);
      // They do so for a moment, which may be over by now; from here on for longer, whatever this process does.
      expect(await redis?.set(`sending:${name}:urgent`, '1', 'PX', 60_000, 'XX')).toBe('OK');
    });
    // Their messages were on the way for so long that there are places again, but the notice waits for one.
    await one.giveBack(taken, 2_002);
    await sleep(5);
    expect(because(await other.take(asked(1, 'announcement', 4)))).toEqual(['all']);
    expect(because(await other.take(asked(1, 'notice', 3)))).toEqual(['place']);
    expect(because(await other.take(asked(1, 'announcement', 4)))).toEqual(['place']);
  });

  test('of two rates, as while another one is deployed, no more than the higher goes out', async () => {
    const name = randomUUID();
    const [many, few] = [5, 1].map((perSecond) =>
      made({ perSecond, perChatPerSecond: plenty }, name),
    );
    const out = placesOf((await many?.take(asked(5))) ?? []);
    expect(out).toHaveLength(5);
    // Whoever has the lower rate forgets the others' places; they are not free for that.
    await few?.take(asked(1, 'reply', 10));
    expect(because((await many?.take(asked(5, 'reply', 20))) ?? [])).toEqual(Array(5).fill('all'));
    await expect
      .poll(async () => placesOf((await many?.take(asked(4, 'reply', 30))) ?? []).length)
      .toBe(4);
  });
});

test('a place that comes free while several are answered is not for those behind', async () => {
  const places = placesInMemory({ perSecond: 1, perChatPerSecond: plenty });
  let at = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => at);
  onTestFinished(() => clock.mockRestore());
  const first = await places.take(asked(1, 'notice'));
  await places.giveBack(placesOf(first));
  at = 400;
  clock.mockImplementation(() => (at += 300));
  const taken = await places.take([...asked(1, 'reply', 20), ...asked(2, 'notice', 30)]);
  expect(because(taken)).toEqual(['all', 'all', 'all']);
});

test.runIf(redis)('a Redis whose clock is set back gives places after a second', async () => {
  if (!redis) return;
  const name = randomUUID();
  const places = placesOnRedis(redis, name, { perSecond: 3, perChatPerSecond: 1 });
  await places.giveBack(placesOf(await places.take(asked(3, 'reply'))));
  // To a clock that is an hour behind every stored instant is an hour ahead.
  const set = `sending:${name}:places`;
  for (const place of await redis.zrange(set, 0, -1)) await redis.zincrby(set, 3_600_000, place);
  const chat = `sending:${name}:chat:1`;
  await redis.set(chat, Number(await redis.get(chat)) + 3_600_000);
  await places.take(asked(1, 'reply', 20));
  await sleep(1_050);
  expect(because(await places.take(asked(3, 'reply')))).toEqual(['place', 'place', 'place']);
});

test('while Redis does not answer a process goes on alone, and its pauses hold', async () => {
  const broken: Places = {
    take: () => Promise.reject(new Error('away')),
    giveBack: () => Promise.reject(new Error('away')),
    hold: () => Promise.reject(new Error('away')),
  };
  let complaints = 0;
  const own = placesInMemory({ perSecond: 2, perChatPerSecond: plenty });
  const places = withInsurance(broken, own, () => {
    complaints += 1;
  });
  const taken = await places.take(asked(3));
  expect(placesOf(taken)).toHaveLength(2);
  await places.giveBack(placesOf(taken));
  await places.hold(60_000);
  expect(placesOf(await places.take(asked(1)))).toEqual([]);
  expect(complaints).toBeGreaterThan(0);
});

describe('the gate', () => {
  test('the more urgent passes first, whenever it came', async () => {
    const places = placesInMemory({ perSecond: 1, perChatPerSecond: plenty });
    const gate = createGate(places);
    const order: string[] = [];
    let finish: () => void = () => undefined;
    const blocked = gate.pass({ chatId: 1n, urgency: 'announcement' }, () => {
      return new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    const pass = (urgency: Urgency, chatId: bigint) =>
      gate.pass({ chatId, urgency }, async () => void order.push(urgency));
    const waiting = [
      pass('announcement', 2n),
      pass('notice', 3n),
      pass('announcement', 4n),
      pass('reply', 5n),
    ];
    await sleep(0);
    finish();
    await Promise.all([blocked, ...waiting]);
    expect(order).toEqual(['reply', 'notice', 'announcement', 'announcement']);
  });

  test('a chat that has to wait holds up nobody else', async () => {
    const gate = createGate(placesInMemory({ perSecond: plenty, perChatPerSecond: 0.1 }));
    const pass = (chatId: bigint, patienceMs?: number) =>
      gate.pass(
        { chatId, urgency: 'announcement', ...(patienceMs ? { patienceMs } : {}) },
        async () => chatId,
      );
    expect(await pass(1n)).toBe(1n);
    const [again, others] = await Promise.all([pass(1n, 60), Promise.all([pass(2n), pass(3n)])]);
    expect(others).toEqual([2n, 3n]);
    // Its patience ran out before its turn came: nothing was sent.
    expect(again).toBeUndefined();
  });

  test('in no second do more go out than the rate, however long each takes', async () => {
    const perSecond = 40;
    const gate = createGate(placesInMemory({ perSecond, perChatPerSecond: plenty }));
    const arrivals: number[] = [];
    await Promise.all(
      asked(100).map(({ chatId }) =>
        gate.pass({ chatId, urgency: 'announcement' }, async () => {
          // Counted somewhere between going out and being answered, as a messenger does.
          await sleep(Number(chatId % 7n) * 3);
          arrivals.push(performance.now());
          await sleep(Number(chatId % 5n) * 2);
        }),
      ),
    );
    const times = arrivals.toSorted((one, other) => one - other);
    const tooClose = times.filter((time, index) => {
      const later = times[index + perSecond];
      return later !== undefined && later - time < 1000;
    });
    expect(times).toHaveLength(100);
    expect(tooClose).toEqual([]);
  });

  test('over a long and uneven way the rate is reached within three in a hundred, and never passed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
    try {
      const perSecond = 30;
      const random = seededRandom();
      const gate = createGate(placesInMemory({ perSecond, perChatPerSecond: plenty }));
      const wayOf = (milliseconds: number) =>
        new Promise((arrived) => setTimeout(arrived, milliseconds + random.int(15)));
      const arrivals: number[] = [];
      const all = asked(75 * perSecond).map(({ chatId }) =>
        gate.pass({ chatId, urgency: 'announcement' }, async () => {
          await wayOf(45);
          arrivals.push(performance.now());
          await wayOf(20);
        }),
      );
      const begun = performance.now();
      await vi.advanceTimersByTimeAsync(80_000);
      await Promise.all(all);
      const tooClose = arrivals.filter((time, index) => {
        const later = arrivals[index + perSecond];
        return later !== undefined && later - time < 1000;
      });
      expect(tooClose).toEqual([]);
      const inAMinute = arrivals.filter((time) => time >= begun + 12_000 && time < begun + 72_000);
      expect(inAMinute.length).toBeGreaterThanOrEqual(60 * 29.3);
    } finally {
      vi.useRealTimers();
    }
  });

  test('what sending throws comes back to who sends, and the place with it', async () => {
    const gate = createGate(placesInMemory({ perSecond: 1, perChatPerSecond: plenty }));
    const fails = gate.pass({ chatId: 1n, urgency: 'reply' }, async () => {
      throw new Error('no');
    });
    await expect(fails).rejects.toThrow('no');
    expect(await gate.pass({ chatId: 2n, urgency: 'reply' }, async () => 'sent')).toBe('sent');
  });
});

test('of the way to the messenger one is sure after a while, by the shortest of many calls', () => {
  let at = 0;
  const way = createRoundTrip(() => at);
  const call = (milliseconds: number) => {
    at += 250;
    way.took(milliseconds);
  };
  for (let count = 0; count < 39; count++) call(60 + count);
  expect(way.least()).toBe(0);
  call(80);
  expect(way.least()).toBe(60);
  // A shorter one counts at once, and a longer one only when the shorter are long ago.
  call(24);
  expect(way.least()).toBe(24);
  for (let count = 0; count < 80; count++) call(70);
  expect(way.least()).toBe(70);
  for (let count = 0; count < 80; count++) call(900);
  expect(way.least()).toBe(200);
  // After a pause nothing is known of the way.
  at += 30_000;
  for (let count = 0; count < 19; count++) call(60);
  expect(way.least()).toBe(0);
});
