import { ok, refuse } from '../../../core/result.ts';
import { withoutGuard } from './csv.ts';
import { type SheetRow, type SheetRows, sheetLimits } from './rows.ts';

type Separator = ',' | ';' | '\t';

/**
 * The rows of a CSV, its separator found in its first line. A line is where its row begins, so a field
 * with line ends in it does not shift the count of those after it.
 */
export function readCsvRows(bytes: Buffer): SheetRows {
  const text = decode(bytes);
  if (text === undefined) return refuse('wrongEncoding');
  const reader = new CsvReader(text, separatorOf(text));
  const rows: SheetRow[] = [];
  let cellCount = 0;
  while (!reader.atEnd) {
    const row = reader.readRow();
    cellCount += row.cells.length;
    if (rows.length >= sheetLimits.rows) return refuse('tooManyRows', { limit: sheetLimits.rows });
    if (cellCount > sheetLimits.cells) return refuse('tooManyCells', { limit: sheetLimits.cells });
    if (row.cells.some((cell) => cell !== '')) rows.push(row);
  }
  return ok({ rows });
}

/** UTF-8 with or without its mark, or UTF-16 with it, which is Excel's "Unicode text". */
function decode(bytes: Buffer): string | undefined {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(utf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function separatorOf(text: string): Separator {
  const header = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const count = (sign: Separator) => header.split(sign).length;
  const best = ([',', ';', '\t'] as const).toSorted((a, b) => count(b) - count(a));
  return best[0] ?? ',';
}

/** Goes over the text once, whatever its quotes, so that no file can make it slow. */
class CsvReader {
  readonly #text: string;
  readonly #separator: Separator;
  readonly #unquoted: RegExp;
  #at = 0;
  #line = 1;

  constructor(text: string, separator: Separator) {
    this.#text = text;
    this.#separator = separator;
    this.#unquoted = new RegExp(`[^${separator}\r\n]*`, 'y');
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  readRow(): SheetRow {
    const line = this.#line;
    const cells = [this.#readField()];
    while (this.#text[this.#at] === this.#separator) {
      this.#at += 1;
      cells.push(this.#readField());
    }
    this.#skipLineEnd();
    return { line, cells };
  }

  #readField(): string {
    const quoted = this.#text[this.#at] === '"' ? this.#readQuoted() : '';
    this.#unquoted.lastIndex = this.#at;
    const rest = this.#unquoted.exec(this.#text)?.[0] ?? '';
    this.#at += rest.length;
    return withoutGuard(quoted + rest);
  }

  /** Two quotes are one; a field whose end is missing runs to the end of the file. */
  #readQuoted(): string {
    const start = this.#at + 1;
    let end = this.#text.indexOf('"', start);
    while (end >= 0 && this.#text[end + 1] === '"') end = this.#text.indexOf('"', end + 2);
    const value = this.#text.slice(start, end < 0 ? undefined : end);
    this.#at = end < 0 ? this.#text.length : end + 1;
    this.#line += value.match(/\r\n|\r|\n/g)?.length ?? 0;
    return value.replaceAll('""', '"');
  }

  #skipLineEnd(): void {
    if (this.#text[this.#at] === '\r' && this.#text[this.#at + 1] === '\n') this.#at += 1;
    this.#at += 1;
    this.#line += 1;
  }
}
