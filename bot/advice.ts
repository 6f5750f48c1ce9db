/** What to do about a failure of the surroundings, by the code that the system or the database gives it. */
const advice: Readonly<Record<string, string>> = {
  EADDRINUSE: 'HTTP_PORT: another program listens there. Stop it, or set another port.',
  EACCES: 'This user may not use that. Give the user the right, or set another port or folder.',
  '3D000':
    'DATABASE_URL: there is no such database. Create it first, such as by `createdb hamyar`, or mend the name.',
  ENOSPC: 'The disk is full. Make room for DATA_DIR and start again; what was committed is kept.',
  '28P01': 'DATABASE_URL: the database does not accept this user and password.',
  P3018:
    'Nothing of it was done. Mend what the database says and start again; until then the version before runs on this database as it did.',
  '28000': 'DATABASE_URL: the database does not let this user in.',
};

/** In a sentence for the operator; undefined for a failure that needs its stack. */
export function adviceOn(error: unknown): string | undefined {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && Object.hasOwn(advice, code) ? advice[code] : undefined;
}
