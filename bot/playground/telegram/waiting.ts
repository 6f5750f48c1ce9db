import type { Changes } from './changes.ts';

/** Nothing of what was waited for has happened; the message shows what the chat shows. */
export class WaitTimeout extends Error {}

/**
 * Asks `probe` now and after every change, until it gives something other than undefined,
 * null or false. Rejects with WaitTimeout after `timeout` milliseconds.
 */
export function waitFor<Result>(
  changes: Changes,
  probe: () => Result | undefined | null | false,
  timeout: number,
  explain: () => string,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      forget();
    };
    const ask = () => {
      try {
        const result = probe();
        if (result === undefined || result === null || result === false) return;
        stop();
        resolve(result);
      } catch (error) {
        stop();
        reject(error);
      }
    };
    const timer = setTimeout(() => {
      stop();
      reject(new WaitTimeout(explain()));
    }, timeout);
    const forget = changes.on(ask);
    ask();
  });
}
