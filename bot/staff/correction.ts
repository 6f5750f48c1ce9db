import { z } from 'zod';
import { correctPlacement } from '../../core/placements/commands/correct-placement.ts';
import { parseCorrection } from '../../core/placements/rules/typed.ts';
import { checkHours } from '../../core/placements/rules.ts';
import { type Answer, type Form, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { whole } from '../forms/kept.ts';
import { reviewStep } from '../forms/review.ts';
import { readText } from '../forms/steps.ts';
import { idOf } from '../intake/tap-id.ts';
import { formatHours, signedHours } from '../view/format.ts';
import { escapeHtml } from '../view/language.ts';
import { explainCorrection, explainHours } from '../view/reasons/placements.ts';
import { aboutPlaced } from './about.ts';
import { declineTo, forOfficers, startForm, tappedPage } from './officer.ts';
import { placementAt, showPlacementAfter } from './placement-page.ts';
import { reasonStep } from './reason-step.ts';

interface Answers {
  page: number;
  placementId: number;
  payable: number;
  minutes: number;
  reason: string;
  review: true;
}

const step = stepOf<Answers>();

/** The one way to change hours after the final approval: a correction on record, by the expert or the deputy. */
const correctForm: Form<Answers> = {
  name: 'correct',
  version: 1,
  title: (turn) => turn.words.plain('placing.correct.title'),
  about: aboutPlaced,
  steps: stepsOf<Answers>()(
    step(given('page', whole)),
    step(given('placementId', whole)),
    step(given('payable', whole)),
    step({
      name: 'minutes',
      schema: z.int().refine((minutes) => checkHours(Math.abs(minutes)).ok),
      shown: {
        label: (turn) => turn.words.plain('placing.correct.change'),
        value: (turn, minutes) => signedHours(minutes, turn.words.language),
      },
      question: (turn, { answers: { payable = 0 } }) => ({
        text: turn.words.html('placing.correct.ask', {
          payable: formatHours(payable, turn.words.language),
        }),
      }),
      answer: (turn, input): Answer<number> => {
        const read = readText(turn, input);
        if ('do' in read) return read;
        const parsed = parseCorrection(read.written);
        if (parsed.ok) return { do: 'next', value: parsed.minutes };
        const say =
          parsed.reason === 'noSign'
            ? turn.words.html('placing.correct.noSign')
            : explainHours(turn, parsed);
        return { do: 'stay', say };
      },
    }),
    step({
      ...reasonStep<Answers, 'reason'>('reason', 'placing.correct.reasonAsk'),
      shown: {
        label: (turn) => turn.words.plain('placing.correct.reason'),
        value: (_turn, reason) => escapeHtml(reason),
      },
    }),
    step(
      reviewStep(
        () => correctForm,
        (turn) => turn.words.html('placing.correct.review'),
      ),
    ),
  ),
  finish: async (turn, { page, placementId, payable, minutes, reason }) => {
    const order = { placementId, minutes, seen: payable, reason };
    const result = await correctPlacement(turn.work, await turn.person(), order);
    if (!result.ok) {
      const say = explainCorrection(turn, result);
      if (result.reason === 'outOfRange') return { do: 'goto', step: 'minutes', say };
      declineTo(turn, say);
    } else {
      const hours = formatHours(result.minutes, turn.words.language);
      turn.say(turn.words.html('placing.correct.done', { hours }));
    }
    await showPlacementAfter(turn, placementId, page);
    return { do: 'end' };
  },
};

const ask = forOfficers(async (turn, [id]) => {
  const placementId = idOf(id);
  const view = await placementAt(turn, placementId, 'correct');
  if (!view) return;
  const payable = view.payableMinutes;
  await startForm(turn, correctForm, { page: tappedPage(turn), placementId, payable });
});

export const correctionScreens = { taps: { correct: ask }, forms: [correctForm] };
