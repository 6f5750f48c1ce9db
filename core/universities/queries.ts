import { knownUnitKind } from '../openings/rules.ts';
import type { UnitKind } from '../openings/types.ts';
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
 * Universities by parts of their name in either language, in any spelling and order, with a space, a
 * ZWNJ or nothing between the parts. Where no name has every word that was typed, the rarest of them
 * decides, so that a word too many (the kind of the institution, an "of") hides nothing. Names that
 * have the words whole come first, then those of which a word begins so, the shorter first. `page`
 * counts from 0. An empty text finds all.
 *
 * Compared here and not in SQL: a country has some thousand universities, and the key under which
 * spellings meet is ours.
 */
export async function searchUniversities(
  reader: Tx,
  { text, page, size }: { text: string; page: number; size: number },
): Promise<UniversityPage> {
  const rows = await reader.university.findMany({ select: foundFields });
  const typed = searchKey(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const matches = matching(rows.map(named), typed)
    .map((match) => ({ ...match, closeness: closenessOf(match.keys, typed) }))
    .sort(
      (a, b) =>
        a.closeness - b.closeness ||
        (typed.length > 0 ? a.row.nameFa.length - b.row.nameFa.length : 0) ||
        byName.compare(a.row.nameFa, b.row.nameFa),
    );
  return {
    total: matches.length,
    universities: matches.slice(page * size, (page + 1) * size).map(({ row }) => found(row)),
  };
}

const foundFields = {
  id: true,
  code: true,
  nameFa: true,
  nameEn: true,
  kind: true,
  startedAt: true,
} as const;

type Row = Omit<FoundUniversity, 'started'> & { readonly startedAt: Date | null };

const found = ({ startedAt, ...university }: Row): FoundUniversity => ({
  ...university,
  started: startedAt !== null,
});

/** A university with the keys of its names, as they are written and as one word. */
interface Named {
  readonly row: Row;
  readonly keys: readonly string[];
}

function named(row: Row): Named {
  const keys = [row.nameFa, row.nameEn].map(searchKey);
  return { row, keys: [...keys, ...keys.map((key) => key.replaceAll(' ', ''))] };
}

const has = ({ keys }: Named, word: string): boolean => keys.some((key) => key.includes(word));

function matching(universities: readonly Named[], typed: readonly string[]): readonly Named[] {
  const whole = universities.filter((university) => typed.every((word) => has(university, word)));
  if (whole.length > 0) return whole;
  const byWord = typed
    .toSorted((a, b) => b.length - a.length)
    .map((word) => universities.filter((university) => has(university, word)))
    .filter((some) => some.length > 0);
  return byWord.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

const byName = new Intl.Collator('fa');

/** 0: the words that were typed are words of the name; 1: words of it begin so; 2: they are inside. */
function closenessOf(keys: readonly string[], typed: readonly string[]): 0 | 1 | 2 {
  const words = keys.flatMap((key) => key.split(' '));
  if (typed.every((word) => words.includes(word))) return 0;
  return typed.every((word) => words.some((own) => own.startsWith(word))) ? 1 : 2;
}

/** Universities that have had a term, by name: of these ids, or all. `page` counts from 0. */
export async function universitiesAtWork(
  reader: Tx,
  { ids, page, size }: { ids: readonly number[] | 'all'; page: number; size: number },
): Promise<UniversityPage> {
  const where = { windows: { some: {} }, ...(ids === 'all' ? {} : { id: { in: [...ids] } }) };
  const rows = await reader.university.findMany({
    where,
    select: foundFields,
    orderBy: [{ nameFa: 'asc' }, { id: 'asc' }],
    skip: page * size,
    take: size,
  });
  return { universities: rows.map(found), total: await reader.university.count({ where }) };
}

export async function universityOf(reader: Tx, id: number): Promise<FoundUniversity | null> {
  const row = await reader.university.findUnique({ where: { id }, select: foundFields });
  return row && found(row);
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

/** Names of universities that nobody has added, as students asked for them, and how often; the most wanted first. */
export async function unlistedUniversities(
  reader: Tx,
  most: number,
): Promise<{ readonly name: string; readonly count: number }[]> {
  const groups = await reader.unlistedDemand.groupBy({
    by: ['key'],
    _count: { _all: true },
    _min: { name: true },
    orderBy: [{ _count: { key: 'desc' } }, { key: 'asc' }],
    take: most,
  });
  return groups.map(({ _count, _min }) => ({ name: _min.name ?? '', count: _count._all }));
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

/** What the page of a university shows to those who set it up. */
export interface UniversityFacts extends FoundUniversity {
  /** Open ones. */
  readonly units: number;
  readonly closedUnits: number;
  /** People who asked for it and have not been told that it started. */
  readonly wanted: number;
  /** Its stored settings; each noun reads its own of them. */
  readonly settings: unknown;
}

export async function universityFacts(reader: Tx, id: number): Promise<UniversityFacts | null> {
  const row = await reader.university.findUnique({
    where: { id },
    include: {
      _count: {
        select: { units: { where: { closedAt: null } }, demands: { where: { toldAt: null } } },
      },
    },
  });
  if (!row) return null;
  const closed = { universityId: id, closedAt: { not: null } };
  const { code, nameFa, nameEn, kind, startedAt, settings, _count } = row;
  const names = { id, code, nameFa, nameEn, kind };
  return {
    ...names,
    started: startedAt !== null,
    units: _count.units,
    closedUnits: await reader.unit.count({ where: closed }),
    wanted: _count.demands,
    settings,
  };
}

export interface ListedUnit {
  readonly id: number;
  readonly code: string;
  readonly nameFa: string;
  readonly nameEn: string;
  readonly kind: UnitKind;
}

/** A university's open units, or its closed ones, by their Persian name. `page` counts from 0 and is brought into range. */
export async function unitsOf(
  reader: Tx,
  {
    universityId,
    closed = false,
    page,
    size,
  }: { universityId: number; closed?: boolean; page: number; size: number },
): Promise<{ units: ListedUnit[]; total: number; page: number; pages: number }> {
  const where = { universityId, closedAt: closed ? { not: null } : null };
  const total = await reader.unit.count({ where });
  const pages = Math.max(1, Math.ceil(total / size));
  const shown = Math.min(Math.max(0, page), pages - 1);
  const rows = await reader.unit.findMany({
    where,
    orderBy: [{ nameFa: 'asc' }, { id: 'asc' }],
    skip: shown * size,
    take: size,
  });
  const units = rows.map(({ id, code, nameFa, nameEn, kind }) => ({
    ...{ id, code, nameFa, nameEn },
    kind: knownUnitKind(kind),
  }));
  return { units, total, page: shown, pages };
}

interface Names {
  readonly id: number;
  readonly nameFa: string;
  readonly nameEn: string;
}

const nameFields = { id: true, nameFa: true, nameEn: true } as const;

/** Names of some universities. */
export const universitiesByIds = (reader: Tx, ids: readonly number[]): Promise<Names[]> =>
  reader.university.findMany({
    where: { id: { in: [...ids] } },
    select: nameFields,
    orderBy: { nameFa: 'asc' },
  });

/** Names of some units. */
export const unitsByIds = (reader: Tx, ids: readonly number[]): Promise<Names[]> =>
  reader.unit.findMany({
    where: { id: { in: [...ids] } },
    select: nameFields,
    orderBy: { nameFa: 'asc' },
  });
