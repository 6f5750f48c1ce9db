import { posix } from 'node:path';
import { attribute, BadXml, readXml } from './xml.ts';

type Entries = ReadonlyMap<string, Buffer>;

/** What is needed of a workbook to read its first sheet. */
export type XlsxParts = {
  readonly sheet: string;
  readonly strings: readonly string[];
  /** By the number that a cell names as its style: whether a number in it is a date. */
  readonly dateStyles: readonly boolean[];
  /** Days counted from 1904, as by old Macintoshes. */
  readonly from1904: boolean;
};

/** @throws {BadXml} where the zip is no workbook or its parts are broken */
export function findParts(entries: Entries): XlsxParts {
  const bookPath = targetOf(entries, '', ({ type }) => type.endsWith('/officeDocument'));
  const book = textOf(entries, bookPath);
  const sheetId = firstAttribute(book, 'sheet', 'id');
  const sheetPath = targetOf(entries, bookPath, ({ id }) => id === sheetId);
  const from1904 = ['1', 'true'].includes(firstAttribute(book, 'workbookPr', 'date1904') ?? '');
  const optional = (type: string) => {
    const path = relationsOf(entries, bookPath).find((one) => one.type.endsWith(type))?.target;
    return path === undefined || !entries.has(path) ? '' : textOf(entries, path);
  };
  return {
    sheet: textOf(entries, sheetPath),
    strings: readStrings(optional('/sharedStrings')),
    dateStyles: readDateStyles(optional('/styles')),
    from1904,
  };
}

function textOf(entries: Entries, path: string): string {
  const data = entries.get(path);
  if (data === undefined) throw new BadXml();
  return data.toString('utf8').replace(/^\ufeff/, '');
}

function firstAttribute(xml: string, element: string, name: string): string | undefined {
  for (const piece of readXml(xml)) {
    if (piece.kind === 'open' && piece.name === element) return attribute(piece.attributes, name);
  }
  return undefined;
}

type Relation = { readonly id: string; readonly type: string; readonly target: string };

/** The parts that a part refers to; their paths made absolute in the zip. */
function relationsOf(entries: Entries, from: string): readonly Relation[] {
  const folder = posix.dirname(from);
  const path = posix.join(folder, '_rels', `${posix.basename(from)}.rels`);
  const relations: Relation[] = [];
  for (const piece of readXml(textOf(entries, path))) {
    if (piece.kind !== 'open' || piece.name !== 'Relationship') continue;
    const target = attribute(piece.attributes, 'Target') ?? '';
    relations.push({
      id: attribute(piece.attributes, 'Id') ?? '',
      type: attribute(piece.attributes, 'Type') ?? '',
      target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
    });
  }
  return relations;
}

function targetOf(entries: Entries, from: string, wanted: (relation: Relation) => boolean): string {
  const found = relationsOf(entries, from).find(wanted);
  if (found === undefined) throw new BadXml();
  return found.target;
}

/** Each string is its runs of text together; phonetic readings (`rPh`) are no part of it. */
function readStrings(xml: string): readonly string[] {
  const strings: string[] = [];
  const within = new Set<string>();
  let current = '';
  for (const piece of readXml(xml)) {
    if (piece.kind === 'text') {
      if (within.has('t') && !within.has('rPh')) current += piece.text;
    } else if (piece.kind === 'open') {
      within.add(piece.name);
    } else {
      within.delete(piece.name);
      if (piece.name !== 'si') continue;
      strings.push(current);
      current = '';
    }
  }
  return strings;
}

/** Formats that every spreadsheet knows by number, of dates with or without a time. */
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

function readDateStyles(xml: string): readonly boolean[] {
  const custom = new Map<number, boolean>();
  const styles: boolean[] = [];
  let inCells = false;
  for (const piece of readXml(xml)) {
    if (piece.kind === 'text') continue;
    if (piece.name === 'cellXfs') inCells = piece.kind === 'open';
    if (piece.kind === 'close') continue;
    const id = Number(attribute(piece.attributes, 'numFmtId'));
    if (piece.name === 'numFmt') {
      custom.set(id, isDateFormat(attribute(piece.attributes, 'formatCode') ?? ''));
    }
    if (piece.name === 'xf' && inCells) styles.push(custom.get(id) ?? isBuiltInDate(id));
  }
  return styles;
}

/** A day or a year outside quotes, escapes and brackets; months alone would be minutes. */
function isDateFormat(code: string): boolean {
  return /[dy]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, ''));
}
