import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { startService } from '../service.ts';
import { Transcript } from './demo/transcript.ts';
import { watch } from './demo/watch.ts';
import { type Cast, gatherCast } from './journey/cast.ts';
import { eyesOn } from './journey/eyes.ts';
import { journeyOf } from './journey/journey.ts';
import { playgroundBot } from './people.ts';
import { type Playground, startPlayground } from './playground.ts';
import { seedPlayground } from './seed/seed.ts';

interface DemoOptions {
  readonly language: 'fa' | 'en';
  readonly married: boolean;
}

function readOptions(): DemoOptions {
  const { values } = parseArgs({
    options: { lang: { type: 'string', default: 'fa' }, single: { type: 'boolean' } },
  });
  const { lang } = values;
  if (lang !== 'fa' && lang !== 'en') throw new Error('--lang is fa or en');
  return { language: lang, married: values.single !== true };
}

const print = (text: string): void => void process.stdout.write(text);

/** The bot as it ships, in a fresh folder, with people who play the whole journey and are watched. */
async function runDemo(options: DemoOptions): Promise<void> {
  const started = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'hamyar-demo-'));
  const now = () => new Date();
  // The script types faster than people do, so the limits that are made for people are off.
  const playground = await startPlayground({ now, limits: 'off' });
  const config = readConfig({
    DATA_DIR: folder,
    CHAT_UPDATES_PER_10_SECONDS: '100000',
    SENDING_PER_SECOND: '1000',
    SENDING_PER_CHAT_PER_SECOND: '1000',
  });
  const log = pino({ level: 'warn' }, pino.destination(2));
  const service = await startService({ config: playground.configure(config), log, now });
  try {
    await seedPlayground(service.database, now());
    const notes = await playAll(playground, { ...options, eyes: eyesOn(service.database) });
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    print(`\n${JSON.stringify({ ...notes, ...countsOf(playground), seconds })}\n`);
  } finally {
    await service.stop();
    await playground.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type Casting = DemoOptions & Pick<Cast, 'eyes'>;

async function playAll(playground: Playground, casting: Casting) {
  const name = { fa: 'همیار', en: 'Hamyar' }[casting.language];
  const transcript = new Transcript(`🤖 ${name}`, print);
  const onlooker = {
    before: async (...[player, act]: Parameters<Transcript['act']>) => transcript.act(player, act),
  };
  const cast = gatherCast(playground, { ...casting, onlooker });
  const stop = watch(playground, cast, transcript);
  for (const step of journeyOf(casting)) {
    transcript.heading(`${cast[step.who].name} ${step.name}`);
    await step.act(cast);
  }
  stop();
  const { trackingCode, hours, amountRial, status } = cast.notes;
  return { trackingCode, hours, amountRial, status };
}

/** Distinct updates that the bot fetched, and calls that it made. */
function countsOf({ telegram: { record } }: Playground): { updates: number; apiCalls: number } {
  const batches = record.of('getUpdates').map(({ result }) => result);
  const updates = batches.flatMap((batch) => (Array.isArray(batch) ? batch : []));
  const ids = new Set(updates.map(({ update_id: id }: { update_id: number }) => id));
  return { updates: ids.size, apiCalls: record.calls.length };
}

runDemo(readOptions()).catch((error: unknown) => {
  process.stderr.write(`${playgroundBot.username}: ${(error as Error).stack}\n`);
  process.exitCode = 1;
});
