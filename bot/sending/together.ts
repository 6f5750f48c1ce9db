/**
 * Calls at once for whoever asks first; who asks while a call is on its way shares the next one. What
 * is returned ends with the call that had one's own items.
 */
export function together<Item>(
  call: (items: readonly Item[]) => Promise<void>,
): (items: readonly Item[]) => Promise<void> {
  let next: { readonly items: Item[]; readonly done: Promise<void> } | undefined;
  let last: Promise<void> = Promise.resolve();

  function begin() {
    const items: Item[] = [];
    const start = () => {
      next = undefined;
      return call(items);
    };
    // One that failed is the matter of those who shared it.
    const done = last.then(start, start);
    last = done;
    return { items, done };
  }

  return (items) => {
    if (items.length === 0) return Promise.resolve();
    next ??= begin();
    next.items.push(...items);
    return next.done;
  };
}
