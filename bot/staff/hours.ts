import { z } from 'zod';
import { addDays, type IsoDate, parseDateIn, tehranDate } from '../../core/calendar.ts';
import {
  type NewHours,
  reportHours,
  standByHours,
} from '../../core/placements/commands/report-hours.ts';
import type { TypedEntry } from '../../core/placements/rules/typed.ts';
import { parseHours } from '../../core/placements/rules.ts';
import { refuse } from '../../core/result.ts';
import { dateStep } from '../forms/date-step.ts';
import { type Form, stepOf, stepsOf } from '../forms/form.ts';
import { choiceStep } from '../forms/steps.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { formatHours } from '../view/format.ts';
import { explainDay } from '../view/reasons/days.ts';
import { explainHours, explainReport } from '../view/reasons/placements.ts';
import { entriesStep } from './entries-step.ts';
import { given } from './given.ts';
import { hoursStep } from './hours-step.ts';
import { confirmTo, declineTo, forOfficers, startForm, tappedPage } from './officer.ts';
import {
  aboutPlacement,
  openPlacement,
  placementFor,
  showPlacementAfter,
} from './placement-page.ts';

const name = 'hoursform';

const kinds = ['total', 'dated', 'listed'] as const;
type Kind = (typeof kinds)[number];

interface Answers {
  page: number;
  placementId: number;
  student: string;
  kind: Kind;
  day: string;
  minutes: number;
  entries: TypedEntry[];
}

const step = stepOf<Answers>();

const labels = {
  total: 'placing.hoursTotal',
  dated: 'placing.hoursDated',
  listed: 'placing.hoursListed',
} as const satisfies Readonly<Record<Kind, string>>;

const kind = choiceStep<Answers, 'kind'>({
  form: name,
  name: 'kind',
  schema: z.enum(kinds),
  resets: ['day'],
  ask: (turn, { answers }) =>
    turn.words.html('placing.hoursKindAsk', { name: answers.student ?? '' }),
  values: kinds,
  show: (turn, value) => turn.words.plain(labels[value]),
});

/** Longer ago than a term is no day of its work. */
const daysBack = 250;

function daysUntilToday(turn: Turn) {
  const last = tehranDate(turn.work.now);
  return { first: addDays(last, -daysBack), last };
}

const day = dateStep<Answers, 'day', Parameters<typeof explainDay>[1]>({
  form: name,
  name: 'day',
  when: ({ kind: chosen }) => chosen === 'dated',
  ask: (turn) => turn.words.html('placing.hoursDayAsk'),
  label: (turn) => turn.words.plain('placing.hoursDay'),
  range: daysUntilToday,
  opensAt: ({ last }) => last,
  near: true,
  parse: (text, turn) => parseDateIn(text, daysUntilToday(turn)),
  explain: explainDay,
});

async function report(
  turn: Turn,
  placementId: number,
  entries: readonly NewHours[],
): Promise<void> {
  const result = await reportHours(turn.work, await turn.person(), { placementId, entries });
  if (!result.ok) return declineTo(turn, explainReport(turn, result));
  const hours = formatHours(result.minutes, turn.words.language);
  turn.say(turn.words.html('placing.reported', { hours }));
}

const hoursForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('placing.hoursTitle'),
  steps: stepsOf<Answers>()(
    step(given('page', z.number())),
    step(given('placementId', z.number())),
    step(given('student', z.string())),
    kind,
    day,
    step({
      ...hoursStep<Answers>('placing.hoursAsk'),
      when: ({ kind: chosen }) => chosen !== 'listed',
    }),
    step({
      ...entriesStep<Answers>((turn) => turn.words.html('placing.hoursListAsk')),
      when: ({ kind: chosen }) => chosen === 'listed',
    }),
  ),
  finish: async (turn, { page, placementId, ...answers }) => {
    await report(turn, placementId, entriesIn(answers));
    await showPlacementAfter(turn, placementId, page);
    return { do: 'end' };
  },
};

function entriesIn({
  kind: chosen,
  day: workedOn,
  minutes,
  entries,
}: Pick<Answers, 'kind' | 'day' | 'minutes' | 'entries'>): readonly NewHours[] {
  if (chosen === 'listed') return entries;
  return [{ minutes, workedOn: chosen === 'dated' ? (workedOn as IsoDate) : null }];
}

async function ask(turn: Turn, placementId: number): Promise<void> {
  const view = await placementFor(turn, placementId);
  if (!view) return;
  const { may, state } = view;
  if (!may.report) return declineTo(turn, explainReport(turn, refuse('wrongState', { state })));
  const student = view.name ?? '';
  await startForm(turn, hoursForm, { page: tappedPage(turn), placementId, student });
}

/** The unit answers an objection by the hours that it had entered. */
async function stand(turn: Turn, placementId: number): Promise<void> {
  const result = await standByHours(turn.work, await turn.person(), { placementId });
  if (result.ok) confirmTo(turn, turn.words.html('placing.stood'));
  else declineTo(turn, explainReport(turn, result));
  if (result.ok) await openPlacement(turn, placementId);
}

/** `/hours <code> <hours>` enters a total at once; without the hours the form asks. */
const byCommand = aboutPlacement('hours', async (turn, placementId, words) => {
  if (words.length === 0) return ask(turn, placementId);
  const parsed = parseHours(words.join(''));
  if (!parsed.ok) return turn.say(explainHours(turn, parsed));
  await report(turn, placementId, [{ minutes: parsed.minutes, workedOn: null }]);
});

export const hoursScreens = {
  commands: { hours: byCommand },
  taps: {
    enter: forOfficers((turn, [id]) => ask(turn, idOf(id))),
    stand: forOfficers((turn, [id]) => stand(turn, idOf(id))),
  },
  forms: [hoursForm],
};
