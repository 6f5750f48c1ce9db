import type { Words } from '../../language.ts';
import { fitText } from '../fit.ts';
import type { Page } from '../page.ts';
import { palette } from '../palette.ts';
import { type TextLine, textElement } from '../text.ts';
import { guidePage, inner, margin, note, type Part, verdict } from './frame.ts';

/** A Sheba that no account has, with the right check digits. */
const example = 'IR05 0170 0000 0012 3456 7890 12';
const cardNumber = '6037 9900 0000 0000';

/** Where the Sheba stands on a bank card, and what it is not. */
export function shebaPicture(words: Words): string {
  const { plain } = words;
  const heading = {
    title: plain('guide.pictures.sheba.title'),
    below: plain('guide.pictures.sheba.below'),
  };
  return guidePage(words, heading, [
    (page, y) => card(page, y, words),
    told(words, 'right', true),
    told(words, 'wrong', false),
    told(words, 'app', true),
  ]);
}

const cardWidth = 860;
const cardHeight = 460;
const light = '#f2c14e';

function card(page: Page, y: number, words: Words): { svg: string; end: number } {
  const height = cardHeight + 88;
  const left = (page.width - cardWidth) / 2;
  const top = y + 44;
  const line = (place: Pick<TextLine, 'text' | 'x' | 'y' | 'size' | 'fill'>) =>
    textElement({ direction: 'ltr', weight: 700, ...place });
  const room = { width: cardWidth - 150, lines: 1, size: 52, smallest: 30, weight: 700 } as const;
  const svg = [
    page.box({ from: margin, y, width: inner, height, radius: 28, fill: palette.white }),
    `<g transform="translate(${left} ${top})">`,
    `<rect width="${cardWidth}" height="${cardHeight}" rx="36" fill="${palette.accentDark}"/>`,
    '<rect x="60" y="60" width="110" height="84" rx="14" fill="#d9b65b"/>',
    '<path d="M60 102h110M115 60v84" stroke="#a8862f" stroke-width="4"/>',
    line({ text: cardNumber, x: 60, y: 230, size: 56, fill: '#9dc0c3' }),
    `<rect x="36" y="290" width="${cardWidth - 72}" height="112" rx="18" fill="${palette.white}" stroke="${light}" stroke-width="8"/>`,
    line({ text: example, x: 66, y: 364, size: fitText(example, room).size, fill: palette.ink }),
    textElement({
      text: words.plain('guide.pictures.sheba.card'),
      direction: page.direction,
      x: cardWidth - 60,
      y: 116,
      size: 34,
      anchor: page.direction === 'rtl' ? 'start' : 'end',
      fill: palette.white,
    }),
    '</g>',
  ];
  return { svg: svg.join(''), end: y + height };
}

function told(words: Words, key: 'right' | 'wrong' | 'app', good: boolean): Part {
  const text = words.plain(`guide.pictures.sheba.${key}`);
  return (page, y) => {
    const height = 108;
    const middle = y + height / 2;
    const place = { text, from: margin + 108, middle, room: inner - 108 - 40 };
    const svg = [
      page.box({ from: margin, y, width: inner, height, radius: 28, fill: palette.white }),
      verdict(page.at(margin + 60), middle, good),
      note(page, place, { size: 32, fill: palette.ink }),
    ];
    return { svg: svg.join(''), end: y + height };
  };
}
