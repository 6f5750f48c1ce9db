/** Something that a person's screen shows differently from now on. */
export interface Change {
  kind:
    | 'message'
    | 'edit'
    | 'delete'
    | 'answer'
    | 'action'
    | 'commands'
    | 'blocked'
    | 'unblocked'
    | 'deactivated';
  /** User name of the bot. */
  bot: string;
  /** Also the chat's id; 0 where it concerns every chat of the bot. */
  userId: number;
  messageId?: number;
  /** The chat action, such as `typing`, or the text of a callback's answer. */
  detail?: string;
}

export type ChangeListener = (change: Change) => void;

/** Tells listeners at once, in the order in which they came. */
export class Changes {
  #listeners: Set<ChangeListener> | undefined;

  /** Returns the function that ends the listening. */
  on(listener: ChangeListener): () => void {
    this.#listeners ??= new Set();
    this.#listeners.add(listener);
    return () => this.#listeners?.delete(listener);
  }

  emit(change: Change): void {
    if (!this.#listeners) return;
    for (const listener of [...this.#listeners]) listener(change);
  }
}
