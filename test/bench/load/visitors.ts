import { setTimeout as sleep } from 'node:timers/promises';
import type { Player } from '../../../bot/playground/journey/player.ts';
import { type MadeUpStudent, playgroundBot } from '../../../bot/playground/people.ts';
import type { Playground } from '../../../bot/playground/playground.ts';
import { crowdOf, playerOf } from '../../support/crowd.ts';
import type { KillStore } from '../../support/kill-store.ts';
import { Meter } from './meter.ts';
import { fields } from './moves.ts';

const patience = 240_000;

/** Somebody who fills in the fields of the registration, drops them and begins anew. */
export class Visitor {
  readonly #player: Player;
  readonly #about: MadeUpStudent;
  #next = 0;
  #busy = false;

  constructor(playground: Playground, about: MadeUpStudent) {
    this.#about = about;
    this.#player = playerOf(playground, about, { patience });
  }

  /** Goes on to a certain thing, not measured. */
  async goTo(step: number): Promise<void> {
    const unmeasured = new Meter();
    for (let done = 0; done < fields.length && this.#next !== step; done++) {
      await this.move(unmeasured);
    }
  }

  /** Does the next thing; its time counts from `since`, which is when it was due. */
  async move(meter: Meter, since = performance.now()): Promise<void> {
    // Who still waits is not heard a second time, and that counts as a failure.
    if (this.#busy) {
      meter.errors += 1;
      return;
    }
    this.#busy = true;
    try {
      await fields[this.#next]?.(this.#player, this.#about);
      meter.times.push(performance.now() - since);
      this.#next = (this.#next + 1) % fields.length;
    } catch {
      meter.errors += 1;
      this.#next = 0;
    } finally {
      this.#busy = false;
    }
  }
}

/** People who have chosen their language by now. */
export async function visitorsAt(
  playground: Playground,
  store: KillStore,
  count: number,
): Promise<readonly Visitor[]> {
  const crowd = crowdOf(count);
  const [first] = crowd;
  playground.telegram.crowd(playgroundBot.username, { firstId: first?.telegramId ?? 0, count });
  const now = new Date();
  await store.look(({ read }) =>
    read.chatSession.createMany({
      data: crowd.map(({ telegramId }) => ({
        ...({ chatId: BigInt(telegramId), language: 'fa', clientLanguage: 'fa' } as const),
        ...{ createdAt: now, lastSeenAt: now },
      })),
    }),
  );
  return crowd.map((about) => new Visitor(playground, about));
}

/** Each visitor is at another thing than the one before, as people are who did not come in step. */
export async function scatter(visitors: readonly Visitor[]): Promise<void> {
  const line = visitors.entries();
  const leading = Array.from({ length: 100 }, async () => {
    for (const [index, visitor] of line) await visitor.goTo(index % fields.length);
  });
  await Promise.all(leading);
}

/** Each visitor does so many things, the next as soon as the last is answered. Returns the seconds. */
export async function atOnce(
  visitors: readonly Visitor[],
  each: number,
  meter: Meter,
): Promise<number> {
  const begun = performance.now();
  await Promise.all(
    visitors.map(async (visitor) => {
      for (let done = 0; done < each; done++) await visitor.move(meter);
    }),
  );
  return (performance.now() - begun) / 1000;
}

/** So many things a second for so many seconds, by one visitor after the other, answered or not. */
export async function atRate(
  visitors: readonly Visitor[],
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
  meter: Meter,
): Promise<void> {
  const begun = performance.now();
  const moves: Promise<void>[] = [];
  for (let number = 0; number < perSecond * seconds; number++) {
    const due = begun + (number / perSecond) * 1000;
    const early = due - performance.now();
    if (early > 0) await sleep(early);
    const visitor = visitors[number % visitors.length];
    if (visitor) moves.push(visitor.move(meter, due));
  }
  await Promise.all(moves);
}
