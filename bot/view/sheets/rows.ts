import type { Ok, Refusal } from '../../../core/result.ts';

/** `line`: as the person's program counts it, from 1, empty lines included; so it can be told. */
export type SheetRow = { readonly line: number; readonly cells: readonly string[] };

/**
 * What one file may bring: bytes as sent, bytes once unpacked, rows, columns, cells in all, and
 * characters in one cell (Excel's own limit). Together
 * they keep reading under half a gigabyte of memory, and let a large university's registry through.
 */
export const sheetLimits = {
  bytes: 10 * 1024 * 1024,
  unpackedBytes: 64 * 1024 * 1024,
  rows: 50_000,
  columns: 100,
  cells: 600_000,
  cellLength: 32_767,
} as const;

/**
 * - `unreadable`: not a sheet of that kind, or broken.
 * - `wrongEncoding`: a CSV that is neither UTF-8 nor UTF-16 with its mark.
 */
export type SheetRefusal =
  | Refusal<'empty' | 'unreadable' | 'wrongEncoding'>
  | Refusal<
      'tooLarge' | 'tooManyRows' | 'tooManyColumns' | 'tooManyCells' | 'cellTooLong',
      { readonly limit: number }
    >;

export type SheetRows = Ok<{ readonly rows: readonly SheetRow[] }> | SheetRefusal;
