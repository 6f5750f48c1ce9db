import { renderAsync } from '@resvg/resvg-js';
import { fontOptions } from './fonts.ts';

/** Draws an SVG as a PNG in its own size. Beside the event loop: nobody's answer waits for a picture. */
export async function renderPng(svg: string): Promise<Buffer> {
  return (await renderAsync(svg, { font: fontOptions })).asPng();
}
