import type { OwnWork } from '../../core/earnings/queries.ts';
import type { OwnStep } from '../../core/placements/rules/own-steps.ts';
import { formatHours } from './format.ts';
import type { Words } from './language.ts';
import type { Button, Buttons } from './message.ts';

/** Shows a placement in a message of its own: under notices and results, which stay as they are. */
export const seeWork = (placementId: number, { plain }: Words): Button => ({
  text: plain('work.buttons.see'),
  data: `placement:show:${placementId}`,
});

/** The answers to hours; the sum that is confirmed travels in the button. */
export const answerButtons = (placementId: number, minutes: number, words: Words): Button[] => [
  confirmButton('confirm', placementId, minutes, words),
  { text: words.plain('work.buttons.object'), data: `hours:object:${placementId}` },
];

const confirmButton = (
  key: 'confirm' | 'takeBack',
  placementId: number,
  minutes: number,
  { plain, language }: Words,
): Button => ({
  text: plain(`work.buttons.${key}`, { hours: formatHours(minutes, language) }),
  data: `hours:confirm:${placementId}:${minutes}`,
});

export const withdrawButton = (placementId: number, { plain }: Words): Button => ({
  text: plain('work.buttons.withdraw'),
  data: `placement:withdraw:${placementId}`,
});

export const declineButton = (placementId: number, { plain }: Words): Button => ({
  text: plain('work.buttons.decline'),
  data: `placement:decline:${placementId}`,
});

/** What the student can do with a placement now, a row each. */
export function stepButtons({ placementId: id, figures, steps }: OwnWork, words: Words): Buttons {
  const minutes = figures.waiting + figures.objected;
  const object = { text: words.plain('work.buttons.object'), data: `hours:object:${id}` };
  const buttons: Readonly<Record<OwnStep, Button>> = {
    confirm: confirmButton('confirm', id, minutes, words),
    takeBack: confirmButton('takeBack', id, minutes, words),
    object,
    decline: declineButton(id, words),
    withdraw: withdrawButton(id, words),
  };
  return steps.map((step) => [buttons[step]]);
}
