import { Resvg } from '@resvg/resvg-js';
import { FONT_FAMILY, fontFiles } from './fonts.ts';

/** Draws an SVG as a PNG in its own size, with our font only, so that every machine draws the same. */
export function renderPng(svg: string): Buffer {
  const picture = new Resvg(svg, {
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: FONT_FAMILY },
  });
  return picture.render().asPng();
}
