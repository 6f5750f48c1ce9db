import type { Turn } from './turn.ts';

/** Answers a command or a tap; `args` are its words. */
export type Handler = (turn: Turn, args: readonly string[]) => Promise<void> | void;
