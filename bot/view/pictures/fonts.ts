import { join } from 'node:path';

/**
 * Vazirmatn 33.003 as its makers publish it, under the SIL Open Font License (`fonts/OFL.txt`). Kept
 * here because the renderer reads neither WOFF nor WOFF2, and because web packages cut the font by
 * script: between two such parts the renderer loses signs, the full stop after a Persian word for one.
 */
export const FONT_FAMILY = 'Vazirmatn';
export type FontWeight = 400 | 700;

/** The renderer takes fonts by path, and passes over a path that is not there without a word. */
export const fontFiles = ['Vazirmatn-Regular.ttf', 'Vazirmatn-Bold.ttf'].map((name) =>
  join(import.meta.dirname, 'fonts', name),
);

/** Our font only, so that every machine draws the same. */
export const fontOptions = {
  loadSystemFonts: false,
  fontFiles,
  defaultFontFamily: FONT_FAMILY,
};
