import type { FontWeight } from './fonts.ts';
import { textWidth } from './measure.ts';

export interface Room {
  readonly width: number;
  /** Lines at most. */
  readonly lines: number;
  readonly size: number;
  /** A text that does not fit is set smaller, down to this; then it is cut, with an ellipsis. */
  readonly smallest: number;
  readonly weight?: FontWeight;
}

export interface Fitted {
  readonly lines: readonly string[];
  readonly size: number;
}

/** Sets a text into a room; no line of it is ever wider than the room. */
export function fitText(text: string, room: Room): Fitted {
  const words = text.trim().split(/\s+/);
  for (let size = room.size; size >= room.smallest; size -= 2) {
    const lines = wrap(words, { ...room, size });
    if (lines.length <= room.lines && lines.every((line) => fits(line, { ...room, size }))) {
      return { lines, size };
    }
  }
  return cut(words, { ...room, size: room.smallest });
}

const fits = (line: string, room: Room): boolean => textWidth(line, room) <= room.width;

/** Each line takes as many words as go in, one at least. */
function wrap(words: readonly string[], room: Room): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || !fits(longer, room)) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

function cut(words: readonly string[], room: Room): Fitted {
  const lines = wrap(words, room);
  const whole = lines.slice(0, room.lines).map((line) => (fits(line, room) ? line : clip(line, room)));
  const last = whole.at(-1);
  if (lines.length > room.lines && last !== undefined) whole[whole.length - 1] = clip(last, room);
  return { lines: whole, size: room.size };
}

/** The beginning of a line, with an ellipsis, as long as it fits. */
function clip(line: string, room: Room): string {
  const letters = [...line.replace(/…$/, '')];
  while (letters.length > 0 && !fits(`${letters.join('')}…`, room)) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
