/** What a look at a picture's structure found. `damaged` covers cut off, too: pictures break that way. */
export type PictureCheck =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'damaged' }
  | {
      readonly ok: false;
      readonly reason: 'tooManyPixels';
      readonly width: number;
      readonly height: number;
    };

export const damaged: PictureCheck = { ok: false, reason: 'damaged' };

/**
 * In pixels: over any photo or scan that fits in 5 MiB, and few enough that a viewer's memory, at four
 * bytes a pixel, stays near 200 MB. A few kilobytes can otherwise claim gigabytes.
 */
export const MAX_PIXELS = 50_000_000;
export const MAX_SIDE = 20_000;

export function checkDimensions(width: number, height: number): PictureCheck {
  if (width === 0 || height === 0) return damaged;
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
    return { ok: false, reason: 'tooManyPixels', width, height };
  }
  return { ok: true };
}
