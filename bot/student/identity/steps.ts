import { z } from 'zod';
import { identityKinds } from '../../../core/identity/types.ts';
import type { Answer, FormState } from '../../forms/form.ts';
import { choiceStep, readText } from '../../forms/steps.ts';
import type { Input } from '../../intake/incoming.ts';
import type { Turn } from '../../intake/turn.ts';
import { explainIdentity } from '../../view/reasons/accounts.ts';
import { type IdentityAnswers, parseIdentity } from './answers.ts';

type State = FormState<IdentityAnswers>;

/** With which of the three numbers the account was opened. */
export const kindStep = (form: string, ask: (turn: Turn) => string) =>
  choiceStep<IdentityAnswers, 'kind'>({
    form,
    name: 'kind',
    schema: z.enum(identityKinds),
    ask,
    values: identityKinds,
    show: (turn, value) => turn.words.plain(`terms.identityKinds.${value}`),
  });

export const ofPassports = { when: ({ kind }: Partial<IdentityAnswers>) => kind === 'passport' };

export const numberStep = {
  name: 'identity' as const,
  schema: z.string().min(1),
  question: (turn: Turn, { answers: { kind = 'nationalId' } }: State) => ({
    text: turn.words.html(`signIn.ask.${kind}`),
  }),
  answer: (turn: Turn, input: Input, { answers }: State): Answer<string> => {
    const read = readText(turn, input);
    if ('do' in read) return read;
    const parsed = parseIdentity(read.written, answers);
    if (parsed.ok) return { do: 'next', value: parsed.value };
    return { do: 'stay', say: explainIdentity(turn, answers.kind ?? 'nationalId', parsed) };
  },
};
