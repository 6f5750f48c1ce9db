import { describe, expect, test } from 'vitest';
import { type Language, languages, words } from '../../../bot/view/language.ts';
import { fitText } from '../../../bot/view/pictures/fit.ts';
import { textWidth } from '../../../bot/view/pictures/measure.ts';
import { renderPng } from '../../../bot/view/pictures/render.ts';
import { requestCard } from '../../../bot/view/pictures/request-card.ts';
import type { RequestStory } from '../../../bot/view/request-story.ts';
import { readByCamera } from '../../support/camera.ts';
import { drawnLines, meetingLines } from '../../support/drawn-lines.ts';
import { anApprovedStory, aStory, november } from '../../support/stories.ts';

const link = 'https://t.me/hamyar_playground_bot?start=rAQFYXMHJ';

const cardOf = (story: RequestStory, language: Language, now = november(20)): string =>
  requestCard({ story, link, now }, words[language]);

const longNames = {
  nameFa:
    'دانشگاه علوم انسانی، اسلامی و فناوری‌های نوین شهید دکتر محمدحسین خیالی‌فر واحد بین‌المللی خلیج فارس و جزایر جنوب کشور',
  nameEn:
    'The Imagined International University of Humanities, Islamic Studies and New Technologies of the Gulf and its Islands',
};

const endless = { nameFa: 'آ'.repeat(200), nameEn: 'W'.repeat(200) };

const stories: readonly (readonly [string, RequestStory])[] = [
  ['filed', aStory()],
  ['taken', anApprovedStory({})],
  ['of a university with a long name', aStory({ university: { id: 1, ...longNames } })],
  ['of a university with a name without end', aStory({ university: { id: 1, ...endless } })],
  ['in a unit with a long name', anApprovedStory({ unit: longNames })],
  ['in a unit with a name without end', anApprovedStory({ unit: endless })],
];

const cases = languages.flatMap((language) =>
  stories.map(([what, story]) => [language, what, story] as const),
);

describe('the card of a request', () => {
  test.each(cases)(
    '%s, %s: its code leads a camera to the request',
    async (language, _what, story) => {
      const png = await renderPng(cardOf(story, language));
      expect(readByCamera(png)).toBe(link);
      expect(png.readUInt32BE(16)).toBe(1080);
      expect(png.length).toBeLessThan(170_000);
    },
  );

  test.each(cases)(
    '%s, %s: no text leaves the margins or meets another',
    (language, _what, story) => {
      const lines = drawnLines(cardOf(story, language));
      expect(lines.length).toBeGreaterThan(12);
      for (const { text, left, right } of lines) {
        expect(left, text).toBeGreaterThanOrEqual(50);
        expect(right, text).toBeLessThanOrEqual(1030);
      }
      expect(meetingLines(lines)).toEqual([]);
    },
  );

  test('reads from the right in Persian, from the left in English, with the code whole in both', () => {
    const starts = languages.map((language) => {
      const lines = drawnLines(cardOf(aStory(), language));
      const { left = 0, right = 0 } = lines.find(({ text }) => text.includes('AQFY-XMHJ')) ?? {};
      const isRtl = language === 'fa';
      const first = lines.filter((line) => (isRtl ? line.right > 960 : line.left < 120));
      expect(first.length).toBeGreaterThan(5);
      return isRtl ? 1080 - right : left;
    });
    for (const start of starts) expect(Math.abs(start - 100)).toBeLessThan(10);
  });

  test('has Persian digits and days of the Jalali year in Persian', () => {
    const fa = cardOf(aStory(), 'fa');
    expect(fa).toContain('۲۴ آبان ۱۴۰۵');
    expect(fa.replaceAll(/<[^>]*>/g, '')).not.toMatch(/\d/);
    expect(cardOf(aStory(), 'en')).toContain('15 November 2026');
  });

  test.each([
    ['fa', '۱ آذر ۱۴۰۵'],
    ['en', '22 November 2026'],
  ] as const)('says by when the student has to be in the unit, in %s', (language, day) => {
    const story = anApprovedStory({});
    expect(cardOf(story, language)).toContain(day);
    const later = cardOf(story, language, november(23));
    expect(later).not.toContain(day);
    expect(later).toContain(words[language].plain('card.reportToUnit'));
  });

  test('says nothing of a reason that an officer wrote, which may name the person', () => {
    const reason = { code: 'other', text: 'نگار خیالی مدرک دیگری بیاورد' } as const;
    const story = aStory({ state: 'rejected', waitsFor: null, reason, appealUntil: null });
    const svg = cardOf(story, 'fa');
    expect(svg).not.toContain('نگار');
    expect(svg).toContain(words.fa.plain('terms.rejectionReasons.other'));
  });
});

describe('a text in its room', () => {
  const room = { width: 300, lines: 2, size: 40, smallest: 24 };

  test.each([
    'سلام',
    'دانشگاه نمونهٔ قم',
    longNames.nameFa,
    longNames.nameEn,
    endless.nameFa,
    endless.nameEn,
    'کتابخانهٔ Central Library شمارهٔ ۱۲',
  ])('%s', (text) => {
    const { lines, size } = fitText(text, room);
    expect(lines.length).toBeLessThanOrEqual(2);
    for (const line of lines) expect(textWidth(line, { size })).toBeLessThanOrEqual(300);
    const whole = lines.join(' ');
    expect(whole === text || whole.endsWith('…')).toBe(true);
  });

  test('is as large as it may be', () => {
    expect(fitText('سلام', room)).toEqual({ lines: ['سلام'], size: 40 });
  });

  test('is measured as it is drawn: letters joined', () => {
    const at = { size: 28 };
    expect(textWidth('س\u200cم\u200cس', at)).toBeGreaterThan(textWidth('سمس', at) * 1.1);
    expect(textWidth('سمس', { size: 56 })).toBeCloseTo(textWidth('سمس', at) * 2);
  });
});
