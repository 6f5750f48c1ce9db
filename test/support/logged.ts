import { type Logger, pino } from 'pino';

/** A log whose lines a test reads. */
export function readableLog(): { readonly log: Logger; readonly lines: readonly string[] } {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  return { log, lines };
}

/** The levels and texts of lines, as `error: …`. */
export const toldIn = (lines: readonly string[]): string[] =>
  lines.map((line) => {
    const { level, msg } = JSON.parse(line) as { level: number; msg: string };
    return `${pino.levels.labels[level]}: ${msg}`;
  });
