import { z } from 'zod';
import { rejectApplication } from '../../core/applications/commands/reject-application.ts';
import {
  type RejectionReason,
  rejectionReasons,
  type TrackingCode,
} from '../../core/applications/types.ts';
import { type Form, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { whole } from '../forms/kept.ts';
import { choiceStep } from '../forms/steps.ts';
import type { Turn } from '../intake/turn.ts';
import { formatDay } from '../view/format.ts';
import { showCode } from '../view/names.ts';
import { aboutRequest } from './about.ts';
import { codeOf, forOfficers, startForm } from './officer.ts';
import { reasonBehind, reasonStep } from './reason-step.ts';
import {
  applicationOfCode,
  beginDecision,
  declineDecision,
  showDecided,
  undecided,
} from './review-page.ts';

const name = 'reject';

interface Answers {
  page: number;
  code: string;
  revision: number;
  reasonCode: RejectionReason;
  reasonText: string;
}

const step = stepOf<Answers>();

const reasonCode = choiceStep<Answers, 'reasonCode'>({
  form: name,
  name: 'reasonCode',
  schema: z.enum(rejectionReasons),
  ask: (turn, { answers }) =>
    turn.words.html('review.rejectAsk', { code: showCode(answers.code ?? '') }),
  values: rejectionReasons.filter((reason) => reason !== 'internationalRefused'),
  show: (turn, value) => turn.words.plain(`terms.rejectionReasons.${value}`),
});

async function finish(turn: Turn, answers: Answers): Promise<{ do: 'end' }> {
  const code = answers.code as TrackingCode;
  const applicationId = await applicationOfCode(turn, code);
  const { reasonCode: chosen, reasonText, revision } = answers;
  const result = await rejectApplication(turn.work, await turn.person(), {
    applicationId,
    reasonCode: chosen,
    reasonText,
    revision,
  });
  if (result.ok) {
    const until = formatDay(result.appealUntil, turn.words.language);
    turn.say(turn.words.html('review.rejected', { code: showCode(code), until }));
  } else await declineDecision(turn, result, applicationId);
  await showDecided(turn, { code, page: answers.page, result });
  return { do: 'end' };
}

export const rejectForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('review.rejectTitle'),
  about: aboutRequest,
  steps: stepsOf<Answers>()(
    step(given('page', whole)),
    step(given('code', z.string())),
    step(given('revision', whole)),
    reasonCode,
    reasonStep<Answers, 'reasonText'>('reasonText', 'review.rejectText'),
  ),
  finish,
};

const byCommand = forOfficers(async (turn, [typed, ...words]) => {
  const code = codeOf(turn, name, typed);
  const view = code && (await undecided(turn, code));
  if (!view) return;
  const reasonText = reasonBehind(turn, words);
  const { revision } = view.status;
  const preset = { page: 0, code, revision };
  await startForm(turn, rejectForm, {
    ...preset,
    ...(reasonText === undefined ? {} : { reasonText }),
  });
});

export const rejectScreens = {
  commands: { reject: byCommand },
  taps: { reject: beginDecision(rejectForm) },
};
