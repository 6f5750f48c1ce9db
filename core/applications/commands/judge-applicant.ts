import { eligibilityFacts } from '../../eligibility/queries.ts';
import { evaluate, standingIn, undeclared } from '../../eligibility/rules.ts';
import type { DeclarableField, Declarations, Evaluation } from '../../eligibility/types.ts';
import type { StudentRecord } from '../../registry/types.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import { currentTerm } from '../../terms/queries.ts';
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

/** `noTerm`: the university has opened none; `notFound`: no such application of the student's own. */
export type JudgeRefusal = ApplicantRefusal | Refusal<'noTerm' | 'notFound'>;

/**
 * Judges a student by every rule before anything is filed, by the course of study that the record shows
 * to be the latest. `applicationId`: a request of the student's own that is being changed, whose term and
 * leave then count.
 */
export async function judgeApplicant(
  work: Work,
  person: Person,
  given: {
    readonly record: StudentRecord | undefined;
    readonly declarations: Declarations;
    readonly applicationId?: number | undefined;
  },
): Promise<Result<Judgement, JudgeRefusal>> {
  const { record, applicationId } = given;
  const require = applicationId === undefined ? requireNewApplicant : requireApplicant;
  const who = await require(work, person, record);
  if (!who.ok) return who;
  const { applicant } = who;
  const about = await aboutOf(work, person, applicant.universityId, applicationId);
  if (!about.ok) return about;
  const declarations = standingIn(applicant.record, given.declarations);
  const candidate = { ...applicant, ...about.about, declarations };
  const evaluation = evaluate(await eligibilityFacts(work.tx, candidate, work.now));
  return ok({ applicant, declarations, evaluation, missing: undeclared(evaluation) });
}

async function aboutOf(
  work: Work,
  person: Person,
  universityId: number,
  applicationId: number | undefined,
) {
  if (applicationId === undefined) {
    const term = await currentTerm(work.tx, universityId, work.now);
    return term ? ok({ about: { termId: term.id } }) : refuse('noTerm');
  }
  const application = await lockOwn(work, person, applicationId);
  if (!application) return refuse('notFound');
  const { termId, internationalApproval } = application;
  return ok({ about: { termId, internationalApproval } });
}
