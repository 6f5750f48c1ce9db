import type { XlsxParts } from './xlsx-parts.ts';
import { BadXml } from './xml.ts';

type Cell = { readonly type: string; readonly style: number; readonly value: string };

const DAY = 24 * 60 * 60 * 1000;

/** Day 0 by the usual count, from day 61 on: the count has a 29 February 1900 that never was. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
const FIRST_RIGHT_DAY = 61;
const DAY_ZERO_1904 = Date.UTC(1904, 0, 1);
/** 31 December 9999. */
const LAST_DAY = 2_958_465;

/** A cell as a person reads it; an error (`#N/A`) as its sign. */
export function textOfCell({ type, style, value }: Cell, parts: XlsxParts): string {
  if (value === '') return '';
  if (type === 's') return sharedString(Number(value), parts);
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type === 'd') return value.slice(0, 10);
  if (type !== 'n') return value;
  const number = Number(value);
  if (!Number.isFinite(number)) throw new BadXml();
  const date = parts.dateStyles[style] === true ? dateOf(number, parts.from1904) : undefined;
  return date ?? textOfNumber(number);
}

function sharedString(index: number, { strings }: XlsxParts): string {
  const text = strings[index];
  if (text === undefined) throw new BadXml();
  return text;
}

/** `2003-05-21`, its time of day left out; undefined for a number that is no day. */
function dateOf(days: number, from1904: boolean): string | undefined {
  const first = from1904 ? 0 : FIRST_RIGHT_DAY;
  if (days < first || days > LAST_DAY) return undefined;
  const zero = from1904 ? DAY_ZERO_1904 : DAY_ZERO;
  return new Date(zero + Math.floor(days) * DAY).toISOString().slice(0, 10);
}

/** A spreadsheet keeps 15 digits: those after are noise of its arithmetic (17.330000000000002). */
function textOfNumber(value: number): string {
  if (Number.isInteger(value)) return BigInt(value).toString();
  return String(Number(value.toPrecision(15)));
}
