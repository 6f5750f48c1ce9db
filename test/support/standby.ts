import type { Socket } from 'node:net';
import { diskFrom } from './full-disk.ts';
import { clockFrom } from './shifted-clock.ts';

// A bot that is about to start: everything that it needs is loaded, so that a kill costs its test
// little more than opening the database. It starts, as `tsx bot/main.ts` does, at the first line on
// its standard input, and ends with whoever holds the other end of it.
await Promise.all([
  import('../../bot/config.ts'),
  import('../../bot/playground/serve.ts'),
  import('../../bot/tools/commands.ts'),
]);

clockFrom();
diskFrom();
process.stdin.once('end', () => process.exit());
process.stdin.once('data', () => {
  // A bot whose start failed ends, as one does that nobody holds by its input.
  (process.stdin as Socket).unref();
  void import('../../bot/main.ts');
});
