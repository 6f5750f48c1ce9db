import { z } from 'zod';
import { type Form, stepButton, stepOf, stepsOf, tapped } from '../../../bot/forms/form.ts';
import { pressButton, reviewStep } from '../../../bot/forms/review.ts';
import { choiceStep, textStep } from '../../../bot/forms/steps.ts';
import { ok, type Refusal, refuse } from '../../../core/result.ts';

/** What is asked in a form that has one step of each kind. */
export interface Answers {
  rules: 'yes';
  name: string;
  colour: 'red' | 'blue';
  size: 'small' | 'large';
  note: string;
  pins: number[];
  paper: string;
  password: string;
  review: true;
}

const step = stepOf<Answers>();
const form = 'small';

const text = (name: 'name' | 'note' | 'password', more: { optional?: true; secret?: true } = {}) =>
  textStep<Answers, typeof name, Refusal<'bad'>>({
    name,
    ...more,
    ask: () => `ask ${name}`,
    label: () => name,
    parse: (written) => (/^(!|$)/.test(written) ? refuse('bad') : ok({ value: written })),
    explain: () => `no ${name}`,
  });

const chosen = z.object({ pins: z.array(z.number()).default([]) });

const pins = step({
  name: 'pins',
  schema: z.array(z.number()).min(1).max(3),
  scratch: chosen,
  shown: { label: () => 'pins', value: (_turn, value) => value.join() },
  question: (_turn, { scratch }) => ({
    text: `ask pins ${chosen.parse(scratch).pins.join()}`,
    buttons: [
      [1, 2, 3].map((pin) => stepButton(form, 'pins', `${pin}`, 'add', `${pin}`)),
      [stepButton(form, 'pins', 'done', 'done')],
    ],
  }),
  answer: (turn, input, { scratch }) => {
    const { pins: before } = chosen.parse(scratch);
    const tap = tapped(input);
    if (tap?.verb === 'done' && before.length > 0) return { do: 'next', value: before };
    if (tap?.verb !== 'add' || !/^[123]$/.test(tap.argument)) return pressButton(turn);
    return { do: 'redraw', scratch: { pins: [...new Set([...before, Number(tap.argument)])] } };
  },
});

const paper = step({
  name: 'paper',
  schema: z.string(),
  when: ({ colour }) => colour === 'blue',
  shown: { label: () => 'paper', value: (_turn, value) => value },
  question: () => ({ text: 'ask paper' }),
  prepare: async (_outside, input) => (input.kind === 'file' ? input.file.fileId : undefined),
  answer: ({ prepared }) =>
    typeof prepared === 'string'
      ? { do: 'next', value: prepared }
      : { do: 'stay', say: 'send a file' },
});

/** Every list of answers that was sent. */
export type Sent = Partial<Answers>[];

export function smallForm(sent: Sent, more: Partial<Form<Answers>> = {}): Form<Answers> {
  const small: Form<Answers> = {
    name: form,
    version: 1,
    title: () => 'a small form',
    steps: stepsOf<Answers>()(
      choiceStep<Answers, 'rules'>({
        form,
        name: 'rules',
        gate: true,
        schema: z.literal('yes'),
        ask: () => 'ask rules',
        values: ['yes'],
        show: (_turn, value) => value,
      }),
      text('name'),
      choiceStep<Answers, 'colour'>({
        form,
        name: 'colour',
        resets: ['size', 'paper'],
        schema: z.enum(['red', 'blue']),
        ask: () => 'ask colour',
        label: () => 'colour',
        values: ['red', 'blue'],
        show: (_turn, value) => value,
      }),
      choiceStep<Answers, 'size'>({
        form,
        name: 'size',
        when: ({ colour }) => colour === 'red',
        schema: z.enum(['small', 'large']),
        ask: () => 'ask size',
        label: () => 'size',
        values: ['small', 'large'],
        show: (_turn, value) => value,
      }),
      text('note', { optional: true }),
      pins,
      paper,
      text('password', { secret: true }),
      step(
        reviewStep(
          () => small,
          () => 'look it over',
        ),
      ),
    ),
    finish: async (turn, answers) => {
      if (answers.name === 'taken') return { do: 'goto', step: 'name', say: 'the name is taken' };
      sent.push(answers);
      turn.say('sent');
      return { do: 'end' };
    },
    ...more,
  };
  return small;
}
