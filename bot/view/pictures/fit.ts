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
  const shown = lines.slice(0, room.lines).map((line, index) => {
    const goesOn = index === room.lines - 1 && lines.length > room.lines;
    return goesOn || !fits(line, room) ? clip(line, room) : line;
  });
  return { lines: shown, size: room.size };
}

/** As much of a line's beginning as fits with an ellipsis. */
function clip(line: string, room: Room): string {
  const letters = [...line];
  const clipped = (count: number) => `${letters.slice(0, count).join('').trimEnd()}…`;
  let [most, tooMany] = [0, letters.length + 1];
  while (tooMany - most > 1) {
    const count = Math.floor((most + tooMany) / 2);
    if (fits(clipped(count), room)) most = count;
    else tooMany = count;
  }
  return clipped(most);
}
