import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { compact, normalise, searchKey } from '../text.ts';
import type { Contact } from './schema.ts';

const wordsOf = (name: string): string[] => searchKey(name).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Under which the spellings of one name of a university meet. */
export const universityKey = (name: string): string => wordsOf(name).join('');

/** One word names no university: it may be the word for one. */
export const namesUniversity = (typed: string): boolean => wordsOf(typed).length > 1;

/** Whether a name says one of some phrases, in whatever spelling. */
export const saysOneOf = (name: string, phrases: readonly string[]): boolean =>
  phrases.some((phrase) => universityKey(name).includes(universityKey(phrase)));

type BothNames = { readonly nameFa: string; readonly nameEn: string };

/** Whether what somebody called the own university is one of its names, written in whatever way. */
export const isNameOf = (typed: string, { nameFa, nameEn }: BothNames): boolean =>
  [nameFa, nameEn].some((name) => universityKey(name) === universityKey(typed));

/** As `isNameOf`, or the one has every word of the other: then it may be meant. */
export function mayMean(typed: string, names: BothNames): boolean {
  const asked = wordsOf(typed);
  return [names.nameFa, names.nameEn].some((name) => {
    const own = wordsOf(name);
    return isSubset(asked, own) || isSubset(own, asked) || universityKey(typed) === own.join('');
  });
}

const isSubset = (some: readonly string[], all: readonly string[]): boolean =>
  some.length > 1 && some.every((word) => all.includes(word));

/** What a university or unit is called, and its code, which is its own among its kind. */
export type Names = { readonly code: string; readonly nameFa: string; readonly nameEn: string };

/** As they are kept; undefined where one of them is missing. */
export function named({ code, nameFa, nameEn }: Names): Names | undefined {
  const names = { code: code.trim(), nameFa: normalise(nameFa), nameEn: normalise(nameEn) };
  return Object.values(names).includes('') ? undefined : names;
}

/** Characters of a university's name. */
export const longestUniversityName = 100;

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
