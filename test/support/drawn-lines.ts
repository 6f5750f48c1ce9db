import { Resvg } from '@resvg/resvg-js';
import { fontOptions } from '../../bot/view/pictures/fonts.ts';

/** Where the ink of a line of text lies in a picture. */
export interface DrawnLine {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The lines of text of an SVG, each as the renderer places it. */
export function drawnLines(svg: string): DrawnLine[] {
  return [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].flatMap((found) => {
    const [element, text = ''] = found;
    const moved = movesAround(svg, found.index);
    const alone = `<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="1600"><g transform="${moved}">${element}</g></svg>`;
    const box = new Resvg(alone, { font: fontOptions }).getBBox();
    if (!box) return [];
    const { x, y, width, height } = box;
    return [{ text, left: x, right: x + width, top: y, bottom: y + height }];
  });
}

/** The transforms of the groups that are open at a place of an SVG. */
function movesAround(svg: string, index: number): string {
  const open: string[] = [];
  for (const [tag] of svg.slice(0, index).matchAll(/<g[ >][^>]*>|<g>|<\/g>/g)) {
    if (tag === '</g>') open.pop();
    else open.push(/ transform="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  return open.join(' ').trim();
}

/** Lines of which the ink of one lies over that of another. */
export const meetingLines = (lines: readonly DrawnLine[]): string[] =>
  lines.flatMap((one, index) =>
    lines
      .slice(index + 1)
      .filter((other) => isOver(one, other))
      .map((other) => `${one.text} / ${other.text}`),
  );

const isOver = (one: DrawnLine, other: DrawnLine): boolean =>
  one.left < other.right &&
  other.left < one.right &&
  one.top < other.bottom - 1 &&
  other.top < one.bottom - 1;
