/** How many receivers are taken before their turn: as few as may be, and so many that none is waited for. */
export interface Stock {
  ahead(): number;
  /** Takes more, and learns how long that takes. */
  timed<Value>(take: () => Promise<Value>): Promise<Value>;
}

/** Of each taking's time so much is remembered at the next. */
const memory = 0.9;

/**
 * More are taken when half of them are left, which then have to last until the next come. So where the
 * database is slow more are taken ahead, up to what is sent in an eighth of a second, and where it
 * answers at once what is sent in a twenty-fifth.
 */
export function createStock(perSecond: number, now = () => performance.now()): Stock {
  const least = Math.max(4, Math.ceil(perSecond / 25));
  const most = Math.max(8, Math.ceil(perSecond / 8));
  let slowestMs = 0;
  return {
    ahead: () => Math.min(most, Math.max(least, Math.ceil((3 * perSecond * slowestMs) / 1000))),
    async timed(take) {
      const begun = now();
      try {
        return await take();
      } finally {
        slowestMs = Math.max(now() - begun, slowestMs * memory);
      }
    },
  };
}
