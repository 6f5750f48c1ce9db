import { formatNumber, type Words } from '../../language.ts';
import type { Page } from '../page.ts';
import { palette } from '../palette.ts';
import { guidePage, inner, margin, note, type Part } from './frame.ts';

const steps = ['filed', 'reviewed', 'placed', 'hours', 'final', 'paid'] as const;
const rowHeight = 136;

/** The way of a request from filing to pay, with what happens in each step. */
export function pathPicture(words: Words): string {
  const { plain } = words;
  const title = plain('guide.pictures.path.title');
  return guidePage(words, { title, below: plain('guide.pictures.path.below') }, [list(words)]);
}

const list =
  (words: Words): Part =>
  (page, y) => {
    const height = steps.length * rowHeight + 24;
    const ground = { from: margin, y, width: inner, height, radius: 28, fill: palette.white };
    const rows = steps.map((_, index) => row(page, words, index, y + 12 + index * rowHeight));
    return { svg: page.box(ground) + line(page, y) + rows.join(''), end: y + height };
  };

const numberFrom = margin + 68;

function line(page: Page, y: number): string {
  const x = page.at(numberFrom);
  const last = y + 12 + (steps.length - 1) * rowHeight + 62;
  return `<line x1="${x}" x2="${x}" y1="${y + 74}" y2="${last}" stroke="${palette.accent}" stroke-width="5"/>`;
}

function row(page: Page, { plain, language }: Words, index: number, y: number): string {
  const step = steps[index] ?? 'filed';
  const from = margin + 136;
  const room = inner - 136 - 44;
  return [
    `<circle cx="${page.at(numberFrom)}" cy="${y + 62}" r="34" fill="${palette.accent}"/>`,
    page.text({
      from: numberFrom,
      y: y + 75,
      size: 36,
      weight: 700,
      anchor: 'middle',
      fill: palette.white,
      text: formatNumber(index + 1, language),
    }),
    page.text({ from, y: y + 46, size: 38, weight: 700, text: plain(`card.steps.${step}`) }),
    note(
      page,
      { text: plain(`guide.pictures.path.${step}`), from, middle: y + 84, room },
      { lines: 1 },
    ),
  ].join('');
}
