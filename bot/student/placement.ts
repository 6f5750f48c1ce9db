import { z } from 'zod';
import { type AnswerRefusal, answerHours } from '../../core/placements/commands/answer-hours.ts';
import { type TurnDownRefusal, turnDown } from '../../core/placements/commands/end-placement.ts';
import { ok, type Refusal } from '../../core/result.ts';
import { openForm } from '../forms/engine.ts';
import { type Finish, type Form, stepOf } from '../forms/form.ts';
import { textStep } from '../forms/steps.ts';
import type { Handler } from '../intake/handler.ts';
import type { Turn } from '../intake/turn.ts';

interface Objection {
  placementId: number;
  text: string;
}

const step = stepOf<Objection>();

/** What is wrong with the hours, in the student's words. */
export const objectionForm: Form<Objection> = {
  name: 'objection',
  version: 1,
  title: (turn) => turn.words.plain('status.objectionTitle'),
  steps: [
    step({
      name: 'placementId',
      schema: z.number().int(),
      gate: true,
      question: (turn) => ({ text: turn.words.html('status.nothingToAnswer') }),
      answer: () => ({ do: 'end' }),
    }),
    textStep<Objection, 'text', Refusal<never>>({
      name: 'text',
      ask: (turn) => turn.words.html('status.objectionAsk'),
      parse: (text) => ok({ value: text }),
      explain: (turn) => turn.words.html('status.noReason'),
    }),
  ] as Form<Objection>['steps'],
  async finish(turn, { placementId, text }): Promise<Finish<Objection>> {
    const answer = { confirm: false, objection: text } as const;
    const result = await answerHours(turn.work, await turn.person(), { placementId, answer });
    turn.say(result.ok ? turn.words.html('status.hoursObjected') : explain(turn, result));
    return { do: 'end' };
  },
};

/** `hours:confirm:<placement>` and `hours:object:<placement>`. */
const hours: Handler = async (turn, [verb, id]) => {
  const placementId = Number(id);
  turn.dropButtons();
  if (verb === 'object') return openForm(turn, objectionForm, { placementId });
  const answer = { confirm: true } as const;
  const result = await answerHours(turn.work, await turn.person(), { placementId, answer });
  turn.say(result.ok ? turn.words.html('status.hoursConfirmed') : explain(turn, result));
};

/** `placement:decline:<placement>`. */
const placement: Handler = async (turn, [, id]) => {
  turn.dropButtons();
  const result = await turnDown(turn.work, await turn.person(), { placementId: Number(id) });
  turn.say(result.ok ? turn.words.html('status.declined') : explain(turn, result));
};

function explain(turn: Turn, refusal: AnswerRefusal | TurnDownRefusal): string {
  const { html, plain } = turn.words;
  switch (refusal.reason) {
    case 'wrongState':
      return html('status.changed', { state: plain(`terms.placementStates.${refusal.state}`) });
    case 'notFound':
      return html('errors.notAllowed');
    case 'tooLate':
      return html('status.tooLate');
    case 'nothingToAnswer':
      return html('status.nothingToAnswer');
    case 'noReason':
      return html('status.noReason');
  }
}

export const placementScreens = { taps: { hours, placement } };
