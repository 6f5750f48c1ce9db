import type { Language } from '../language.ts';
import { palette } from './palette.ts';
import { type TextLine, textElement } from './text.ts';

/** `from`: how far the anchor is from the edge where reading starts. */
export type PageLine = Omit<TextLine, 'direction' | 'x'> & {
  readonly from: number;
  /** The page's own unless told: codes and numbers read from the left on every page. */
  readonly direction?: 'rtl' | 'ltr';
};

export interface PageBox {
  /** How far the near side is from the edge where reading starts. */
  readonly from: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
  readonly radius?: number;
  readonly stroke?: string;
  readonly strokeWidth?: number;
}

/**
 * The ground that a picture is drawn on. Places are told by how far they are from the edge where
 * reading starts, so that one drawing serves both directions.
 */
export interface Page {
  readonly language: Language;
  readonly direction: 'rtl' | 'ltr';
  readonly width: number;
  /** The x of a point so far from where reading starts. */
  at(from: number): number;
  /** The left x of something of this width whose near side is so far from where reading starts. */
  left(from: number, width: number): number;
  text(line: PageLine): string;
  box(box: PageBox): string;
  /** The picture as SVG, on paper. */
  svg(height: number, parts: readonly string[]): string;
}

export function pageOf(language: Language, width: number): Page {
  const isRtl = language === 'fa';
  const direction = isRtl ? 'rtl' : 'ltr';
  const at = (from: number) => (isRtl ? width - from : from);
  const left = (from: number, own: number) => (isRtl ? width - from - own : from);
  return {
    language,
    direction,
    width,
    at,
    left,
    text: ({ from, ...line }) => textElement({ ...line, ...placed(line, at(from)) }),
    box: (box) => boxElement(box, left(box.from, box.width)),
    svg: (height, parts) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
      `<rect width="${width}" height="${height}" fill="${palette.paper}"/>${parts.join('')}</svg>`,
  };

  function placed(
    line: Omit<PageLine, 'from'>,
    x: number,
  ): Pick<TextLine, 'x' | 'direction' | 'anchor'> {
    const { direction: own = direction, anchor = 'start' } = line;
    return { x, direction: own, anchor: own === direction ? anchor : swapped[anchor] };
  }
}

/** A line against the page's direction starts where the page's lines end. */
const swapped = { start: 'end', middle: 'middle', end: 'start' } as const;

function boxElement(
  { y, width, height, radius = 0, fill, stroke, strokeWidth = 2 }: PageBox,
  x: number,
) {
  const edge = stroke ? ` stroke="${stroke}" stroke-width="${strokeWidth}"` : '';
  return (
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" ` +
    `fill="${fill}"${edge}/>`
  );
}
