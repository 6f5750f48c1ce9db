import { FONT_FAMILY, type FontWeight } from './fonts.ts';
import { palette } from './palette.ts';

/** `start` is where reading starts: the right end of a line that reads from the right. */
export type TextAnchor = 'start' | 'middle' | 'end';

export type TextLine = {
  readonly text: string;
  readonly direction: 'rtl' | 'ltr';
  /** Of the anchor on the base line, in the picture's pixels. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly anchor?: TextAnchor;
  readonly weight?: FontWeight;
  readonly fill?: string;
};

/** Right-to-left and left-to-right isolates, and what ends them. */
const RLI = '\u2067';
const LRI = '\u2066';
const PDI = '\u2069';

/**
 * One line of text as an SVG element, drawn in the right order whatever it mixes. The renderer ignores
 * SVG's `direction` and lays out every line from the left: so the line goes into an isolate of its own
 * direction, and the ends are swapped here. Letters inside are joined by the renderer.
 */
export function textElement(line: TextLine): string {
  const { x, y, size, anchor = 'start', weight = 400, fill = palette.ink } = line;
  const isolate = line.direction === 'rtl' ? RLI : LRI;
  return (
    `<text x="${x}" y="${y}" font-family="${FONT_FAMILY}" font-size="${size}" ` +
    `font-weight="${weight}" fill="${escapeXml(fill)}" ` +
    `text-anchor="${line.direction === 'rtl' ? mirrored[anchor] : anchor}">` +
    `${isolate}${escapeXml(line.text)}${PDI}</text>`
  );
}

const mirrored: Readonly<Record<TextAnchor, TextAnchor>> = {
  start: 'end',
  middle: 'middle',
  end: 'start',
};

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Also drops control characters, which no XML may hold. */
export function escapeXml(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ').replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);
}
