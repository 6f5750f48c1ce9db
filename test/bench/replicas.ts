import { startPlayground } from '../../bot/playground/playground.ts';
import { OwnRedis, startBalancer } from '../faults/crowd/processes.ts';
import { benchServer } from '../support/bench-server.ts';
import { freePorts, webhookSecret } from '../support/bot.ts';
import { openKillStore } from '../support/kill-store.ts';
import { type Served, startOurs } from '../support/served.ts';
import { type Figure, type Topic, whereFull } from './figures.ts';
import { Meter, memoryOf } from './load/meter.ts';
import { atOnce, atRate, scatter, type Visitor, visitorsAt } from './load/visitors.ts';

interface Fleet {
  readonly visitors: readonly Visitor[];
  readonly web: readonly Served[];
  /** Calls that the messenger refused by now. */
  readonly refused: () => Refused;
}

interface Refused {
  /** Taps that waited so long for their answer that the messenger took no pop-up any more. */
  readonly late: number;
  readonly others: number;
}

/** So many replicas that take updates, behind a balancer, and one worker, on PostgreSQL and Redis. */
async function withFleet<Value>(
  { replicas, chats }: { readonly replicas: number; readonly chats: number },
  use: (fleet: Fleet) => Promise<Value>,
): Promise<Value> {
  const store = await openKillStore(benchServer());
  const now = () => new Date();
  const playground = await startPlayground({ now, limits: 'off', record: 'counters', history: 12 });
  const [redisPort = 0, workerPort = 0, ...webPorts] = await freePorts(replicas + 2);
  const redis = new OwnRedis(redisPort);
  await redis.start();
  const balancer = await startBalancer(webPorts, { keepAlive: true });
  const shared = {
    ...store.environment,
    SENDING_LEASE_SECONDS: '120',
    REDIS_URL: `redis://127.0.0.1:${redisPort}`,
  };
  const takes = { ROLE: 'web', WEBHOOK_URL: balancer.url, WEBHOOK_SECRET: webhookSecret };
  const start = (port: number, role: Readonly<Record<string, string>>) =>
    startOurs({ playground, folder: store.folder, port, environment: { ...shared, ...role } });
  const served: Served[] = [];
  try {
    served.push(await start(workerPort, { ROLE: 'worker' }));
    const web = await Promise.all(webPorts.map((port) => start(port, takes)));
    served.push(...web);
    const visitors = await visitorsAt(playground, store, chats);
    const { record } = playground.telegram;
    const refused = () => {
      const late = record.refusedOf('answerCallbackQuery');
      return { late, others: record.refused - late };
    };
    return await use({ visitors, web, refused });
  } finally {
    await Promise.all(served.map((one) => one.stop()));
    await balancer.close();
    await playground.close();
    await redis.stop();
    await store.drop();
  }
}

/** Resident memory of the largest replica, in MB. */
const largest = async ({ web }: Fleet): Promise<number> =>
  Math.max(...(await Promise.all(web.map(({ pid }) => memoryOf(pid)))));

const number = (count: number): string => count.toLocaleString('en');

/** Until the code is compiled and the connections are open. */
const warmUp = ({ visitors }: Fleet): Promise<number> =>
  atOnce(visitors.slice(0, 50), 24, new Meter());

/** As many chats as there are, each of which goes on as soon as it is answered. */
async function crowded(
  fleet: Fleet,
  { replicas, chats, updates }: { replicas: number; chats: number; updates: number },
): Promise<readonly Figure[]> {
  const what = `${replicas} ${replicas > 1 ? 'replicas' : 'replica'}, ${number(chats)} chats`;
  const [early, refused] = [await largest(fleet), fleet.refused()];
  const meter = new Meter();
  const seconds = await atOnce(fleet.visitors.slice(0, chats), updates / chats, meter);
  return [
    { what: `${what}: updates`, value: meter.times.length / seconds, unit: '/s' },
    { what: `${what}: answer, half within`, value: meter.within(0.5), unit: 'ms' },
    { what: `${what}: answer, 99 % within`, value: meter.within(0.99), unit: 'ms' },
    ...errorsOf(what, meter, refused, fleet.refused()),
    { what: `${what}: memory grown`, value: (await largest(fleet)) - early, unit: 'MB' },
  ];
}

