import { once } from 'node:events';
import { constants } from 'node:os';
import type { Logger } from 'pino';

/** Milliseconds in which what runs is finished. Whatever is cut off then is in the database as if the process had died. */
const patienceMs = 10_000;
/** One press of Ctrl-C arrives several times: from the terminal, and from those who pass it on. */
const samePressMs = 500;

const signals = ['SIGINT', 'SIGTERM'] as const;
type Signal = (typeof signals)[number];

/** Ends the process as a crash does, for whoever keeps it running to start it anew. */
export function endForRestart(log: Logger, why: string): void {
  log.fatal(why);
  process.exit(1);
}

/**
 * Heeds SIGTERM and SIGINT from now on. Until it is told what stops the process, nothing runs that could be
 * finished, and a signal ends it at once: the first process of a container heeds none that it does not
 * listen to. From then on the first signal stops it, and it ends when that is done, after ten seconds, or
 * at once at a second signal.
 */
export function heedSignals(log: Logger): (stop: () => Promise<void>) => void {
  let stop: (() => Promise<void>) | undefined;
  let since: number | undefined;

  const onSignal = (signal: Signal): void => {
    if (!stop) process.exit(128 + constants.signals[signal]);
    if (since === undefined) {
      since = performance.now();
      log.info({ signal }, 'stopping; a second signal ends at once');
      void finish(stop);
    } else if (performance.now() - since > samePressMs) {
      log.warn({ signal }, 'ended at once');
      process.exit(1);
    }
  };

  const finish = async (stopping: () => Promise<void>): Promise<void> => {
    setTimeout(() => {
      log.warn('ended before all was finished');
      process.exit(1);
    }, patienceMs);
    await stopping().catch((error: Error) => {
      log.error({ error: error.name }, 'stopping failed');
      process.exitCode = 1;
    });
    log.info('stopped');
    if (process.stdout.writableLength > 0) await once(process.stdout, 'drain');
    process.exit();
  };

  for (const signal of signals) process.on(signal, onSignal);
  return (given) => {
    stop = given;
  };
}
