import { z } from 'zod';
import { openForm } from '../forms/engine.ts';
import { type Form, stepOf, stepsOf } from '../forms/form.ts';
import { readText } from '../forms/steps.ts';
import type { Handler } from '../intake/handler.ts';
import { track } from './status.ts';

interface TrackAnswers {
  code: true;
}

/** Asks for a tracking code, so that a button is enough to follow a request without an account. */
export const trackForm: Form<TrackAnswers> = {
  name: 'track',
  version: 1,
  title: (turn) => turn.words.plain('menu.track'),
  steps: stepsOf<TrackAnswers>()(
    stepOf<TrackAnswers>()({
      name: 'code',
      schema: z.literal(true),
      question: (turn) => ({ text: turn.words.html('start.trackAsk') }),
      answer: async (turn, input) => {
        const read = readText(turn, input);
        if ('do' in read) return read;
        const wrong = await track(turn, read.written);
        return wrong ? { do: 'stay', ...wrong } : { do: 'end' };
      },
    }),
  ),
  finish: async () => ({ do: 'end' }),
};

const openTrack: Handler = async (turn) => {
  turn.dropButtons();
  await openForm(turn, trackForm);
};

export const trackScreens = { taps: { track: openTrack } };
