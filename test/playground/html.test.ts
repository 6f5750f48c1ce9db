import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText } from '../../bot/playground/telegram/clean-text.ts';
import { findEntities } from '../../bot/playground/telegram/entities.ts';
import { parseHtml } from '../../bot/playground/telegram/html.ts';
import { MarkupError } from '../../bot/playground/telegram/html-cursor.ts';
import { canonicalLink } from '../../bot/playground/telegram/links.ts';

describe('HTML of messages', () => {
  test.each<[string, string, object[]]>([
    ['<b>a</b>', 'a', [{ type: 'bold', offset: 0, length: 1 }]],
    ['<STRONG>a</strong >', 'a', [{ type: 'bold', offset: 0, length: 1 }]],
    [
      '<i>a</i><em>b</em>',
      'ab',
      [
        { type: 'italic', offset: 0, length: 1 },
        { type: 'italic', offset: 1, length: 1 },
      ],
    ],
    [
      '<u>a</u><ins>b</ins>',
      'ab',
      [
        { type: 'underline', offset: 0, length: 1 },
        { type: 'underline', offset: 1, length: 1 },
      ],
    ],
    [
      '<s>a</s><del>b</del>',
      'ab',
      [
        { type: 'strikethrough', offset: 0, length: 1 },
        { type: 'strikethrough', offset: 1, length: 1 },
      ],
    ],
    ['<span class="tg-spoiler">a</span>', 'a', [{ type: 'spoiler', offset: 0, length: 1 }]],
    ['<tg-spoiler>a</tg-spoiler>', 'a', [{ type: 'spoiler', offset: 0, length: 1 }]],
    [
      '<blockquote expandable>a</blockquote>',
      'a',
      [{ type: 'expandable_blockquote', offset: 0, length: 1 }],
    ],
    ['😀<b>😀</b>', '😀😀', [{ type: 'bold', offset: 2, length: 2 }]],
    [
      '<b>a<i>b</i></b>',
      'ab',
      [
        { type: 'bold', offset: 0, length: 2 },
        { type: 'italic', offset: 1, length: 1 },
      ],
    ],
    [
      '<pre><code class="language-ts">x</code></pre>',
      'x',
      [{ type: 'pre', offset: 0, length: 1, language: 'ts' }],
    ],
    ['<code>a<b>b</b></code>', 'ab', [{ type: 'code', offset: 0, length: 2 }]],
    [
      '<a href="qom.ac.ir?a=1&amp;b=2">x</a>',
      'x',
      [{ type: 'text_link', offset: 0, length: 1, url: 'http://qom.ac.ir/?a=1&b=2' }],
    ],
    ['<a href="localhost">x</a>', 'x', []],
    ['<b></b>x', 'x', []],
    ['<tg-emoji emoji-id="5">😀</tg-emoji>', '😀', []],
    ['&lt;&gt;&amp;&quot;&#65;&#x6F2;', '<>&"A۲', []],
    ['&lt 5 &ltb &nbsp; &#0; &', '< 5 &ltb &nbsp; &#0; &', []],
  ])('%s', (html, text, entities) => {
    expect(parseHtml(html)).toEqual({ text, entities });
  });

  // Offsets are bytes of UTF-8: the four letters before take eight.
  test.each([
    ['سلام<br>', 'Unsupported start tag "br" at byte offset 8'],
    ['سلام<b', 'Unclosed start tag at byte offset 8'],
    ['<b>a', `Can't find end tag corresponding to start tag "b"`],
    ['a</b>', 'Unexpected end tag at byte offset 1'],
    ['<b>a</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ['<b>a</b', 'Unclosed end tag at byte offset 4'],
    [
      '<a href>x</a>',
      'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
    ],
    ['<i   =a>', 'Empty attribute name in the tag "i" at byte offset 0'],
    ['<i    aba  =  ', 'Unclosed start tag "i" at byte offset 0'],
    ['<i a="x', 'Unclosed start tag at byte offset 0'],
    ['<a href=x/>', 'Unexpected end of name token at byte offset 8'],
    ['<span>a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['a < b', 'Unsupported start tag "" at byte offset 2'],
    ['<tg-emoji emoji-id="x">a</tg-emoji>', 'Invalid custom emoji identifier specified'],
    [
      '&#xD800;',
      'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
    ],
  ])('refuses %s', (html, message) => {
    expect(() => parseHtml(html)).toThrow(new MarkupError(message));
  });

  const pieces = fc.constantFrom(
    '<b>',
    '</b>',
    '<a href="',
    '">',
    '</a>',
    '<',
    '>',
    '&',
    '&lt',
    ';',
    '&#',
    'x',
    '"',
    "'",
    '=',
    ' ',
    '<pre>',
    '<code class="language-',
    '</code>',
    '</pre>',
    '<blockquote expandable>',
    '/',
    '😀',
    'س',
  );
  const soup = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { maxLength: 30 });

  test('never fails in another way, and its entities fit the text', () => {
    fc.assert(
      fc.property(soup, (parts) => {
        try {
          const { text, entities } = parseHtml(parts.join(''));
          for (const { offset, length } of entities) {
            expect(length).toBeGreaterThan(0);
            expect(offset + length).toBeLessThanOrEqual(text.length);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(MarkupError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('what is escaped comes back as it was', () => {
    const escaped = (text: string) =>
      text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;');
    fc.assert(
      fc.property(soup, (parts) => {
        const text = parts.join('').replace(/\p{Surrogate}/gu, '');
        expect(parseHtml(escaped(text))).toEqual({ text, entities: [] });
        expect(parseHtml(`<i>${escaped(text)}</i>`).text).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what Telegram does to every text', () => {
  test('separators and old bidi controls go, isolates stay, control characters become spaces', () => {
    const text = '\u2066REQ-12\u2069\u202b س\t\u0007ل\u2028ا\r\nم\u202e';
    expect(cleanText({ text, entities: [] }).text).toBe('\u2066REQ-12\u2069 س  لا\nم');
  });

  test('in a run of direction marks only the last one stays', () => {
    const text = 'a\u200e\u200f\u200eb';
    expect(cleanText({ text, entities: [] }).text).toBe('a\u200c\u200c\u200eb');
  });

  test('entities move with what is removed and trimmed', () => {
    const entity = { type: 'bold' as const, offset: 2, length: 4 };
    expect(cleanText({ text: ' \u202bab\u202bc ', entities: [entity] })).toEqual({
      text: 'abc',
      entities: [{ type: 'bold', offset: 0, length: 3 }],
    });
  });

  test('entities never reach outside of the cleaned text', () => {
    const text = fc.string({ unit: fc.constantFrom(' ', '\n', 'a', '\u202b', '\r', 'س', '😀') });
    fc.assert(
      fc.property(text, fc.nat(10), fc.integer({ min: 1, max: 10 }), (raw, offset, length) => {
        const cleaned = cleanText({ text: raw, entities: [{ type: 'bold', offset, length }] });
        for (const entity of cleaned.entities) {
          expect(entity.offset).toBeGreaterThanOrEqual(0);
          expect(entity.offset + entity.length).toBeLessThanOrEqual(cleaned.text.length);
        }
      }),
    );
  });

  test.each([
    ['/start abc', ['bot_command:/start']],
    ['/start@hamyar_bot /no-', ['bot_command:/start@hamyar_bot', 'bot_command:/no']],
    ['راه /help', ['bot_command:/help']],
    ['a/b 1/2 and/or', []],
    ['@hamyar_bot #همیار a@b.ir', ['mention:@hamyar_bot', 'hashtag:#همیار', 'email:a@b.ir']],
    ['see https://qom.ac.ir/a/b?c=#d.', ['url:https://qom.ac.ir/a/b?c=#d']],
  ])('finds what is in %s', (text, found) => {
    const { entities } = findEntities({ text, entities: [] });
    expect(entities.map((e) => `${e.type}:${text.slice(e.offset, e.offset + e.length)}`)).toEqual(
      found,
    );
  });

  test('finds nothing inside of code', () => {
    const code = { type: 'code' as const, offset: 0, length: 6 };
    expect(findEntities({ text: '/start', entities: [code] }).entities).toEqual([code]);
  });

  test.each([
    ['https://Qom.ac.ir', 'https://qom.ac.ir/'],
    ['t.me/hamyar_bot?start=a', 'http://t.me/hamyar_bot?start=a'],
    ['tg://user?id=5', 'tg://user?id=5'],
    ['http://localhost:3000/', undefined],
    ['javascript:alert(1)', undefined],
    ['no link', undefined],
  ])('link %s', (link, stored) => {
    expect(canonicalLink(link)).toBe(stored);
  });
});
