import { parseRial } from '../../../core/pay/rules/rial.ts';
import type { BankResult } from '../../../core/pay/types.ts';
import { ok, type Refusal, type Result, refuse } from '../../../core/result.ts';
import { digits, searchKey } from '../../../core/text.ts';
import { type Translate, words } from '../language.ts';
import type { SheetRow } from './rows.ts';

/** A row of the bank's answer with its line in the file, by which it is told. Plain data, as forms keep it. */
export interface ResultRow {
  readonly line: number;
  readonly result: Omit<BankResult, 'amountRial'>;
  /** Whole rial in digits; null where the file has no amount. */
  readonly amount: string | null;
}

/**
 * Why a row was not read.
 * - `unclear`: neither paid nor returned; `noReference`: without the bank's number or reason.
 * - `badAmount`: no whole rial; `nameless`: a result of nobody's line.
 */
export const rowFaults = ['unclear', 'noReference', 'badAmount', 'nameless'] as const;
export type RowFault = (typeof rowFaults)[number];

export interface ReadResults {
  readonly rows: readonly ResultRow[];
  /** Lines in the file that were not read, by why. */
  readonly faults: Readonly<Record<RowFault, readonly number[]>>;
  /** Rows of lines on which the bank has said nothing yet. */
  readonly empty: number;
}

type Key = Parameters<Translate>[0] &
  `finance.results.${'ownRows' | 'rows' | 'shebas' | 'amounts' | 'outcomes' | 'references' | 'trackings' | 'returnReasons' | 'paidWords' | 'returnedWords'}`;

/** The words for one thing in both languages: banks' sheets do not ask which one a person speaks. */
const anyOf = (key: Key): ReadonlySet<string> =>
  new Set(
    [words.fa.plain(key), words.en.plain(key)].flatMap((list) => list.split('|')).map(searchKey),
  );

const headers = {
  ownRow: anyOf('finance.results.ownRows'),
  row: anyOf('finance.results.rows'),
  sheba: anyOf('finance.results.shebas'),
  amount: anyOf('finance.results.amounts'),
  outcome: anyOf('finance.results.outcomes'),
  /** One column for both, as in our own export. */
  either: anyOf('finance.results.references'),
  tracking: anyOf('finance.results.trackings'),
  reason: anyOf('finance.results.returnReasons'),
} as const;
const paidWords = anyOf('finance.results.paidWords');
const returnedWords = anyOf('finance.results.returnedWords');

type Column = 'lineId' | 'sheba' | 'amount' | 'outcome';
/** Of `references` (of paid rows) and `reasons` (of returned ones) the first that is filled counts. */
type Columns = Readonly<Record<Column, number> & Record<'references' | 'reasons', number[]>>;

/** The rows of the bank's answer; those that cannot be read are named, and the others stand. */
export function readResults(
  rows: readonly SheetRow[],
): Result<ReadResults, Refusal<'noHeader' | 'noRows'>> {
  const [header, ...body] = rows;
  const columns = columnsOf(header?.cells ?? []);
  if (columns.outcome < 0 || (columns.lineId < 0 && columns.sheba < 0)) return refuse('noHeader');
  const read = body.map((row) => readRow(row, columns)).filter((one) => one !== 'aside');
  if (read.length === 0) return refuse('noRows');
  const faults = Object.fromEntries(
    rowFaults.map((fault) => [
      fault,
      read.flatMap((one) =>
        typeof one === 'object' && 'fault' in one && one.fault === fault ? [one.line] : [],
      ),
    ]),
  ) as Record<RowFault, number[]>;
  return ok({
    rows: read.filter((one): one is ResultRow => typeof one === 'object' && 'result' in one),
    faults,
    empty: read.filter((one) => one === 'empty').length,
  });
}

function columnsOf(cells: readonly string[]): Columns {
  const at = (names: ReadonlySet<string>) => cells.findIndex((cell) => names.has(searchKey(cell)));
  const sheba = at(headers.sheba);
  const own = at(headers.ownRow);
  return {
    // A bank counts its rows from 1; beside a Sheba such a count says nothing of our lines.
    lineId: own >= 0 || sheba >= 0 ? own : at(headers.row),
    sheba,
    amount: at(headers.amount),
    outcome: at(headers.outcome),
    ...detailColumns(at),
  };
}

/** A sheet that has one column for the bank's number and the reason may name it after either. */
function detailColumns(at: (names: ReadonlySet<string>) => number) {
  const either = at(headers.either);
  const tracking = at(headers.tracking);
  const reason = at(headers.reason);
  const there = (...columns: number[]) => columns.filter((column) => column >= 0);
  const only = there(either, tracking, reason);
  if (only.length === 1) return { references: only, reasons: only };
  return { references: there(tracking, either), reasons: there(reason, either) };
}

/** `aside`: no row of the table, as the totals below it are none; `empty`: no result yet. */
type Read = ResultRow | { readonly line: number; readonly fault: RowFault } | 'aside' | 'empty';

function readRow(row: SheetRow, columns: Columns): Read {
  const { line } = row;
  const cell = (column: Column) => row.cells[columns[column]] ?? '';
  const detail = (of: readonly number[]) =>
    of.map((column) => row.cells[column] ?? '').find((text) => text !== '') ?? '';
  const name = nameIn(digits(cell('lineId')), cell('sheba'));
  const said = cell('outcome');
  const [reference, reason] = [detail(columns.references), detail(columns.reasons)];
  if (said === '' && reference === '' && reason === '') return name ? 'empty' : 'aside';
  if (!name) return { line, fault: 'nameless' };
  const paid = paidIn(said);
  if (paid === undefined) return { line, fault: 'unclear' };
  if ((paid ? reference : reason) === '') return { line, fault: 'noReference' };
  const rial = cell('amount') === '' ? null : parseRial(cell('amount'));
  if (rial === undefined) return { line, fault: 'badAmount' };
  const outcome = paid ? { paid, reference } : { paid, reason };
  return { line, amount: rial === null ? null : String(rial), result: { ...name, outcome } };
}

/** By what a row names a line; undefined where it names none. */
function nameIn(id: string, sheba: string): Pick<BankResult, 'lineId' | 'sheba'> | undefined {
  const isId = /^\d{1,9}$/.test(id);
  if (!isId && sheba === '') return undefined;
  return { ...(isId && { lineId: Number(id) }), ...(sheba !== '' && { sheba }) };
}

function paidIn(said: string): boolean | undefined {
  const word = searchKey(said);
  if (paidWords.has(word)) return true;
  return returnedWords.has(word) ? false : undefined;
}
