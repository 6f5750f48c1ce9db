import type { MessageEntity } from 'grammy/types';
import type { FormattedText } from './clean-text.ts';
import { HtmlCursor, MarkupError } from './html-cursor.ts';
import { argumentFrom, entityOf, inOrder, type OpenTag, TAGS } from './html-tags.ts';

const LONE_SURROGATE = /\p{Surrogate}/u;
// Runs to take at the cursor; all of them match the empty string too.
const SPACE = /\s*/y;
const TAG_NAME = /[^\s>]*/y;
const ATTRIBUTE_NAME = /[^\s=>]*/y;
const NAME_TOKEN = /[A-Za-z0-9.-]*/y;
const PLAIN = /[^<&]*/y;
const PLAIN_IN_DOUBLE = /[^"&]*/y;
const PLAIN_IN_SINGLE = /[^'&]*/y;

/**
 * Reads the HTML of `parse_mode: 'HTML'` into text and entities, as strictly as Telegram does.
 * It neither cleans nor trims the text. Throws only MarkupError.
 */
export function parseHtml(source: string): FormattedText {
  return new HtmlParser(source).run();
}

class HtmlParser {
  readonly #cursor: HtmlCursor;
  #text = '';
  readonly #open: OpenTag[] = [];
  readonly #entities: MessageEntity[] = [];

  constructor(source: string) {
    this.#cursor = new HtmlCursor(source);
  }

  run(): FormattedText {
    while (!this.#cursor.done) this.#step();
    const unclosed = this.#open.at(-1);
    if (unclosed) {
      throw new MarkupError(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
    }
    if (LONE_SURROGATE.test(this.#text)) {
      throw new MarkupError(
        'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
      );
    }
    return { text: this.#text, entities: inOrder(this.#entities) };
  }

  #step(): void {
    const char = this.#cursor.peek();
    if (char === '&') this.#text += this.#cursor.takeReference();
    else if (char !== '<') this.#text += this.#cursor.take(PLAIN);
    else if (this.#cursor.peek(1) === '/') this.#endTag();
    else this.#startTag();
  }

  #startTag(): void {
    const cursor = this.#cursor;
    const begin = cursor.at;
    cursor.at += 1;
    const name = cursor.take(TAG_NAME).toLowerCase();
    if (cursor.done) throw cursor.error('Unclosed start tag', begin);
    if (!TAGS.has(name)) throw cursor.error(`Unsupported start tag "${name}"`, begin);
    const argument = this.#attributes(name, begin);
    if (name === 'span' && argument !== 'spoiler') {
      throw cursor.error('Tag "span" must have class "tg-spoiler"', begin);
    }
    this.#open.push({ name, argument, offset: this.#text.length });
  }

  /** Reads up to and with the `>`; gives the tag's argument. */
  #attributes(tag: string, begin: number): string {
    let argument = '';
    for (;;) {
      this.#cursor.take(SPACE);
      if (this.#cursor.peek() === '>') break;
      argument = this.#attribute(tag, begin) ?? argument;
    }
    this.#cursor.at += 1;
    return argument;
  }

  #attribute(tag: string, begin: number): string | undefined {
    const cursor = this.#cursor;
    const name = cursor.take(ATTRIBUTE_NAME);
    if (name === '') {
      const empty = `Empty attribute name in the tag "${tag}"`;
      throw cursor.error(cursor.done ? 'Unclosed start tag' : empty, begin);
    }
    cursor.take(SPACE);
    if (cursor.peek() !== '=') {
      if (tag === 'blockquote' && name === 'expandable' && !cursor.done) return name;
      const expected = 'Expected equal sign in declaration of an attribute of the tag';
      throw cursor.error(`${expected} "${tag}"`, begin);
    }
    cursor.at += 1;
    cursor.take(SPACE);
    if (cursor.done) throw cursor.error(`Unclosed start tag "${tag}"`, begin);
    const value = this.#attributeValue();
    if (cursor.done) throw cursor.error('Unclosed start tag', begin);
    return argumentFrom(tag, name, value);
  }

  #attributeValue(): string {
    const cursor = this.#cursor;
    const quote = cursor.peek();
    if (quote === '"') return this.#quoted(quote, PLAIN_IN_DOUBLE);
    if (quote === "'") return this.#quoted(quote, PLAIN_IN_SINGLE);
    const begin = cursor.at;
    const value = cursor.take(NAME_TOKEN).toLowerCase();
    if (!/[\s>]/.test(cursor.peek())) throw cursor.error('Unexpected end of name token', begin);
    return value;
  }

  #quoted(quote: string, plain: RegExp): string {
    const cursor = this.#cursor;
    cursor.at += 1;
    let value = '';
    while (!cursor.done && cursor.peek() !== quote) {
      value += cursor.peek() === '&' ? cursor.takeReference() : cursor.take(plain);
    }
    cursor.at += 1;
    return value;
  }

  #endTag(): void {
    const cursor = this.#cursor;
    const begin = cursor.at;
    const tag = this.#open.pop();
    if (!tag) throw cursor.error('Unexpected end tag', begin);
    cursor.at += 2;
    const name = cursor.take(TAG_NAME).toLowerCase();
    cursor.take(SPACE);
    if (cursor.peek() !== '>') throw cursor.error('Unclosed end tag', begin);
    if (name !== '' && name !== tag.name) {
      const found = `, expected "</${tag.name}>", found "</${name}>"`;
      throw cursor.error('Unmatched end tag', begin, found);
    }
    cursor.at += 1;
    if (this.#text.length > tag.offset) this.#close(tag);
  }

  #close(tag: OpenTag): void {
    const parent = this.#open.at(-1);
    // <pre><code class="language-…"> is one block of code that knows its language.
    const namesLanguage = tag.name === 'code' && tag.argument !== '' && parent?.name === 'pre';
    if (namesLanguage && parent.offset === tag.offset) parent.argument = tag.argument;
    const entity = entityOf(tag, this.#text.slice(tag.offset));
    if (entity) this.#entities.push(entity);
  }
}
