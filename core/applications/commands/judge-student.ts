import { eligibilityFacts } from '../../eligibility/queries.ts';
import { evaluate } from '../../eligibility/rules.ts';
import { storedDeclarations } from '../../eligibility/schema.ts';
import type { Declarations, Evaluation } from '../../eligibility/types.ts';
import type { StudentRecord } from '../../registry/types.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { ListedTerm } from '../../terms/types.ts';
import type { Work } from '../../work.ts';
import { termsToAllow } from '../queries/terms.ts';
import { applicantOf } from '../queries.ts';
import type { Applicant, ApplicationState } from '../types.ts';

/** A student before the deputy who may set rules aside. */
export type JudgedStudent = {
  readonly applicant: Applicant;
  readonly term: ListedTerm;
  /** In which a leave can count too. */
  readonly otherTerms: readonly ListedTerm[];
  readonly declarations: Declarations;
  readonly evaluation: Evaluation;
  /** The request of the term; null where there is none. */
  readonly request: { readonly trackingCode: string; readonly state: ApplicationState } | null;
};

/** `notFound`: no student with a confirmed profile; `noTerm`: no leave can count in that term, or in any. */
export type JudgeStudentRefusal = CanRefusal | Refusal<'notFound' | 'noTerm'>;

/**
 * Judges a student by every rule for the deputy, in a term in which a leave can count: the earliest
 * unless one is named. What the student declared with the request of that term counts where the registry
 * is silent.
 */
export async function judgeStudent(
  work: Work,
  actor: Actor,
  {
    accountId,
    record,
    termId,
  }: { accountId: number; record: StudentRecord | undefined; termId?: number | undefined },
): Promise<Result<{ readonly student: JudgedStudent }, JudgeStudentRefusal>> {
  const applicant = await applicantOf(work.tx, accountId, record);
  if (!applicant) return refuse('notFound');
  const { universityId } = applicant;
  const allowed = can(actor, 'overrideRule', { universityId, ownerId: accountId });
  if (!allowed.ok) return allowed;
  const terms = await termsToAllow(work.tx, { accountId, universityId }, work.now);
  const term = termId === undefined ? terms[0] : terms.find(({ id }) => id === termId);
  if (!term) return refuse('noTerm');
  const filed = await requestOf(work, accountId, term.id);
  const declarations = storedDeclarations.parse(filed?.declarations ?? {});
  const internationalApproval = filed?.internationalApproval ?? null;
  const candidate = { ...applicant, termId: term.id, declarations, internationalApproval };
  const evaluation = evaluate(await eligibilityFacts(work.tx, candidate, work.now));
  const request = filed && { trackingCode: filed.trackingCode, state: filed.state };
  const otherTerms = terms.filter((other) => other !== term);
  return ok({ student: { applicant, term, otherTerms, declarations, evaluation, request } });
}

const requestOf = ({ tx }: Work, accountId: number, termId: number) =>
  tx.application.findFirst({
    where: { accountId, termId, state: { not: 'withdrawn' } },
    select: { trackingCode: true, state: true, declarations: true, internationalApproval: true },
  });
