import { setImmediate } from 'node:timers/promises';
import { ok, refuse } from '../../../core/result.ts';
import { type SheetRefusal, type SheetRow, type SheetRows, sheetLimits } from './rows.ts';
import { unzip } from './unzip.ts';
import { textOfCell } from './xlsx-cell.ts';
import { findParts, type XlsxParts } from './xlsx-parts.ts';
import { attribute, BadXml, readXml } from './xml.ts';

/**
 * The rows of the first sheet. Read by hand, since exceljs builds what a file merely names: one defined
 * name over a whole sheet takes it out of memory, in a file of a kilobyte.
 */
export async function readXlsxRows(bytes: Buffer): Promise<SheetRows> {
  const unzipped = await unzip(bytes, sheetLimits.unpackedBytes);
  if (!unzipped.ok) {
    if (unzipped.reason === 'unreadable') return refuse('unreadable');
    return refuse('tooLarge', { limit: sheetLimits.bytes });
  }
  try {
    return await rowsOf(findParts(unzipped.entries));
  } catch (error) {
    if (error instanceof BadXml) return refuse('unreadable');
    throw error;
  }
}

/** Lets others in every so many rows: a large registry takes a second or two in all. */
const ROWS_AT_A_TIME = 500;

async function rowsOf(parts: XlsxParts): Promise<SheetRows> {
  const reader = new RowReader(parts);
  for (const piece of readXml(parts.sheet)) {
    if (piece.kind === 'text') reader.text(piece.text);
    if (piece.kind === 'close') reader.close(piece.name);
    const excess = piece.kind === 'open' ? reader.open(piece.name, piece.attributes) : undefined;
    if (excess !== undefined) return excess;
    if (
      piece.kind === 'close' &&
      piece.name === 'row' &&
      reader.rows.length % ROWS_AT_A_TIME === 0
    ) {
      await setImmediate();
    }
  }
  return ok({ rows: reader.rows });
}

/** Rows and cells may leave out where they are: then they follow the one before. */
class RowReader {
  readonly rows: SheetRow[] = [];
  readonly #parts: XlsxParts;
  #rowCount = 0;
  #cellCount = 0;
  #line = 0;
  #cells: string[] = [];
  #column = 0;
  #type = '';
  #style = 0;
  #value = '';
  /** Within what holds a cell's value: `v`, or the `t` of an inline string. */
  #inValue = false;

  constructor(parts: XlsxParts) {
    this.#parts = parts;
  }

  open(name: string, attributes: string): SheetRefusal | undefined {
    if (name === 'row') return this.#openRow(attributes);
    if (name === 'c') return this.#openCell(attributes);
    if (name === 'v' || name === 't') this.#inValue = true;
    return undefined;
  }

  text(text: string): void {
    if (this.#inValue) this.#value += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#inValue = false;
    if (name === 'c') {
      const cell = { type: this.#type, style: this.#style, value: this.#value };
      this.#cells[this.#column - 1] = textOfCell(cell, this.#parts);
    }
    if (name === 'row' && this.#cells.length > 0) {
      const cells = Array.from(this.#cells, (cell) => cell ?? '');
      this.rows.push({ line: this.#line, cells });
    }
  }

  #openRow(attributes: string): SheetRefusal | undefined {
    this.#rowCount += 1;
    this.#line = Number(attribute(attributes, 'r') ?? this.#line + 1);
    if (!Number.isSafeInteger(this.#line)) throw new BadXml();
    this.#cells = [];
    this.#column = 0;
    return this.#rowCount > sheetLimits.rows
      ? refuse('tooManyRows', { limit: sheetLimits.rows })
      : undefined;
  }

  #openCell(attributes: string): SheetRefusal | undefined {
    this.#cellCount += 1;
    const place = attribute(attributes, 'r');
    this.#column = place === undefined ? this.#column + 1 : columnOf(place);
    this.#type = attribute(attributes, 't') ?? 'n';
    this.#style = Number(attribute(attributes, 's') ?? 0);
    this.#value = '';
    if (this.#cellCount > sheetLimits.cells) {
      return refuse('tooManyCells', { limit: sheetLimits.cells });
    }
    return this.#column > sheetLimits.columns
      ? refuse('tooManyColumns', { limit: sheetLimits.columns })
      : undefined;
  }
}

/** 1 for `A7`, 27 for `AA7`. */
function columnOf(place: string): number {
  const letters = /^[A-Z]{1,3}/.exec(place)?.[0];
  if (letters === undefined) throw new BadXml();
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
