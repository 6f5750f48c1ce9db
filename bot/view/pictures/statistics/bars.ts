import { fitText } from '../fit.ts';
import { textWidth } from '../measure.ts';
import type { Page } from '../page.ts';
import { palette } from '../palette.ts';

/** One bar: its parts beside each other from where reading starts, and what stands at its end. */
export interface Bar {
  readonly parts: readonly { readonly value: number; readonly fill: string }[];
  /** The value of a bar of full length; of all rows the same, so that they compare. */
  readonly most: number;
  readonly label: string;
}

export interface BarRow {
  readonly name: string;
  readonly bars: readonly Bar[];
  /** Below the bars, in smaller words. */
  readonly note?: { readonly text: string; readonly alarm: boolean };
}

export interface Key {
  readonly text: string;
  readonly fill: string;
}

export const margin = 56;
const padding = 44;
const labelWidth = 300;
const nameHeight = 50;
const barHeight = 30;
const barStep = 42;
const noteHeight = 38;
const rowGap = 22;

const heightOf = ({ bars, note }: BarRow): number =>
  nameHeight + bars.length * barStep + (note ? noteHeight : 0) + rowGap;

/** What a panel shows: its sum, the key to its colours, and rows. */
export interface Drawing {
  readonly title?: string;
  readonly keys: readonly Key[];
  readonly rows: readonly BarRow[];
}

/** A panel of rows under each other, with their sum and the key to the colours on top. `end` is its lower edge. */
export function barPanel(
  page: Page,
  y: number,
  { title, keys, rows }: Drawing,
): { readonly svg: string; readonly end: number } {
  const titleHeight = title === undefined ? 0 : 72;
  const headHeight = titleHeight + (keys.length > 0 ? 74 : 20);
  const height = headHeight + rows.reduce((sum, row) => sum + heightOf(row), 0) + 16;
  const width = page.width - 2 * margin;
  const drawn: string[] = [
    page.box({ from: margin, y, width, height, radius: 28, fill: palette.white }),
    title === undefined ? '' : titleLine(page, y + 66, title),
    keyLine(page, y + titleHeight + 28, keys),
  ];
  let top = y + headHeight;
  for (const row of rows) {
    drawn.push(rowElement(page, top, row));
    top += heightOf(row);
  }
  return { svg: drawn.join(''), end: y + height };
}

function titleLine(page: Page, y: number, title: string): string {
  const from = margin + padding;
  const room = { width: page.width - 2 * from, lines: 1, size: 38, smallest: 26 };
  const { lines, size } = fitText(title, { ...room, weight: 700 });
  return page.text({
    ...{ from, y, size, weight: 700, fill: palette.accentDark },
    text: lines.join(''),
  });
}

function keyLine(page: Page, y: number, keys: readonly Key[]): string {
  let from = margin + padding;
  const drawn = keys.map(({ text, fill }) => {
    const at = from;
    from += 44 + textWidth(text, { size: 28 }) + 48;
    return (
      page.box({ from: at, y, width: 30, height: 30, radius: 8, fill, stroke: palette.line }) +
      page.text({ from: at + 44, y: y + 25, size: 28, fill: palette.muted, text })
    );
  });
  return drawn.join('');
}

function rowElement(page: Page, y: number, { name, bars, note }: BarRow): string {
  const from = margin + padding;
  const room = page.width - 2 * from;
  const shown = fitText(name, { width: room, lines: 1, size: 32, smallest: 24, weight: 700 });
  const below = y + nameHeight + bars.length * barStep;
  return [
    page.text({ from, y: y + 38, size: shown.size, weight: 700, text: shown.lines.join('') }),
    ...bars.map((bar, index) => barElement(page, y + nameHeight + index * barStep, bar)),
    note
      ? page.text({
          from,
          y: below + 24,
          size: 26,
          fill: note.alarm ? palette.alarm : palette.muted,
          text: note.text,
        })
      : '',
  ].join('');
}

function barElement(page: Page, y: number, { parts, most, label }: Bar): string {
  const from = margin + padding;
  const full = page.width - 2 * from - labelWidth;
  let at = from;
  const drawn = parts.map(({ value, fill }) => {
    const width = most > 0 ? Math.round((value / most) * full) : 0;
    const own = page.box({ from: at, y, width, height: barHeight, fill });
    at += width;
    return width > 0 ? own : '';
  });
  const shown = fitText(label, { width: labelWidth - 24, lines: 1, size: 28, smallest: 20 });
  return [
    page.box({ from, y, width: full, height: barHeight, fill: palette.paper }),
    ...drawn,
    page.text({
      from: page.width - from,
      y: y + 25,
      size: shown.size,
      anchor: 'end',
      text: shown.lines.join(''),
    }),
  ].join('');
}