const errorsOf = (
  what: string,
  { errors }: Meter,
  before: Refused,
  now: Refused,
): readonly Figure[] => [
  {
    what: `${what}: errors`,
    ...{ value: errors + now.others - before.others, unit: '', wanted: { atMost: 0 } },
  },
  { what: `${what}: taps answered too late for a pop-up`, value: now.late - before.late, unit: '' },
];

/** Milliseconds within which 99 of a hundred shall be answered. */
const wantedMs = 1_000;

/**
 * The rate that the replicas sustain, in updates a second: below `atMost`, the first that they answer
 * for `seconds` in half the time that is wanted, so that a busy moment is caught up with. People who come
 * one after the other cost more than a crowd, whose updates are written many at once.
 */
async function sustainedBy(
  { visitors }: Fleet,
  { atMost, seconds, say }: { atMost: number; seconds: number; say: (what: string) => void },
): Promise<number> {
  let perSecond = atMost;
  for (let within = Number.POSITIVE_INFINITY; within > wantedMs / 2 && perSecond > 1; ) {
    perSecond = Math.ceil(perSecond * 0.8);
    const meter = new Meter();
    await atRate(visitors, { perSecond, seconds }, meter);
    within = meter.within(0.99);
    say(`${perSecond} a second: 99 % within ${Math.round(within)} ms`);
  }
  return perSecond;
}

/** All chats at the rate that the replicas sustain, for minutes. */
async function steady(
  fleet: Fleet,
  { full, perSecond, seconds }: { full: boolean; perSecond: number; seconds: number },
): Promise<readonly Figure[]> {
  const what = `2 replicas, ${number(fleet.visitors.length)} chats for ${seconds} s`;
  const [early, refused] = [await largest(fleet), fleet.refused()];
  const meter = new Meter();
  await atRate(fleet.visitors, { perSecond, seconds }, meter);
  const grown = (await largest(fleet)) - early;
  return [
    { what: `${what}: updates`, value: perSecond, unit: '/s' },
    { what: `${what}: answer, half within`, value: meter.within(0.5), unit: 'ms' },
    {
      what: `${what}: answer, 99 % within`,
      ...{ value: meter.within(0.99), unit: 'ms', wanted: { atMost: wantedMs } },
    },
    ...errorsOf(what, meter, refused, fleet.refused()),
    {
      what: `${what}: memory grown`,
      ...{ value: grown, unit: 'MB', ...whereFull(full, { atMost: 50 }) },
    },
  ];
}

/** Several replicas and many chats; what two of them keep up with for minutes. */
export const replicas: Topic = {
  name: 'replicas',
  async run({ full, say }) {
    const sizes = full ? [100, 1_000, 10_000] : [100, 1_000];
    const chats = Math.max(...sizes);
    const figures: Figure[] = [];
    for (const count of full ? [1, 2, 4] : [1, 2]) {
      await withFleet({ replicas: count, chats }, async (fleet) => {
        await warmUp(fleet);
        let atMost = Number.POSITIVE_INFINITY;
        for (const size of sizes) {
          say(`${count} × ${number(size)} chats`);
          const updates = Math.max(full ? 3_000 : 1_000, size);
          const rows = await crowded(fleet, { replicas: count, chats: size, updates });
          figures.push(...rows);
          atMost = Math.min(atMost, rows[0]?.value ?? 0);
        }
        if (count !== 2) return;
        await scatter(fleet.visitors);
        const seconds = full ? 300 : 15;
        const perSecond = await sustainedBy(fleet, { atMost, seconds: seconds / 10, say });
        say(`${perSecond} a second for ${seconds} s`);
        figures.push(...(await steady(fleet, { full, perSecond, seconds })));
      });
    }
    return figures;
  },
};
