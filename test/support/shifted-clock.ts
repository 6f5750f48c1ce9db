import { readFileSync } from 'node:fs';

/** Where a process reads by how many milliseconds its clock is ahead of the machine's. */
export const clockFileVariable = 'TEST_CLOCK_FILE';

const lookAgainMs = 50;

/** Puts this process's clock ahead, by what a file says that somebody else writes; does nothing without one. */
export function clockFrom(): void {
  // biome-ignore lint/style/noProcessEnv: what a test's process is told comes this way.
  const file = process.env[clockFileVariable];
  if (!file) return;
  let ahead = 0;
  const look = (): void => {
    ahead = Number(readFileSync(file, 'utf8')) || ahead;
  };
  look();
  setInterval(look, lookAgainMs).unref();
  const Real = Date;
  globalThis.Date = new Proxy(Real, {
    construct: (_target, given: [], made) =>
      Reflect.construct(Real, given.length === 0 ? [Real.now() + ahead] : given, made),
    apply: () => new Real(Real.now() + ahead).toString(),
    get: (_target, name) =>
      name === 'now' ? () => Real.now() + ahead : Reflect.get(Real, name, Real),
  });
}
