import { z } from 'zod';
import { parsePassword } from '../../../core/accounts/rules.ts';
import { readText } from '../../forms/steps.ts';
import { explainPassword } from '../../view/reasons/accounts.ts';
import { step } from './answers.ts';

/** As long whatever the password. */
const hidden = '••••••••';

/** Hashing is slow on purpose, so it is done before the unit of work. */
export const password = step({
  name: 'password',
  schema: z.string().min(1),
  secret: true,
  resets: ['repeat'],
  shown: { label: (turn) => turn.words.plain('registration.passwordField'), value: () => hidden },
  question: (turn) => ({ text: turn.words.html('registration.passwordAsk') }),
  prepare: async (outside, input) => {
    if (input.kind !== 'text') return undefined;
    const parsed = parsePassword(input.text);
    return parsed.ok ? { ok: true, hash: await outside.hashPassword(parsed.value) } : parsed;
  },
  answer: (turn, input) => {
    const read = readText(turn, input);
    if ('do' in read) return read;
    const prepared = turn.prepared as
      | { ok: true; hash: string }
      | Parameters<typeof explainPassword>[1];
    if (prepared.ok) return { do: 'next', value: prepared.hash };
    return { do: 'stay', say: explainPassword(turn, prepared) };
  },
});

export const repeat = step({
  name: 'repeat',
  schema: z.literal(true),
  secret: true,
  gate: true,
  question: (turn) => ({ text: turn.words.html('registration.repeatAsk') }),
  prepare: async (outside, input, { answers }) => {
    if (input.kind !== 'text' || !answers.password) return undefined;
    const parsed = parsePassword(input.text);
    return parsed.ok && (await outside.verifyPassword(answers.password, parsed.value));
  },
  answer: (turn, input) => {
    const read = readText(turn, input);
    if ('do' in read) return read;
    if (turn.prepared === true) return { do: 'next', value: true };
    return { do: 'stay', say: turn.words.html('registration.password.differs') };
  },
});
