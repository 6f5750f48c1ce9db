import { z } from 'zod';
import { ownWork } from '../../../core/earnings/queries.ts';
import { withdrawPlacement } from '../../../core/placements/commands/end-placement.ts';
import { ok, type Refusal, refuse } from '../../../core/result.ts';
import { normalise } from '../../../core/text.ts';
import { openForm } from '../../forms/engine.ts';
import { type Finish, type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { whole } from '../../forms/kept.ts';
import { choiceStep, textStep } from '../../forms/steps.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatHours } from '../../view/format.ts';
import { nameIn } from '../../view/names.ts';
import { seeWork } from '../../view/own-work-buttons.ts';
import { explainWithdraw } from '../../view/reasons/work.ts';
import { workOf } from './page.ts';

const name = 'withdrawal';

/** Longer reasons do not fit into one message beside what they explain. */
const longestReason = 1_000;

interface Withdrawal {
  placementId: number;
  unit: string;
  minutes: number;
  reason: string | null;
  sure: 'yes';
}

const step = stepOf<Withdrawal>();

type TooLong = Refusal<'tooLong', { readonly length: number }>;

const reason = textStep<Withdrawal, 'reason', TooLong>({
  name: 'reason',
  optional: true,
  limit: longestReason,
  ask: ({ words }, { answers: { unit = '' } }) =>
    words.html('work.withdrawal.reasonAsk', { unit, limit: longestReason }),
  parse: (text) => {
    const value = normalise(text);
    return value.length > longestReason
      ? refuse('tooLong', { length: value.length })
      : ok({ value });
  },
  explain: (turn, { length }) =>
    turn.words.html('work.withdrawal.tooLong', { length, limit: longestReason }),
});

/** Ends a placement for good: the reason may be left out, what it means is said, and it is asked again. */
export const withdrawalForm: Form<Withdrawal> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('work.withdrawal.title'),
  steps: stepsOf<Withdrawal>()(
    step(given('placementId', whole)),
    step(given('unit', z.string())),
    step(given('minutes', whole)),
    reason,
    choiceStep<Withdrawal, 'sure'>({
      form: name,
      name: 'sure',
      schema: z.literal('yes'),
      ask: (turn, { answers }) => sureText(turn, answers),
      values: ['yes'],
      show: (turn) => turn.words.plain('work.withdrawal.yes'),
    }),
  ),
  async finish(turn, { placementId, reason: why }): Promise<Finish<Withdrawal>> {
    const person = await turn.person();
    const result = await withdrawPlacement(turn.work, person, { placementId, reason: why ?? '' });
    const text = result.ok ? doneText(turn, result.enteredMinutes) : explainWithdraw(turn, result);
    turn.say(text, { buttons: [[seeWork(placementId, turn.words)]] });
    return { do: 'end' };
  },
};

/** What the end means for the student, by how far it had come. */
async function sureText(
  { work, session, words: { html, language } }: Turn,
  { placementId = 0, unit = '', minutes = 0 }: Partial<Withdrawal>,
): Promise<string> {
  const own = await ownWork(work, { accountId: session.accountId ?? 0, placementId });
  if (own?.state === 'requested') return html('work.withdrawal.sureAskRequested', { unit });
  if (minutes === 0) return html('work.withdrawal.sureAskNone', { unit });
  return html('work.withdrawal.sureAsk', { unit, hours: formatHours(minutes, language) });
}

function doneText({ words: { html, language } }: Turn, minutes: number): string {
  if (minutes === 0) return html('work.withdrawal.doneNone');
  return html('work.withdrawal.done', { hours: formatHours(minutes, language) });
}

/** Nobody is asked for a reason who cannot withdraw. */
export async function askWithdrawal(turn: Turn, placementId: number): Promise<void> {
  const work = await workOf(turn, placementId);
  if (!work) return;
  const { state, steps, figures } = work;
  if (steps.includes('withdraw') || steps.includes('decline')) {
    const unit = nameIn(turn.words.language, work.unit);
    return openForm(turn, withdrawalForm, { placementId, unit, minutes: figures.entered });
  }
  const refusal = { ok: false, reason: 'wrongState', state } as const;
  turn.say(explainWithdraw(turn, refusal), { buttons: [[seeWork(placementId, turn.words)]] });
}
