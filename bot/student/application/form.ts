import { z } from 'zod';
import { studiesOf } from '../../../core/accounts/queries.ts';
import { fileApplication } from '../../../core/applications/commands/file-application.ts';
import { reviseApplication } from '../../../core/applications/commands/revise-application.ts';
import { applicationOf } from '../../../core/applications/queries.ts';
import { longestNote } from '../../../core/applications/rules.ts';
import type {
  ApplicationForm,
  ClassClaim,
  FileRefusal,
  FormProblem,
  ReviseRefusal,
} from '../../../core/applications/types.ts';
import { bankOf, parseSheba } from '../../../core/bank/rules.ts';
import type { Sheba } from '../../../core/bank/types.ts';
import type { StudentRecord } from '../../../core/registry/types.ts';
import { ok, type Refusal, refuse } from '../../../core/result.ts';
import type { Person } from '../../../core/staff/types.ts';
import { currentTerm } from '../../../core/terms/queries.ts';
import { captchaStep } from '../../forms/captcha-step.ts';
import { type Answer, type Finish, type Form, stepsOf } from '../../forms/form.ts';
import { reviewStep } from '../../forms/review.ts';
import { choiceStep, readText, textStep } from '../../forms/steps.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatSheba } from '../../view/format.ts';
import { copyable, Html } from '../../view/language.ts';
import { showCode } from '../../view/names.ts';
import { explainSheba } from '../../view/reasons/bank.ts';
import { explainWindow } from '../../view/reasons/terms.ts';
import { type Looked, lookUp } from '../look-up.ts';
import { type ApplicationAnswers, formName, step } from './answers.ts';
import { classesStep, filesStep } from './classes-steps.ts';
import { eligibilityStep } from './conditions.ts';
import { verdictList } from './conditions-page.ts';
import { openingsStep } from './openings-step.ts';
import { rulesStep } from './rules-step.ts';

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
  ...reviewStep(
    () => applicationForm,
    (turn) => turn.words.html('application.reviewIntro'),
  ),
  prepare: (outside, _input, _state, accountId) => lookUp(outside, accountId),
});

const claimsOf = ({ classes, files }: ApplicationAnswers): ClassClaim[] =>
  classes.map((claimed) => ({ class: claimed, fileIds: files?.[claimed] ?? [] }));

const contentOf = (answers: ApplicationAnswers): ApplicationForm => ({
  worksOutside: answers.worksOutside === 'yes',
  sheba: answers.sheba,
  openingIds: answers.openings,
  classes: claimsOf(answers),
  note: answers.note,
  declarations: answers.eligibility,
});

async function finish(
  turn: Turn,
  answers: ApplicationAnswers,
): Promise<Finish<ApplicationAnswers>> {
  const looked = turn.prepared as Looked;
  if (looked === 'registryDown') {
    return { do: 'goto', step: 'review', say: turn.words.html('errors.registryDown') };
  }
  const person = await turn.person();
  const studies =
    person.accountId === null ? null : await studiesOf(turn.work.tx, person.accountId);
  const term = studies && (await currentTerm(turn.work.tx, studies.universityId, turn.work.now));
  if (!term) {
    turn.say(turn.words.html('application.noTerm'));
    return { do: 'end' };
  }
  const content = { form: contentOf(answers), record: looked.record };
  const result = await send(turn, person, term.id, content);
  // The tracking code is told by the notice, so that no crash can keep it from the student.
  return result.ok ? { do: 'end' } : refused(turn, result);
}

/** A request that can still be changed gets a new revision; otherwise a new one is filed. */
async function send(
  turn: Turn,
  person: Person,
  termId: number,
  content: { form: ApplicationForm; record: StudentRecord | undefined },
): Promise<{ readonly ok: true } | FileRefusal | ReviseRefusal> {
  const { accountId } = person;
  const own = { accountId: accountId ?? 0, termId };
  const filed = await applicationOf(turn.work.tx, own, turn.work.now);
  if (!filed?.canEdit) return fileApplication(turn.work, person, { termId, ...content });
  const { applicationId, trackingCode } = filed;
  const result = await reviseApplication(turn.work, person, { applicationId, ...content });
  if (!result.ok) return result;
  turn.say(turn.words.html('application.revised', { code: showCode(trackingCode) }));
  return ok();
}

/** What was sent last, as answers to begin from; the captcha and the review are done anew. */
export function answersFrom(form: ApplicationForm): Partial<ApplicationAnswers> {
  return {
    rules: true,
    eligibility: form.declarations,
    worksOutside: form.worksOutside ? 'yes' : 'no',
    ...(form.sheba ? { sheba: form.sheba } : {}),
    openings: [...form.openingIds],
    classes: form.classes.map((claim) => claim.class),
    files: Object.fromEntries(form.classes.map((claim) => [claim.class, [...claim.fileIds]])),
    note: form.note,
  };
}

/** What stands against it is said; what can be mended leads back into the form. */
function refused(turn: Turn, refusal: FileRefusal | ReviseRefusal): Finish<ApplicationAnswers> {
  const { html } = turn.words;
  switch (refusal.reason) {
    case 'incomplete':
      return {
        do: 'goto',
        step: firstToMend(refusal.problems),
        say: sayProblems(turn, refusal.problems),
      };
    case 'ineligible':
      turn.say(
        [html('application.ineligible'), verdictList(turn, refusal.evaluation)].join('\n\n'),
      );
      return { do: 'end' };
    case 'alreadyFiled':
      turn.say(html('application.alreadyFiled', { code: showCode(refusal.trackingCode) }));
      return { do: 'end' };
    case 'alreadyDecided':
    case 'notFound':
      turn.say(html('application.decidedMeanwhile'));
      return { do: 'end' };
    case 'outsideWindow':
      turn.say(explainWindow(turn, refusal));
      return { do: 'end' };
    case 'rulesNotAccepted':
      return { do: 'goto', step: 'rules', say: html('application.rulesFirst') };
    case 'noAccount':
    case 'notActive':
      turn.say(html('application.notActive'));
      return { do: 'end' };
  }
}

const stepOfField = {
  worksOutside: 'worksOutside',
  sheba: 'sheba',
  openings: 'openings',
  classes: 'classes',
  note: 'note',
  declarations: 'eligibility',
} as const satisfies Record<FormProblem['field'], keyof ApplicationAnswers>;

const firstToMend = (problems: readonly FormProblem[]): keyof ApplicationAnswers =>
  stepOfField[problems[0]?.field ?? 'declarations'];

function sayProblems(turn: Turn, problems: readonly FormProblem[]): string {
  const fields = [...new Set(problems.map(({ field }) => field))];
  const lines = fields.map((field) => turn.words.html(`application.problem.${field}`));
  return turn.words.html('application.incomplete', { problems: new Html(lines.join('\n')) });
}

export const applicationForm: Form<ApplicationAnswers> = {
  name: formName,
  version: 2,
  title: (turn) => turn.words.plain('application.title'),
  steps: stepsOf<ApplicationAnswers>()(
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
  finish,
};
