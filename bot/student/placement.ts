import { z } from 'zod';
import { type AnswerRefusal, answerHours } from '../../core/placements/commands/answer-hours.ts';
import { type TurnDownRefusal, turnDown } from '../../core/placements/commands/end-placement.ts';
import { ok, type Refusal, refuse } from '../../core/result.ts';
import { normalise } from '../../core/text.ts';
import { openForm } from '../forms/engine.ts';
import { type Finish, type Form, stepOf, stepsOf } from '../forms/form.ts';
import { textStep } from '../forms/steps.ts';
import type { Handler } from '../intake/handler.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { formatHours } from '../view/format.ts';
import { hoursButtons } from './status.ts';

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
  steps: stepsOf<Objection>()(
    step({
      name: 'placementId',
      schema: z.number().int(),
      gate: true,
      question: (turn) => ({ text: turn.words.html('status.nothingToAnswer') }),
      answer: () => ({ do: 'end' }),
    }),
    textStep<Objection, 'text', Refusal<'noReason'>>({
      name: 'text',
      ask: (turn) => turn.words.html('status.objectionAsk'),
      parse: (text) => {
        const value = normalise(text);
        return value === '' ? refuse('noReason') : ok({ value });
      },
      explain: (turn) => turn.words.html('status.noReason'),
    }),
  ),
  async finish(turn, { placementId, text }): Promise<Finish<Objection>> {
    const answer = { confirm: false, objection: text } as const;
    const result = await answerHours(turn.work, await turn.person(), { placementId, answer });
    turn.say(result.ok ? turn.words.html('status.hoursObjected') : explain(turn, result));
    return { do: 'end' };
  },
};

/** A button without a sum is one of before: it shows what waits now. */
async function confirmHours(turn: Turn, placementId: number, minutes: number): Promise<void> {
  const answer = { confirm: true, minutes } as const;
  const result = await answerHours(turn.work, await turn.person(), { placementId, answer });
  if (result.ok) return turn.say(turn.words.html('status.hoursConfirmed'));
  const changed = result.reason === 'changed';
  turn.say(explain(turn, result), {
    buttons: changed ? hoursButtons(turn, placementId, result.minutes) : [],
  });
}

/** `hours:confirm:<placement>:<minutes>` and `hours:object:<placement>`. */
const hours: Handler = async (turn, [verb, id, minutes]) => {
  const placementId = idOf(id);
  turn.dropButtons();
  if (verb === 'object') return openForm(turn, objectionForm, { placementId });
  if (verb === 'confirm') await confirmHours(turn, placementId, idOf(minutes));
};

/** One tap must not give up a seat; the notice keeps its button. */
function askDecline(turn: Turn, placementId: number): void {
  const { html, plain } = turn.words;
  turn.say(html('status.declineAsk'), {
    buttons: [
      [{ text: plain('status.declineYes'), data: `placement:sure:${placementId}` }],
      [{ text: plain('status.declineNo'), data: `placement:keep:${placementId}` }],
    ],
  });
}

async function decline(turn: Turn, placementId: number): Promise<void> {
  turn.dropButtons();
  const result = await turnDown(turn.work, await turn.person(), { placementId });
  turn.say(result.ok ? turn.words.html('status.declined') : explain(turn, result));
}

/** `placement:decline:<placement>` asks; `placement:sure:…` does it, `placement:keep:…` does not. */
const placement: Handler = async (turn, [verb, id]) => {
  if (verb === 'decline') return askDecline(turn, idOf(id));
  if (verb === 'sure') return decline(turn, idOf(id));
  if (verb === 'keep') turn.redraw(turn.words.html('status.kept'));
};

function explain(turn: Turn, refusal: AnswerRefusal | TurnDownRefusal): string {
  const { html, plain, language } = turn.words;
  switch (refusal.reason) {
    case 'wrongState':
      return html('status.changed', { state: plain(`terms.placementStates.${refusal.state}`) });
    case 'changed':
      return html('status.hoursChanged', { hours: formatHours(refusal.minutes, language) });
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
