import {
  addDays,
  type DayRange,
  type IsoDate,
  jalaliMonth,
  parseDateIn,
  tehranDate,
} from '../../../core/calendar.ts';
import { can } from '../../../core/staff/rules.ts';
import { createTerm, openWindows } from '../../../core/terms/commands/open-windows.ts';
import { termsOf } from '../../../core/terms/queries.ts';
import { compareTerms, parseTerm, termAfter, termCode, termOn } from '../../../core/terms/rules.ts';
import {
  type Term,
  type TermCode,
  type WindowDates,
  type WindowKind,
  windowKinds,
  type YearRange,
} from '../../../core/terms/types.ts';
import { dateStep } from '../../forms/date-step.ts';
import {
  type Answer,
  type Finish,
  type Form,
  type Step,
  stepButton,
  stepOf,
  stepsOf,
  tapped,
} from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { readable, whole } from '../../forms/kept.ts';
import { reviewStep } from '../../forms/review.ts';
import { readText } from '../../forms/steps.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { escapeHtml } from '../../view/language.ts';
import { termName } from '../../view/names.ts';
import { explainDay } from '../../view/reasons/days.ts';
import { explainOpenWindows } from '../../view/reasons/windows.ts';
import { declineTo, forOfficers, startForm } from '../officer.ts';
import { ownUniversity, showWindows } from './windows.ts';

const name = 'newterm';

type Edge = 'From' | 'To';
type Dates = { [Field in `${WindowKind}${Edge}`]: string };

interface Answers extends Dates {
  universityId: number;
  term: string;
  review: true;
}

const step = stepOf<Answers>();

const yearsAround = (today: IsoDate): YearRange => {
  const year = Number(jalaliMonth(today).slice(0, 4));
  return { first: year - 2, last: year + 2 };
};

/** The term of today and those that follow, of which the university has no windows yet. */
async function offered(turn: Turn, universityId: number): Promise<Term[]> {
  const present = termOn(tehranDate(turn.work.now));
  const next = termAfter(present);
  const isSet = await setTerms(turn, universityId);
  return [present, next, termAfter(next)].filter((term) => !isSet(term));
}

/** Tells of which terms the university has its windows. */
async function setTerms(turn: Turn, universityId: number): Promise<(term: Term) => boolean> {
  const known = await termsOf(turn.work.tx, universityId);
  return (term) => known.some((one) => compareTerms(one, term) === 0);
}

/** The term that was written, where its windows can be set; otherwise what stands against it. */
async function readTerm(
  turn: Turn,
  universityId: number,
  written: string,
): Promise<{ readonly code: TermCode } | { readonly say: string }> {
  const { html } = turn.words;
  const parsed = parseTerm(written, yearsAround(tehranDate(turn.work.now)));
  if (!parsed.ok) return { say: html('setup.windows.termWrong', { example: exampleTerm(turn) }) };
  const isSet = await setTerms(turn, universityId);
  if (isSet(parsed.value)) return { say: html('setup.windows.alreadySet') };
  return { code: termCode(parsed.value) };
}

/** As it is written: 1405-1. */
const exampleTerm = ({ work }: Turn): string => termCode(termOn(tehranDate(work.now)));

/** A code as it is kept names its year whole, so that it is right however long ago it was written. */
const readKept = (code: string) => {
  const year = Number(code.slice(0, 4));
  return parseTerm(code, { first: year, last: year });
};

const term = step({
  name: 'term',
  schema: readable(readKept),
  shown: {
    label: (turn) => turn.words.plain('setup.windows.termLabel'),
    value: (turn, code) => escapeHtml(termName(termIn(code), turn.words)),
  },
  question: async (turn, { answers: { universityId = 0 } }) => ({
    text: turn.words.html('setup.windows.termAsk', { example: exampleTerm(turn) }),
    buttons: (await offered(turn, universityId)).map((one) => [
      stepButton(name, 'term', termName(one, turn.words), 'pick', termCode(one)),
    ]),
  }),
  answer: async (turn, input, { answers: { universityId = 0 } }): Promise<Answer<string>> => {
    const picked = tapped(input)?.argument;
    const read = picked === undefined ? readText(turn, input) : { written: picked };
    if ('do' in read) return read;
    const term = await readTerm(turn, universityId, read.written);
    return 'say' in term ? { do: 'stay', say: term.say } : { do: 'next', value: term.code };
  },
});

/** Throws where the code is none: the form keeps only right ones. */
function termIn(code: string): Term {
  const parsed = readKept(code);
  if (!parsed.ok) throw new Error(`the form kept a term that is none: ${parsed.reason}`);
  return parsed.value;
}

/** Windows may have begun some weeks ago, and end within the year that follows. */
const daysBack = 60;
const daysAhead = 400;

