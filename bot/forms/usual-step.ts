import type { Turn } from '../intake/turn.ts';
import { type Step, stepButton, tapped } from './form.ts';

/** A step that is answered by writing, as it was, or by a button with one of a few usual texts. */
export function usualStep<Answers extends object, Name extends keyof Answers & string>(
  form: string,
  step: Step<Answers, Name>,
  usual: (turn: Turn) => readonly string[],
): Step<Answers, Name> {
  return {
    ...step,
    question: async (turn, state) => ({
      ...(await step.question(turn, state)),
      buttons: usual(turn).map((text, index) => [
        stepButton(form, step.name, text, 'usual', String(index)),
      ]),
    }),
    answer: (turn, input, state) => {
      const tap = tapped(input);
      const text = tap?.verb === 'usual' ? usual(turn)[Number(tap.argument)] : undefined;
      return step.answer(turn, text === undefined ? input : { kind: 'text', text }, state);
    },
  };
}
