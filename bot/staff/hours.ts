import { z } from 'zod';
import { addDays, type IsoDate, parseDateIn, tehranDate } from '../../core/calendar.ts';
import {
  type HoursOrder,
  type NewHours,
  reportHours,
  standByHours,
} from '../../core/placements/commands/report-hours.ts';
import { takeHoursBack } from '../../core/placements/commands/take-hours-back.ts';
import type { PlacementView } from '../../core/placements/queries.ts';
import type { TypedEntry } from '../../core/placements/rules/typed.ts';
import {
  enteredMinutes,
  objectedOf,
  parseHours,
  workedDaysBack,
} from '../../core/placements/rules.ts';
import { refuse } from '../../core/result.ts';
import { dateStep } from '../forms/date-step.ts';
import { type Form, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { whole } from '../forms/kept.ts';
import { choiceStep } from '../forms/steps.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { formatHours } from '../view/format.ts';
import { explainDay } from '../view/reasons/days.ts';
import { explainHours, explainReport } from '../view/reasons/placements.ts';
import { aboutPlaced } from './about.ts';
import { entriesStep } from './entries-step.ts';
import { hoursStep } from './hours-step.ts';
import { confirmTo, declineTo, forOfficers, showPage, startForm, tappedPage } from './officer.ts';
import {
  aboutPlacement,
  openPlacement,
  placementAt,
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
  /** Minutes under objection when the form was opened. */
  objected: number;
  replaces: (typeof verdicts)[number];
}

const step = stepOf<Answers>();

const verdicts = ['yes', 'no'] as const;

const verdictLabels = { yes: 'placing.replaceYes', no: 'placing.replaceNo' } as const;

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

function daysUntilToday(turn: Turn) {
  const last = tehranDate(turn.work.now);
  return { first: addDays(last, -workedDaysBack), last };
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

/** What is entered takes the place of all that the student objects to, which is not to happen unseen. */
const replaces = choiceStep<Answers, 'replaces'>({
  form: name,
  name: 'replaces',
  when: ({ objected = 0 }) => objected > 0,
  schema: z.enum(verdicts),
  ask: (turn, { answers }) =>
    replaceAsk(turn, answers.objected ?? 0, minutesIn(entriesIn(answers as Answers))),
  values: verdicts,
  show: (turn, value) => turn.words.plain(verdictLabels[value]),
});

function replaceAsk({ words: { html, language } }: Turn, objected: number, minutes: number) {
  return html('placing.replaceAsk', {
    objected: formatHours(objected, language),
    hours: formatHours(minutes, language),
  });
}

const minutesIn = (entries: readonly NewHours[]): number =>
  entries.reduce((sum, { minutes }) => sum + minutes, 0);

async function report(turn: Turn, order: HoursOrder): Promise<void> {
  tellReported(turn, order, await reportHours(turn.work, await turn.person(), order));
}

/** With the sum, so that hours which were entered twice are noticed. */
function tellReported(
  turn: Turn,
  { placementId }: Pick<HoursOrder, 'placementId'>,
  result: Awaited<ReturnType<typeof reportHours>>,
): void {
  if (!result.ok) {
    declineTo(turn, explainReport(turn, result));
    return;
  }
  const { html, plain, language } = turn.words;
  const text = html('placing.reported', {
    hours: formatHours(result.minutes, language),
    entered: formatHours(result.enteredMinutes, language),
    approved: formatHours(result.approvedMinutes, language),
  });
  const buttons = [
    [
      { text: plain('notices.placement.open'), data: `assistant:${placementId}` },
      { text: plain('staff.back'), data: 'inbox' },
    ],
  ];
  showPage(turn, { text, buttons });
}

const hoursForm: Form<Answers> = {
  name,
  version: 2,
  // Where there is an objection, the first version's order is refused and says so.
  migrate: (answers) => ({ objected: 0, ...answers }),
  title: (turn) => turn.words.plain('placing.hoursTitle'),
  about: aboutPlaced,
  steps: stepsOf<Answers>()(
    step(given('page', whole)),
    step(given('placementId', whole)),
    step(given('student', z.string())),
    step(given('objected', whole)),
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
    replaces,
  ),
  finish: async (turn, { page, placementId, objected, ...answers }) => {
    const stops = objected > 0 && answers.replaces === 'no';
    if (stops) turn.say(turn.words.html('placing.replaceStopped'));
    else await report(turn, { placementId, entries: entriesIn(answers), replaces: objected });
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
  const objected = enteredMinutes(objectedOf(view.hours));
  const student = view.name ?? '';
  await startForm(turn, hoursForm, { page: tappedPage(turn), placementId, student, objected });
}

/** The unit answers an objection by the hours that it had entered. */
async function stand(turn: Turn, placementId: number): Promise<void> {
  const result = await standByHours(turn.work, await turn.person(), { placementId });
  if (result.ok) confirmTo(turn, turn.words.html('placing.stood'));
  else declineTo(turn, explainReport(turn, result));
  if (result.ok) await openPlacement(turn, placementId);
}

/** It takes hours from a student, so it is asked once; the button says how many were seen. */
const takeBack = forOfficers(async (turn, [id, seen]) => {
  const placementId = idOf(id);
  const view = await placementAt(turn, placementId, 'takeBack');
  if (!view) return;
  if (seen === undefined) return askTakeBack(turn, view);
  const order = { placementId, seen: idOf(seen) };
  const result = await takeHoursBack(turn.work, await turn.person(), order);
  const { html, language } = turn.words;
  if (result.ok) {
    confirmTo(turn, html('placing.takenBack', { hours: formatHours(result.minutes, language) }));
  } else declineTo(turn, explainReport(turn, result));
  await openPlacement(turn, placementId);
});

function askTakeBack(turn: Turn, { id, hours }: PlacementView): void {
  const { html, plain, language } = turn.words;
  const objected = enteredMinutes(objectedOf(hours));
  showPage(turn, {
    text: html('placing.takeBackAsk', { hours: formatHours(objected, language) }),
    buttons: [
      [{ text: plain('placing.takeBackYes'), data: `takeback:${id}:${objected}` }],
      [{ text: plain('placing.takeBackNo'), data: `assistant:${id}` }],
    ],
  });
}

/** `/hours <code> <hours>` enters a total at once; without the hours the form asks. */
const byCommand = aboutPlacement(
  { command: 'hours', step: 'report' },
  async (turn, placementId, words) => {
    if (words.length === 0) return ask(turn, placementId);
    const parsed = parseHours(words.join(''));
    if (!parsed.ok) return turn.say(explainHours(turn, parsed));
    await reportTotal(turn, { placementId, minutes: parsed.minutes });
  },
);

/** Where hours are under objection, first asks whether all of them are to be replaced. */
async function reportTotal(
  turn: Turn,
  { minutes, ...order }: Omit<HoursOrder, 'entries'> & { readonly minutes: number },
): Promise<void> {
  const entries = [{ minutes, workedOn: null }];
  const result = await reportHours(turn.work, await turn.person(), { ...order, entries });
  if (result.ok || result.reason !== 'replacesObjected' || result.minutes === 0) {
    return tellReported(turn, order, result);
  }
  const { plain } = turn.words;
  const { placementId } = order;
  const data = `replace:${placementId}:${minutes}:${result.minutes}`;
  showPage(turn, {
    text: replaceAsk(turn, result.minutes, minutes),
    buttons: [
      [{ text: plain('placing.replaceYes'), data }],
      [{ text: plain('placing.replaceNo'), data: `assistant:${placementId}` }],
    ],
  });
}

export const hoursScreens = {
  commands: { hours: byCommand },
  taps: {
    enter: forOfficers((turn, [id]) => ask(turn, idOf(id))),
    replace: forOfficers((turn, [id, minutes, objected]) => {
      const order = { placementId: idOf(id), minutes: idOf(minutes), replaces: idOf(objected) };
      return reportTotal(turn, order);
    }),
    takeback: takeBack,
    stand: forOfficers((turn, [id]) => stand(turn, idOf(id))),
  },
  forms: [hoursForm],
};
