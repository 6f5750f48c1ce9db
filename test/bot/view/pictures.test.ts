import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { captchaAlphabet, captchaPicture } from '../../../bot/view/pictures/captcha.ts';
import { fontFiles } from '../../../bot/view/pictures/fonts.ts';
import { renderPng } from '../../../bot/view/pictures/render.ts';
import { type TextLine, textElement } from '../../../bot/view/pictures/text.ts';
import { acceptFile } from '../../../core/files/rules.ts';
import { inkBetween, inkOf, inkSpan } from '../../support/ink.ts';

test('the fonts are where they are looked for', () => {
  for (const path of fontFiles) {
    expect(readFileSync(path).readUInt32BE(0)).toBe(0x0001_0000);
  }
});

describe('captcha', () => {
  const shown = { text: 'aA3dE', seed: 5 };
  const drawnCaptcha = (text: string, seed: number) => renderPng(captchaPicture({ text, seed }));

  test('the same for the same seed, another for another seed, text or case', async () => {
    const first = captchaPicture(shown);
    expect(captchaPicture(shown)).toBe(first);
    const png = await renderPng(first);
    expect(await renderPng(first)).toEqual(png);
    for (const [text, seed] of [
      ['aA3dE', 6],
      ['AA3dE', 5],
      ['aA3d4', 5],
    ] as const) {
      expect((await drawnCaptcha(text, seed)).equals(png)).toBe(false);
    }
  });

  test('a sound PNG of 340 × 120 that names nothing of what it shows', async () => {
    const bytes = await renderPng(captchaPicture(shown));
    expect(await acceptFile({ bytes, kept: 0 })).toEqual({ ok: true, mime: 'image/png' });
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([340, 120]);
    expect(bytes.includes('aA3dE')).toBe(false);
    expect(bytes.includes('tEXt')).toBe(false);
  });

  test('each character puts ink into its own fifth, for many seeds', async () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const blank = inkOf(await drawnCaptcha('\u00a0'.repeat(5), seed));
      const full = inkOf(await drawnCaptcha('HmEaM', seed));
      for (let fifth = 0; fifth < 5; fifth += 1) {
        const from = 25 + fifth * 58;
        expect(inkBetween(full, from, from + 58)).toBeGreaterThan(
          inkBetween(blank, from, from + 58) + 150,
        );
      }
    }
  });

  test('characters are told apart by sight', () => {
    expect(captchaAlphabet).toMatch(/[A-Z]/);
    expect(captchaAlphabet).toMatch(/[a-z]/);
    expect(captchaAlphabet).toMatch(/\d/);
    expect(new Set(captchaAlphabet).size).toBe(captchaAlphabet.length);
    for (const alike of [
      '0OoQ',
      '1lIij',
      '2Zz',
      '5Ss',
      '8B',
      '6Gb',
      '9gq',
      'EF',
      'Lt',
      'cC',
      'Yy',
      'vV',
      'wW',
      'xX',
      'kK',
      'pP',
      'uU',
    ]) {
      expect([...captchaAlphabet].filter((one) => alike.includes(one)).length).toBeLessThan(2);
    }
  });
});

describe('text', () => {
  test('a line from the right starts at the right, and its full stop is on the left', async () => {
    const word = inkSpan(await drawn({ text: 'سلام', direction: 'rtl', x: 300 }));
    const sentence = inkSpan(await drawn({ text: 'سلام.', direction: 'rtl', x: 300 }));
    expect(word.right).toBeGreaterThan(294);
    expect(word.right).toBeLessThanOrEqual(300);
    expect(sentence.right).toBe(word.right);
    expect(sentence.left).toBeLessThan(word.left - 2);
  });

  test('Persian first, Latin to its left, Persian again to the left of that', async () => {
    const columnsOf = async (text: string) =>
      inkOf(await drawn({ text, direction: 'rtl', x: 300 }));
    const width = 300 - inkSpan(await drawn({ text: 'سلام', direction: 'rtl', x: 300 })).left;
    const [word, withLatin, whole] = (
      await Promise.all(['سلام', 'سلام AB', 'سلام AB سلام'].map(columnsOf))
    ).map((columns) => columns.slice(300 - width, 301));
    expect(withLatin).toEqual(word);
    expect(whole).toEqual(word);
  });

  test('a line from the left starts at the left', async () => {
    const { left } = inkSpan(await drawn({ text: 'AB سلام.', direction: 'ltr', x: 40 }));
    expect(left).toBeGreaterThanOrEqual(40);
    expect(left).toBeLessThan(46);
  });

  test('Persian letters are joined', async () => {
    const joined = inkSpan(await drawn({ text: 'سمس', direction: 'rtl', x: 300 }));
    const apart = inkSpan(await drawn({ text: 'س\u200cم\u200cس', direction: 'rtl', x: 300 }));
    expect(apart.right - apart.left).toBeGreaterThan((joined.right - joined.left) * 1.1);
  });

  test('signs of XML and control characters are drawn or dropped, never obeyed', async () => {
    const text = '</text><rect width="320" height="60"/>&\u0000';
    const columns = inkOf(await drawn({ text, direction: 'ltr', x: 5, size: 8 }));
    expect(Math.max(...columns)).toBeLessThan(30);
  });
});

function drawn(
  line: Pick<TextLine, 'text' | 'direction' | 'x'> & { size?: number },
): Promise<Buffer> {
  const element = textElement({ y: 40, size: 28, ...line });
  return renderPng(
    '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="60">' +
      `<rect width="320" height="60" fill="#fff"/>${element}</svg>`,
  );
}
