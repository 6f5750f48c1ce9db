import { z } from 'zod';
import { longestNote } from '../../../core/applications/rules.ts';
import { bankOf, parseSheba } from '../../../core/bank/rules.ts';
import type { Sheba } from '../../../core/bank/types.ts';
import { ok, type Refusal, refuse } from '../../../core/result.ts';
import { captchaStep } from '../../forms/captcha-step.ts';
import { type Answer, type Form, stepsOf } from '../../forms/form.ts';
import { reviewStep } from '../../forms/review.ts';
import { choiceStep, readText, textStep } from '../../forms/steps.ts';
import type { Turn } from '../../intake/turn.ts';
import { given } from '../../staff/given.ts';
import { formatSheba } from '../../view/format.ts';
import { copyable } from '../../view/language.ts';
import { showCode } from '../../view/names.ts';
import { explainSheba } from '../../view/reasons/bank.ts';
import { lookUp } from '../look-up.ts';
import { changedRequest } from './about.ts';
import { type ApplicationAnswers, formName, step } from './answers.ts';
import { classesStep } from './classes-step.ts';
import { eligibilityStep } from './conditions.ts';
import { filesStep } from './files-step.ts';
import { openingsStep } from './openings-step.ts';
import { rulesStep } from './rules-step.ts';
import { sendRequest } from './send.ts';

const worksOutside = choiceStep<ApplicationAnswers, 'worksOutside'>({
  form: formName,
  name: 'worksOutside',
  schema: z.enum(['yes', 'no']),
  ask: (turn) => turn.words.html('application.worksOutsideAsk'),
  label: (turn) => turn.words.plain('application.worksOutside'),
  values: ['no', 'yes'],
  show: (turn, value) => turn.words.plain(`forms.${value}`),
});

const sheba = step({
  name: 'sheba',
  schema: z.string().min(1),
  shown: {
    label: (turn) => turn.words.plain('application.sheba'),
    value: (_turn, value) => copyable(formatSheba(value)),
  },
  question: (turn) => ({ text: turn.words.html('application.shebaAsk') }),
  answer: (turn, input): Answer<string> => {
    const read = readText(turn, input);
    if ('do' in read) return read;
    const parsed = parseSheba(read.written);
    if (!parsed.ok) return { do: 'stay', say: explainSheba(turn, parsed) };
    return { do: 'next', value: parsed.value, say: sayBank(turn, parsed.value) };
  },
});

/** The bank's name is a hint that the number is the one that was meant. */
function sayBank(turn: Turn, value: Sheba): string {
  const bank = bankOf(value);
  if (!bank) return turn.words.html('application.shebaNotedUnknown');
  return turn.words.html('application.shebaNoted', {
    bank: turn.words.plain(`terms.banks.${bank}`),
  });
}

const note = textStep<ApplicationAnswers, 'note', Refusal<'tooLong', { length: number }>>({
  name: 'note',
  optional: true,
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

export const applicationForm: Form<ApplicationAnswers> = {
  name: formName,
  version: 2,
  title: (turn) => turn.words.plain('application.title'),
  steps: stepsOf<ApplicationAnswers>()(
    basis,
    rulesStep,
    eligibilityStep,
    worksOutside,
    sheba,
    openingsStep,
    classesStep,
    filesStep,
    note,
    step(captchaStep(formName)),
    review,
  ),
  finish: sendRequest,
};
