import type { Notice, NoticeName } from '../../core/outbox/types.ts';
import type { Words } from './language.ts';
import type { Reply } from './message.ts';
import { accountTellers } from './notices/account.ts';
import { applicationTellers } from './notices/application.ts';
import { auditTellers } from './notices/audit.ts';
import { cartableTellers } from './notices/cartable.ts';
import { openingTellers } from './notices/opening.ts';
import { ownWorkTellers } from './notices/own-work.ts';
import { payTellers } from './notices/pay.ts';
import { placementTellers } from './notices/placement.ts';
import { reminderTellers } from './notices/reminder.ts';
import { staffTellers } from './notices/staff.ts';
import { supportTellers } from './notices/support.ts';
import type { Teller, Tellers } from './notices/told.ts';
import { withoutTags } from './plain.ts';

/** The words of every notice; one without words does not compile. */
const tellers: Tellers<NoticeName> = {
  ...accountTellers,
  ...applicationTellers,
  ...placementTellers,
  ...ownWorkTellers,
  ...payTellers,
  ...openingTellers,
  ...supportTellers,
  ...staffTellers,
  ...cartableTellers,
  ...reminderTellers,
  ...auditTellers,
};

const tellerOf = (name: NoticeName) => tellers[name] as Teller<NoticeName>;

/** A notice as a message of the chat, in the language of its reader. */
export const noticeMessage = (notice: Notice, words: Words): Reply => ({
  do: 'say',
  ...tellerOf(notice.name)(notice, words),
});

/** A notice as an e-mail. */
export function noticeMail(notice: Notice, words: Words): { subject: string; text: string } {
  const { text } = tellerOf(notice.name)(notice, words);
  return { subject: words.plain('notices.mailSubject'), text: withoutTags(text) };
}
