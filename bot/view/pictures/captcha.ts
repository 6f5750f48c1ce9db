import { FONT_FAMILY } from './fonts.ts';
import { escapeXml } from './text.ts';

/**
 * Characters that stay apart when tilted, bent and struck through: no 0/O/o/Q, 1/l/I/i/j, 2/Z, 5/S, 8/B,
 * G and b beside 6, F beside E, t beside L, g and q beside 9, y beside Y, and no letter whose two cases
 * differ in size only (c, f, k, p, s, u, v, w, x, z). 22 to the fifth are 5.2 million pictures.
 */
export const captchaAlphabet = 'ADEHLMNRTYadehmnr34679';

const WIDTH = 340;
const HEIGHT = 120;
const GLYPH_SIZE = 62;
const INKS = ['#16324f', '#5b1a3a', '#1f4d2b', '#4a2b7a', '#6b3410'] as const;

/**
 * SVG of 340 × 120 pixels that shows `text`, any case meaning itself. The same text and seed give the
 * same picture; the seed, any integer, must not be guessable by who is asked.
 */
export function captchaPicture({ text, seed }: { text: string; seed: number }): string {
  const random = generator(seed);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">` +
    bend(random) +
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#f3f1ea"/>` +
    dots(random, 70) +
    `<g filter="url(#bend)">${glyphs(text, random)}${strokes(random, 2)}</g>` +
    `${dots(random, 50)}</svg>`
  );
}

type Random = (from: number, to: number) => number;

/** Smooth noise that moves each point by some pixels, so that no two glyphs keep one outline. */
function bend(random: Random): string {
  return (
    '<filter id="bend" x="0" y="0" width="100%" height="100%" filterUnits="objectBoundingBox">' +
    `<feTurbulence type="turbulence" baseFrequency="${random(0.018, 0.028)}" numOctaves="1" ` +
    `seed="${Math.floor(random(1, 10_000))}" result="noise"/>` +
    `<feDisplacementMap in="SourceGraphic" in2="noise" scale="${random(16, 22)}" ` +
    'xChannelSelector="R" yChannelSelector="G"/></filter>'
  );
}

function glyphs(text: string, random: Random): string {
  const characters = [...text];
  const step = (WIDTH - 50) / characters.length;
  return characters
    .map((character, i) => {
      const x = 25 + step * (i + 0.5) + random(-6, 6);
      const y = HEIGHT / 2 + random(-9, 9);
      const place = `translate(${x} ${y}) rotate(${random(-22, 22)}) skewX(${random(-14, 14)})`;
      const size = GLYPH_SIZE * random(0.9, 1.15);
      return (
        `<text transform="${place}" y="${size * 0.36}" text-anchor="middle" font-weight="700" ` +
        `font-family="${FONT_FAMILY}" font-size="${size}" fill="${ink(random)}">` +
        `${escapeXml(character)}</text>`
      );
    })
    .join('');
}

/** Curves across all glyphs, thin enough to read through, in the glyphs' own inks. */
function strokes(random: Random, count: number): string {
  const y = () => random(15, HEIGHT - 15);
  return Array.from({ length: count }, () => {
    const path = `M0 ${y()} C${WIDTH / 3} ${y()} ${(WIDTH * 2) / 3} ${y()} ${WIDTH} ${y()}`;
    return `<path d="${path}" fill="none" stroke="${ink(random)}" stroke-width="${random(1.5, 3)}"/>`;
  }).join('');
}

function dots(random: Random, count: number): string {
  return Array.from(
    { length: count },
    () =>
      `<circle cx="${random(0, WIDTH)}" cy="${random(0, HEIGHT)}" r="${random(0.8, 2.4)}" ` +
      `fill="${ink(random)}" opacity="${random(0.35, 0.9)}"/>`,
  ).join('');
}

function ink(random: Random): string {
  return INKS[Math.floor(random(0, INKS.length))] ?? INKS[0];
}

/** Mulberry32: evenly spread, and the same on every machine; secrecy is the text's, not its. */
function generator(seed: number): Random {
  let state = seed >>> 0;
  return (from, to) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return from + (to - from) * (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32);
  };
}
