import type { AccountSummary } from '../../core/accounts/queries.ts';
import type { Turn } from '../intake/turn.ts';

/** Somebody whose profile is confirmed: only a student can ask to be an assistant. */
export const isStudent = <Account extends Pick<AccountSummary, 'state' | 'universityId'>>(
  account: Account,
): account is Account & { readonly universityId: number } =>
  account.state === 'active' && account.universityId !== null;

/** What somebody who is no student yet has to do before a request, or waits for, with the way on. */
export async function sayWhatIsFirst(
  turn: Turn,
  { state }: Pick<AccountSummary, 'state'>,
): Promise<void> {
  const { html, plain } = turn.words;
  const menu = { text: plain('menu.open'), data: 'menu' };
  const { holdings } = await turn.person();
  if (state === 'active' && holdings.length > 0) {
    const inbox = { text: plain('menu.inbox'), data: 'inbox' };
    return turn.say(html('status.officer'), { buttons: [[inbox], [menu]] });
  }
  // Opened by an invitation, and no cartable is left: who was an officer only has never had a profile.
  if (state === 'active') {
    const settings = { text: plain('menu.settings'), data: 'settings' };
    return turn.say(html('status.wasOfficer'), { buttons: [[settings], [menu]] });
  }
  if (state === 'awaitingReview') {
    return turn.say(html('menu.waitingReview'), { buttons: [[menu]] });
  }
  const profile = { text: plain('menu.profile'), data: 'profile' };
  turn.say(html('status.profileFirst'), { buttons: [[profile]] });
}
