import { type FoundStudent, findStudents } from '../../core/accounts/queries.ts';
import type { Turn } from '../intake/turn.ts';
import { copyable, formatNumber, Html } from '../view/language.ts';
import type { Button } from '../view/message.ts';
import { showCode } from '../view/names.ts';
import { caseTap } from './case-button.ts';
import { forOfficers, holdsRole } from './officer.ts';

const example = '/find AQFY-XMHJ';

/** Finds students of the officer's universities by tracking code, student number or name. */
const find = forOfficers(async (turn, typed) => {
  const { html } = turn.words;
  const text = typed.join(' ');
  if (text === '') return turn.say(html('review.findAsk', { example }));
  const found = await findStudents(turn.work.tx, await turn.person(), text);
  if (!found.ok) return turn.say(html('errors.notAllowed'));
  if (found.students.length === 0) return turn.say(html('review.findNone', { text }));
  await showFound(turn, text, found);
});

async function showFound(
  turn: Turn,
  text: string,
  { students, more }: { readonly students: readonly FoundStudent[]; readonly more: boolean },
): Promise<void> {
  const { html, language } = turn.words;
  const lines = students.map((student, index) => foundLine(turn, student, index + 1));
  const person = await turn.person();
  const numbers = students.flatMap(({ trackingCode }, index) =>
    trackingCode === null
      ? []
      : [{ text: formatNumber(index + 1, language), data: caseTap(person, trackingCode) }],
  );
  const parts = [
    html('review.findTitle', { text }),
    ...lines,
    ...(more ? [html('review.findMore')] : []),
  ];
  const rows = [
    numbers.slice(0, 4),
    numbers.slice(4),
    ...(holdsRole(person, 'studentDeputy') ? discretionRows(turn, students) : []),
  ].filter((row) => row.length > 0);
  turn.say(parts.join('\n\n'), { buttons: rows });
}

/** The deputy can set a rule aside for anybody, with a request or without. */
function discretionRows({ words }: Turn, students: readonly FoundStudent[]): Button[][] {
  const buttons = students.map(({ accountId }, index) => ({
    text: words.plain('review.discretion.of', { number: index + 1 }),
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

export const findScreens = { commands: { find }, taps: {}, forms: [] };
