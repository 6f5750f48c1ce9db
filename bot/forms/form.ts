import type { z } from 'zod';
import type { Input } from '../intake/incoming.ts';
import type { Outside } from '../intake/outside.ts';
import type { Turn } from '../intake/turn.ts';
import type { Button, Buttons, Picture } from '../view/message.ts';

/**
 * A form is a list of steps. Its state is data, `{ form, version, step, answers, scratch }`, in one
 * row; the engine moves through it, and nothing of it lives in memory between two messages.
 *
 * Words used here: an *answer* is what a step keeps; *scratch* is what a step needs while it is
 * asked (tries, a picture's text, files so far) and is forgotten when the form moves on.
 */
export interface FormState<Answers extends object> {
  readonly step: string;
  readonly answers: Partial<Answers>;
  readonly scratch: Scratch;
  /** The page that this step was opened from, to be changed; "back" leads there. */
  readonly origin?: string | undefined;
}

export type Scratch = Readonly<Record<string, unknown>>;

export interface Question {
  readonly text: string;
  readonly buttons?: Buttons;
  readonly picture?: Picture;
  readonly askContact?: string;
}

/** What a step makes of what the person did. */
export type Answer<Value> =
  /** Kept; the form moves on. `say` is said before the next question. */
  | { readonly do: 'next'; readonly value: Value; readonly say?: string }
  /** Declined with a reason; the step stays and asks again only if `again`. */
  | {
      readonly do: 'stay';
      readonly say: string;
      readonly scratch?: Scratch;
      readonly again?: boolean;
      readonly buttons?: Buttons;
    }
  /** The question's own message is drawn anew: a box ticked, a page turned. */
  | { readonly do: 'redraw'; readonly scratch: Scratch }
  /** Another step is asked; no answer is forgotten. */
  | { readonly do: 'goto'; readonly step: string; readonly say?: string }
  /** The form ends here without its result; what was to be said has been said. */
  | { readonly do: 'end' };

/** A step that shows what it got on the review page. */
export interface Shown<Value> {
  readonly label: (turn: Turn) => string;
  /** `answers` are all that are given by now. */
  readonly value: (
    turn: Turn,
    value: Value,
    answers: Readonly<Record<string, unknown>>,
  ) => string | Promise<string>;
  /** It says what the form is about, and is not changed from there. */
  readonly fixed?: true;
}

export interface Step<Answers extends object, Name extends keyof Answers & string> {
  readonly name: Name;
  /** What is kept; checked again whenever a stored form is read. */
  readonly schema: z.ZodType<Answers[Name]>;
  /** Brought by what opens the form and never asked: without it the form cannot go on. */
  readonly given?: boolean;
  /** What this step keeps as scratch; with one that does not fit, it is begun anew. */
  readonly scratch?: z.ZodType;
  /** Asked only when this holds. */
  readonly when?: (answers: Partial<Answers>) => boolean;
  /** May be left out; null is kept. */
  readonly optional?: boolean;
  /** Where "back" stops: a step whose doing cannot be undone by going back. */
  readonly gate?: boolean;
  /** Whether the answer no longer fits the others: it is asked anew, and `enter` may begin from it. */
  readonly stale?: (answers: Partial<Answers>) => boolean;
  /** Later steps that must be done again when this answer changes. */
  readonly resets?: readonly (keyof Answers & string)[];
  /** The question shows the button that shares the own phone number; it is taken away afterwards. */
  readonly asksContact?: boolean;
  /** The person's message is deleted as soon as it was read. */
  readonly secret?: boolean;
  /** Shown on the review page, and can be changed from there. */
  readonly shown?: Shown<NonNullable<Answers[Name]>>;
  /** Runs in the unit of work when the step is reached: issues a code, draws a picture. */
  readonly enter?: (turn: Turn, state: FormState<Answers>) => Promise<Scratch> | Scratch;
  readonly question: (turn: Turn, state: FormState<Answers>) => Promise<Question> | Question;
  /** Fetches from outside what `answer` needs, before the unit of work; comes as `turn.prepared`. */
  readonly prepare?: (
    outside: Outside,
    input: Input,
    state: FormState<Answers>,
    accountId: number | null,
  ) => Promise<unknown>;
  /** How long `answer` may take with what was prepared; half a minute unless told. */
  readonly longestMs?: number;
  readonly answer: (
    turn: Turn,
    input: Input,
    state: FormState<Answers>,
  ) => Promise<Answer<Answers[Name]>> | Answer<Answers[Name]>;
}

