import { z } from 'zod';
import { tryPassword } from '../../core/accounts/commands/try-password.ts';
import type { PasswordTryRefusal } from '../../core/accounts/types.ts';
import type { Identity } from '../../core/identity/types.ts';
import type { Input } from '../intake/incoming.ts';
import type { OpenedAccount, Outside, PasswordOwner } from '../intake/outside.ts';
import type { Turn } from '../intake/turn.ts';
import type { Buttons } from '../view/message.ts';
import type { Told } from '../view/notices/told.ts';
import type { Answer, FormState } from './form.ts';
import { whole } from './kept.ts';
import { readText } from './steps.ts';

interface PasswordCheck<Answers extends object, Name extends string> {
  readonly name: Name;
  readonly ask: (turn: Turn) => string;
  /** What is left to who does not know the password, before any guess. */
  readonly otherwise: (turn: Turn, answers: Partial<Answers>) => Buttons;
  /** Whose password it is; the account is the one that is signed in, if any. */
  readonly owner: (answers: Partial<Answers>, accountId: number | null) => PasswordOwner;
  readonly identity: (turn: Turn, answers: Partial<Answers>) => Identity | Promise<Identity>;
  readonly explain: (turn: Turn, refusal: PasswordTryRefusal, identity: Identity) => Told;
}

/** Wrapped, so that what was prepared for another state of the form is never taken for this one's. */
interface Checked {
  readonly opened: OpenedAccount | undefined;
}

/**
 * A password that an account has. It is checked before the unit of work; inside it the guess is
 * counted. What is kept is which hash it opened, never the password.
 */
export const passwordCheckStep = <Answers extends object, Name extends string>({
  name,
  ask,
  otherwise,
  owner,
  identity,
  explain,
}: PasswordCheck<Answers, Name>) => ({
  name,
  schema: z.object({ accountId: whole, passwordHash: z.string() }),
  secret: true,
  question: (turn: Turn, { answers }: FormState<Answers>) => ({
    text: ask(turn),
    buttons: otherwise(turn, answers),
  }),
  prepare: async (
    outside: Outside,
    input: Input,
    { answers }: FormState<Answers>,
    accountId: number | null,
  ): Promise<Checked | undefined> => {
    if (input.kind !== 'text') return undefined;
    return { opened: await outside.checkPassword(owner(answers, accountId), input.text) };
  },
  answer: async (
    turn: Turn,
    input: Input,
    { answers }: FormState<Answers>,
  ): Promise<Answer<OpenedAccount>> => {
    const read = readText(turn, input);
    if ('do' in read) return read;
    const { opened } = turn.prepared as Checked;
    const of = await identity(turn, answers);
    const person = await turn.person();
    const guess = { identity: of, right: opened !== undefined };
    const result = await tryPassword(turn.work, person, guess);
    if (result.ok && opened) return { do: 'next', value: opened };
    if (result.ok) throw new Error('a password was right although it opened nothing');
    const { text: say, buttons = [] } = explain(turn, result, of);
    return { do: 'stay', say, buttons };
  },
});
