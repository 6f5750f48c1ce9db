import { once } from 'node:events';
import type { Logger } from 'pino';

/** Milliseconds in which what runs is finished. Whatever is cut off then is in the database as if the process had died. */
const patienceMs = 10_000;
/** One press of Ctrl-C arrives several times: from the terminal, and from those who pass it on. */
const samePressMs = 500;

type Signal = 'SIGINT' | 'SIGTERM';

/**
 * Stops at the first SIGTERM or SIGINT and ends the process: when `stop` is done, after ten seconds,
 * or at once at a second signal.
 */
export function stopOnSignal(stop: () => Promise<void>, log: Logger): void {
  let since: number | undefined;

  const onSignal = (signal: Signal): void => {
    if (since === undefined) {
      since = performance.now();
      log.info({ signal }, 'stopping; a second signal ends at once');
      void finish();
    } else if (performance.now() - since > samePressMs) {
      log.warn({ signal }, 'ended at once');
      process.exit(1);
    }
  };

  const finish = async (): Promise<void> => {
    setTimeout(() => {
      log.warn('ended before all was finished');
      process.exit(1);
    }, patienceMs);
    await stop().catch((error: Error) => {
      log.error({ error: error.name }, 'stopping failed');
      process.exitCode = 1;
    });
    log.info('stopped');
    if (process.stdout.writableLength > 0) await once(process.stdout, 'drain');
    process.exit();
  };

  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
}