/** A step of any type, as the engine sees it. */
export type AnyStep<Answers extends object> = {
  [Name in keyof Answers & string]: Step<Answers, Name>;
}[keyof Answers & string];

/** How a form ended. */
export type Finish<Answers extends object> =
  | { readonly do: 'end' }
  /** Something stands against it: said, and the form goes to that step. */
  | { readonly do: 'goto'; readonly step: keyof Answers & string; readonly say: string };

export interface Form<Answers extends object> {
  readonly name: string;
  readonly version: number;
  readonly steps: readonly AnyStep<Answers>[];
  /** By what is given by now; nothing is where the form cannot go on. */
  readonly title: (turn: Turn, answers: Partial<Answers>) => string;
  /**
   * On whom or what it acts, as HTML: stands above every question, because days may lie between two of
   * them. Undefined where that is not known, or is not this person's to see any more.
   */
  readonly about?: (turn: Turn, answers: Partial<Answers>) => Promise<string | undefined>;
  /** What is said where it has nothing left to do, whatever is answered: it is given up then. */
  readonly over?: (
    turn: Turn,
    answers: Partial<Answers>,
  ) => Promise<{ readonly say: string; readonly buttons: Buttons } | undefined>;
  /** Runs in the unit of work of the last answer. */
  readonly finish: (turn: Turn, answers: Answers) => Promise<Finish<Answers>>;
  /** What contradicts itself although every step is right; shown on the review page, which then does not send. */
  readonly problems?: (turn: Turn, answers: Partial<Answers>) => readonly string[];
  /** Leads answers kept by an older version over to this one; those that do not fit are asked anew. */
  readonly migrate?: (answers: Record<string, unknown>, from: number) => Record<string, unknown>;
}

/** Names the type of a step, so that its parts are checked against the answers of its form. */
export const stepOf =
  <Answers extends object>() =>
  <Name extends keyof Answers & string>(step: Step<Answers, Name>): Step<Answers, Name> =>
    step;

/** What a list of steps leaves out, by name; where it leaves out nothing, the list itself. */
type Whole<Answers extends object, Steps extends readonly { readonly name: string }[]> = [
  Exclude<keyof Answers & string, Steps[number]['name']>,
] extends [never]
  ? Steps
  : { readonly answersWithoutStep: Exclude<keyof Answers & string, Steps[number]['name']> };

/** Lists the steps of a form in their order; each belongs to its answers, and each answer has one. */
export const stepsOf =
  <Answers extends object>() =>
  <const Steps extends readonly AnyStep<Answers>[]>(...steps: Steps): Whole<Answers, Steps> =>
    steps as Whole<Answers, Steps>;

/** Forms of any answers, for tables of forms. */
// biome-ignore lint/suspicious/noExplicitAny: a table holds forms whose answers differ.
export type AnyForm = Form<any>;

/** The tap of a step's button: `f:<form>:<step>:<verb>:<argument>`. */
export const stepButton = (
  form: string,
  step: string,
  text: string,
  verb: string,
  argument = '',
): Button => ({ text, data: ['f', form, step, verb, argument].join(':').replace(/:$/, '') });

/** The verb and argument of a tap on one of this step's own buttons. */
export function tapped(input: Input): { verb: string; argument: string } | undefined {
  if (input.kind !== 'tap') return undefined;
  const [, , verb = '', argument = ''] = input.args;
  return { verb, argument };
}
