import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { compact, normalise } from '../text.ts';
import type { PayOrder } from './types.ts';

/** The central bank's, which clears all group transfers. */
export const usualBic = 'BMJIIRTHXXX';

/** The last number that nine digits hold. */
export const lastSerial = 999_999_999;
const serialDigits = 9;

/** A name goes into one field of the bank's form. */
export const longestPayerName = 70;

/** By which the bank knows an order: the payer's Sheba and the file's number. */
export function orderIdOf({ sheba, serial }: Pick<PayOrder, 'sheba' | 'serial'>): string {
  return sheba + String(serial).padStart(serialDigits, '0');
}

/** An Iranian bank's identifier (ISO 9362), of eight or eleven characters. */
export function parseBic(text: string): Result<{ readonly value: string }, Refusal<'wrongForm'>> {
  const value = compact(text);
  const isBic = /^[A-Z]{4}IR[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(value);
  return isBic ? ok({ value }) : refuse('wrongForm');
}

/** The number of a file. */
export function parseSerial(
  text: string,
): Result<{ readonly value: number }, Refusal<'wrongForm'>> {
  const typed = compact(text);
  const value = Number(typed);
  const isSerial = /^\d{1,9}$/.test(typed) && value >= 1;
  return isSerial ? ok({ value }) : refuse('wrongForm');
}

export function parsePayerName(
  text: string,
): Result<
  { readonly value: string },
  Refusal<'empty'> | Refusal<'tooLong', { readonly length: number }>
> {
  const value = normalise(text);
  if (value === '') return refuse('empty');
  const { length } = value;
  return length > longestPayerName ? refuse('tooLong', { length }) : ok({ value });
}
