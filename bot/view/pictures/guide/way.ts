import { formatNumber, type Words } from '../../language.ts';
import type { Page } from '../page.ts';
import { palette } from '../palette.ts';
import { guidePage, inner, margin, note, type Part } from './frame.ts';

/** A way in numbered steps, each with what happens in it. */
export interface Way {
  readonly title: string;
  readonly below: string;
  readonly steps: readonly { readonly title: string; readonly text: string }[];
}

const rowHeight = 136;

/** Steps below each other on one line. */
export const wayPicture = (words: Words, { title, below, steps }: Way): string =>
  guidePage(words, { title, below }, [list(words, steps)]);

const list =
  (words: Words, steps: Way['steps']): Part =>
  (page, y) => {
    const height = steps.length * rowHeight + 24;
    const ground = { from: margin, y, width: inner, height, radius: 28, fill: palette.white };
    const rows = steps.map((step, index) => row(page, words, step, index, y + 12));
    return {
      svg: page.box(ground) + line(page, y, steps.length) + rows.join(''),
      end: y + height,
    };
  };

const numberFrom = margin + 68;

function line(page: Page, y: number, steps: number): string {
  const x = page.at(numberFrom);
  const last = y + 12 + (steps - 1) * rowHeight + 62;
  return `<line x1="${x}" x2="${x}" y1="${y + 74}" y2="${last}" stroke="${palette.accent}" stroke-width="5"/>`;
}

function row(
  page: Page,
  { language }: Words,
  { title, text }: Way['steps'][number],
  index: number,
  top: number,
): string {
  const y = top + index * rowHeight;
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
    page.text({ from, y: y + 46, size: 38, weight: 700, text: title }),
    note(page, { text, from, middle: y + 84, room }, { lines: 1 }),
  ].join('');
}
