import type { BankResult } from '../../../core/pay/commands/import-results.ts';
import { ok, type Refusal, type Result, refuse } from '../../../core/result.ts';
import { digits, searchKey } from '../../../core/text.ts';
import { type Translate, words } from '../language.ts';
import type { SheetRow } from './rows.ts';

/** A row of the bank's answer with its line in the file, by which it is told. */
export interface ResultRow {
  readonly line: number;
  readonly result: BankResult;
}

/** - `unclear`: neither paid nor returned; `noReference`: without the bank's number or reason. */
export type ResultsRefusal =
  | Refusal<'noHeader' | 'noRows'>
  | Refusal<'unclear' | 'noReference', { readonly lines: readonly number[] }>;

type Key = Parameters<Translate>[0] &
  `finance.results.${'rows' | 'shebas' | 'outcomes' | 'references' | 'paidWords' | 'returnedWords'}`;

/** The words for one thing in both languages: banks' sheets do not ask which one a person speaks. */
const anyOf = (key: Key): ReadonlySet<string> =>
  new Set(
    [words.fa.plain(key), words.en.plain(key)].flatMap((list) => list.split('|')).map(searchKey),
  );

const headers = {
  lineId: anyOf('finance.results.rows'),
  sheba: anyOf('finance.results.shebas'),
  outcome: anyOf('finance.results.outcomes'),
  reference: anyOf('finance.results.references'),
} as const;
const paidWords = anyOf('finance.results.paidWords');
const returnedWords = anyOf('finance.results.returnedWords');

type Columns = Readonly<Record<keyof typeof headers, number>>;

/** The rows of the bank's answer, all of them or none: half a file is nobody's answer. */
export function readResults(
  rows: readonly SheetRow[],
): Result<{ readonly rows: readonly ResultRow[] }, ResultsRefusal> {
  const [header, ...body] = rows;
  const columns = columnsOf(header?.cells ?? []);
  if (columns.outcome < 0 || (columns.lineId < 0 && columns.sheba < 0)) return refuse('noHeader');
  const named = body.filter((row) => namesALine(row, columns));
  if (named.length === 0) return refuse('noRows');
  const unclear = named.filter((row) => paidIn(row, columns) === undefined);
  if (unclear.length > 0) return refuse('unclear', { lines: unclear.map(({ line }) => line) });
  const bare = named.filter(({ cells }) => !cells[columns.reference]);
  if (bare.length > 0) return refuse('noReference', { lines: bare.map(({ line }) => line) });
  return ok({ rows: named.map((row) => ({ line: row.line, result: resultOf(row, columns) })) });
}

function columnsOf(cells: readonly string[]): Columns {
  const at = (names: ReadonlySet<string>) => cells.findIndex((cell) => names.has(searchKey(cell)));
  return {
    lineId: at(headers.lineId),
    sheba: at(headers.sheba),
    outcome: at(headers.outcome),
    reference: at(headers.reference),
  };
}

/** A row of totals names neither a line nor an account. */
const namesALine = ({ cells }: SheetRow, { lineId, sheba }: Columns): boolean =>
  /^\d+$/.test(digits(cells[lineId] ?? '')) || Boolean(cells[sheba]);

function paidIn({ cells }: SheetRow, { outcome }: Columns): boolean | undefined {
  const word = searchKey(cells[outcome] ?? '');
  if (paidWords.has(word)) return true;
  return returnedWords.has(word) ? false : undefined;
}

function resultOf(row: SheetRow, columns: Columns): BankResult {
  const { cells } = row;
  const line = digits(cells[columns.lineId] ?? '');
  const sheba = cells[columns.sheba];
  const text = cells[columns.reference] ?? '';
  return {
    ...(/^\d{1,9}$/.test(line) ? { lineId: Number(line) } : {}),
    ...(sheba ? { sheba } : {}),
    outcome: paidIn(row, columns) ? { paid: true, reference: text } : { paid: false, reason: text },
  };
}
