import { z } from 'zod';
import { type IsoDate, isoDate } from '../../core/calendar.ts';
import { parseEntries, type TypedEntry } from '../../core/placements/rules/typed.ts';
import type { Step } from '../forms/form.ts';
import { day } from '../forms/kept.ts';
import { readText } from '../forms/steps.ts';
import type { Turn } from '../intake/turn.ts';
import { explainEntries } from '../view/reasons/placements.ts';
import { keptHours } from './hours-step.ts';

const workday = day.transform((text): IsoDate => isoDate(text));
const entriesSchema: z.ZodType<TypedEntry[]> = z
  .array(z.object({ minutes: keptHours, workedOn: workday.nullable() }))
  .min(1);

/** A step that asks for hours of several days, a line each; or for a total alone. */
export const entriesStep = <Answers extends { entries: TypedEntry[] }>(
  ask: (turn: Turn) => string,
): Step<Answers, 'entries'> => ({
  name: 'entries',
  schema: entriesSchema as z.ZodType<Answers['entries']>,
  question: (turn) => ({ text: ask(turn) }),
  answer: (turn, input) => {
    const read = readText(turn, input);
    if ('do' in read) return read;
    const parsed = parseEntries(read.written);
    if (parsed.ok) return { do: 'next', value: [...parsed.entries] };
    return { do: 'stay', say: explainEntries(turn, parsed) };
  },
});
