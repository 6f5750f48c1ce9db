/** Runs tasks of one key one after the other, and of different keys at once, within this process. */
export function inTurn<Key>() {
  const tails = new Map<Key, Promise<unknown>>();
  return async function run<Value>(key: Key, task: () => Promise<Value>): Promise<Value> {
    const before = tails.get(key) ?? Promise.resolve();
    const mine = before.then(task, task);
    const tail = mine.catch(() => undefined);
    tails.set(key, tail);
    try {
      return await mine;
    } finally {
      if (tails.get(key) === tail) tails.delete(key);
    }
  };
}
