import { z } from 'zod';
import { type IsoDate, parseDate } from '../../core/calendar.ts';
import { reportHours } from '../../core/placements/commands/report-hours.ts';
import { parseHours } from '../../core/placements/rules.ts';
import { type Form, stepOf, stepsOf } from '../forms/form.ts';
import { choiceStep, textStep } from '../forms/steps.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { formatHours } from '../view/format.ts';
import { explainHours, explainReport } from '../view/reasons/placements.ts';
import { given } from './given.ts';
import { hoursStep } from './hours-step.ts';
import { declineTo, forOfficers, startForm, tappedPage } from './officer.ts';
import { aboutPlacement, placementFor, showPlacementAfter } from './placement-page.ts';

const name = 'hoursform';

interface Answers {
  page: number;
  placementId: number;
  student: string;
  kind: 'total' | 'dated';
  day: string;
  minutes: number;
}

const step = stepOf<Answers>();

const kind = choiceStep<Answers, 'kind'>({
  form: name,
  name: 'kind',
  schema: z.enum(['total', 'dated']),
  resets: ['day'],
  ask: (turn, { answers }) =>
    turn.words.html('placing.hoursKindAsk', { name: answers.student ?? '' }),
  values: ['total', 'dated'],
  show: (turn, value) =>
    turn.words.plain(value === 'total' ? 'placing.hoursTotal' : 'placing.hoursDated'),
});

const day = textStep<Answers, 'day', Extract<ReturnType<typeof parseDate>, { ok: false }>>({
  name: 'day',
  when: ({ kind: chosen }) => chosen === 'dated',
  ask: (turn) => turn.words.html('placing.hoursDayAsk'),
  parse: parseDate,
  explain: (turn, { reason }) =>
    turn.words.html(reason === 'noSuchDay' ? 'registration.birth.noSuchDay' : 'placing.dateWrong'),
});

interface Entry {
  readonly placementId: number;
  readonly minutes: number;
  readonly workedOn: IsoDate | null;
}

async function report(turn: Turn, { placementId, ...entry }: Entry): Promise<void> {
  const result = await reportHours(turn.work, await turn.person(), {
    placementId,
    entries: [entry],
  });
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
    hoursStep('placing.hoursAsk'),
  ),
  finish: async (turn, { page, placementId, minutes, ...answers }) => {
    const workedOn = answers.kind === 'dated' ? (answers.day as IsoDate) : null;
    await report(turn, { placementId, minutes, workedOn });
    await showPlacementAfter(turn, placementId, page);
    return { do: 'end' };
  },
};

async function ask(turn: Turn, placementId: number): Promise<void> {
  const view = await placementFor(turn, placementId);
  if (!view) return;
  const student = view.name ?? '';
  await startForm(turn, hoursForm, { page: tappedPage(turn), placementId, student });
}

/** `/hours <code> <hours>` enters a total at once; without the hours the form asks. */
const byCommand = aboutPlacement('hours', async (turn, placementId, words) => {
  if (words.length === 0) return ask(turn, placementId);
  const parsed = parseHours(words.join(''));
  if (!parsed.ok) return turn.say(explainHours(turn, parsed));
  await report(turn, { placementId, minutes: parsed.minutes, workedOn: null });
});

export const hoursScreens = {
  commands: { hours: byCommand },
  taps: { enter: forOfficers((turn, [id]) => ask(turn, idOf(id))) },
  forms: [hoursForm],
};
