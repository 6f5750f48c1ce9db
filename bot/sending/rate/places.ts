/** How urgent a message is: answers before notices, notices before announcements. */
export const urgencies = ['reply', 'notice', 'announcement'] as const;
export type Urgency = (typeof urgencies)[number];

/** A message that asks for its place in the rate. */
export interface Asked {
  readonly chatId: bigint;
  readonly urgency: Urgency;
}

/**
 * `place`: the message may go now, and gives its place back once it is answered. `waitMs`: not yet,
 * because of its own chat, or because of the rate of all.
 */
export type Taken =
  | { readonly place: string }
  | { readonly waitMs: number; readonly because: 'chat' | 'all' };

/**
 * As many places as messages may go in a second. A place is taken before a message goes out, and is
 * free again one second after it was given back, which is after the answer came. So the messenger,
 * which counts a message somewhere in between, never counts more than that in any second, however
 * late a message arrives there; the price is the time of one call in a second. Of that is taken off
 * what the answer needed for its way back and the next message needs for its way there in any case.
 */
export interface Places {
  /** One answer for each that asks, in the order given. */
  take(asked: readonly Asked[]): Promise<readonly Taken[]>;
  /** `wayMs`: what the way there and back takes this process at least. */
  giveBack(places: readonly string[], wayMs?: number): Promise<void>;
  /** The messenger named a pause: nobody gets a place for so long. */
  hold(milliseconds: number): Promise<void>;
}

export interface Rate {
  readonly perSecond: number;
  readonly perChatPerSecond: number;
}

/** Longest wait before one asks again: places may be given back early, and pauses end. */
export const askAgainMs = 50;

/**
 * How many messages a chat gets at once before its rate counts. An answer may have some parts; an
 * announcement comes only to a chat that has had its second of peace.
 */
export const burstOf: Readonly<Record<Urgency, number>> = { reply: 3, notice: 3, announcement: 1 };
