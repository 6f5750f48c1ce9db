import type { UploadedFile } from './multipart.ts';
import { badRequest } from './refusal.ts';

/** The parameters of one call, whichever way they came: every value may be text or JSON. */
export class Parameters {
  readonly values: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, UploadedFile>;

  constructor(
    values: Readonly<Record<string, unknown>>,
    files: ReadonlyMap<string, UploadedFile> = new Map(),
  ) {
    this.values = values;
    this.files = files;
  }

  /** As Telegram does, takes a number or a boolean for its text; '' where there is none. */
  text(name: string): string {
    const value = this.values[name];
    if (value === undefined || value === null) return '';
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  /** A whole number, or undefined where there is none or it is not one. */
  integer(name: string): number | undefined {
    const text = this.text(name).trim();
    return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined;
  }

  flag(name: string): boolean {
    return ['true', '1', 'yes'].includes(this.text(name).trim().toLowerCase());
  }

  has(name: string): boolean {
    return this.text(name) !== '';
  }

  /** A JSON value, sent as such or as its text. Undefined where empty; refuses broken JSON. */
  json(name: string, what: string): unknown {
    const value = this.values[name];
    if (typeof value !== 'string') return value ?? undefined;
    if (value.trim() === '') return undefined;
    try {
      return JSON.parse(value);
    } catch {
      throw badRequest(`can't parse ${what} JSON object`);
    }
  }

  /** All values, files as their name and size, for the record. */
  plain(): Record<string, unknown> {
    if (this.files.size === 0) return this.values;
    const files = Array.from(this.files, ([name, file]) => [
      name,
      { fileName: file.fileName, size: file.bytes.length },
    ]);
    return { ...this.values, ...Object.fromEntries(files) };
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
