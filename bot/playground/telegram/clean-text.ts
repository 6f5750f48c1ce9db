import type { MessageEntity } from 'grammy/types';

/** Text with its entities; offsets and lengths are UTF-16 code units. */
export interface FormattedText {
  text: string;
  entities: MessageEntity[];
}

// Line and paragraph separators and the old bidi controls, which Telegram removes;
// the isolates U+2066-2069 stay. So do \r and three combining marks that draw over other lines.
const REMOVED = /[\r\u2028-\u202e]|\u0333|\u033f|\u030a/;
const REMOVED_ALL = new RegExp(REMOVED, 'g');
// Control characters become spaces; only the line feed stays.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0009\u000b\u000c\u000e-\u001f]/g;
// In a run of direction marks all but the last become zero width non-joiners.
const MARK_RUN = /[\u200e\u200f]+(?=[\u200e\u200f])/g;

/** Cleans text as Telegram does before it stores it, and moves the entities along. */
export function cleanText({ text, entities }: FormattedText): FormattedText {
  const spaced = text.replace(CONTROL, ' ').replace(MARK_RUN, (run) => '\u200c'.repeat(run.length));
  if (!REMOVED.test(spaced)) return trim({ text: spaced, entities });
  const position = positionsWithoutRemoved(spaced);
  return trim({ text: spaced.replace(REMOVED_ALL, ''), entities: entities.map(moved(position)) });
}

/** For every offset of the old text, the offset of the same place in the new one. */
function positionsWithoutRemoved(text: string): number[] {
  const positions = [0];
  let kept = 0;
  for (const unit of text.split('')) {
    if (!REMOVED.test(unit)) kept += 1;
    positions.push(kept);
  }
  return positions;
}

const moved = (position: number[]) => (entity: MessageEntity) => {
  const start = position[entity.offset] ?? 0;
  const end = position[entity.offset + entity.length] ?? start;
  return { ...entity, offset: start, length: end - start };
};

function trim({ text, entities }: FormattedText): FormattedText {
  const start = text.length - text.trimStart().length;
  const trimmed = text.trim();
  return { text: trimmed, entities: cutEntities(entities, start, trimmed.length) };
}

/** The entities as seen in the window of `length` units that begins at `start`. */
function cutEntities(entities: MessageEntity[], start: number, length: number): MessageEntity[] {
  return entities
    .map((entity) => {
      const from = Math.max(entity.offset - start, 0);
      const to = Math.min(entity.offset + entity.length - start, length);
      return { ...entity, offset: from, length: to - from };
    })
    .filter((entity) => entity.length > 0);
}
