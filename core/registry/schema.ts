import { z } from 'zod';
import { sheetWords } from '../../prisma/data/sheet-words.ts';
import { parseDate } from '../calendar.ts';
import { parseFida, parseNationalId } from '../identity/rules.ts';
import type { IdentityNumber } from '../identity/types.ts';
import { compact, normalise, oneOf } from '../text.ts';
import { parseAverage } from './rules.ts';
import { genders, type Level, levels, type SheetField, studentTypes } from './types.ts';

/** What becomes of a text, or undefined where it cannot be read. */
type Read<Value> = (text: string) => Value | undefined;

const asked = <Value>(read: Read<Value>) =>
  z.string({ error: 'missing' }).transform((text, context) => {
    const problem = text.trim() === '' ? 'missing' : 'wrong';
    const value = problem === 'missing' ? undefined : read(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: problem });
    return z.NEVER;
  });

/** Where nothing is written, nothing is known. */
const known = <Value>(read: Read<Value>) =>
  z
    .string()
    .optional()
    .transform((text, context) => {
      if (text === undefined || text.trim() === '') return null;
      const value = read(text);
      if (value !== undefined) return value;
      context.addIssue({ code: 'custom', message: 'wrong' });
      return z.NEVER;
    });

type ReadIdentity = { readonly value: IdentityNumber; readonly padded: boolean };

/**
 * Spreadsheets drop the zeros in front of a number: up to two are put back where the check fits. Of an
 * international student the same digits are a passport number.
 */
export function readIdentity(text: string, isInternational = false): ReadIdentity | undefined {
  const typed = compact(text);
  for (const parsed of [parseNationalId(typed), parseFida(typed)]) {
    if (parsed.ok) return { value: parsed.value, padded: false };
  }
  if (!isInternational && /^\d{8,9}$/.test(typed)) {
    const padded = parseNationalId(typed.padStart(10, '0'));
    return padded.ok ? { value: padded.value, padded: true } : undefined;
  }
  const passport = isInternational ? /^(?=.*\d)[A-Z0-9]{5,9}$/ : /^(?=.*\d)[A-Z][A-Z0-9]{4,8}$/;
  return passport.test(typed) ? { value: typed as IdentityNumber, padded: false } : undefined;
}

const text: Read<string> = (typed) => normalise(typed) || undefined;
const code: Read<string> = (typed) => compact(typed) || undefined;

function day(typed: string) {
  const parsed = parseDate(typed);
  return parsed.ok ? parsed.value : undefined;
}

const count: Read<number> = (typed) =>
  /^\d{1,3}$/.test(compact(typed)) ? +compact(typed) : undefined;

function mark(typed: string) {
  const parsed = parseAverage(typed);
  return parsed.ok ? parsed.value : undefined;
}

const gender = oneOf<(typeof genders)[number]>(sheetWords.gender);
const level = oneOf<Level>(sheetWords.level);
const studentType = oneOf<(typeof studentTypes)[number]>(sheetWords.studentType);
const answers = oneOf<'yes' | 'no'>(sheetWords.answers);
const yesNo: Read<boolean> = (typed) => {
  const answer = answers(typed);
  return answer && answer === 'yes';
};

export const sheetRow = z.object({
  identityNumber: asked((typed) => readIdentity(typed)),
  firstName: asked(text),
  lastName: asked(text),
  gender: asked(gender),
  birthDate: asked(day),
  university: known(text),
  studentNumber: asked(code),
  level: asked(level),
  field: asked(text),
  startDate: asked(day),
  studentType: asked(studentType),
  lastTermAverage: known(mark),
  cumulativeAverage: known(mark),
  termsPassed: known(count),
  probationTerms: known(count),
  disciplinaryConvictions: known(count),
  bornInIran: known(yesNo),
  parentIranian: known(yesNo),
  married: known(yesNo),
  children: known(count),
} satisfies Record<SheetField, z.ZodType>);
export type SheetRow = z.output<typeof sheetRow>;

const internationalRow = sheetRow.extend({
  identityNumber: asked((typed) => readIdentity(typed, true)),
});

/** Reads one row of an imported sheet, cell by cell; `university` is a code or a name, to be looked up. */
export const parseSheetRow = (cells: Readonly<Partial<Record<SheetField, string>>>) =>
  (studentType(cells.studentType ?? '') === 'international'
    ? internationalRow
    : sheetRow
  ).safeParse(cells);

/** The field that a column's heading names, in Persian or English; undefined for other columns. */
export const fieldOfHeading: Read<SheetField> = oneOf<SheetField>(sheetWords.headings);

const average = z.union([z.string(), z.number()]).transform((value, context) => {
  const parsed = parseAverage(String(value));
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: 'not an average' });
  return z.NEVER;
});

const isoDay = z.iso.date().transform((value, context) => {
  const parsed = parseDate(value);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: 'not a day' });
  return z.NEVER;
});

const words = z.string().trim().min(1);
const tally = z.int().nonnegative();

/** What the HTTP gateway answers: a student or null, and nothing else. */
export const gatewayAnswer = z.object({
  student: z
    .object({
      identityNumber: words,
      firstName: words,
      lastName: words,
      gender: z.enum(genders),
      birthDate: isoDay,
      university: words,
      studentNumber: words,
      level: z.enum(levels),
      field: words,
      startDate: isoDay,
      studentType: z.enum(studentTypes),
      lastTermAverage: average.nullable().default(null),
      cumulativeAverage: average.nullable().default(null),
      termsPassed: tally.nullable().default(null),
      probationTerms: tally.nullable().default(null),
      disciplinaryConvictions: tally.nullable().default(null),
      bornInIran: z.boolean().nullable().default(null),
      parentIranian: z.boolean().nullable().default(null),
      married: z.boolean().nullable().default(null),
      children: tally.nullable().default(null),
    })
    .nullable(),
});
