import { z } from 'zod';
import { correctResult } from '../../core/pay/commands/correct-result.ts';
import { payLineView } from '../../core/returns/queries.ts';
import { type Form, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { whole } from '../forms/kept.ts';
import { idOf } from '../intake/tap-id.ts';
import { explainCorrection, explainReturn } from '../view/reasons/pay.ts';
import { aboutPayLine } from './about.ts';
import { declineTo, forOfficers, startForm } from './officer.ts';
import { openPayLine } from './pay-line.ts';
import { reasonStep } from './reason-step.ts';

interface Answers {
  lineId: number;
  /** The right result. */
  result: 'paid' | 'returned';
  reference: string;
  reason: string;
}

const step = stepOf<Answers>();

/** Puts a noted result right by one answer: why the money came back, or the bank's number of the payment. */
const correctionForm: Form<Answers> = {
  name: 'resultfix',
  version: 1,
  title: (turn) => turn.words.plain('finance.correct.title'),
  about: aboutPayLine,
  steps: stepsOf<Answers>()(
    step(given('lineId', whole)),
    step(given('result', z.enum(['paid', 'returned']))),
    step({
      ...reasonStep<Answers, 'reference'>('reference', 'finance.correct.paidAsk'),
      when: ({ result }) => result === 'paid',
    }),
    step({
      ...reasonStep<Answers, 'reason'>('reason', 'finance.correct.returnedAsk'),
      when: ({ result }) => result === 'returned',
    }),
  ),
  finish: async (turn, { lineId, result: right, reference, reason }) => {
    const paid = right === 'paid';
    const outcome = paid ? { paid, reference } : { paid, reason };
    const result = await correctResult(turn.work, await turn.person(), { lineId, outcome });
    if (!result.ok) declineTo(turn, explainCorrection(turn, result));
    else
      turn.say(turn.words.html(paid ? 'finance.correct.nowPaid' : 'finance.correct.nowReturned'));
    await openPayLine(turn, lineId);
    return { do: 'end' };
  },
};

const ask = forOfficers(async (turn, [id]) => {
  const lineId = idOf(id);
  const found = await payLineView(turn.work.tx, await turn.person(), lineId);
  if (!found.ok) return declineTo(turn, explainReturn(turn, found));
  const { mayCorrect, state } = found.view;
  if (!mayCorrect) return openPayLine(turn, lineId);
  const result = state === 'paid' ? 'returned' : 'paid';
  await startForm(turn, correctionForm, { lineId, result });
});

export const resultCorrectionScreens = { taps: { resultfix: ask }, forms: [correctionForm] };
