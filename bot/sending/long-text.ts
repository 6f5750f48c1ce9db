import { withoutTags } from '../view/plain.ts';

/** Characters of a message, and of what stands below a picture or a file, as the messenger counts them. */
export const longest = { text: 4096, caption: 1024 } as const;

/** Whether a text with tags fits; entities count as what they stand for, tags not at all. */
export const fits = (html: string, most: number): boolean => withoutTags(html).length <= most;

const piece = /<[^>]*>|&\w+;|[\s\S]/gu;

/**
 * A text with tags in parts that each fit into a message, cut at the ends of lines, or between words
 * where a line alone is too long. A tag that is open at a cut is closed there and opened again.
 */
export function inParts(html: string, most: number = longest.text): string[] {
  if (fits(html, most)) return [html];
  const parts: string[] = [];
  let rest: readonly string[] = html.match(piece) ?? [];
  let open: string[] = [];
  while (rest.length > 0) {
    const end = endOfPart(rest, most);
    const part = rest.slice(0, end);
    const opened = stillOpen(open, part);
    const text = [...open, ...part, ...opened.toReversed().map(closing)].join('');
    if (withoutTags(text).trim() !== '') parts.push(text.trim());
    open = opened;
    rest = rest.slice(end);
  }
  return parts;
}

const isTag = (one: string): boolean => one.length > 1 && one.startsWith('<');
const widthOf = (one: string): number => (isTag(one) ? 0 : withoutTags(one).length);

/** How many pieces the next part takes. */
function endOfPart(pieces: readonly string[], most: number): number {
  let width = 0;
  let line = 0;
  let word = 0;
  for (const [index, one] of pieces.entries()) {
    width += widthOf(one);
    if (width > most) return line || word || index;
    if (one === '\n') line = index + 1;
    if (one === ' ') word = index + 1;
  }
  return pieces.length;
}

function stillOpen(before: readonly string[], pieces: readonly string[]): string[] {
  const open = [...before];
  for (const tag of pieces.filter(isTag)) {
    if (tag.startsWith('</')) open.pop();
    else open.push(tag);
  }
  return open;
}

const closing = (tag: string): string => tag.replace(/^<(\w+)[^>]*>$/, '</$1>');
