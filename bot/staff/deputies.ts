import { z } from 'zod';
import { decideAppeal } from '../../core/applications/commands/decide-appeal.ts';
import { decideInternational } from '../../core/applications/commands/decide-international.ts';
import type { ReasonedRefusal, TrackingCode } from '../../core/applications/types.ts';
import { type Form, stepOf, stepsOf } from '../forms/form.ts';
import { given } from '../forms/given.ts';
import { whole } from '../forms/kept.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { showCode } from '../view/names.ts';
import { aboutRequest } from './about.ts';
import { confirmTo, forOfficers, showPage, startForm, tappedPage } from './officer.ts';
import { reasonStep } from './reason-step.ts';
import {
  applicationOfCode,
  codeIn,
  declineDecision,
  reviewPage,
  showDecided,
  undecided,
  viewFor,
} from './review-page.ts';

type Done = 'review.allowed' | 'review.disallowed' | 'review.granted' | 'review.dismissed';

/** Tells how a decision went. */
async function tellDecision(
  turn: Turn,
  about: { readonly code: TrackingCode; readonly applicationId: number; readonly done: Done },
  result: { readonly ok: true } | ReasonedRefusal,
): Promise<void> {
  const { code, applicationId, done } = about;
  if (result.ok) confirmTo(turn, turn.words.html(done, { code: showCode(code) }));
  else await declineDecision(turn, result, applicationId);
}

/** The international deputy's leave: by one tap. */
async function allow(turn: Turn, code: TrackingCode, revision: number): Promise<void> {
  const applicationId = await applicationOfCode(turn, code);
  const on = { applicationId, revision, decision: { allow: true } } as const;
  const result = await decideInternational(turn.work, await turn.person(), on);
  await tellDecision(turn, { code, applicationId, done: 'review.allowed' }, result);
  const view = await viewFor(turn, code);
  if (view) showPage(turn, await reviewPage(turn, view));
}

interface LeaveAnswers {
  page: number;
  code: string;
  revision: number;
  reason: string;
}

const leaveStep = stepOf<LeaveAnswers>();

const leaveForm: Form<LeaveAnswers> = {
  name: 'consent',
  version: 1,
  title: (turn) => turn.words.plain('review.leaveTitle'),
  about: aboutRequest,
  steps: stepsOf<LeaveAnswers>()(
    leaveStep(given('page', whole)),
    leaveStep(given('code', z.string())),
    leaveStep(given('revision', whole)),
    reasonStep<LeaveAnswers, 'reason'>('reason', 'staff.reasonAsk'),
  ),
  finish: async (turn, { page, code: text, revision, reason }) => {
    const code = text as TrackingCode;
    const applicationId = await applicationOfCode(turn, code);
    const on = { applicationId, revision, decision: { allow: false, reason } } as const;
    const result = await decideInternational(turn.work, await turn.person(), on);
    await tellDecision(turn, { code, applicationId, done: 'review.disallowed' }, result);
    await showDecided(turn, { code, page, result });
    return { do: 'end' };
  },
};

interface AppealAnswers {
  page: number;
  code: string;
  granted: boolean;
  answer: string;
}

const appealStep = stepOf<AppealAnswers>();

const appealForm: Form<AppealAnswers> = {
  name: 'appealanswer',
  version: 1,
  title: ({ words: { plain } }, { granted }) => {
    if (granted === undefined) return plain('review.appealTitle');
    return plain(granted ? 'review.grantTitle' : 'review.dismissTitle');
  },
  about: aboutRequest,
  steps: stepsOf<AppealAnswers>()(
    appealStep(given('page', whole)),
    appealStep(given('code', z.string())),
    appealStep(given('granted', z.boolean())),
    reasonStep<AppealAnswers, 'answer'>('answer', 'review.appealAsk'),
  ),
  finish: async (turn, { page, code: text, granted, answer }) => {
    const code = text as TrackingCode;
    const applicationId = await applicationOfCode(turn, code);
    const decision = { applicationId, granted, answer };
    const result = await decideAppeal(turn.work, await turn.person(), decision);
    const done = granted ? 'review.granted' : 'review.dismissed';
    await tellDecision(turn, { code, applicationId, done }, result);
    await showDecided(turn, { code, page, result });
    return { do: 'end' };
  },
};

const consent = forOfficers(async (turn, [verb, text, revision]) => {
  const code = codeIn(text);
  if (!code) return;
  if (verb === 'allow') return allow(turn, code, idOf(revision));
  if (!(await undecided(turn, code, 'awaitingInternational'))) return;
  await startForm(turn, leaveForm, { page: tappedPage(turn), code, revision: idOf(revision) });
});

const verdict = forOfficers(async (turn, [verb, text]) => {
  const code = codeIn(text);
  if (!code || !(await undecided(turn, code, 'appealed'))) return;
  const granted = verb === 'grant';
  await startForm(turn, appealForm, { page: tappedPage(turn), code, granted });
});

export const deputyScreens = { taps: { consent, verdict }, forms: [leaveForm, appealForm] };
