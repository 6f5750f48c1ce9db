import { sheetWords } from '../../../prisma/data/sheet-words.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { normalise, oneOf, plain } from '../../text.ts';
import { unitCode, unitName } from '../../universities/rules/units.ts';
import { everyFieldName, namesTotal } from '../rules.ts';
import {
  type CellProblem,
  type OpeningField,
  type OpeningRow,
  type ReadOpenings,
  type Totals,
  totalColumns,
  type WorkType,
} from '../types.ts';

const fieldOf = oneOf<OpeningField>(sheetWords.openingHeadings);
const workTypeNamed = oneOf<WorkType>(sheetWords.workTypes);

const needed: readonly OpeningField[] = ['code', 'nameFa', 'women', 'men'];

/** More rows than any university has openings: what was read waits for an acknowledgement. */
export const mostRows = 400;

/** Longer titles do not fit into a list of openings. */
export const longestTitle = 150;

/** `line` counts as spreadsheets do: the headings are line 1. */
export type OpeningSheet = {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

export type SheetRefusal =
  | Refusal<'missingColumns', { readonly fields: readonly OpeningField[] }>
  | Refusal<'noRows'>
  | Refusal<'tooManyOpenings', { readonly limit: number }>;

type Cell = (field: OpeningField) => string;

/** Finds the columns by their headings, in any order, and reads the rows that are not empty. */
export function readOpenings({
  headings,
  rows,
}: OpeningSheet): Result<{ readonly read: ReadOpenings }, SheetRefusal> {
  const columns = headings.map(fieldOf);
  const fields = needed.filter((field) => !columns.includes(field));
  if (fields.length > 0) return refuse('missingColumns', { fields });
  const lines = rows.flatMap((cells, index) => {
    const cell: Cell = (field) => (cells[columns.indexOf(field)] ?? '').trim();
    return cells.every((one) => one.trim() === '') ? [] : [{ line: index + 2, cell }];
  });
  const isTotal = ({ cell }: { readonly cell: Cell }) =>
    namesTotal(cell('code')) || (cell('code') === '' && namesTotal(cell('nameFa')));
  const openings = lines.filter((one) => !isTotal(one));
  if (openings.length === 0) return refuse('noRows');
  if (openings.length > mostRows) return refuse('tooManyOpenings', { limit: mostRows });
  const read = openings.map(({ line, cell }) => readRow(line, cell));
  return ok({
    read: {
      rows: read.flatMap((one) => ('row' in one ? [one.row] : [])),
      bad: read.flatMap((one) => ('problems' in one ? [one] : [])),
      stated: statedIn(lines.find(isTotal)?.cell),
      odd: read.flatMap((one) => ('odd' in one && one.odd ? [one.odd] : [])),
    },
  });
}

/**
 * Rows without those whose unit, title and field stand in an earlier row too, and the lines of those:
 * a unit has one opening of a title and field in a term.
 */
export function onceEach(rows: readonly OpeningRow[]): {
  readonly rows: readonly OpeningRow[];
  readonly doubled: readonly number[];
} {
  const seen = new Set<string>();
  const [first, later]: [OpeningRow[], number[]] = [[], []];
  for (const row of rows) {
    const key = JSON.stringify([row.unit.code, normalise(row.titleFa), normalise(row.field)]);
    if (seen.has(key)) later.push(row.line);
    else first.push(row);
    seen.add(key);
  }
  return { rows: first, doubled: later };
}

function statedIn(cell: Cell | undefined): Partial<Totals> {
  if (!cell) return {};
  const stated = totalColumns.flatMap((column) => {
    const count = cell(column) === '' ? undefined : countIn(cell(column));
    return count === undefined ? [] : [[column, count] as const];
  });
  return Object.fromEntries(stated);
}

type ReadRow =
  | { readonly row: OpeningRow; readonly odd: ReadOpenings['odd'][number] | undefined }
  | { readonly line: number; readonly problems: readonly CellProblem[] };

function readRow(line: number, cell: Cell): ReadRow {
  const nameFa = unitName(cell('nameFa'));
  const nameEn = cell('nameEn') === '' ? nameFa : unitName(cell('nameEn'));
  const titleFa = titleIn(cell('titleFa'), nameFa);
  const values = {
    code: unitCode(cell('code')),
    nameFa,
    nameEn,
    women: countIn(cell('women')),
    men: countIn(cell('men')),
    workType: cell('workType') === '' ? null : workTypeNamed(cell('workType')),
    titleFa,
    titleEn: titleIn(cell('titleEn'), cell('titleFa') === '' ? nameEn : titleFa),
    field: titleIn(cell('field'), everyFieldName),
  };
  if (isRead(values)) {
    const { code, women, men, ...rest } = values;
    const unit = { code, nameFa: values.nameFa, nameEn: values.nameEn };
    const { titleFa: fa, titleEn: en, field, workType } = rest;
    const seats = { female: women, male: men };
    const row = { line, unit, field, titleFa: fa, titleEn: en, workType, seats };
    return { row, odd: oddTotal(line, cell('all'), women + men) };
  }
  const fields = Object.keys(values) as (keyof typeof values)[];
  const wrong = fields.filter((field) => values[field] === undefined);
  return {
    line,
    problems: wrong.map((field) => ({
      problem: cell(field) === '' ? 'missing' : 'wrong',
      field,
    })),
  };
}

type Read<Values> = { readonly [Field in keyof Values]: Exclude<Values[Field], undefined> };

const isRead = <Values extends object>(values: Values): values is Values & Read<Values> =>
  Object.values(values).every((value) => value !== undefined);

/** A count of seats; a cell that is left empty, or struck through, has none. */
function countIn(typed: string): number | undefined {
  const count = plain(typed);
  if (/^[-–—]?$/.test(count)) return 0;
  return /^\d{1,4}$/.test(count) ? Number(count) : undefined;
}

/** A text of the sheet, or what stands for it where there is none; undefined where it is too long. */
function titleIn(typed: string, otherwise: string | undefined): string | undefined {
  const title = normalise(typed);
  if (title === '') return otherwise;
  return title.length <= longestTitle ? title : undefined;
}

function oddTotal(line: number, typed: string, computed: number) {
  const stated = typed === '' ? undefined : countIn(typed);
  return stated === undefined || stated === computed ? undefined : { line, computed, stated };
}

const threeNumbers = /^(\d{1,5})[\s,،/]+(\d{1,5})[\s,،/]+(\d{1,5})$/;

/** Totals as they are stated outside the rows: of women, of men, and of all. */
export function parseTotals(
  text: string,
): Result<{ readonly totals: Totals }, Refusal<'empty' | 'wrongForm'>> {
  const typed = plain(text);
  if (typed === '') return refuse('empty');
  const [, women, men, all] = threeNumbers.exec(typed) ?? [];
  if (all === undefined) return refuse('wrongForm');
  return ok({ totals: { women: Number(women), men: Number(men), all: Number(all) } });
}
