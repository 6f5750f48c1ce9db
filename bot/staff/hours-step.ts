import { z } from 'zod';
import { checkHours, parseHours } from '../../core/placements/rules.ts';
import type { Step } from '../forms/form.ts';
import { readText } from '../forms/steps.ts';
import type { Turn } from '../intake/turn.ts';
import { formatHours } from '../view/format.ts';
import { explainHours } from '../view/reasons/placements.ts';

/** Minutes as they are kept, where hours can be that long. */
export const keptHours = z.int().refine((minutes) => checkHours(minutes).ok);

/** A step that asks for hours, written as 37.5, 37/5 or 37:30; minutes are kept. */
export const hoursStep = <Answers extends { minutes: number }>(
  ask: 'placing.hoursAsk' | 'placing.request.hoursAsk' | ((turn: Turn) => string | Promise<string>),
): Step<Answers, 'minutes'> => ({
  name: 'minutes',
  schema: keptHours as unknown as z.ZodType<Answers['minutes']>,
  shown: {
    label: (turn: Turn) => turn.words.plain('placing.request.hours'),
    value: (turn: Turn, value: number) => formatHours(value, turn.words.language),
  },
  question: async (turn) => ({
    text: typeof ask === 'string' ? turn.words.html(ask) : await ask(turn),
  }),
  answer: (turn, input) => {
    const read = readText(turn, input);
    if ('do' in read) return read;
    const parsed = parseHours(read.written);
    if (parsed.ok) return { do: 'next', value: parsed.minutes };
    return { do: 'stay', say: explainHours(turn, parsed) };
  },
});
