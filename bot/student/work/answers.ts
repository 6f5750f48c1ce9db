import { z } from 'zod';
import { type AnswerRefusal, answerHours } from '../../../core/placements/commands/answer-hours.ts';
import { ok, type Refusal, refuse } from '../../../core/result.ts';
import { normalise } from '../../../core/text.ts';
import { openForm } from '../../forms/engine.ts';
import { type Finish, type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { whole } from '../../forms/kept.ts';
import { longestText, textStep } from '../../forms/steps.ts';
import type { Handler } from '../../intake/handler.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatDay, formatHours } from '../../view/format.ts';
import { escapeHtml, Html, isolate } from '../../view/language.ts';
import { answerButtons, seeWork } from '../../view/own-work-buttons.ts';
import { explainAnswer } from '../../view/reasons/work.ts';
import { workOf } from './page.ts';

interface Objection {
  placementId: number;
  minutes: number;
  again: boolean;
  text: string;
}

const step = stepOf<Objection>();

/** What is wrong with the hours, in the student's words. */
export const objectionForm: Form<Objection> = {
  name: 'objection',
  version: 1,
  title: (turn) => turn.words.plain('work.objectionTitle'),
  steps: stepsOf<Objection>()(
    step(given('placementId', whole)),
    step(given('minutes', whole)),
    step(given('again', z.boolean())),
    textStep<Objection, 'text', Refusal<'noReason'>>({
      name: 'text',
      ask: ({ words: { html, language } }, { answers: { again, minutes = 0 } }) => {
        const key = again ? 'work.objectionAskAgain' : 'work.objectionAsk';
        return html(key, { hours: formatHours(minutes, language), limit: longestText });
      },
      parse: (text) => {
        const value = normalise(text);
        return value === '' ? refuse('noReason') : ok({ value });
      },
      explain: (turn) => turn.words.html('work.noReason'),
    }),
  ),
  async finish(turn, { placementId, minutes, text }): Promise<Finish<Objection>> {
    const answer = { confirm: false, minutes, objection: text } as const;
    const result = await answerHours(turn.work, await turn.person(), { placementId, answer });
    if (!result.ok) await sayRefused(turn, placementId, result, text);
    else {
      const key = result.round > 1 ? 'work.objectedAgain' : 'work.objected';
      const hours = formatHours(result.minutes, turn.words.language);
      const buttons = [[seeWork(placementId, turn.words)]];
      turn.say(turn.words.html(key, { hours }), { buttons });
    }
    return { do: 'end' };
  },
};

/** Nobody is asked for words that would be refused. */
async function askObjection(turn: Turn, placementId: number): Promise<void> {
  const { html, language } = turn.words;
  const work = await workOf(turn, placementId);
  if (!work) return;
  const { steps, answerDueAt, figures, entries } = work;
  const buttons = [[seeWork(placementId, turn.words)]];
  if (steps.includes('object')) {
    const again = entries.some(({ isAfterObjection }) => isAfterObjection);
    const about = { placementId, minutes: figures.waiting, again };
    return openForm(turn, objectionForm, about);
  }
  if (answerDueAt === null) return turn.say(html('work.refused.nothingToAnswer'), { buttons });
  const until = formatDay(answerDueAt, language);
  turn.say(html('work.refused.objectionTooLate', { until }), { buttons });
}

/** A button without a sum is one of before: it shows what waits now. */
async function confirm(turn: Turn, placementId: number, minutes: number): Promise<void> {
  const { html, language } = turn.words;
  const answer = { confirm: true, minutes } as const;
  const result = await answerHours(turn.work, await turn.person(), { placementId, answer });
  if (result.ok) {
    const hours = formatHours(result.minutes, language);
    const buttons = [[seeWork(placementId, turn.words)]];
    return turn.say(html('work.confirmed', { hours }), { buttons });
  }
  await sayRefused(turn, placementId, result);
}

/** Where other hours wait than were answered, the answers to these are below; what was written is not lost. */
async function sayRefused(
  turn: Turn,
  placementId: number,
  refusal: AnswerRefusal,
  written?: string,
): Promise<void> {
  const figures =
    refusal.reason === 'changed' ? (await workOf(turn, placementId))?.figures : undefined;
  const answers = figures
    ? answerButtons(placementId, figures.waiting + figures.objected, turn.words)
    : [];
  const buttons = [...answers, seeWork(placementId, turn.words)].map((button) => [button]);
  const text = written && new Html(isolate(`<code>${escapeHtml(written)}</code>`));
  const kept = text && turn.words.html('work.refused.written', { text });
  turn.say([explainAnswer(turn, refusal), kept].filter(Boolean).join('\n\n'), { buttons });
}

/** `hours:confirm:<placement>:<minutes>` and `hours:object:<placement>`. */
export const hours: Handler = async (turn, [verb, id, minutes]) => {
  const placementId = idOf(id);
  turn.dropButtons();
  if (verb === 'object') return askObjection(turn, placementId);
  if (verb === 'confirm') await confirm(turn, placementId, idOf(minutes));
};
