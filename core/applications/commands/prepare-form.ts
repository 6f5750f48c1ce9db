import { parseSheba } from '../../bank/rules.ts';
import type { Sheba } from '../../bank/types.ts';
import { eligibilityFacts } from '../../eligibility/queries.ts';
import { evaluate, standingIn, undeclared } from '../../eligibility/rules.ts';
import type { Declarations, Evaluation, InternationalApproval } from '../../eligibility/types.ts';
import type { Average } from '../../registry/types.ts';
import { ok, type Result, refuse } from '../../result.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { rankAverage, sendingEvents } from '../rules.ts';
import type { Applicant, ApplicationForm, ClassClaim, FormProblem, FormRefusal } from '../types.ts';
import { problemsOf } from './check-form.ts';

/** A form in which nothing is missing, with what the rules say of it. */
export type Prepared = {
  readonly worksOutside: boolean;
  readonly sheba: Sheba;
  readonly openingIds: readonly number[];
  readonly classes: readonly ClassClaim[];
  readonly note: string | null;
  readonly declarations: Declarations;
  readonly evaluation: Evaluation;
  readonly average: Average | null;
  readonly event: 'send' | 'sendToInternational';
};

/** Checks a form and evaluates the student; everything that stands against it is told at once. */
export async function prepare(
  work: Work,
  applicant: Applicant,
  {
    termId,
    form,
    internationalApproval,
  }: {
    termId: number;
    form: ApplicationForm;
    internationalApproval: InternationalApproval | null;
  },
): Promise<Result<{ readonly prepared: Prepared }, FormRefusal>> {
  const declarations = standingIn(applicant.record, form.declarations);
  const facts = await eligibilityFacts(
    work.tx,
    { ...applicant, termId, declarations, internationalApproval },
    work.now,
  );
  const evaluation = evaluate(facts);
  const problems: FormProblem[] = [
    ...(await problemsOf(work, applicant, termId, form)),
    ...undeclared(evaluation).map(
      (name) => ({ field: 'declarations', problem: 'missing', name }) as const,
    ),
  ];
  const answers = answersOf({ ...form, declarations });
  if (problems.length > 0 || !answers) return refuse('incomplete', { problems });
  const event = sendingEvents[evaluation.outcome];
  if (event === undefined) return refuse('ineligible', { evaluation });

  const average = rankAverage(applicant.record, declarations, facts.settings.averageBasis);
  return ok({ prepared: { ...answers, evaluation, average, event } });
}

function answersOf(form: ApplicationForm) {
  const { worksOutside, openingIds, classes, declarations } = form;
  const sheba = form.sheba === null ? undefined : parseSheba(form.sheba);
  if (worksOutside === null || !sheba?.ok) return undefined;
  const note = form.note === null ? '' : normalise(form.note);
  return {
    worksOutside,
    sheba: sheba.value,
    openingIds,
    classes,
    declarations,
    note: note === '' ? null : note,
  };
}
