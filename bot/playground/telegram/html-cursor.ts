/** Markup that Telegram refuses; the message is Telegram's, its offsets are UTF-8 bytes. */
export class MarkupError extends Error {}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** A place in HTML source, with the little that reading tags and references needs. */
export class HtmlCursor {
  readonly #source: string;
  at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get done(): boolean {
    return this.at >= this.#source.length;
  }

  /** The character `ahead` of the cursor, '' past the end. */
  peek(ahead = 0): string {
    return this.#source.charAt(this.at + ahead);
  }

  /** Takes what the sticky expression matches here. */
  take(run: RegExp): string {
    run.lastIndex = this.at;
    const taken = run.exec(this.#source)?.[0] ?? '';
    this.at += taken.length;
    return taken;
  }

  /** Decodes `&…` at the cursor. What is no known reference stays as it is written. */
  takeReference(): string {
    const match = /&(?:#(x[0-9a-fA-F]*|[0-9]*)|([a-zA-Z]*))/y;
    match.lastIndex = this.at;
    const [whole, numeric, name = ''] = match.exec(this.#source) ?? ['&'];
    const decoded = numeric === undefined ? named(name) : decodeNumeric(numeric, whole.length);
    this.at += decoded === undefined ? 1 : whole.length;
    if (decoded !== undefined && this.peek() === ';') this.at += 1;
    return decoded ?? '&';
  }

  error(reason: string, at: number, more = ''): MarkupError {
    const bytes = Buffer.byteLength(this.#source.slice(0, at));
    return new MarkupError(`${reason} at byte offset ${bytes}${more}`);
  }
}

const named = (name: string) => (Object.hasOwn(NAMED, name) ? NAMED[name] : undefined);

/** `digits` is `65` or `x41`; a reference of ten characters or more is taken as plain text. */
function decodeNumeric(digits: string, length: number): string | undefined {
  const code = digits.startsWith('x') ? Number.parseInt(digits.slice(1), 16) : Number(digits);
  if (!(code > 0 && code < 0x10ffff) || length >= 10) return undefined;
  return String.fromCodePoint(code);
}
