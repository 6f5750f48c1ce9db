import { z } from 'zod';
import { tidyMessage } from '../../core/support/rules.ts';
import type { Turn } from '../intake/turn.ts';
import { escapeHtml } from '../view/language.ts';
import type { Answer, Step } from './form.ts';
import { readText } from './steps.ts';

/** Answers of a form with such a step. */
interface WithText {
  text: string;
}

interface MessageStep {
  readonly ask: (turn: Turn, answers: object) => Promise<string> | string;
  readonly label?: (turn: Turn) => string;
}

/** A step that takes a text of several lines, to be read by another person. */
export const messageStep = ({ ask, label }: MessageStep): Step<WithText, 'text'> => ({
  name: 'text',
  schema: z.string().min(1),
  ...(label
    ? { shown: { label, value: (_turn: Turn, text: string) => `\n${escapeHtml(text)}` } }
    : {}),
  question: async (turn, { answers }) => ({ text: await ask(turn, answers) }),
  answer: (turn, input): Answer<string> => {
    const { html } = turn.words;
    if (input.kind === 'file') return { do: 'stay', say: html('support.textFirst') };
    const read = readText(turn, input);
    if ('do' in read) return read;
    const value = tidyMessage(read.written);
    return value === ''
      ? { do: 'stay', say: html('support.refusals.noText') }
      : { do: 'next', value };
  },
});
