import { formatDay } from '../format.ts';
import type { Words } from '../language.ts';
import { nameIn } from '../names.ts';
import type { StepMark, ToldStep } from '../request-story.ts';
import { fitText } from './fit.ts';
import type { Page } from './page.ts';
import { palette } from './palette.ts';

/** Pixels of one step, with the space to the next. */
export const stepHeight = 74;

const dotFrom = 56;
const textFrom = 112;
const dateWidth = 300;
const radius = 22;

interface Place {
  /** Of the list's near side, from where reading starts. */
  readonly from: number;
  readonly y: number;
  readonly width: number;
  readonly steps: readonly ToldStep[];
  /** That has the student, or had. */
  readonly unit?: { readonly nameFa: string; readonly nameEn: string } | undefined;
}

/** Steps below each other on one line of time: what is done, the present one, what is to come. */
export function stepsElement(page: Page, place: Place, words: Words): string {
  return place.steps.map((step, index) => stepAt(page, place, step, index, words)).join('');
}

function stepAt(page: Page, place: Place, step: ToldStep, index: number, words: Words): string {
  const middle = place.y + index * stepHeight + stepHeight / 2;
  const x = page.at(place.from + dotFrom);
  const { ink, weight } = looks[step.mark];
  const room = { width: place.width - textFrom - dateWidth - 44, lines: 1, size: 36, smallest: 24 };
  const name = fitText(nameOf(step, place, words), { ...room, weight });
  const isLast = index === place.steps.length - 1;
  return [
    isLast ? '' : lineDown(x, middle, place.steps[index + 1]?.mark ?? 'ahead'),
    dot(x, middle, step.mark),
    page.text({
      from: place.from + textFrom,
      y: middle + 12,
      size: name.size,
      weight,
      fill: ink,
      text: name.lines.join(' '),
    }),
    page.text({
      from: place.from + place.width - 44,
      y: middle + 11,
      size: 30,
      anchor: 'end',
      fill: step.mark === 'done' ? palette.muted : ink,
      weight: step.mark === 'done' ? 400 : 700,
      text: besides(step, words),
    }),
  ].join('');
}

const looks: Readonly<Record<StepMark, { ink: string; weight: 400 | 700 }>> = {
  done: { ink: palette.ink, weight: 400 },
  now: { ink: palette.accentDark, weight: 700 },
  stopped: { ink: palette.alarm, weight: 700 },
  ahead: { ink: palette.muted, weight: 400 },
};

function nameOf({ name, mark }: ToldStep, { unit }: Place, { plain, language }: Words): string {
  const isTaken = name === 'placed' && mark === 'done';
  return isTaken && unit
    ? plain('card.placedIn', { unit: nameIn(language, unit) })
    : plain(`card.steps.${name}`);
}

function besides({ mark, at }: ToldStep, { plain, language }: Words): string {
  if (mark === 'now') return plain('card.present');
  if (mark === 'stopped') return plain('card.ended');
  return at ? formatDay(at, language) : '';
}

/** From a step to the next: solid as far as things have come. */
function lineDown(x: number, from: number, next: StepMark): string {
  const isAhead = next === 'ahead';
  const dashes = isAhead ? ' stroke-dasharray="2 10" stroke-linecap="round"' : '';
  const ink = isAhead ? palette.line : palette.accent;
  return (
    `<line x1="${x}" x2="${x}" y1="${from + radius}" y2="${from + stepHeight - radius}" ` +
    `stroke="${ink}" stroke-width="5"${dashes}/>`
  );
}

function dot(x: number, y: number, mark: StepMark): string {
  const place = `<g transform="translate(${x} ${y})" fill="none" stroke-linecap="round" stroke-linejoin="round">`;
  return `${place}${dots[mark]}</g>`;
}

const disc = (fill: string) => `<circle r="${radius}" fill="${fill}"/>`;
const sign = (d: string) => `<path d="${d}" stroke="${palette.white}" stroke-width="5"/>`;

const dots: Readonly<Record<StepMark, string>> = {
  done: `${disc(palette.accent)}${sign('M-9 1l6 7l12 -14')}`,
  now:
    `<circle r="${radius - 3}" fill="${palette.white}" stroke="${palette.accent}" stroke-width="6"/>` +
    `<circle r="8" fill="${palette.accent}"/>`,
  stopped: `${disc(palette.alarm)}${sign('M-8 -8l16 16M8 -8l-16 16')}`,
  ahead: `<circle r="${radius - 3}" fill="${palette.white}" stroke="${palette.line}" stroke-width="5"/>`,
};
