import { expect, test } from 'vitest';
import { directed } from '../../../bot/view/direction.ts';
import { persianFromTheLeft } from '../../support/bidi.ts';

test.each([
  ['a name and a number', '⁨مینا خیالی⁩ · ⁦4001000428⁩'],
  ['a sign, and two values', '✅ ⁨متأهل⁩ — ⁨پذیرفته شده⁩'],
  ['markup and what it spells out', '<b>⁨نگار⁩</b> &amp; ⁨سارا⁩'],
  ['an isolate in an isolate', '۱. ⁨⁨نیمسال اول⁩ ⁨۱۴۰۵–۱۴۰۶⁩⁩'],
  ['an isolate that goes on in the next line', '⁨چیدن\nکتاب⁩'],
])('a Persian line of values alone is set from the right: %s', (_what, line) => {
  const shown = (html: string) => html.replaceAll(/<[^>]*>/g, '').replaceAll('&amp;', '&');
  expect(persianFromTheLeft(shown(line))).not.toEqual([]);
  expect(persianFromTheLeft(shown(directed(line, 'fa')))).toEqual([]);
});

test.each([
  ['words of ours decide', 'کد پیگیری: ⁦TT67-QJDD⁩', 'fa'],
  ['there is no Persian', '⁦IR10 0170⁩', 'fa'],
  ['the reader reads English', '⁨نگار⁩ · ⁦40010⁩', 'en'],
] as const)('nothing is put before a line where %s', (_why, line, language) => {
  expect(directed(line, language)).toBe(line);
});
