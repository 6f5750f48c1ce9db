import { describe, expect, test } from 'vitest';
import { copyable, Html, isolate, words } from '../../../bot/view/language.ts';

const { fa, en } = words;

describe('values in a message', () => {
  test('are escaped in HTML, and stand as they are in a button', () => {
    const form = '<b>a & b</b>';
    expect(en.html('forms.cancelAsk', { form })).toContain(
      '\u2068&lt;b&gt;a &amp; b&lt;/b&gt;\u2069',
    );
    expect(en.plain('menu.continueForm', { form })).toContain(isolate(form));
  });

  test('a slash stays a slash, and a value is not looked through for more values', () => {
    expect(en.html('forms.cancelAsk', { form: '1402/1/1 {{form}} $t(menu.open)' })).toContain(
      isolate('1402/1/1 {{form}} $t(menu.open)'),
    );
  });

  test('HTML of ours is put in as it is, and without its tags where there are none', () => {
    const value = new Html('<b>x</b>');
    const label = new Html('y');
    expect(en.html('forms.reviewLine', { label, value })).toContain('<b>x</b>');
    expect(en.plain('forms.cancelAsk', { form: value })).not.toContain('<b>x');
  });
});

describe('numbers', () => {
  test.each([0, 1, 2, 5])('%d tries left, in the digits of each language', (count) => {
    const persian = '۰۱۲۳۴۵'[count] ?? '';
    expect(fa.html('codes.wrong', { count, left: '4:59' })).toContain(persian);
    expect(en.html('codes.wrong', { count, left: '4:59' })).toContain(String(count));
  });

  test.each([
    ['1', '0.25', '⁨1⁩ hour was added', 'you have ⁨0.25⁩ hours now'],
    ['37.5', '1', '⁨37.5⁩ hours were added', 'you have ⁨1⁩ hour now'],
  ])('%s added, %s in all, each in its own number', (change, hours, ...parts) => {
    const values = { change, hours, unit: 'Library', reason: '—' };
    for (const part of parts)
      expect(en.html('notices.placement.correctedMore', values)).toContain(part);
    expect(fa.html('notices.placement.correctedMore', values)).toContain(`⁨${change}⁩ ساعت`);
    expect(en.plain('finance.accounts.title', { count: 1 })).not.toContain('|');
  });

  test('in Persian nought and one are one form: neither is spelled out', () => {
    const [none, one] = [0, 1].map((count) => fa.html('codes.wrong', { count, left: '4:59' }));
    expect(none?.replace('۰', '۱')).toBe(one);
  });
});

test('what a tap copies has its isolates outside', () => {
  expect(copyable('IR12 <3')).toBe('\u2066<code>IR12 &lt;3</code>\u2069');
});

test('a command keeps its slash before it in a Persian sentence', () => {
  expect(fa.html('guide.texts.start')).toContain('\u2066/menu\u2069');
  expect(en.html('guide.texts.start')).toContain('/menu');
});
