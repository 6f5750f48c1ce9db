import { fitText } from './fit.ts';
import type { Page } from './page.ts';
import { palette } from './palette.ts';

export interface Header {
  /** Above the title, where reading starts. */
  readonly small: string;
  /** Above the title, at the other end. */
  readonly aside: string;
  readonly title: string;
  readonly below: string;
}

const margin = 56;

/** How far what comes next reaches up into the band. */
export const overlap = 44;

/** The band on top of every card: what it is, of whom, of when. */
export function header(
  page: Page,
  { small, aside, title, below }: Header,
): { readonly svg: string; readonly height: number } {
  const room = { width: page.width - 2 * margin, lines: 2, size: 54, smallest: 38 };
  const { lines, size } = fitText(title, { ...room, weight: 700 });
  const leading = size * 1.4;
  const belowBase = 98 + size + (lines.length - 1) * leading + 64;
  const height = belowBase + 34 + overlap;
  const light = { fill: palette.white };
  const svg = [
    `<rect width="${page.width}" height="${height}" fill="${palette.accent}"/>`,
    ornament(page, height),
    page.text({ from: margin, y: 72, size: 34, weight: 700, ...light, text: small }),
    page.text({ from: page.width - margin, y: 72, size: 30, anchor: 'end', ...light, text: aside }),
    ...lines.map((text, line) =>
      page.text({ from: margin, y: 98 + size + line * leading, size, weight: 700, ...light, text }),
    ),
    page.text({ from: margin, y: belowBase, size: 34, ...light, text: below }),
  ];
  return { svg: svg.join(''), height };
}

const starSide = 92;

/** Eight-pointed stars, as on tiles, over the end of the band: two squares each, one turned. */
function ornament(page: Page, height: number): string {
  const square = `<rect x="${-starSide / 2}" y="${-starSide / 2}" width="${starSide}" height="${starSide}"`;
  const step = starSide * Math.SQRT2;
  const rows = Math.ceil(height / step) + 1;
  const stars = Array.from({ length: 3 * rows }, (_, index) => {
    const x = page.at(page.width - (index % 3) * step);
    const y = Math.floor(index / 3) * step;
    return `<g transform="translate(${x} ${y})">${square}/>${square} transform="rotate(45)"/></g>`;
  });
  return (
    `<clipPath id="band"><rect width="${page.width}" height="${height}"/></clipPath>` +
    `<g clip-path="url(#band)" fill="none" stroke="${palette.accentLine}" stroke-width="2">` +
    `${stars.join('')}</g>`
  );
}
