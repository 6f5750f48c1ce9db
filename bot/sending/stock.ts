/** How many receivers are taken before their turn: as few as may be, and so many that none is waited for. */
export interface Stock {
  ahead(): number;
  /** Takes more, and learns how long that takes, and how fast they are sent. */
  timed<One>(take: () => Promise<readonly One[]>): Promise<readonly One[]>;
}

/** Of the slowest taking's time so much is remembered at the next. */
const memory = 0.9;

/**
 * More are taken when half of them are left, which then have to last until the next come. So where the
 * database is slow more are taken ahead, up to what is sent in a tenth of a second, and where it
 * answers at once what is sent in a twenty-fifth. Who shares the rate with others needs fewer.
 */
export function createStock(perSecond: number, now = () => performance.now()): Stock {
  const least = Math.max(4, Math.ceil(perSecond / 25));
  const most = Math.max(8, Math.ceil(perSecond / 10));
  let slowestMs = 0;
  /** Sent since the last taking by this process, in a millisecond. */
  let pace = 0;
  let last = { at: now(), count: 0 };
  return {
    ahead: () => Math.min(most, Math.max(least, Math.ceil(3 * pace * slowestMs))),
    async timed(take) {
      const begun = now();
      // What was taken last has been sent, or nearly: that is when more are taken.
      pace = Math.min(perSecond / 1000, last.count / Math.max(1, begun - last.at));
      last = { at: begun, count: 0 };
      try {
        const taken = await take();
        last = { at: begun, count: taken.length };
        return taken;
      } finally {
        slowestMs = Math.max(now() - begun, slowestMs * memory);
      }
    },
  };
}
