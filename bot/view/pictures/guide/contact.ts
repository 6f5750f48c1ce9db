import type { Words } from '../../language.ts';
import { fitText } from '../fit.ts';
import type { Page } from '../page.ts';
import { palette } from '../palette.ts';
import { guidePage, inner, margin, note } from './frame.ts';

/** Where the button is that shares the own number, and where to look when it is hidden. */
export function contactPicture(words: Words): string {
  const { plain } = words;
  const heading = {
    title: plain('guide.pictures.contact.title'),
    below: plain('guide.pictures.contact.below'),
  };
  return guidePage(words, heading, [
    (page, y) => phone(page, y, words),
    (page, y) => hidden(page, y, words),
  ]);
}

const phoneWidth = 700;
const phoneHeight = 580;

/** The lower half of a phone with the chat: question, text field, and the button under it. */
function phone(page: Page, y: number, { plain }: Words): { svg: string; end: number } {
  const height = phoneHeight + 44;
  const left = (page.width - phoneWidth) / 2;
  const top = y + 44;
  const near = left + 40;
  const room = phoneWidth - 80;
  const button = fitText(withoutSigns(plain('registration.shareContact')), {
    width: room - 60,
    lines: 1,
    size: 40,
    smallest: 26,
    weight: 700,
  });
  const svg = [
    page.box({ from: margin, y, width: inner, height, radius: 28, fill: palette.white }),
    `<path d="M${left} ${top + phoneHeight}v${-(phoneHeight - 56)}a56 56 0 0 1 56 -56h${phoneWidth - 112}a56 56 0 0 1 56 56v${phoneHeight - 56}" fill="${palette.paper}" stroke="${palette.line}" stroke-width="6"/>`,
    page.box({
      from: near,
      y: top + 60,
      width: room - 60,
      height: 152,
      radius: 28,
      fill: palette.white,
    }),
    note(
      page,
      {
        text: plain('registration.mobileAsk'),
        from: near + 32,
        middle: top + 136,
        room: room - 124,
      },
      { fill: palette.ink, size: 30 },
    ),
    field(page, near, top + 276, room, plain('guide.pictures.contact.field')),
    page.box({
      from: near,
      y: top + 400,
      width: room,
      height: 120,
      radius: 22,
      fill: palette.accent,
      stroke: '#f2c14e',
      strokeWidth: 10,
    }),
    page.text({
      from: page.width / 2,
      y: top + 474,
      anchor: 'middle',
      size: button.size,
      weight: 700,
      fill: palette.white,
      text: button.lines.join(''),
    }),
  ];
  return { svg: svg.join(''), end: y + height };
}

/** The text field with the sign that shows the button again. */
function field(page: Page, from: number, y: number, room: number, hint: string): string {
  const x = page.at(from + room - 46);
  const dots = [-11, 11].flatMap((dx) =>
    [-11, 11].map((dy) => `<rect x="${dx - 6}" y="${dy - 6}" width="12" height="12" rx="3"/>`),
  );
  return (
    page.box({
      from,
      y,
      width: room,
      height: 84,
      radius: 42,
      fill: palette.white,
      stroke: palette.line,
    }) +
    page.text({ from: from + 36, y: y + 54, size: 30, fill: palette.muted, text: hint }) +
    `<g transform="translate(${x} ${y + 42})" fill="${palette.accent}">` +
    `<rect x="-30" y="-30" width="60" height="60" rx="14" fill="none" stroke="${palette.accent}" stroke-width="5"/>${dots.join('')}</g>`
  );
}

function hidden(page: Page, y: number, { plain }: Words): { svg: string; end: number } {
  const height = 124;
  const text = plain('guide.pictures.contact.hidden');
  const svg =
    page.box({ from: margin, y, width: inner, height, radius: 28, fill: palette.accentTint }) +
    note(
      page,
      { text, from: margin + 44, middle: y + height / 2, room: inner - 88 },
      { size: 32, fill: palette.ink },
    );
  return { svg, end: y + height };
}

/** Our font has letters, no pictures. */
const withoutSigns = (text: string): string =>
  text.replaceAll(/\p{Extended_Pictographic}/gu, '').trim();
