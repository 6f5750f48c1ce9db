import { z } from 'zod';
import { appealApplication } from '../../core/applications/commands/appeal-application.ts';
import { appealUntil } from '../../core/applications/rules.ts';
import type { AppealCommandRefusal, ApplicationStatus } from '../../core/applications/types.ts';
import { refuse } from '../../core/result.ts';
import { type Finish, type Form, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { reviewStep } from '../forms/review.ts';
import type { Handler } from '../intake/handler.ts';
import type { Turn } from '../intake/turn.ts';
import { reasonStep } from '../staff/reason-step.ts';
import { formatDay } from '../view/format.ts';
import { escapeHtml } from '../view/language.ts';
import { showCode } from '../view/names.ts';
import { openAbout } from './open-about.ts';
import { ownByCode, statusButton } from './own-request.ts';

interface AppealAnswers {
  code: string;
  text: string;
  review: true;
}

const step = stepOf<AppealAnswers>();

/** The one appeal of a rejection, in the student's own words, read once more before it is sent. */
export const appealForm: Form<AppealAnswers> = {
  name: 'appeal',
  version: 1,
  title: (turn) => turn.words.plain('status.appealTitle'),
  steps: stepsOf<AppealAnswers>()(
    step(given('code', z.string())),
    step({
      ...reasonStep<AppealAnswers, 'text'>('text', 'status.appealAsk', 'status.appealEmpty'),
      shown: {
        label: (turn) => turn.words.plain('status.appealText'),
        value: (_turn, text) => escapeHtml(text),
      },
    }),
    step(
      reviewStep(
        () => appealForm,
        (turn) => turn.words.html('status.appealReview'),
      ),
    ),
  ),
  async finish(turn, { code, text }): Promise<Finish<AppealAnswers>> {
    const own = await ownByCode(turn, code);
    const applicationId = own?.applicationId ?? 0;
    const result = await appealApplication(turn.work, await turn.person(), { applicationId, text });
    const say = result.ok
      ? turn.words.html('status.appealSent', { code: showCode(code) })
      : explainAppeal(turn, result);
    turn.say(say, { buttons: [[statusButton(turn, code)]] });
    return { do: 'end' };
  },
};

function explainAppeal(turn: Turn, refusal: AppealCommandRefusal): string {
  const { html, language } = turn.words;
  switch (refusal.reason) {
    case 'notFound':
      return html('status.notYours');
    case 'noReason':
      return html('status.appealEmpty');
    case 'notRejected':
      return html('status.appealNotRejected');
    case 'alreadyAppealed':
      return html('status.appealTwice');
    case 'tooLate':
      return html('status.appealTooLate', { until: formatDay(refusal.until, language) });
  }
}

/** Why a request cannot be appealed now; asked for only where it cannot. */
function hindrance({ state, appealed, since }: ApplicationStatus): AppealCommandRefusal {
  if (appealed) return refuse('alreadyAppealed');
  if (state !== 'rejected') return refuse('notRejected');
  return refuse('tooLate', { until: appealUntil(since) });
}

/** `appeal:<code>`: nobody writes an appeal in vain. */
const appeal: Handler = async (turn, [code]) => {
  const own = await ownByCode(turn, code);
  turn.dropButtons();
  if (!own) return turn.say(turn.words.html('status.notYours'));
  const { trackingCode, appealUntil: until } = own;
  if (until) return openAbout(turn, appealForm, 'code', { code: trackingCode });
  turn.say(explainAppeal(turn, hindrance(own)), {
    buttons: [[statusButton(turn, trackingCode)]],
  });
};

export const appealScreens = { taps: { appeal } };
