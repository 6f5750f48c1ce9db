import type { Words } from '../../language.ts';
import { fitText } from '../fit.ts';
import { header, overlap } from '../header.ts';
import { type Page, pageOf } from '../page.ts';
import { palette } from '../palette.ts';

export const width = 1080;
export const margin = 56;
export const inner = width - 2 * margin;

/** Something that is drawn from a y on; says where it ends. */
export type Part = (page: Page, y: number) => { readonly svg: string; readonly end: number };

/** A page of the guide: the band with its title, and parts below each other. */
export function guidePage(
  words: Words,
  { title, below }: { title: string; below: string },
  parts: readonly Part[],
): string {
  const page = pageOf(words.language, width);
  const small = words.plain('card.scheme');
  const top = header(page, { small, aside: words.plain('guide.name'), title, below });
  const drawn: string[] = [top.svg];
  let y = top.height - overlap;
  for (const part of parts) {
    const { svg, end } = part(page, y);
    drawn.push(svg);
    y = end + 24;
  }
  return page.svg(y + 16, drawn);
}

/** A sentence, of two lines at most unless told, about the middle of its place. */
export function note(
  page: Page,
  { text, from, middle, room }: { text: string; from: number; middle: number; room: number },
  look: { size?: number; fill?: string; lines?: number } = {},
): string {
  const { size = 30, fill = palette.muted, lines = 2 } = look;
  const fitted = fitText(text, { width: room, lines, size, smallest: 22 });
  const leading = fitted.size * 1.4;
  const first = middle + fitted.size * 0.36 - ((fitted.lines.length - 1) * leading) / 2;
  return fitted.lines
    .map((line, index) =>
      page.text({ text: line, from, y: first + index * leading, size: fitted.size, fill }),
    )
    .join('');
}

/** A disc with a check, or with a cross. */
export function verdict(x: number, y: number, good: boolean): string {
  const sign = good ? 'M-10 1l7 8l13 -16' : 'M-9 -9l18 18M9 -9l-18 18';
  return (
    `<g transform="translate(${x} ${y})"><circle r="26" fill="${good ? palette.accent : palette.alarm}"/>` +
    `<path d="${sign}" fill="none" stroke="${palette.white}" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"/></g>`
  );
}
