import type { ClaimRefusal } from '../../../core/staff/commands/claim-work-item.ts';
import type { CanRefusal } from '../../../core/staff/rules.ts';
import type { Turn } from '../../intake/turn.ts';

/** Why an officer may not do what was asked. */
export const explainCan = ({ words }: Pick<Turn, 'words'>, { reason }: CanRefusal): string =>
  words.html(reason === 'notAllowed' ? 'errors.notAllowed' : `staff.${reason}`);

export function explainClaim({ words }: Turn, { reason }: ClaimRefusal): string {
  const texts = {
    notAllowed: 'errors.notAllowed',
    gone: 'staff.inbox.closed',
    claimedByAnother: 'staff.inbox.claimedByAnother',
  } as const satisfies Record<ClaimRefusal['reason'], string>;
  return words.html(texts[reason]);
}
