import { createRequire } from 'node:module';
import { pixelsOf } from './ink.ts';

// Its types speak of a default export; what is loaded is the function itself.
const decode = createRequire(import.meta.url)('jsqr') as typeof import('jsqr').default;

/** What a phone's camera reads from a picture; undefined where it finds no code. */
export function readByCamera(png: Buffer): string | undefined {
  const { data, width, height } = pixelsOf(png);
  return decode(data, width, height)?.data;
}
