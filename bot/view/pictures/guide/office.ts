import type { Words } from '../../language.ts';
import { wayPicture } from './way.ts';

const work = ['asked', 'approved', 'entered', 'answered', 'final', 'paid'] as const;
const pay = ['owner', 'draft', 'frozen', 'second', 'file', 'results'] as const;
const setup = ['university', 'units', 'officers', 'start', 'records', 'term'] as const;

/** Who does what from a unit's request for a student to the pay. */
export const workPicture = (words: Words): string =>
  wayPicture(words, {
    title: words.plain('guide.pictures.work.title'),
    below: words.plain('guide.pictures.work.below'),
    steps: work.map((step) => ({
      title: words.plain(`guide.pictures.work.${step}`),
      text: words.plain(`guide.pictures.work.who.${step}`),
    })),
  });

/** How a pay run goes, from whose accounts they are to the bank's answer. */
export const payPicture = (words: Words): string =>
  wayPicture(words, {
    title: words.plain('guide.pictures.pay.title'),
    below: words.plain('guide.pictures.pay.below'),
    steps: pay.map((step) => ({
      title: words.plain(`guide.pictures.pay.${step}`),
      text: words.plain(`guide.pictures.pay.who.${step}`),
    })),
  });

/** How a university comes to work. */
export const setupPicture = (words: Words): string =>
  wayPicture(words, {
    title: words.plain('guide.pictures.setup.title'),
    below: words.plain('guide.pictures.setup.below'),
    steps: setup.map((step) => ({
      title: words.plain(`guide.pictures.setup.${step}`),
      text: words.plain(`guide.pictures.setup.who.${step}`),
    })),
  });
