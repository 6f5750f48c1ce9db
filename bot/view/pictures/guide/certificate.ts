import type { Words } from '../../language.ts';
import type { Page } from '../page.ts';
import { palette } from '../palette.ts';
import { guidePage, inner, margin, note, verdict } from './frame.ts';

/** How to photograph a proof: once right, three times wrong. */
export function certificatePicture(words: Words): string {
  const { plain } = words;
  const heading = {
    title: plain('guide.pictures.certificate.title'),
    below: plain('guide.pictures.certificate.below'),
  };
  return guidePage(words, heading, [
    (page, y) => rightWay(page, y, words),
    (page, y) => wrongWays(page, y, words),
  ]);
}

const desk = '#cbbfa8';
const shotWidth = 400;
const shotHeight = 500;

/** A sheet of paper, 300 × 400, with its middle at 0 0. */
const sheet =
  `<rect x="-150" y="-200" width="300" height="400" rx="6" fill="${palette.white}" stroke="#b9c4c7" stroke-width="2"/>` +
  `<rect x="-70" y="-164" width="140" height="22" rx="4" fill="${palette.accent}"/>` +
  [-108, -72, -36, 0, 36, 72]
    .map(
      (y, index) =>
        `<rect x="${index % 3 === 2 ? -36 : -114}" y="${y}" width="${index % 3 === 2 ? 150 : 228}" height="12" rx="4" fill="#8fa1a8"/>`,
    )
    .join('') +
  `<circle cx="-74" cy="142" r="36" fill="none" stroke="${palette.alarm}" stroke-width="5"/><circle cx="-74" cy="142" r="24" fill="none" stroke="${palette.alarm}" stroke-width="3"/>`;

/** What a camera sees: the desk, and a sheet on it, cut at the edges. */
function shot(id: string, x: number, y: number, scale: number, content: string): string {
  const [width, height] = [shotWidth * scale, shotHeight * scale];
  return (
    `<clipPath id="${id}"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="22"/></clipPath>` +
    `<g clip-path="url(#${id})"><rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${desk}"/>` +
    `<g transform="translate(${x + width / 2} ${y + height / 2}) scale(${scale})">${content}</g></g>`
  );
}

const advice = ['whole', 'flat', 'light', 'readable'] as const;

function rightWay(page: Page, y: number, { plain }: Words): { svg: string; end: number } {
  const height = shotHeight + 88;
  const from = margin + 44 + shotWidth + 44;
  const svg = [
    page.box({ from: margin, y, width: inner, height, radius: 28, fill: palette.white }),
    shot(
      'right',
      page.left(margin + 44, shotWidth),
      y + 44,
      1,
      `<g transform="scale(1.12)">${sheet}</g>`,
    ),
    ...advice.map((one, index) => {
      const middle = y + 110 + index * 122;
      const text = plain(`guide.pictures.certificate.${one}`);
      return (
        verdict(page.at(from + 26), middle, true) +
        note(
          page,
          { text, from: from + 76, middle, room: inner - 44 * 3 - shotWidth - 84 },
          { size: 32, fill: palette.ink },
        )
      );
    }),
  ];
  return { svg: svg.join(''), end: y + height };
}

const wrongs = {
  cut: `<g transform="translate(120 150) scale(1.5)">${sheet}</g>`,
  dark: `<g transform="scale(1.12)">${sheet}</g><rect x="-200" y="-250" width="400" height="500" fill="#10181b" opacity="0.72"/>`,
  blurred: [-14, 0, 14]
    .map(
      (x) =>
        `<g transform="rotate(20) translate(${x} ${x}) scale(1.05)" opacity="0.4">${sheet}</g>`,
    )
    .join(''),
} as const;

function wrongWays(page: Page, y: number, { plain }: Words): { svg: string; end: number } {
  const scale = 0.62;
  const [width, height] = [shotWidth * scale, shotHeight * scale];
  const names = Object.keys(wrongs) as (keyof typeof wrongs)[];
  const column = inner / names.length;
  const shots = names.map((name, index) => {
    const from = margin + column * index + (column - width) / 2;
    return (
      shot(name, page.left(from, width), y + 40, scale, wrongs[name]) +
      verdict(page.at(from + width / 2), y + 40 + height, false) +
      page.text({
        from: from + width / 2,
        y: y + 40 + height + 72,
        anchor: 'middle',
        size: 32,
        fill: palette.alarm,
        weight: 700,
        text: plain(`guide.pictures.certificate.${name}`),
      })
    );
  });
  const end = y + 40 + height + 108;
  return {
    svg:
      page.box({
        from: margin,
        y,
        width: inner,
        height: end - y,
        radius: 28,
        fill: palette.white,
      }) + shots.join(''),
    end,
  };
}
