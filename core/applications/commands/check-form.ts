import { parseSheba } from '../../bank/rules.ts';
import { MAX_FILES_PER_CLASS } from '../../files/rules.ts';
import { isOpen, wishes } from '../../openings/rules.ts';
import type { Work } from '../../work.ts';
import { longestNote } from '../rules.ts';
import type { Applicant, ApplicationForm, ClassClaim, FormProblem } from '../types.ts';

/** Everything that is missing or contradictory in a form, whatever is found first. */
export async function problemsOf(
  work: Work,
  applicant: Applicant,
  termId: number,
  form: ApplicationForm,
): Promise<readonly FormProblem[]> {
  return [
    ...plainProblems(form),
    ...(await openingProblems(work, applicant, termId, form.openingIds)),
    ...(await classProblems(work, applicant, form.classes)),
  ];
}

function plainProblems({ worksOutside, sheba, note }: ApplicationForm): FormProblem[] {
  const problems: FormProblem[] = [];
  if (worksOutside === null) problems.push({ field: 'worksOutside', problem: 'missing' });
  if (sheba === null) problems.push({ field: 'sheba', problem: 'missing' });
  else {
    const parsed = parseSheba(sheba);
    if (!parsed.ok) problems.push({ field: 'sheba', problem: 'wrong', refusal: parsed });
  }
  if (note !== null && note.length > longestNote) {
    problems.push({ field: 'note', problem: 'tooLong', most: longestNote });
  }
  return problems;
}

async function openingProblems(
  { tx }: Work,
  { universityId, record }: Applicant,
  termId: number,
  ids: readonly number[],
): Promise<FormProblem[]> {
  const field = 'openings';
  if (ids.length < wishes.fewest) return [{ field, problem: 'missing' }];
  if (ids.length > wishes.most) return [{ field, problem: 'tooMany', most: wishes.most }];
  const found = await tx.opening.findMany({
    where: { id: { in: [...ids] }, universityId, termId },
    select: {
      id: true,
      state: true,
      seats: { where: { gender: record.gender }, select: { capacity: true } },
    },
  });
  const openings = new Map(found.map((opening) => [opening.id, opening]));
  return [...new Set(ids)].flatMap((openingId): FormProblem[] => {
    const opening = openings.get(openingId);
    if (!opening || !isOpen(opening.state)) return [{ field, problem: 'notOpen', openingId }];
    const seats = opening.seats[0]?.capacity ?? 0;
    if (seats === 0) return [{ field, problem: 'noSeat', openingId }];
    const twice = ids.filter((id) => id === openingId).length > 1;
    return twice ? [{ field, problem: 'twice', openingId }] : [];
  });
}

async function classProblems(
  { tx }: Work,
  { accountId }: Applicant,
  claims: readonly ClassClaim[],
): Promise<FormProblem[]> {
  const fileIds = claims.flatMap((claim) => claim.fileIds);
  const rows = await tx.storedFile.findMany({
    where: { id: { in: fileIds }, accountId, deletedAt: null },
    select: { id: true },
  });
  const own = new Set(rows.map(({ id }) => id));
  return claims.flatMap((claim, index) => {
    const problem = problemOf(claim, own, claims.slice(0, index));
    return problem ? [{ field: 'classes', problem, class: claim.class }] : [];
  });
}

function problemOf(
  claim: ClassClaim,
  own: ReadonlySet<number>,
  before: readonly ClassClaim[],
): 'twice' | 'noFile' | 'tooManyFiles' | 'notYourFile' | undefined {
  if (before.some((other) => other.class === claim.class)) return 'twice';
  if (claim.fileIds.length === 0) return 'noFile';
  if (claim.fileIds.length > MAX_FILES_PER_CLASS) return 'tooManyFiles';
  return claim.fileIds.every((id) => own.has(id)) ? undefined : 'notYourFile';
}
