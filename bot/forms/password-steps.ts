import { z } from 'zod';
import { parsePassword } from '../../core/accounts/rules.ts';
import type { Input } from '../intake/incoming.ts';
import type { Outside } from '../intake/outside.ts';
import type { Turn } from '../intake/turn.ts';
import { explainPassword } from '../view/reasons/accounts.ts';
import type { Answer, FormState } from './form.ts';
import { readText } from './steps.ts';

/** Argon2id; the password itself is never kept. */
export interface NewPassword {
  password: string;
  repeat: true;
}

type State = FormState<NewPassword>;

type Hashed = { ok: true; hash: string } | Parameters<typeof explainPassword>[1];

/** As a hash is kept; with anything else what is repeated could not even be compared. */
const argon2id = /^\$argon2id\$v=\d+\$m=\d+,t=\d+,p=\d+\$[\w+/]+\$[\w+/]+$/;

/** A new password. Hashing is slow on purpose, so it is done before the unit of work. */
export const passwordStep = (ask: (turn: Turn) => string) => ({
  name: 'password' as const,
  schema: z.string().regex(argon2id),
  secret: true,
  resets: ['repeat'] as const,
  question: (turn: Turn) => ({ text: ask(turn) }),
  prepare: async (outside: Outside, input: Input): Promise<Hashed | undefined> => {
    if (input.kind !== 'text') return undefined;
    const parsed = parsePassword(input.text);
    return parsed.ok ? { ok: true, hash: await outside.hashPassword(parsed.value) } : parsed;
  },
  answer: (turn: Turn, input: Input): Answer<string> => {
    const read = readText(turn, input);
    if ('do' in read) return read;
    const prepared = turn.prepared as Hashed;
    if (prepared.ok) return { do: 'next', value: prepared.hash };
    return { do: 'stay', say: explainPassword(turn, prepared) };
  },
});

/** The same once more: a slip would lock its writer out. */
export const repeatStep = () => ({
  name: 'repeat' as const,
  schema: z.literal(true),
  secret: true,
  gate: true,
  question: (turn: Turn) => ({ text: turn.words.html('registration.repeatAsk') }),
  prepare: async (outside: Outside, input: Input, { answers }: State): Promise<boolean> => {
    if (input.kind !== 'text' || !answers.password) return false;
    const parsed = parsePassword(input.text);
    return parsed.ok && (await outside.verifyPassword(answers.password, parsed.value));
  },
  answer: (turn: Turn, input: Input): Answer<true> => {
    const read = readText(turn, input);
    if ('do' in read) return read;
    if (turn.prepared === true) return { do: 'next', value: true };
    return { do: 'stay', say: turn.words.html('registration.password.differs') };
  },
});
