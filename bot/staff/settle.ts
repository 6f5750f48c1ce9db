import { z } from 'zod';
import { settleObjection } from '../../core/placements/commands/answer-hours.ts';
import { placementView } from '../../core/placements/queries.ts';
import type { TypedEntry } from '../../core/placements/rules/typed.ts';
import { objectedOf, waitingMinutes } from '../../core/placements/rules.ts';
import { type Form, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { whole } from '../forms/kept.ts';
import { choiceStep } from '../forms/steps.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { Html } from '../view/language.ts';
import { entryLine } from '../view/placement.ts';
import { explainReport } from '../view/reasons/placements.ts';
import { aboutPlaced } from './about.ts';
import { entriesStep } from './entries-step.ts';
import { declineTo, forOfficers, startForm, tappedPage } from './officer.ts';
import { placementAt, showPlacementAfter } from './placement-page.ts';
import { reasonStep } from './reason-step.ts';

const name = 'settle';

const verdicts = ['keep', 'correct', 'none'] as const;
type Verdict = (typeof verdicts)[number];

const labels = {
  keep: 'placing.settleKeep',
  correct: 'placing.settleCorrect',
  none: 'placing.settleNone',
} as const satisfies Readonly<Record<Verdict, string>>;

interface Answers {
  page: number;
  placementId: number;
  /** The sum of the minutes that are objected to, as the expert sees them. */
  objected: number;
  verdict: Verdict;
  entries: TypedEntry[];
  reason: string;
}

const step = stepOf<Answers>();

/** The hours that are objected to, with what the student says of them. */
async function verdictAsk(turn: Turn, placementId: number): Promise<string> {
  const found = await placementView(turn.work.tx, await turn.person(), placementId);
  const view = found.ok ? found.view : undefined;
  const lines = view ? objectedOf(view.hours).map((entry) => entryLine(entry, turn.words)) : [];
  return turn.words.html('placing.settleVerdictAsk', {
    name: view?.name ?? '—',
    lines: new Html(lines.slice(0, shownEntries).join('\n')),
  });
}

/** As many as stand above one question. */
const shownEntries = 15;

const verdict = choiceStep<Answers, 'verdict'>({
  form: name,
  name: 'verdict',
  schema: z.enum(verdicts),
  resets: ['entries'],
  ask: (turn, { answers: { placementId = 0 } }) => verdictAsk(turn, placementId),
  values: verdicts,
  show: (turn, value) => turn.words.plain(labels[value]),
});

/** The expert decides on a repeated objection: the hours stand, are put right, or none was worked. */
const settleForm: Form<Answers> = {
  name,
  version: 3,
  title: (turn) => turn.words.plain('placing.settleTitle'),
  about: aboutPlaced,
  steps: stepsOf<Answers>()(
    step(given('page', whole)),
    step(given('placementId', whole)),
    step(given('objected', whole)),
    verdict,
    step({
      ...entriesStep<Answers>((turn) => turn.words.html('placing.settleEntriesAsk')),
      when: ({ verdict: chosen }) => chosen === 'correct',
    }),
    reasonStep<Answers, 'reason'>('reason', 'placing.settleAsk'),
  ),
  finish: async (turn, { page, placementId, objected, reason, ...answers }) => {
    const corrects = answers.verdict === 'correct';
    const entries = entriesOf(answers);
    const settlement = { placementId, entries, seen: objected, reason };
    const result = await settleObjection(turn.work, await turn.person(), settlement);
    if (!result.ok) declineTo(turn, explainReport(turn, result));
    else turn.say(turn.words.html(corrects ? 'placing.settledCorrected' : 'placing.settled'));
    await showPlacementAfter(turn, placementId, page);
    return { do: 'end' };
  },
};

function entriesOf({ verdict: chosen, entries }: Pick<Answers, 'verdict' | 'entries'>) {
  if (chosen === 'keep') return null;
  return chosen === 'none' ? [] : entries;
}

const ask = forOfficers(async (turn, [id]) => {
  const placementId = idOf(id);
  const view = await placementAt(turn, placementId, 'settle');
  if (!view) return;
  const objected = waitingMinutes(objectedOf(view.hours));
  await startForm(turn, settleForm, { page: tappedPage(turn), placementId, objected });
});

export const settleScreens = { taps: { settle: ask }, forms: [settleForm] };
