import type { Words } from '../../language.ts';
import { wayPicture } from './way.ts';

const steps = ['filed', 'reviewed', 'placed', 'hours', 'final', 'paid'] as const;

/** The way of a request from filing to pay, with what happens in each step. */
export const pathPicture = (words: Words): string =>
  wayPicture(words, {
    title: words.plain('guide.pictures.path.title'),
    below: words.plain('guide.pictures.path.below'),
    steps: steps.map((step) => ({
      title: words.plain(`card.steps.${step}`),
      text: words.plain(`guide.pictures.path.${step}`),
    })),
  });
