import { mostDeclared } from '../../../core/eligibility/rules.ts';
import {
  type DeclarableField,
  type Declarations,
  declarableFields,
} from '../../../core/eligibility/types.ts';
import { parseAverage } from '../../../core/registry/rules.ts';
import { plain } from '../../../core/text.ts';
import type { Answer, Question } from '../../forms/form.ts';
import { stepButton } from '../../forms/form.ts';
import { pressButton } from '../../forms/review.ts';
import { readText } from '../../forms/steps.ts';
import type { Input } from '../../intake/incoming.ts';
import type { Turn } from '../../intake/turn.ts';
import type { Buttons } from '../../view/message.ts';
import { factValue } from '../../view/record.ts';
import { formName } from './answers.ts';

type Value = number | boolean;

/** How each fact is given: averages are written, numbers pressed or written, the others pressed. */
const kinds = {
  termsPassed: 'count',
  lastTermAverage: 'average',
  cumulativeAverage: 'average',
  probationTerms: 'count',
  disciplinaryConvictions: 'count',
  bornInIran: 'yesOrNo',
  parentIranian: 'yesOrNo',
} as const satisfies Readonly<Record<DeclarableField, string>>;

const pressed: Readonly<Record<(typeof kinds)[DeclarableField], readonly (readonly Value[])[]>> = {
  average: [],
  count: [
    [0, 1, 2, 3],
    [4, 5, 6, 7],
  ],
  yesOrNo: [[true, false]],
};

const button = (text: string, verb: string, argument: string) =>
  stepButton(formName, 'eligibility', text, verb, argument);

/** Asks for one fact that the record lacks. */
export function askFor(turn: Turn, field: DeclarableField): Question {
  const { html } = turn.words;
  const rows: Buttons = pressed[kinds[field]].map((row) =>
    row.map((value) =>
      button(factValue(field, value, turn.words), 'is', `${field}=${Number(value)}`),
    ),
  );
  return {
    text: [html('application.declare.intro'), html(`application.declare.ask.${field}`)].join(
      '\n\n',
    ),
    buttons: rows,
  };
}

export type Declared = { readonly field: DeclarableField; readonly value: Value };

/** What a button of `askFor` says. */
export function pressedFact(argument: string): Declared | undefined {
  const [name, number = ''] = argument.split('=');
  const field = declarableFields.find((known) => known === name);
  if (field === undefined || kinds[field] === 'average' || !/^\d$/.test(number)) return undefined;
  const value = Number(number);
  return { field, value: kinds[field] === 'yesOrNo' ? value === 1 : value };
}

/** What was written as an answer to the question about a fact. */
export function writtenFact(
  turn: Turn,
  input: Input,
  field: DeclarableField,
): Declared | Extract<Answer<never>, { do: 'stay' }> {
  if (kinds[field] === 'yesOrNo') return pressButton(turn);
  const read = readText(turn, input);
  if ('do' in read) return read;
  if (kinds[field] === 'count') return writtenCount(turn, field, read.written);
  const parsed = parseAverage(read.written);
  if (parsed.ok) return { field, value: parsed.value };
  const say = turn.words.html(`application.declare.averageWrong.${parsed.reason}`);
  return { do: 'stay', say };
}

function writtenCount(turn: Turn, field: DeclarableField, written: string) {
  const typed = plain(written);
  const isCount = /^\d{1,3}$/.test(typed) && Number(typed) <= mostDeclared;
  if (isCount) return { field, value: Number(typed) };
  const say = turn.words.html('application.declare.countWrong', { most: mostDeclared });
  return { do: 'stay' as const, say };
}

/** Buttons that ask again for what was declared. */
export const changeButtons = (turn: Turn, declarations: Declarations) =>
  declaredFields(declarations).map(({ field }) =>
    button(
      turn.words.plain('application.declare.change', { what: labelOf(turn, field) }),
      'change',
      field,
    ),
  );

/** Each declared fact as a line. */
export const declaredLines = (turn: Turn, declarations: Declarations): string[] =>
  declaredFields(declarations).map((declared) => declaredText(turn, 'line', declared));

/** One declared fact with its value. */
export const declaredText = (turn: Turn, as: 'line' | 'noted', { field, value }: Declared) =>
  turn.words.html(`application.declare.${as}`, {
    what: labelOf(turn, field),
    value: factValue(field, value, turn.words),
  });

const labelOf = ({ words }: Turn, field: DeclarableField): string =>
  words.plain(`eligibility.facts.${field}`);

const declaredFields = (declarations: Declarations): Declared[] =>
  declarableFields.flatMap((field) => {
    const value = declarations[field] ?? null;
    return value === null ? [] : [{ field, value }];
  });
