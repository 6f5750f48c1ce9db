import { z } from 'zod';
import { type ChangeShebaRefusal, changeSheba } from '../../core/bank/commands/declare-account.ts';
import { openForm } from '../forms/engine.ts';
import { type Answer, type Form, stepOf } from '../forms/form.ts';
import { readText } from '../forms/steps.ts';
import type { Handler } from '../intake/handler.ts';
import type { Turn } from '../intake/turn.ts';
import { explainSheba } from '../view/reasons/bank.ts';
import { explainWindow } from '../view/reasons/terms.ts';

interface Answers {
  sheba: true;
}

const step = stepOf<Answers>();

/** Another account in place of one that was refused, or that the bank returned the pay from. */
export const shebaForm: Form<Answers> = {
  name: 'sheba',
  version: 1,
  title: (turn) => turn.words.plain('application.sheba'),
  steps: [
    step({
      name: 'sheba',
      schema: z.literal(true),
      question: (turn) => ({ text: turn.words.html('application.shebaAsk') }),
      answer: async (turn, input): Promise<Answer<true>> => {
        const read = readText(turn, input);
        if ('do' in read) return read;
        const result = await changeSheba(turn.work, await turn.person(), { sheba: read.written });
        if (!result.ok) return { do: 'stay', say: explain(turn, result) };
        return { do: 'next', value: true, say: turn.words.html('application.shebaChanged') };
      },
    }),
  ],
  finish: async () => ({ do: 'end' }),
};

function explain(turn: Turn, refusal: ChangeShebaRefusal): string {
  const { html } = turn.words;
  switch (refusal.reason) {
    case 'outsideWindow':
      return explainWindow(turn, refusal);
    case 'notActive':
      return html('application.notActive');
    case 'noTerm':
      return html('application.noTerm');
    case 'same':
      return html('application.shebaSame');
    default:
      return explainSheba(turn, refusal);
  }
}

const open: Handler = async (turn) => {
  turn.dropButtons();
  if (turn.session.accountId === null) return turn.say(turn.words.html('errors.signInFirst'));
  await openForm(turn, shebaForm);
};

export const shebaScreens = { taps: { sheba: open } };
