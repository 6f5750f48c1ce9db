import type { MessageEntity } from 'grammy/types';
import type { FormattedText } from './clean-text.ts';
import { canonicalLink } from './links.ts';

/** Markup that Telegram refuses; the message is Telegram's, its offsets are UTF-8 bytes. */
export class MarkupError extends Error {}

type SimpleEntity = MessageEntity.CommonMessageEntity['type'];

const SIMPLE: Readonly<Record<string, SimpleEntity>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  code: 'code',
};
const TAGS = new Set([...Object.keys(SIMPLE), 'a', 'pre', 'blockquote', 'tg-emoji']);
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

const LONE_SURROGATE = /\p{Surrogate}/u;
// Runs to take at the cursor; all of them match the empty string too.
const SPACE = /\s*/y;
const TAG_NAME = /[^\s>]*/y;
const ATTRIBUTE_NAME = /[^\s=>]*/y;
const NAME_TOKEN = /[A-Za-z0-9.-]*/y;
const PLAIN = /[^<&]*/y;
const PLAIN_IN_DOUBLE = /[^"&]*/y;
const PLAIN_IN_SINGLE = /[^'&]*/y;

interface OpenTag {
  name: string;
  argument: string;
  offset: number;
}

/**
 * Reads the HTML of `parse_mode: 'HTML'` into text and entities, as strictly as Telegram does.
 * It neither cleans nor trims the text. Throws only MarkupError.
 */
export function parseHtml(source: string): FormattedText {
  const parser = new HtmlParser(source);
  return parser.run();
}

class HtmlParser {
  readonly #source: string;
  #at = 0;
  #text = '';
  readonly #open: OpenTag[] = [];
  readonly #entities: MessageEntity[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  run(): FormattedText {
    while (this.#at < this.#source.length) this.#step();
    const unclosed = this.#open.at(-1);
    if (unclosed) {
      throw new MarkupError(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
    }
    if (LONE_SURROGATE.test(this.#text)) {
      throw new MarkupError(
        'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
      );
    }
    return { text: this.#text, entities: ordered(this.#entities) };
  }

  #step(): void {
    const char = this.#source.charAt(this.#at);
    if (char === '<') {
      if (this.#source[this.#at + 1] === '/') this.#endTag();
      else this.#startTag();
    } else if (char === '&') {
      this.#text += this.#characterReference();
    } else {
      this.#text += this.#take(PLAIN);
    }
  }

  #startTag(): void {
    const begin = this.#at;
    this.#at += 1;
    const name = this.#take(TAG_NAME).toLowerCase();
    if (this.#atEnd()) throw this.#error('Unclosed start tag', begin);
    if (!TAGS.has(name)) throw this.#error(`Unsupported start tag "${name}"`, begin);
    let argument = '';
    for (;;) {
      this.#take(SPACE);
      if (this.#peek() === '>') break;
      argument = this.#attribute(name, begin) ?? argument;
    }
    this.#at += 1;
    if (name === 'span' && argument !== 'spoiler') {
      throw this.#error('Tag "span" must have class "tg-spoiler"', begin);
    }
    this.#open.push({ name, argument, offset: this.#text.length });
  }

  /** Reads one attribute; gives its value where it means something for this tag. */
  #attribute(tag: string, begin: number): string | undefined {
    const name = this.#take(ATTRIBUTE_NAME);
    if (name === '') {
      const reason = this.#atEnd()
        ? 'Unclosed start tag'
        : `Empty attribute name in the tag "${tag}"`;
      throw this.#error(reason, begin);
    }
    this.#take(SPACE);
    if (this.#peek() !== '=') {
      if (tag === 'blockquote' && name === 'expandable' && !this.#atEnd()) return name;
      throw this.#error(
        `Expected equal sign in declaration of an attribute of the tag "${tag}"`,
        begin,
      );
    }
    this.#at += 1;
    this.#take(SPACE);
    if (this.#atEnd()) throw this.#error(`Unclosed start tag "${tag}"`, begin);
    const value = this.#attributeValue();
    if (this.#atEnd()) throw this.#error('Unclosed start tag', begin);
    return meaningOf(tag, name, value);
  }

  #attributeValue(): string {
    const quote = this.#peek();
    if (quote === '"' || quote === "'") return this.#quoted(quote);
    const begin = this.#at;
    const value = this.#take(NAME_TOKEN).toLowerCase();
    if (!/[\s>]/.test(this.#peek())) throw this.#error('Unexpected end of name token', begin);
    return value;
  }

  #quoted(quote: '"' | "'"): string {
    this.#at += 1;
    const plain = quote === '"' ? PLAIN_IN_DOUBLE : PLAIN_IN_SINGLE;
    let value = '';
    while (!this.#atEnd() && this.#peek() !== quote) {
      value += this.#peek() === '&' ? this.#characterReference() : this.#take(plain);
    }
    if (!this.#atEnd()) this.#at += 1;
    return value;
  }

  #endTag(): void {
    const begin = this.#at;
    const tag = this.#open.pop();
    if (!tag) throw this.#error('Unexpected end tag', begin);
    this.#at += 2;
    const name = this.#take(TAG_NAME).toLowerCase();
    this.#take(SPACE);
    if (this.#peek() !== '>') throw this.#error('Unclosed end tag', begin);
    if (name !== '' && name !== tag.name) {
      const found = `expected "</${tag.name}>", found "</${name}>"`;
      throw new MarkupError(`Unmatched end tag at byte offset ${this.#bytes(begin)}, ${found}`);
    }
    this.#at += 1;
    if (this.#text.length > tag.offset) this.#close(tag);
  }

  #close(tag: OpenTag): void {
    const range = { offset: tag.offset, length: this.#text.length - tag.offset };
    const simple = SIMPLE[tag.name];
    if (tag.name === 'code') this.#closeCode(tag, range);
    else if (simple) this.#entities.push({ type: simple, ...range });
    else if (tag.name === 'blockquote') {
      const type = tag.argument === '' ? 'blockquote' : 'expandable_blockquote';
      this.#entities.push({ type, ...range });
    } else if (tag.name === 'pre') this.#closePre(range);
    else if (tag.name === 'a') this.#closeLink(tag, range);
    // A custom emoji of a bot without the right to it is shown as its plain emoji: no entity.
    else if (!/^\d+$/.test(tag.argument)) {
      throw new MarkupError('Invalid custom emoji identifier specified');
    }
  }

  #closeCode(tag: OpenTag, range: { offset: number; length: number }): void {
    const parent = this.#open.at(-1);
    const fillsPre = parent?.name === 'pre' && parent.offset === range.offset;
    if (fillsPre && tag.argument !== '') parent.argument = tag.argument;
    this.#entities.push(
      tag.argument !== '' && fillsPre
        ? { type: 'pre', ...range, language: tag.argument }
        : { type: 'code', ...range },
    );
  }

  #closePre(range: { offset: number; length: number }): void {
    const inner = this.#entities.at(-1);
    const same = inner?.offset === range.offset && inner.length === range.length;
    if (inner?.type === 'pre' && same) return;
    this.#entities.push({ type: 'pre', ...range });
  }

  #closeLink(tag: OpenTag, range: { offset: number; length: number }): void {
    const url = canonicalLink(tag.argument === '' ? this.#text.slice(tag.offset) : tag.argument);
    if (url !== undefined) this.#entities.push({ type: 'text_link', ...range, url });
  }

  /** Decodes `&…` at the cursor. What is no known reference stays as it is written. */
  #characterReference(): string {
    const match = /&(?:#(x[0-9a-fA-F]*|[0-9]*)|([a-zA-Z]*))/y;
    match.lastIndex = this.#at;
    const [whole, numeric, name] = match.exec(this.#source) ?? ['&'];
    const decoded =
      numeric === undefined ? NAMED[name ?? ''] : decodeNumeric(numeric, whole.length);
    if (decoded === undefined) {
      this.#at += 1;
      return '&';
    }
    this.#at += whole.length;
    if (this.#peek() === ';') this.#at += 1;
    return decoded;
  }

  #peek = () => this.#source.charAt(this.#at);
  #atEnd = () => this.#at >= this.#source.length;

  #take(run: RegExp): string {
    run.lastIndex = this.#at;
    const taken = run.exec(this.#source)?.[0] ?? '';
    this.#at += taken.length;
    return taken;
  }

  #bytes = (at: number) => Buffer.byteLength(this.#source.slice(0, at));

  #error(reason: string, at: number): MarkupError {
    return new MarkupError(`${reason} at byte offset ${this.#bytes(at)}`);
  }
}

function meaningOf(tag: string, attribute: string, value: string): string | undefined {
  if (tag === 'a' && attribute === 'href') return value;
  if (tag === 'tg-emoji' && attribute === 'emoji-id') return value;
  if (tag === 'blockquote' && attribute === 'expandable') return attribute;
  if (attribute !== 'class') return undefined;
  if (tag === 'code' && value.startsWith('language-')) return value.slice('language-'.length);
  if (tag === 'span' && value.startsWith('tg-')) return value.slice('tg-'.length);
  return undefined;
}

/** `digits` is `65` or `x41`; a reference of ten characters or more is taken as plain text. */
function decodeNumeric(digits: string, length: number): string | undefined {
  const code = digits.startsWith('x') ? Number.parseInt(digits.slice(1), 16) : Number(digits);
  if (!(code > 0 && code < 0x10ffff) || length >= 10) return undefined;
  return String.fromCodePoint(code);
}

/** By place, the outer before the inner; nothing but its own tag inside of code. */
function ordered(entities: MessageEntity[]): MessageEntity[] {
  const sorted = entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  const codes = sorted.filter((entity) => entity.type === 'code' || entity.type === 'pre');
  if (codes.length === 0) return sorted;
  const inside = (entity: MessageEntity) =>
    codes.some(
      (code) =>
        code !== entity &&
        entity.type !== 'blockquote' &&
        entity.type !== 'expandable_blockquote' &&
        code.offset <= entity.offset &&
        code.offset + code.length >= entity.offset + entity.length &&
        (code.type === 'pre' || entity.type !== 'pre'),
    );
  return sorted.filter((entity) => !inside(entity));
}
