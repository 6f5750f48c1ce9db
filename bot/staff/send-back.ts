import { z } from 'zod';
import { sendBackApplication } from '../../core/applications/commands/send-back-application.ts';
import type { TrackingCode } from '../../core/applications/types.ts';
import { type Form, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { whole } from '../forms/kept.ts';
import type { Turn } from '../intake/turn.ts';
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

interface Answers {
  page: number;
  code: string;
  revision: number;
  note: string;
}

const step = stepOf<Answers>();

async function sendBack(
  turn: Turn,
  code: TrackingCode,
  about: { readonly note: string; readonly revision?: number },
): Promise<Awaited<ReturnType<typeof sendBackApplication>>> {
  const applicationId = await applicationOfCode(turn, code);
  const result = await sendBackApplication(turn.work, await turn.person(), {
    applicationId,
    ...about,
  });
  if (result.ok) turn.say(turn.words.html('review.sentBack', { code: showCode(code) }));
  else await declineDecision(turn, result, applicationId);
  return result;
}

export const sendBackForm: Form<Answers> = {
  name: 'sendback',
  version: 1,
  title: (turn) => turn.words.plain('review.sendBackTitle'),
  about: aboutRequest,
  steps: stepsOf<Answers>()(
    step(given('page', whole)),
    step(given('code', z.string())),
    step(given('revision', whole)),
    reasonStep<Answers, 'note'>('note', 'review.sendBackAsk'),
  ),
  finish: async (turn, { page, code: text, ...about }) => {
    const code = text as TrackingCode;
    const result = await sendBack(turn, code, about);
    await showDecided(turn, { code, page, result });
    return { do: 'end' };
  },
};

const byCommand = forOfficers(async (turn, [typed, ...words]) => {
  const code = codeOf(turn, 'sendback', typed);
  if (!code) return;
  const note = reasonBehind(turn, words);
  if (note !== undefined) return void (await sendBack(turn, code, { note }));
  const view = await undecided(turn, code);
  const revision = view?.status.revision;
  if (view) await startForm(turn, sendBackForm, { page: 0, code, revision });
});

export const sendBackScreens = {
  commands: { sendback: byCommand },
  taps: { sendback: beginDecision(sendBackForm) },
};
