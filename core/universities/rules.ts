import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { compact } from '../text.ts';
import type { Contact } from './schema.ts';

/** Telephone numbers of one university. */
export const mostPhones = 4;
/** Characters of an address, or of the hours. */
export const longestContactLine = 200;

export type PhonesRefusal =
  | Refusal<'empty'>
  | Refusal<'wrongForm', { readonly typed: string }>
  | Refusal<'tooMany', { readonly limit: number }>;

/**
 * Telephone numbers, one a line or with commas between, in any digits. Of land lines, mobiles and the
 * short numbers of offices only the form is looked at.
 */
export function parsePhones(
  text: string,
): Result<{ readonly value: readonly string[] }, PhonesRefusal> {
  const lines = text.split(/[\n\r,;\u060C\u061B]/).map((line) => line.trim());
  const typed = lines.filter((line) => line !== '');
  if (typed.length === 0) return refuse('empty');
  const wrong = typed.find((line) => !/^\+?\d{3,15}$/.test(phoneOf(line)));
  if (wrong !== undefined) return refuse('wrongForm', { typed: wrong });
  const value = [...new Set(typed.map(phoneOf))];
  if (value.length > mostPhones) return refuse('tooMany', { limit: mostPhones });
  return ok({ value });
}

const phoneOf = (line: string): string => compact(line).replace(/[().]/g, '');

/** Whether there is nothing that a student could be told. */
export const isEmpty = ({ phones, email, address, hours }: Contact): boolean =>
  phones.length === 0 && [email, address.fa, address.en, hours.fa, hours.en].every((one) => !one);
