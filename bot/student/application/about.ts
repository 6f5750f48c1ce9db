import { type Studies, studiesOf } from '../../../core/accounts/queries.ts';
import type { ApplicationStatus } from '../../../core/applications/types.ts';
import { termById } from '../../../core/terms/queries.ts';
import type { ListedTerm } from '../../../core/terms/types.ts';
import type { Turn } from '../../intake/turn.ts';
import { ownByCode } from '../own-request.ts';
import type { ApplicationAnswers } from './answers.ts';

/** The request that is being changed; undefined where a new one is filed. */
export async function changedRequest(
  turn: Turn,
  { basis }: Partial<ApplicationAnswers>,
): Promise<ApplicationStatus | undefined> {
  return basis === undefined ? undefined : ((await ownByCode(turn, basis)) ?? undefined);
}

/** Whose request it is and of which term: that of the one that is changed, or else that which was chosen. */
export async function aboutRequest(
  turn: Turn,
  answers: Partial<ApplicationAnswers>,
): Promise<{ readonly studies: Studies; readonly term: ListedTerm } | undefined> {
  const { tx } = turn.work;
  const { accountId } = turn.session;
  const studies = accountId === null ? null : await studiesOf(tx, accountId);
  if (!studies) return undefined;
  const { basis, termId } = answers;
  const term =
    basis === undefined
      ? await termById(tx, termId ?? 0)
      : (await changedRequest(turn, answers))?.term;
  return term && { studies, term };
}
