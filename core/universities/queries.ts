import { searchKey } from '../text.ts';
import type { Tx } from '../work.ts';
import { type Contact, contactSchema } from './schema.ts';
import type { UniversityKind } from './types.ts';

export type FoundUniversity = {
  readonly id: number;
  readonly code: string;
  readonly nameFa: string;
  readonly nameEn: string;
  readonly kind: UniversityKind;
  /** Whether it uses Hamyar. */
  readonly started: boolean;
};

export type UniversityPage = {
  readonly universities: readonly FoundUniversity[];
  /** Of all pages. */
  readonly total: number;
};

/**
 * Universities by a part of their name in either language, in any spelling. Names that begin with
 * what was typed come first, then names of which a word does, then the others; each in the order of
 * the Persian alphabet. `page` counts from 0. An empty text finds all.
 *
 * Compared here and not in SQL: a country has some thousand universities, and the key under which
 * spellings meet is ours.
 */
export async function searchUniversities(
  reader: Tx,
  { text, page, size }: { text: string; page: number; size: number },
): Promise<UniversityPage> {
  const rows = await reader.university.findMany({
    select: { id: true, code: true, nameFa: true, nameEn: true, kind: true, startedAt: true },
  });
  const typed = searchKey(text);
  const matches = rows
    .map((row) => ({ row, closeness: closenessOf([row.nameFa, row.nameEn], typed) }))
    .filter(({ closeness }) => closeness !== undefined)
    .sort((a, b) => byCloseness(a, b) || byName.compare(a.row.nameFa, b.row.nameFa));
  return {
    total: matches.length,
    universities: matches
      .slice(page * size, (page + 1) * size)
      .map(({ row: { startedAt, ...university } }) => ({
        ...university,
        started: startedAt !== null,
      })),
  };
}

type Match = { readonly closeness: number | undefined };

const byName = new Intl.Collator('fa');
const byCloseness = (a: Match, b: Match) => (a.closeness ?? 0) - (b.closeness ?? 0);

/** 0: a name begins with the text; 1: one of its words does; 2: it is inside. Otherwise undefined. */
function closenessOf(names: readonly string[], typed: string): 0 | 1 | 2 | undefined {
  const keys = names.map(searchKey);
  if (keys.some((key) => key.startsWith(typed))) return 0;
  if (keys.some((key) => key.includes(` ${typed}`))) return 1;
  return keys.some((key) => key.includes(typed)) ? 2 : undefined;
}

export async function universityOf(reader: Tx, id: number): Promise<FoundUniversity | null> {
  const row = await reader.university.findUnique({
    where: { id },
    select: { id: true, code: true, nameFa: true, nameEn: true, kind: true, startedAt: true },
  });
  if (row === null) return null;
  const { startedAt, ...university } = row;
  return { ...university, started: startedAt !== null };
}

/** A university with what its students are told of its office. */
export interface UniversityContact {
  readonly id: number;
  readonly nameFa: string;
  readonly nameEn: string;
  readonly contact: Contact;
}

export async function contactOf(reader: Tx, id: number): Promise<UniversityContact | null> {
  const row = await reader.university.findUnique({
    where: { id },
    select: { id: true, nameFa: true, nameEn: true, contact: true },
  });
  return row && { ...row, contact: contactSchema.parse(row.contact) };
}

/** By the code that the registry gives it. */
export async function universityIdOf(reader: Tx, code: string): Promise<number | undefined> {
  const row = await reader.university.findUnique({ where: { code }, select: { id: true } });
  return row?.id;
}

export interface UnitDirections {
  readonly id: number;
  readonly universityId: number;
  readonly nameFa: string;
  readonly nameEn: string;
  /** Where students report to; null where the unit has not said it. */
  readonly directions: string | null;
}

/** Units with where students report to, by name. */
export function unitDirections(reader: Tx, unitIds: readonly number[]): Promise<UnitDirections[]> {
  return reader.unit.findMany({
    where: { id: { in: [...unitIds] } },
    select: { id: true, universityId: true, nameFa: true, nameEn: true, directions: true },
    orderBy: { nameFa: 'asc' },
  });
}
