import { createRequire } from 'node:module';

// Its types speak of a default export; what is loaded is the function itself.
const bidi = (createRequire(import.meta.url)('bidi-js') as typeof import('bidi-js').default)();

/** The library takes pictures of two code units for Latin letters; to a screen they are signs. */
const withSigns = (line: string): string => line.replaceAll(/[\u{10000}-\u{10ffff}]/gu, '\u25a0');

const isolates = /[\u2066-\u2069]/g;

/** A text without the marks around its values. */
export const withoutIsolates = (text: string): string => text.replaceAll(isolates, '');

/** What a reader sees, line by line, from the left edge to the right one. */
export const asShown = (text: string): string[] =>
  text.split('\n').map((raw) => {
    const line = withSigns(raw);
    const levels = bidi.getEmbeddingLevels(line);
    return bidi.getReorderedString(line, levels).replaceAll(isolates, '');
  });

const persian = /[\u0621-\u064a\u066e-\u06d3]/;

/** Lines with Persian words of ours that would be set from the left, because something Latin comes first. */
export const linesFromTheLeft = (text: string): string[] =>
  persianFromTheLeft(text).filter((line) =>
    persian.test(line.replaceAll(/[\u2066\u2068][^\u2069]*\u2069/g, '')),
  );

/** Lines with Persian words, be it values alone, that would be set from the left. */
export const persianFromTheLeft = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => persian.test(line))
    .filter((line) => bidi.getEmbeddingLevels(withSigns(line)).paragraphs[0]?.level !== 1);

/** What has an order of its own, whatever is written around it: addresses, codes, phones, ranges. */
const pieces = [
  /[\w.+-]+@[\w-]+(\.[\w-]+)+/g,
  /(?<![\w/])\/[a-z]+( [A-Z\d]{4}-[A-Z\d]{4})?/g,
  /\b[A-Z\d]{4}-[A-Z\d]{4}\b/g,
  /\+\d[\d ]*\d/g,
  /\bIR[\d ]{10,}\d/g,
  /[\d۰-۹]+([-–/:][\d۰-۹]+)+/g,
];

/** Pieces of a text that a reader sees in another order than they have. */
export function tornIn(text: string): string[] {
  const shown = asShown(text);
  const bare = text.replaceAll(isolates, '');
  return pieces
    .flatMap((piece) => [...bare.matchAll(piece)].map(([found]) => found))
    .filter((found) => !shown.some((line) => line.includes(found)));
}
