import { fileApplication } from '../../../core/applications/commands/file-application.ts';
import { reviseApplication } from '../../../core/applications/commands/revise-application.ts';
import type {
  ApplicationForm,
  ClassClaim,
  FileRefusal,
  ReviseRefusal,
} from '../../../core/applications/types.ts';
import type { StudentRecord } from '../../../core/registry/types.ts';
import { type Refusal, refuse } from '../../../core/result.ts';
import type { Finish } from '../../forms/form.ts';
import type { Turn } from '../../intake/turn.ts';
import { showCode } from '../../view/names.ts';
import { explainProblems } from '../../view/reasons/applications.ts';
import { explainWindow } from '../../view/reasons/terms.ts';
import type { Looked } from '../look-up.ts';
import { statusButton } from '../own-request.ts';
import { aboutRequest, changedRequest } from './about.ts';
import { type ApplicationAnswers, presentAccount } from './answers.ts';
import { shebaMeant } from './sheba-step.ts';
import { termsFor } from './term-step.ts';

type End = Finish<ApplicationAnswers>;
type SendRefusal = FileRefusal | ReviseRefusal | Refusal<'noTerm' | 'changeGone'>;

/** Sends what was reviewed. Where it is refused, everything that was written stays. */
export async function sendRequest(turn: Turn, answers: ApplicationAnswers): Promise<End> {
  const looked = turn.prepared as Looked | undefined;
  if (looked === undefined || looked === 'registryDown') {
    const say = turn.words.html(looked ? 'errors.registryDown' : 'application.sendAgain');
    return { do: 'goto', step: 'review', say };
  }
  const content = { form: await contentOf(turn, answers), record: looked.record };
  const result = answers.basis
    ? await change(turn, answers, content)
    : await file(turn, answers, content);
  // The tracking code is told by the notice, so that no crash can keep it from the student.
  return result.ok ? { do: 'end' } : refused(turn, answers, result);
}

type Content = { readonly form: ApplicationForm; readonly record: StudentRecord | undefined };
type Sent = { readonly ok: true } | SendRefusal;

async function file(turn: Turn, answers: ApplicationAnswers, content: Content): Promise<Sent> {
  const about = await aboutRequest(turn, answers);
  if (!about) return refuse('noTerm');
  const request = { termId: about.term.id, ...content };
  return fileApplication(turn.work, await turn.person(), request);
}

async function change(turn: Turn, answers: ApplicationAnswers, content: Content): Promise<Sent> {
  const changed = await changedRequest(turn, answers);
  if (!changed) return refuse('changeGone');
  const { applicationId, trackingCode } = changed;
  const request = { applicationId, ...content };
  const result = await reviseApplication(turn.work, await turn.person(), request);
  if (result.ok) {
    const code = showCode(trackingCode);
    turn.say(turn.words.html('application.revised', { code }), {
      buttons: [[statusButton(turn, trackingCode)]],
    });
  }
  return result;
}

const claimsOf = ({ classes, files }: ApplicationAnswers): ClassClaim[] =>
  classes.map((claimed) => ({ class: claimed, fileIds: files?.[claimed] ?? [] }));

const contentOf = async (turn: Turn, answers: ApplicationAnswers): Promise<ApplicationForm> => ({
  worksOutside: answers.worksOutside === 'yes',
  sheba: await shebaMeant(turn, answers.sheba),
  openingIds: answers.openings,
  classes: claimsOf(answers),
  note: answers.note,
  declarations: answers.eligibility,
});

/** What was sent last, as answers to begin from: all of it is on the review page at once. */
export function answersFrom(basis: string, form: ApplicationForm): Partial<ApplicationAnswers> {
  return {
    basis,
    rules: true,
    eligibility: form.declarations,
    worksOutside: form.worksOutside ? 'yes' : 'no',
    ...(form.sheba ? { sheba: presentAccount } : {}),
    openings: [...form.openingIds],
    classes: form.classes.map((claim) => claim.class),
    files: Object.fromEntries(form.classes.map((claim) => [claim.class, [...claim.fileIds]])),
    note: form.note,
    captcha: true,
  };
}

/** What stands against it is said; only what can never be sent any more is given up. */
async function refused(
  turn: Turn,
  { basis }: ApplicationAnswers,
  refusal: SendRefusal,
): Promise<End> {
  const { html } = turn.words;
  const stay = (say: string): End => ({ do: 'goto', step: 'review', say });
  switch (refusal.reason) {
    case 'incomplete': {
      const { step, say } = await explainProblems(turn, refusal.problems);
      return { do: 'goto', step, say };
    }
    case 'ineligible':
      return { do: 'goto', step: 'eligibility', say: html('application.ineligibleNow') };
    case 'outsideWindow': {
      const why = explainWindow(turn, refusal);
      const another = basis === undefined && (await termsFor(turn)).length > 0;
      if (another) return { do: 'goto', step: 'termId', say: why };
      return stay([why, html('application.keptForLater')].join('\n'));
    }
    case 'rulesNotAccepted':
      return { do: 'goto', step: 'rules', say: html('application.rulesFirst') };
    case 'noTerm':
      return stay([html('application.noTerm'), html('application.keptForLater')].join('\n'));
    case 'noAccount':
    case 'notActive':
      return stay(html('application.notActive'));
    case 'alreadyFiled': {
      const code = refusal.trackingCode;
      turn.say(html('application.alreadyFiled', { code: showCode(code) }), {
        buttons: [[statusButton(turn, code)]],
      });
      return { do: 'end' };
    }
    case 'alreadyDecided':
    case 'notFound':
    case 'changeGone':
      turn.say(html('application.decidedMeanwhile'), {
        ...(basis && { buttons: [[statusButton(turn, basis)]] }),
      });
      return { do: 'end' };
  }
}