function rangeOf(turn: Turn, from: string | undefined): DayRange {
  const today = tehranDate(turn.work.now);
  const last = addDays(today, daysAhead);
  if (from === undefined) return { first: addDays(today, -daysBack), last };
  return { first: from > today ? (from as IsoDate) : today, last };
}

function dayOf(kind: WindowKind, edge: Edge) {
  const fromOf = (answers: Partial<Answers>) =>
    edge === 'To' ? answers[`${kind}From`] : undefined;
  const window = ({ words }: Turn) => ({ window: words.plain(`terms.windowKinds.${kind}`) });
  return dateStep<Dates, `${WindowKind}${Edge}`, Parameters<typeof explainDay>[1]>({
    form: name,
    name: `${kind}${edge}`,
    ask: (turn) => turn.words.html(`setup.windows.ask${edge}`, window(turn)),
    label: (turn) => turn.words.plain(`setup.windows.label${edge}`, window(turn)),
    range: (turn, answers) => rangeOf(turn, fromOf(answers)),
    opensAt: ({ first }) => (edge === 'From' ? addDays(first, daysBack) : first),
    near: true,
    parse: (text, turn, answers) => parseDateIn(text, rangeOf(turn, fromOf(answers))),
    explain: explainDay,
  });
}

/** The same, known by its name. */
const edgeStep = <Kind extends WindowKind, Of extends Edge>(kind: Kind, edge: Of) =>
  dayOf(kind, edge) as unknown as Step<Answers, `${Kind}${Of}`>;

/** A term with all four windows: they open together, or not at all. */
export const newTermForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('setup.windows.newTerm'),
  steps: stepsOf<Answers>()(
    step(given('universityId', whole)),
    term,
    edgeStep('applications', 'From'),
    edgeStep('applications', 'To'),
    edgeStep('unitRequests', 'From'),
    edgeStep('unitRequests', 'To'),
    edgeStep('hours', 'From'),
    edgeStep('hours', 'To'),
    edgeStep('accounts', 'From'),
    edgeStep('accounts', 'To'),
    step(
      reviewStep(
        () => newTermForm,
        (turn) => turn.words.html('setup.windows.review'),
      ),
    ),
  ),
  /** A changed beginning may have come after its end. */
  problems: (turn, answers) =>
    windowKinds
      .filter((kind) => (answers[`${kind}To`] ?? '') < (answers[`${kind}From`] ?? ''))
      .map((kind) =>
        turn.words.html('setup.windows.backwards', {
          window: turn.words.plain(`terms.windowKinds.${kind}`),
        }),
      ),
  finish,
};

const datesOf = (answers: Dates): Record<WindowKind, WindowDates> => {
  const of = (kind: WindowKind): WindowDates => ({
    opensOn: answers[`${kind}From`] as IsoDate,
    closesOn: answers[`${kind}To`] as IsoDate,
  });
  return {
    applications: of('applications'),
    unitRequests: of('unitRequests'),
    hours: of('hours'),
    accounts: of('accounts'),
  };
};

async function finish(turn: Turn, answers: Answers): Promise<Finish<Answers>> {
  const { universityId } = answers;
  const person = await turn.person();
  const created = await createTerm(turn.work, person, {
    ...termIn(answers.term),
    universityId,
  });
  const opened = created.ok
    ? await openWindows(turn.work, person, {
        universityId,
        termId: created.termId,
        dates: datesOf(answers),
      })
    : created;
  if (!opened.ok) {
    // What was written stays: who names the officers that are missing comes back and sends it.
    return { do: 'goto', step: 'review', say: explainOpenWindows(turn, opened) };
  }
  turn.say(turn.words.html('setup.windows.opened'));
  await showWindows(turn, universityId, created.ok ? created.termId : 0);
  return { do: 'end' };
}

async function start(turn: Turn, universityId: number, typed: string): Promise<void> {
  if (!can(await turn.person(), 'openWindows', { universityId }).ok) {
    return declineTo(turn, turn.words.html('errors.notAllowed'));
  }
  const term = typed === '' ? undefined : await readTerm(turn, universityId, typed);
  if (term && 'say' in term) turn.say(term.say);
  const chosen = term && 'code' in term ? { term: term.code } : {};
  await startForm(turn, newTermForm, { universityId, ...chosen });
}

/** `/term` asks for a new one at the own university; `/term 1405-1` for that one. */
const byCommand = forOfficers(async (turn, words) => {
  const universityId = await ownUniversity(turn, 'newterm');
  if (universityId !== undefined) await start(turn, universityId, words.join(''));
});

export const newTermScreens = {
  commands: { term: byCommand },
  taps: { newterm: forOfficers((turn, [id]) => start(turn, idOf(id), '')) },
  forms: [newTermForm],
};
