import { z } from 'zod';
import type { Turn } from '../intake/turn.ts';
import { Html, isolate } from '../view/language.ts';
import type { Button } from '../view/message.ts';
import {
  type Answer,
  type AnyForm,
  type FormState,
  type Question,
  stepButton,
  tapped,
} from './form.ts';
import { applies } from './state.ts';

type Answers = Record<string, unknown>;
type State = FormState<Answers>;

/**
 * The page that shows every answer before sending, lists what contradicts itself, and lets each be
 * changed. `form` is a function because a form contains its own review.
 */
export const reviewStep = (
  form: () => AnyForm,
  intro: (turn: Turn, answers: Answers) => string | Promise<string>,
) => ({
  name: 'review' as const,
  schema: z.literal(true),
  question: async (turn: Turn, state: State): Promise<Question> =>
    reviewPage(turn, form(), await intro(turn, state.answers), state),
  answer: (turn: Turn, input: Parameters<typeof tapped>[0], state: State): Answer<true> => {
    const tap = tapped(input);
    if (tap?.verb === 'change') return change(turn, form(), state, tap.argument);
    if (tap?.verb !== 'send') return pressButton(turn);
    const problems = form().problems?.(turn, state.answers) ?? [];
    if (problems.length === 0) return { do: 'next', value: true };
    return { do: 'stay', say: listProblems(turn, problems) };
  },
});

/** Only what is shown can be changed: a made-up button must not lead past the steps in between. */
function change(turn: Turn, form: AnyForm, { answers }: State, name: string): Answer<true> {
  const isShown = changeableSteps(form, answers).some((step) => step.name === name);
  return isShown ? { do: 'goto', step: name } : pressButton(turn);
}

/** The civil word to text where a button is due. */
export const pressButton = (turn: Turn): Extract<Answer<never>, { do: 'stay' }> => ({
  do: 'stay',
  say: turn.words.html('forms.pressButton'),
  again: true,
});

const shownSteps = (form: AnyForm, answers: Answers) =>
  form.steps.filter((step) => step.shown && applies(step, answers));

const changeableSteps = (form: AnyForm, answers: Answers) =>
  shownSteps(form, answers).filter(({ shown }) => !shown?.fixed);

async function reviewPage(
  turn: Turn,
  form: AnyForm,
  intro: string,
  state: State,
): Promise<Question> {
  const steps = shownSteps(form, state.answers);
  const problems = form.problems?.(turn, state.answers) ?? [];
  const warning = problems.length > 0 ? [listProblems(turn, problems)] : [];
  const lines = await answerLines(turn, steps, state.answers);
  const change = changeableSteps(form, state.answers).map((step) =>
    stepButton(form.name, 'review', `✏️ ${step.shown?.label(turn)}`, 'change', step.name),
  );
  return {
    text: [intro, lines.join('\n'), ...warning].join('\n\n'),
    buttons: [
      ...inPairs(change),
      [stepButton(form.name, 'review', turn.words.plain('forms.send'), 'send')],
    ],
  };
}

async function answerLines(
  turn: Turn,
  steps: ReturnType<typeof shownSteps>,
  answers: Answers,
): Promise<string[]> {
  const { html } = turn.words;
  const lines: string[] = [];
  for (const { name, shown } of steps) {
    const value = answers[name];
    const text = value == null ? html('forms.leftOut') : await shown?.value(turn, value, answers);
    lines.push(
      html('forms.reviewLine', {
        label: new Html(shown?.label(turn) ?? ''),
        value: new Html(apart(text ?? '')),
      }),
    );
  }
  return lines;
}

/** What somebody wrote must not mix with the line that it stands in; a list has lines of its own. */
const apart = (text: string): string => (text.includes('\n') ? text : isolate(text));

const listProblems = (turn: Turn, problems: readonly string[]): string =>
  [turn.words.html('forms.problems'), ...problems.map((problem) => `• ${problem}`)].join('\n');

export function inPairs(buttons: readonly Button[]): Button[][] {
  return buttons.flatMap((button, index) => {
    const second = buttons[index + 1];
    return index % 2 === 1 ? [] : [second ? [button, second] : [button]];
  });
}
