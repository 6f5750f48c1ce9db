import { eligibilityFacts } from '../../eligibility/queries.ts';
import { evaluate, standingIn, undeclared } from '../../eligibility/rules.ts';
import type { DeclarableField, Declarations, Evaluation } from '../../eligibility/types.ts';
import type { StudentRecord } from '../../registry/types.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import type { Applicant, ApplicantRefusal } from '../types.ts';
import { lockOwn } from './lock-application.ts';
import { requireApplicant, requireNewApplicant } from './require-applicant.ts';

/** What the rules say of a student now. */
export type Judgement = {
  readonly applicant: Applicant;
  /** Of the declarations, those that the registry leaves room for. */
  readonly declarations: Declarations;
  readonly evaluation: Evaluation;
  /** What has to be declared first, in the order in which it is best asked. */
  readonly missing: readonly DeclarableField[];
};

/** What is judged: a new request in a term, or one of the student's own that is being changed. */
export type Judged = { readonly termId: number } | { readonly applicationId: number };

/** `notFound`: no such application of the student's own. */
export type JudgeRefusal = ApplicantRefusal | Refusal<'notFound'>;

/**
 * Judges a student by every rule before anything is filed, by the course of study that the record shows
 * to be the latest. Of a request that is being changed, its term and leave count.
 */
export async function judgeApplicant(
  work: Work,
  person: Person,
  given: {
    readonly record: StudentRecord | undefined;
    readonly declarations: Declarations;
    readonly judged: Judged;
  },
): Promise<Result<Judgement, JudgeRefusal>> {
  const { record, judged } = given;
  const require = 'termId' in judged ? requireNewApplicant : requireApplicant;
  const who = await require(work, person, record);
  if (!who.ok) return who;
  const { applicant } = who;
  const about = await aboutOf(work, person, judged);
  if (!about.ok) return about;
  const declarations = standingIn(applicant.record, given.declarations);
  const candidate = { ...applicant, ...about.about, declarations };
  const evaluation = evaluate(await eligibilityFacts(work.tx, candidate, work.now));
  return ok({ applicant, declarations, evaluation, missing: undeclared(evaluation) });
}

async function aboutOf(work: Work, person: Person, judged: Judged) {
  if ('termId' in judged) return ok({ about: judged });
  const application = await lockOwn(work, person, judged.applicationId);
  if (!application) return refuse('notFound');
  const { termId, internationalApproval } = application;
  return ok({ about: { termId, internationalApproval } });
}
