import { type Studies, studiesOf } from '../../../core/accounts/queries.ts';
import type { ApplicationStatus } from '../../../core/applications/types.ts';
import { currentTerm } from '../../../core/terms/queries.ts';
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

/** Whose request it is and of which term: that of the one that is changed, or else the current. */
export async function aboutRequest(
  turn: Turn,
  answers: Partial<ApplicationAnswers>,
): Promise<{ readonly studies: Studies; readonly term: ListedTerm } | undefined> {
  const { tx, now } = turn.work;
  const { accountId } = turn.session;
  const studies = accountId === null ? null : await studiesOf(tx, accountId);
  if (!studies) return undefined;
  const changed = await changedRequest(turn, answers);
  const term = changed?.term ?? (await currentTerm(tx, studies.universityId, now));
  return term && { studies, term };
}
