import { Resvg } from '@resvg/resvg-js';

/** A PNG as its pixels: four bytes each, red, green, blue and opacity. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

export function pixelsOf(png: Buffer): Pixels {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const href = `data:image/png;base64,${png.toString('base64')}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="${href}"/></svg>`;
  const { pixels } = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
  return { data: new Uint8ClampedArray(pixels), width, height };
}

/** How many dark pixels each column of a PNG has. */
export function inkOf(png: Buffer): number[] {
  const { data, width, height } = pixelsOf(png);
  const columns = Array<number>(width).fill(0);
  for (let i = 0; i < width * height; i += 1) {
    const dark = (data[i * 4] ?? 0) + (data[i * 4 + 1] ?? 0) + (data[i * 4 + 2] ?? 0) < 480;
    if (dark) columns[i % width] = (columns[i % width] ?? 0) + 1;
  }
  return columns;
}

export function inkSpan(png: Buffer): { left: number; right: number } {
  const columns = inkOf(png);
  return {
    left: columns.findIndex((ink) => ink > 0),
    right: columns.findLastIndex((ink) => ink > 0),
  };
}

export function inkBetween(columns: readonly number[], from: number, to: number): number {
  return columns.slice(from, to).reduce((sum, ink) => sum + ink, 0);
}
