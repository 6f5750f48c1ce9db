const otherDigits = /[\u0660-\u0669\u06F0-\u06F9\uFF10-\uFF19]/g;

/** Persian, Arabic and full-width digits become ASCII ones; nothing else changes. */
export function digits(text: string): string {
  // Each of the three blocks starts at a multiple of 16, so the low four bits are the digit.
  return text.replace(otherDigits, (digit) => String(digit.charCodeAt(0) & 0xf));
}

/** What the database refuses to keep, NUL and halves of surrogate pairs, becomes U+FFFD. */
export const storable = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed();

/** A typed value without what cannot be seen and without space around it; digits in ASCII. */
export function plain(text: string): string {
  return digits(text.normalize('NFKC'))
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .trim();
}

const zwnj = '\u200C';
const invisible = /(?!\u200C)[\p{Cf}\p{Cs}\u0640]/gu;
const spaces = /[\s\p{Cc}]+/gu;
const gaps = /[ \u200C]+/g;

/** Arabic letters that a Persian reader takes for the Persian ones; NFKC leaves them apart. */
const persianLetters: Readonly<Record<string, string>> = { ي: 'ی', ى: 'ی', ك: 'ک' };

export const withPersianLetters = (text: string): string =>
  text.replace(/[يىك]/g, (letter) => persianLetters[letter] ?? letter);

/**
 * Text of people in one form, still good to show: presentation forms and Arabic yeh and kaf become
 * Persian letters, marks that cannot be seen (bidi controls, tatweel, zero-width ones) go, spaces
 * and line ends collapse to one space. ZWNJ stays, for it is part of Persian spelling, but only
 * between two letters. Applying it twice changes nothing.
 */
export function normalise(text: string): string {
  return withPersianLetters(text.normalize('NFKC'))
    .replace(spaces, ' ')
    .replace(invisible, '')
    .replace(gaps, (gap) => (gap.includes(' ') ? ' ' : zwnj))
    .replace(/^[ \u200C]|[ \u200C]$/g, '')
    .normalize('NFC'); // a letter may now stand before its mark
}

/**
 * A key under which the spellings of one name meet: without ZWNJ, diacritics (so آ is ا, ئ is ی)
 * and case, ة and ە as ه, digits in ASCII. For look-ups and comparison only, never shown.
 */
export function searchKey(text: string): string {
  const bare = normalise(text).toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  return digits(normalise(bare)).replaceAll(zwnj, '').replace(/[ةە]/g, 'ه').normalize('NFC');
}

/** A code or number without what people put between its parts: ASCII digits and capitals. */
export function compact(text: string): string {
  return plain(text)
    .replace(/[\s\p{Cc}\p{Pd}\u2212\u0640_]/gu, '')
    .toUpperCase();
}

/** A decimal number in parts, as strings of ASCII digits. */
export type DecimalParts = { readonly whole: string; readonly fraction: string };

const decimal = /^(\d+)(?:[./,\u066B\u060C](\d+))?$/;

/**
 * Takes a decimal number with any sign that Persian keyboards offer for the point: `.`, `/`, `,`,
 * `٫`, `،`. Undefined where the text is something else.
 */
export function decimalParts(text: string): DecimalParts | undefined {
  const match = decimal.exec(plain(text));
  return match?.[1] === undefined ? undefined : { whole: match[1], fraction: match[2] ?? '' };
}

/** Hides all but the outer characters; a text too short to have a middle is hidden whole. */
export function mask(text: string, shownAtStart: number, shownAtEnd: number): string {
  const hidden = text.length - shownAtStart - shownAtEnd;
  if (hidden <= 0) return '*'.repeat(text.length);
  return text.slice(0, shownAtStart) + '*'.repeat(hidden) + text.slice(text.length - shownAtEnd);
}

/** Finds which of several words a text names, each under its own and every other name that it is given. */
export function oneOf<Word extends string>(
  names: Readonly<Record<Word, readonly string[]>>,
): (text: string) => Word | undefined {
  const keyOf = (name: string) => searchKey(name).replaceAll(' ', '');
  const words = Object.keys(names) as Word[];
  const byKey = new Map(
    words.flatMap((word) => [word, ...names[word]].map((name) => [keyOf(name), word] as const)),
  );
  return (text) => byKey.get(keyOf(text));
}
