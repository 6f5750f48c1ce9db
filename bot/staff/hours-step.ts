import { z } from 'zod';
import { parseHours } from '../../core/placements/rules.ts';
import type { Step } from '../forms/form.ts';
import { readText } from '../forms/steps.ts';
import type { Turn } from '../intake/turn.ts';
import { formatHours } from '../view/format.ts';
import { explainHours } from '../view/reasons/placements.ts';

/** A step that asks for hours, written as 37.5, 37/5 or 37:30; minutes are kept. */
export const hoursStep = (
  ask: 'placing.hoursAsk' | 'placing.request.hoursAsk',
): Step<{ minutes: number }, 'minutes'> => ({
  name: 'minutes',
  schema: z.number(),
  shown: {
    label: (turn: Turn) => turn.words.plain('placing.request.hours'),
    value: (turn: Turn, value: number) => formatHours(value, turn.words.language),
  },
  question: (turn) => ({ text: turn.words.html(ask) }),
  answer: (turn, input) => {
    const read = readText(turn, input);
    if ('do' in read) return read;
    const parsed = parseHours(read.written);
    if (parsed.ok) return { do: 'next', value: parsed.minutes };
    return { do: 'stay', say: explainHours(turn, parsed) };
  },
});
