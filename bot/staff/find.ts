import {
  type FoundPage,
  type FoundStudent,
  findStudents,
  foundPageSize,
} from '../../core/accounts/queries.ts';
import { ok, type Refusal, refuse } from '../../core/result.ts';
import { normalise } from '../../core/text.ts';
import { type Form, stepsOf } from '../forms/form.ts';
import { textStep } from '../forms/steps.ts';
import type { Turn } from '../intake/turn.ts';
import { copyable, Html } from '../view/language.ts';
import type { Button } from '../view/message.ts';
import { showCode } from '../view/names.ts';
import { soughtIn, turnFound } from '../view/pages.ts';
import { caseTap } from './case-button.ts';
import { forRoles } from './for-roles.ts';
import { listPage } from './list-page.ts';
import { declineTo, forOfficers, holdsRole, showPage, startForm } from './officer.ts';

/** Finds students of the officer's universities by tracking code, student number or name. */
async function showStudents(turn: Turn, text: string, wanted = 0): Promise<void> {
  const { html } = turn.words;
  const found = await findStudents(turn.work.tx, await turn.person(), text, wanted);
  if (!found.ok) return declineTo(turn, html('errors.notAllowed'));
  if (found.total === 0) return declineTo(turn, html('review.findNone', { text }));
  await showFound(turn, text, found);
}

interface Answers {
  sought: string;
}

/** The same by a button: what is looked for is asked. */
const findForm: Form<Answers> = {
  name: 'find',
  version: 1,
  title: (turn) => turn.words.plain('review.findButton'),
  steps: stepsOf<Answers>()(
    textStep<Answers, 'sought', Refusal<'empty'>>({
      name: 'sought',
      ask: (turn) => turn.words.html('review.findWhat'),
      parse: (text) => {
        const value = normalise(text);
        return value === '' ? refuse('empty') : ok({ value });
      },
      explain: (turn) => turn.words.html('review.findWhat'),
    }),
  ),
  finish: async (turn, { sought }) => {
    await showStudents(turn, sought);
    return { do: 'end' };
  },
};

const findByCommand = forOfficers((turn, typed) => {
  const text = typed.join(' ');
  return text === '' ? startForm(turn, findForm, {}) : showStudents(turn, text);
});

const findByTap = forOfficers((turn) => startForm(turn, findForm, {}));

const turnTo = forOfficers((turn, args) => {
  const { page, text } = soughtIn(args);
  return showStudents(turn, text, page);
});

async function showFound(turn: Turn, text: string, found: FoundPage): Promise<void> {
  const { html } = turn.words;
  const { students, page, pages } = found;
  const person = await turn.person();
  const turns = turnFound(turn.words, found, 'found', text);
  const more = pages > 1 && turns.length === 0 ? [html('review.findMore')] : [];
  const entries = students.map((student) => ({
    data: student.trackingCode === null ? undefined : caseTap(person, student.trackingCode),
    line: (number: number) => foundLine(turn, student, number),
  }));
  const first = page * foundPageSize + 1;
  showPage(
    turn,
    listPage(turn, {
      ...{ page, pages, size: foundPageSize, entries, turns },
      head: [html('review.findTitle', { text }), ...more].join('\n'),
      below: holdsRole(person, 'studentDeputy') ? discretionRows(turn, students, first) : [],
    }),
  );
}

/** The deputy can set a rule aside for anybody, with a request or without. */
function discretionRows(
  { words }: Turn,
  students: readonly FoundStudent[],
  first: number,
): Button[][] {
  const buttons = students.map(({ accountId }, index) => ({
    text: words.plain('review.discretion.of', { number: first + index }),
    data: `discretion:${accountId}`,
  }));
  return [buttons.slice(0, 4), buttons.slice(4)];
}

function foundLine({ words }: Turn, student: FoundStudent, number: number): string {
  const { html, plain } = words;
  const shown = {
    number,
    name: student.name ?? '',
    student: new Html(copyable(student.studentNumber)),
  };
  return student.trackingCode === null || student.state === null
    ? html('review.foundPlain', shown)
    : html('review.found', {
        ...shown,
        code: showCode(student.trackingCode),
        state: plain(`terms.applicationStates.${student.state}`),
      });
}

export const findScreens = {
  commands: { find: findByCommand },
  taps: { find: forRoles('find', findByTap), found: turnTo },
  forms: [findForm],
};
