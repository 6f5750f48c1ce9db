import type { z } from 'zod';
import type { Step } from './form.ts';
import { pressButton } from './review.ts';

/** An answer that the button or command brings which opens the form; it is never asked. */
export const given = <Answers extends object, Name extends keyof Answers & string>(
  name: Name,
  schema: z.ZodType<Answers[Name]>,
): Step<Answers, Name> => ({
  name,
  schema,
  given: true,
  gate: true,
  question: () => {
    throw new Error(`the form was opened without ${name}`);
  },
  answer: pressButton,
});
