import { Counter, Gauge, Registry } from 'prom-client';
import { announcementsWaiting } from '../core/announcements/queries.ts';
import type { Database } from '../core/db.ts';
import { outboxDepth } from '../core/outbox/queries.ts';

/** What the service counts of its sending, as Prometheus reads it. */
export interface Counting {
  /** One message has left, or was given up. `kind`: reply, code, notice, announcement. */
  sending(what: { readonly kind: string; readonly channel: string; readonly state: string }): void;
  /** The messenger said that it was too much (429). */
  flood(): void;
}

export interface Figures extends Counting {
  readonly contentType: string;
  /** All figures as text. The depth of the queues is looked up now. */
  text(): Promise<string>;
}

/** Seconds over which the rate is taken. */
const rateOver = 10;

export function createFigures(database: Database, now: () => Date): Figures {
  const registry = new Registry();
  const registers = [registry];
  const messages = new Counter({
    name: 'hamyar_messages_total',
    help: 'Messages by what became of them.',
    labelNames: ['kind', 'channel', 'state'],
    registers,
  });
  const floods = new Counter({
    name: 'hamyar_flood_total',
    help: 'Answers 429 of the messenger.',
    registers,
  });
  const recent: number[] = [];
  new Gauge({
    name: 'hamyar_messages_per_second',
    help: `Messages that this process sent to the messenger, over the last ${rateOver} seconds.`,
    registers,
    collect() {
      this.set(inLastSeconds(recent) / rateOver);
    },
  });
  new Gauge({
    name: 'hamyar_queue_depth',
    help: 'Messages that wait.',
    labelNames: ['kind', 'channel'],
    registers,
    async collect() {
      this.reset();
      for (const { kind, channel, count } of await waiting(database)) {
        this.set({ kind, channel }, count);
      }
    },
  });
  new Gauge({
    name: 'hamyar_queue_age_seconds',
    help: 'How long the oldest message waits that is due.',
    labelNames: ['kind', 'channel'],
    registers,
    async collect() {
      this.reset();
      for (const { kind, channel, oldest } of await waiting(database)) {
        const age = oldest ? Math.max(0, now().getTime() - oldest.getTime()) / 1000 : 0;
        this.set({ kind, channel }, age);
      }
    },
  });
  return {
    sending({ kind, channel, state }) {
      messages.inc({ kind, channel, state });
      if (channel === 'telegram' && state === 'sent') recent.push(performance.now());
      if (recent.length > 20_000) inLastSeconds(recent);
    },
    flood: () => floods.inc(),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

/** Forgets what is older. */
function inLastSeconds(recent: number[]): number {
  const since = performance.now() - rateOver * 1000;
  const first = recent.findIndex((at) => at >= since);
  recent.splice(0, first < 0 ? recent.length : first);
  return recent.length;
}

const waiting = async ({ read }: Database) => [
  ...(await outboxDepth(read)),
  ...(await announcementsWaiting(read)),
];
