type Close = () => Promise<unknown>;

export interface Closing {
  push(close: Close): void;
  /** Closes what was opened, the last first; a second call does nothing. */
  close(): Promise<void>;
}

/** Remembers what is open, so that it is closed in the opposite order. */
export function closingStack(): Closing {
  const open: Close[] = [];
  return {
    push: (close) => void open.push(close),
    async close() {
      for (const close of open.splice(0).reverse()) await close();
    },
  };
}
