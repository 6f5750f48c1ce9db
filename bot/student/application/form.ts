import { z } from 'zod';
import { canEdit, longestNote } from '../../../core/applications/rules.ts';
import { ok, type Refusal, refuse } from '../../../core/result.ts';
import { captchaStep } from '../../forms/captcha-step.ts';
import { type Form, stepsOf } from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { reviewStep } from '../../forms/review.ts';
import { choiceStep, textStep } from '../../forms/steps.ts';
import type { Turn } from '../../intake/turn.ts';
import { showCode } from '../../view/names.ts';
import { lookUp } from '../look-up.ts';
import { statusButton } from '../own-request.ts';
import { changedRequest } from './about.ts';
import { type ApplicationAnswers, formName, step } from './answers.ts';
import { classesStep } from './classes-step.ts';
import { eligibilityStep } from './conditions.ts';
import { filesStep } from './files-step.ts';
import { openingsStep } from './openings-step.ts';
import { rulesStep } from './rules-step.ts';
import { sendRequest } from './send.ts';
import { shebaStep } from './sheba-step.ts';
import { termStep } from './term-step.ts';

const worksOutside = choiceStep<ApplicationAnswers, 'worksOutside'>({
  form: formName,
  name: 'worksOutside',
  schema: z.enum(['yes', 'no']),
  ask: (turn) => turn.words.html('application.worksOutsideAsk'),
  label: (turn) => turn.words.plain('application.worksOutside'),
  values: ['no', 'yes'],
  show: (turn, value) => turn.words.plain(`forms.${value}`),
});

const note = textStep<ApplicationAnswers, 'note', Refusal<'tooLong', { length: number }>>({
  name: 'note',
  optional: true,
  limit: longestNote,
  ask: (turn) => turn.words.html('application.noteAsk'),
  label: (turn) => turn.words.plain('application.note'),
  parse: (text) =>
    text.length > longestNote ? refuse('tooLong', { length: text.length }) : ok({ value: text }),
  explain: (turn, { length }) => turn.words.html('application.noteTooLong', { length }),
});

const review = step({
  ...reviewStep(() => applicationForm, reviewIntro),
  prepare: (outside, _input, _state, accountId) => lookUp(outside, accountId),
});

/** What was sent back is read together with the expert's note. */
async function reviewIntro(turn: Turn, answers: Partial<ApplicationAnswers>): Promise<string> {
  const { html } = turn.words;
  const changed = await changedRequest(turn, answers);
  if (!changed) return html('application.reviewIntro');
  const code = showCode(changed.trackingCode);
  return changed.state === 'sentBack' && changed.reason
    ? html('application.mendIntro', { code, note: changed.reason.text })
    : html('application.changeIntro', { code });
}

/** What a change begins from; it is never asked. */
const basis = step({
  ...given<ApplicationAnswers, 'basis'>('basis', z.string()),
  when: () => false,
});

/** A change of a request on which was decided since, or that was taken back. */
async function changeOver(turn: Turn, answers: Partial<ApplicationAnswers>) {
  const { basis } = answers;
  if (basis === undefined) return undefined;
  const changed = await changedRequest(turn, answers);
  if (changed && canEdit(changed.state)) return undefined;
  const say = turn.words.html('application.decidedMeanwhile');
  return { say, buttons: [[statusButton(turn, basis)]] };
}

export const applicationForm: Form<ApplicationAnswers> = {
  name: formName,
  version: 3,
  title: (turn) => turn.words.plain('application.title'),
  steps: stepsOf<ApplicationAnswers>()(
    basis,
    termStep,
    rulesStep,
    eligibilityStep,
    worksOutside,
    shebaStep,
    openingsStep,
    classesStep,
    filesStep,
    note,
    step(captchaStep(formName)),
    review,
  ),
  over: changeOver,
  finish: sendRequest,
};
