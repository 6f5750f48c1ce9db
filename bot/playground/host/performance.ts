import { setTimeout as sleep } from 'node:timers/promises';
import type { Cast } from '../journey/cast.ts';
import { chapters, journeyOf } from '../journey/journey.ts';
import type { Act, Onlooker, Player } from '../journey/player.ts';
import type { Chapter, Pace, WireAct, WireJourney } from './wire.ts';

/** Milliseconds before each act, in which one reads what came before and sees what comes next. */
const pauses: Readonly<Record<Pace, number>> = { calm: 2_600, brisk: 1_100, quick: 150 };
/** The part of a pause in which the next act is shown already. */
const announced = 0.6;

class Stopped extends Error {}

type Gather = (onlooker: Onlooker) => Cast;

const begin: WireJourney = { state: 'idle', chapter: 'registering', progress: 0, pace: 'calm' };

/** Plays the journey once, at a pace that can be followed, held and ended at any act. */
export class Performance {
  readonly #changed: () => void;
  readonly #lost: (error: unknown) => void;
  #shown: WireJourney = begin;
  #wake: () => void = () => {};
  #ended: Promise<void> = Promise.resolve();

  /**
   * @param changed called after each change of `shown`
   * @param lost called where somebody does not see what the journey goes on from
   */
  constructor(changed: () => void, lost: (error: unknown) => void) {
    this.#changed = changed;
    this.#lost = lost;
  }

  get shown(): WireJourney {
    return this.#shown;
  }

  get active(): boolean {
    return this.#shown.state === 'playing' || this.#shown.state === 'paused';
  }

  /** Begins; the people are asked for with the onlooker who sets their pace. */
  play(gather: Gather, pace: Pace): void {
    if (this.active) return;
    this.#shown = { ...begin, state: 'playing', pace };
    this.#changed();
    this.#ended = this.#perform(gather({ before: this.#before }));
  }

  setPace(pace: Pace): void {
    this.#show({ pace });
    this.#wake();
  }

  pause(): void {
    if (this.#shown.state === 'playing') this.#show({ state: 'paused' });
  }

  resume(): void {
    if (this.#shown.state === 'paused') this.#show({ state: 'playing' });
    this.#wake();
  }

  /** Ends it before its next act; what was done stays done, and can be gone on with by hand. */
  async stop(): Promise<void> {
    if (this.active) {
      const { next: _nothing, ...rest } = this.#shown;
      this.#shown = { ...rest, state: 'stopped' };
      this.#changed();
    }
    this.#wake();
    await this.#ended;
  }

  /** As if nothing had been played. */
  rewind(): void {
    this.#shown = begin;
    this.#changed();
  }

  async #perform(cast: Cast): Promise<void> {
    const steps = journeyOf(cast);
    try {
      for (const [index, step] of steps.entries()) {
        this.#assertPlaying();
        this.#show({ chapter: chapterOf(step), progress: index / steps.length });
        await step.act(cast);
      }
      this.#end('done', 1);
    } catch (error) {
      if (error instanceof Stopped || !this.active) return;
      this.#lost(error);
      this.#end('lost', this.#shown.progress);
    }
  }

  #before = async (player: Player, act: Act): Promise<void> => {
    await this.#hold(1 - announced);
    this.#show({ next: describeAct(player, act) });
    await this.#hold(announced);
  };

  /** Waits a part of the pause, at the pace that is set by then, and while it is held. */
  async #hold(part: number): Promise<void> {
    const abort = new AbortController();
    this.#wake = () => abort.abort();
    const pause = pauses[this.#shown.pace] * part;
    await sleep(pause, undefined, { signal: abort.signal }).catch(() => undefined);
    while (this.#shown.state === 'paused') {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#assertPlaying();
  }

  #assertPlaying(): void {
    if (!this.active) throw new Stopped();
  }

  #end(state: 'done' | 'lost', progress: number): void {
    if (!this.active) return;
    const { next: _nothing, ...rest } = this.#shown;
    this.#shown = { ...rest, state, progress };
    this.#changed();
  }

  #show(more: Partial<WireJourney>): void {
    this.#shown = { ...this.#shown, ...more };
    this.#changed();
  }
}

function chapterOf(step: (typeof chapters)[Chapter][number]): Chapter {
  const found = Object.entries(chapters).find(([, steps]) => steps.includes(step));
  return found?.[0] as Chapter;
}

function describeAct({ chat: { id: person } }: Player, act: Act): WireAct {
  switch (act.do) {
    case 'write':
      return { person, does: 'write', what: act.text };
    case 'tap':
      return { person, does: 'tap', what: act.button };
    case 'upload':
      return { person, does: 'upload', what: act.fileName };
    case 'else':
      return { person, does: 'else', what: act.what };
  }
}
