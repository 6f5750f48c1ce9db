import { formatInstant } from '../format.ts';
import type { Words } from '../language.ts';
import { displayCode, nameIn, termName } from '../names.ts';
import { type RequestStory, toldSteps } from '../request-story.ts';
import { fitText } from './fit.ts';
import { header, overlap } from './header.ts';
import { type Page, pageOf } from './page.ts';
import { palette } from './palette.ts';
import { qrElement } from './qr.ts';
import { statePanel } from './state-panel.ts';
import { stepHeight, stepsElement } from './steps.ts';

/** What a card shows. Nothing of it says whose request it is. */
export interface RequestCard {
  readonly story: RequestStory;
  /** Opens the bot at this request. */
  readonly link: string;
  readonly now: Date;
}

const width = 1080;
const margin = 56;
const gap = 24;
const panel = { from: margin, width: width - 2 * margin, radius: 28, fill: palette.white } as const;

/** How a request stands, as the SVG of a picture for a phone, 1080 wide. */
export function requestCard({ story, link, now }: RequestCard, words: Words): string {
  const page = pageOf(words.language, width);
  const { application, placement } = story;
  const top = header(page, {
    small: words.plain('card.scheme'),
    aside: words.plain('card.title'),
    title: nameIn(words.language, application.university),
    below: termName(application.term, words),
  });
  const codeTop = top.height - overlap;
  const state = statePanel(page, { ...panel, y: codeTop + qrSide + gap }, { story, now }, words);
  const steps = toldSteps(story);
  const stepsTop = state.end + gap;
  const stepsHeight = steps.length * stepHeight + 28;
  const end = stepsTop + stepsHeight;
  return page.svg(end + 68, [
    top.svg,
    codePanel(page, codeTop, { code: displayCode(application.trackingCode), link }, words),
    state.svg,
    page.box({ ...panel, y: stepsTop, height: stepsHeight }),
    stepsElement(page, { ...panel, y: stepsTop + 14, steps, unit: placement?.unit }, words),
    asOf(page, end + 42, now, words),
  ]);
}

/** Whole pixels for each of the 41 modules that our links take, their quiet zone included. */
const qrSide = 287;

/** The tracking code, large, beside the code that a camera reads. */
function codePanel(
  page: Page,
  y: number,
  { code, link }: { code: string; link: string },
  { plain }: Words,
): string {
  const from = margin + 44;
  const room = { width: panel.width - 44 - qrSide - 12 };
  const large = fitText(code, { ...room, lines: 1, size: 96, smallest: 40, weight: 700 });
  const scan = fitText(plain('card.scan'), { ...room, lines: 2, size: 30, smallest: 22 });
  const muted = { from, fill: palette.muted };
  return [
    page.box({ ...panel, y, height: qrSide }),
    page.text({ ...muted, y: y + 72, size: 30, text: plain('card.code') }),
    page.text({
      from,
      y: y + 168,
      size: large.size,
      weight: 700,
      direction: 'ltr',
      fill: palette.accentDark,
      text: large.lines.join(''),
    }),
    ...scan.lines.map((text, line) =>
      page.text({ ...muted, y: y + 228 + line * 38, size: scan.size, text }),
    ),
    qrElement(link, { x: page.left(margin + panel.width - qrSide, qrSide), y, side: qrSide }),
  ].join('');
}

/** A picture grows old: it says of when it is. */
const asOf = (page: Page, y: number, now: Date, { plain, language }: Words): string =>
  page.text({
    from: width / 2,
    y,
    size: 26,
    anchor: 'middle',
    fill: palette.muted,
    text: plain('card.asOf', { at: formatInstant(now, language) }),
  });
