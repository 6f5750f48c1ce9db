import { expect } from 'vitest';
import { type Cast, type CastOptions, gatherCast } from '../../bot/playground/journey/cast.ts';
import { eyesOn } from '../../bot/playground/journey/eyes.ts';
import { journeyOf } from '../../bot/playground/journey/journey.ts';
import { playgroundBot } from '../../bot/playground/people.ts';
import type { RunningBot } from './bot.ts';
import type { TestDatabase } from './database.ts';
import { eventually } from './eventually.ts';

/** Milliseconds that people of a test wait: the machine may be busy. */
export const patience = 20_000;

/** The journey's people with a bot in this process: in Persian and married unless told. */
export const castOf = (
  { playground }: RunningBot,
  { db }: TestDatabase,
  options: Partial<CastOptions> = {},
): Cast =>
  gatherCast(playground, {
    language: 'fa',
    married: true,
    eyes: eyesOn(db),
    patience,
    ...options,
  });

/** Plays the steps from the one named `from`, the first unless told, to the one before `until`. */
export async function play(
  cast: Cast,
  { from, until }: { from?: string; until?: string } = {},
): Promise<void> {
  const journey = journeyOf(cast);
  const indexOf = (name: string): number => {
    const index = journey.findIndex((step) => step.name === name);
    if (index < 0) throw new Error(`the journey has no step "${name}"`);
    return index;
  };
  const start = from === undefined ? 0 : indexOf(from);
  const end = until === undefined ? journey.length : indexOf(until);
  for (const step of journey.slice(start, end)) await step.act(cast);
}

/** Waits until the bot has taken every update and sent every message. */
export async function quiet({ playground }: RunningBot, { db }: TestDatabase): Promise<void> {
  await eventually(async () => {
    expect(playground.telegram.pendingUpdates(playgroundBot.username)).toBe(0);
    const waiting = { state: { in: ['pending' as const, 'sending' as const] } };
    expect(await db.read.outboxMessage.count({ where: waiting })).toBe(0);
  });
}
