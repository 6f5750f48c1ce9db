import { describe, expect, test } from 'vitest';
import { type Language, languages, words } from '../../../bot/view/language.ts';
import { renderPng } from '../../../bot/view/pictures/render.ts';
import { statisticsChart } from '../../../bot/view/pictures/statistics/chart.ts';
import { formatSpan, topicText } from '../../../bot/view/statistics.ts';
import { type StatisticsTopic, statisticsTopics } from '../../../core/statistics/types.ts';
import { withoutIsolates } from '../../support/bidi.ts';
import { drawnLines, meetingLines } from '../../support/drawn-lines.ts';
import { someNumbers } from '../../support/numbers.ts';
import { november } from '../../support/stories.ts';

const cases = languages.flatMap((language) =>
  statisticsTopics.flatMap((topic) => [0, 3, 40].map((units) => [language, topic, units] as const)),
);

const chart = (language: Language, topic: StatisticsTopic, units: number): string =>
  statisticsChart({ statistics: someNumbers(units), topic, now: november(20) }, words[language]);

describe('a chart', () => {
  test.each(cases)('in %s of %s with %i units keeps its texts apart', (language, topic, units) => {
    const lines = drawnLines(chart(language, topic, units));
    for (const { text, left, right } of lines) {
      expect(left, text).toBeGreaterThanOrEqual(50);
      expect(right, text).toBeLessThanOrEqual(1030);
    }
    expect(meetingLines(lines)).toEqual([]);
  });

  test.each(languages)('in %s sums the units that have no room', (language) => {
    const svg = chart(language, 'seats', 40);
    const all = words[language].plain('statistics.rest', { count: 16 });
    expect(svg).toContain(all);
    expect(chart(language, 'seats', 25)).not.toContain(
      words[language].plain('statistics.rest', { count: 1 }),
    );
  });

  test('is a picture that the messenger takes', async () => {
    const png = await renderPng(chart('fa', 'work', 40));
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    expect(width).toBe(1080);
    expect(width + height).toBeLessThan(10_000);
    expect(height / width).toBeLessThan(20);
    expect(png.length).toBeLessThan(1_000_000);
  });

  test('draws bars from where reading starts', () => {
    const bar = (language: Language) =>
      /<rect x="(\d+)"[^>]*fill="#0b6b74"\/>/.exec(
        chart(language, 'work', 3).split('radius').join('').split('</clipPath>')[1] ?? '',
      )?.[1];
    expect(Number(bar('en'))).toBe(100);
    expect(Number(bar('fa'))).toBeGreaterThan(300);
  });
});

describe('the text', () => {
  test.each(cases)(
    'in %s of %s with %i units has all in pages of a message',
    (language, topic, units) => {
      const numbers = someNumbers(units);
      const { pages } = topicText(numbers, { topic, page: 0 }, words[language]);
      const texts = Array.from({ length: pages }, (_, page) =>
        topicText(numbers, { topic, page }, words[language]),
      );
      for (const { text } of texts) expect(text.length).toBeLessThan(4_096);
      const whole = texts.map(({ text }) => text).join('\n');
      if (topic !== 'seats' && topic !== 'work') return expect(pages).toBe(1);
      const { nameFa, nameEn } = numbers.seats.at(-1) ?? { nameFa: '', nameEn: '' };
      expect(whole).toContain(language === 'fa' ? nameFa : nameEn);
      expect(topicText(numbers, { topic, page: 99 }, words[language]).page).toBe(pages - 1);
    },
  );

  test.each([
    [0, '0 min'],
    [3, '43 min'],
    [5, '1.2 h'],
    [95, '22.8 h'],
    [100, '1 day'],
    [1_210, '12.1 days'],
  ])('%i hundredths of a day are %s', (hundredths, text) => {
    expect(withoutIsolates(formatSpan(hundredths, words.en))).toBe(text);
  });
});
