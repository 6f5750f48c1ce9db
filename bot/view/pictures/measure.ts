import { Resvg } from '@resvg/resvg-js';
import { FONT_FAMILY, type FontWeight, fontOptions } from './fonts.ts';
import { escapeXml } from './text.ts';

/** Widths grow with the size, so one measure at this size serves them all. */
const measuredAt = 100;

/** Words come back from card to card: names, titles, labels. */
const known = new Map<string, number>();
const mostKnown = 4000;

/**
 * How wide the ink of a line is in the picture's pixels, letters joined as they will be drawn. Asked of
 * the renderer itself, at a third of a millisecond, and remembered.
 */
export function textWidth(
  text: string,
  { size, weight = 400 }: { readonly size: number; readonly weight?: FontWeight },
): number {
  const key = `${weight} ${text}`;
  const width = known.get(key) ?? measure(text, weight);
  if (known.size >= mostKnown) known.clear();
  known.set(key, width);
  return (width * size) / measuredAt;
}

function measure(text: string, weight: FontWeight): number {
  const line =
    `<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><text font-family="${FONT_FAMILY}" ` +
    `font-size="${measuredAt}" font-weight="${weight}">${escapeXml(text)}</text></svg>`;
  return new Resvg(line, { font: fontOptions }).getBBox()?.width ?? 0;
}
