import { openingById } from '../../core/openings/queries.ts';
import {
  type RequestRefusal,
  requestPlacement,
} from '../../core/placements/commands/request-placement.ts';
import { type AnyForm, type Finish, type Form, stepOf, stepsOf } from '../forms/form.ts';
import { reviewStep } from '../forms/review.ts';
import { idOf } from '../intake/tap-id.ts';
import type { Turn } from '../intake/turn.ts';
import { escapeHtml } from '../view/language.ts';
import { nameIn, titleIn } from '../view/names.ts';
import { explainRequest } from '../view/reasons/placements.ts';
import { aboutCandidate } from './about.ts';
import { hoursStep } from './hours-step.ts';
import { forOfficers, startForm } from './officer.ts';
import { placementFor, placementPage } from './placement-page.ts';
import { reasonStep } from './reason-step.ts';
import {
  type RequestAnswers as Answers,
  findCandidate,
  requestForm as name,
  openingStep,
  studentStep,
} from './request-steps.ts';

const step = stepOf<Answers>();

const explanation = step({
  ...reasonStep<Answers, 'explanation'>('explanation', 'placing.request.explanationAsk'),
  shown: {
    label: (turn) => turn.words.plain('placing.request.explanation'),
    value: (_turn, value) => escapeHtml(value),
  },
});

/** Asked only when the command says that somebody of higher rank waits. */
const skipReason = step({
  ...reasonStep<Answers, 'skipReason'>('skipReason', 'placing.request.skipAsk'),
  when: () => false,
});

const review = step(
  reviewStep(
    () => requestForm,
    (turn, answers) => reviewIntro(turn, answers as Partial<Answers>),
  ),
);

const openingOf = ({ openingId, student }: Partial<Answers>): number =>
  openingId ?? student?.openings[0]?.id ?? 0;

/** Which opening it is for, and the work that it has: there may have been nothing to choose. */
async function reviewIntro(turn: Turn, answers: Partial<Answers>): Promise<string> {
  const { html, plain, language } = turn.words;
  const opening = await openingById(turn.work.tx, openingOf(answers));
  if (!opening) return html('placing.request.openingNotOpen');
  return html('placing.request.review', {
    title: titleIn(language, opening),
    unit: nameIn(language, opening.unit),
    work: plain(`terms.workTypes.${opening.workType}`),
  });
}

async function finish(turn: Turn, answers: Answers): Promise<Finish<Answers>> {
  const { student, minutes, skipReason: skip } = answers;
  const openingId = openingOf(answers);
  const result = await requestPlacement(turn.work, await turn.person(), {
    openingId,
    student: student.code,
    minutes,
    explanation: answers.explanation,
    ...(skip ? { skipReason: skip } : {}),
  });
  if (!result.ok) return declined(turn, result);
  const done = turn.words.html('placing.request.done', { name: student.name });
  const view = await placementFor(turn, result.placementId);
  const page = view && (await placementPage(turn, view));
  turn.say([done, ...(page ? [page.text] : [])].join('\n\n'), { buttons: page?.buttons ?? [] });
  return { do: 'end' };
}

function declined(turn: Turn, refusal: RequestRefusal): Finish<Answers> {
  const say = explainRequest(turn, refusal);
  if (refusal.reason === 'higherRanked') return { do: 'goto', step: 'skipReason', say };
  turn.say(say);
  return { do: 'end' };
}

export const requestForm: Form<Answers> = {
  name,
  version: 1,
  title: (turn) => turn.words.plain('placing.request.title'),
  about: aboutCandidate,
  steps: stepsOf<Answers>()(
    studentStep,
    openingStep,
    hoursStep('placing.request.hoursAsk'),
    explanation,
    review,
    skipReason,
  ),
  finish,
};

/** `preset`: the opening of whose list the officer came. */
export async function askFor(turn: Turn, typed: string, openingId?: number): Promise<void> {
  const form: AnyForm = requestForm;
  if (typed === '') return startForm(turn, form, {});
  const found = await findCandidate(turn, typed);
  if ('say' in found) return turn.say(found.say);
  const wished = found.student.openings.some(({ id }) => id === openingId);
  await startForm(turn, form, { ...found, ...(wished ? { openingId } : {}) });
}

export const requestScreens = {
  commands: { request: forOfficers((turn, words) => askFor(turn, words.join(' '))) },
  taps: {
    request: forOfficers((turn, [code = '', openingId]) => askFor(turn, code, idOf(openingId))),
  },
  forms: [requestForm],
};
