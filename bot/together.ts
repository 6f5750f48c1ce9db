interface Round<Item, Result> {
  readonly items: Item[];
  readonly result: Promise<Result>;
}

/** A call that takes longer, on a connection that died perhaps, no longer holds up those after it. */
const holdsUpMs = 5_000;

/**
 * Calls at once for whoever asks first; who asks while a call is on its way shares the next one, with
 * at most `most` items. What is returned is the result of the call that had one's own items.
 *
 * At most one round takes items, `next`; it is closed by the beginning of its call, which waits for
 * the calls `before` it. A round that is full is left behind to be called in its turn.
 */
export function together<Item, Result>(
  call: (items: readonly Item[]) => Promise<Result>,
  most = Number.POSITIVE_INFINITY,
): (items: readonly Item[]) => Promise<Result | undefined> {
  let next: Round<Item, Result> | undefined;
  let before: Promise<void> = Promise.resolve();

  function begin(): Round<Item, Result> {
    const items: Item[] = [];
    const result = before.then(() => {
      if (next === round) next = undefined;
      return call(items);
    });
    const round = { items, result };
    before = before.then(() => endOf(result));
    return round;
  }

  return (items) => {
    if (items.length === 0) return Promise.resolve(undefined);
    if (!next || next.items.length + items.length > most) next = begin();
    next.items.push(...items);
    return next.result;
  };
}

/** When a call is over, however it ended, or has taken too long. */
const endOf = (result: Promise<unknown>): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, holdsUpMs);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    result.then(end, end);
  });
