import { plain } from '../../text.ts';

// The unit in Persian and English; any other (toman is ten rial) must not be passed over.
const unit = /(?:\u0631\u06cc\u0627\u0644|rials?|irr)/giu;
const grouped = /^\d{1,3}(?:[,.'’٬،\s]\d{3})+$/u;
const nothingBehind = /[.٫]0{1,2}$/u;

/** The largest amount that is read: fifteen digits, which every spreadsheet keeps exactly. */
const mostDigits = 15;

/**
 * A whole number of rial as people and banks write it: with thousands apart or not, with the unit or
 * not. Undefined for anything else, a part of a rial included.
 */
export function parseRial(text: string): bigint | undefined {
  const typed = plain(text).replace(unit, '').trim();
  const figures =
    /^\d+$/.test(typed) || grouped.test(typed) ? typed : typed.replace(nothingBehind, '');
  if (!/^\d+$/.test(figures) && !grouped.test(figures)) return undefined;
  const number = figures.replaceAll(/\D/gu, '');
  return number.length <= mostDigits ? BigInt(number) : undefined;
}
