import type { Notice, NoticeName } from '../../core/outbox/types.ts';
import { directed } from './direction.ts';
import type { Words } from './language.ts';
import type { Reply } from './message.ts';
import { accountTellers } from './notices/account.ts';
import { announcementTellers } from './notices/announcement.ts';
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
import { shortened, withoutTags } from './plain.ts';
import { requestPayload, type StartLink } from './start-links.ts';

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
  ...announcementTellers,
};

const tellerOf = (name: NoticeName) => tellers[name] as Teller<NoticeName>;

/** Whether this version has words for it; one that a newer version wrote it may not have. */
export const hasWords = ({ name }: Notice): boolean => Object.hasOwn(tellers, name);

/** A notice as a message of the chat, in the language of its reader. */
export function noticeMessage(notice: Notice, words: Words): Reply {
  const message = tellerOf(notice.name)(notice, words);
  return { do: 'say', ...message, text: directed(message.text, words.language) };
}

/** Where a notice that has no buttons goes on: the request that it is about, or the bot. */
function linkOf(notice: Notice, startLink: StartLink): string {
  const code = 'trackingCode' in notice ? notice.trackingCode : undefined;
  return startLink(code && requestPayload(code));
}

/** A notice as an e-mail. */
export function noticeMail(
  notice: Notice,
  words: Words,
  startLink: StartLink,
): { subject: string; text: string } {
  const { text } = tellerOf(notice.name)(notice, words);
  // The link stands alone on its line: readers of mail take what touches it for a part of it.
  const goOn = `${words.plain('notices.mailGoOn')}\n${linkOf(notice, startLink)}`;
  const subject = words.plain('notices.mailSubject');
  return { subject, text: `${withoutTags(text)}\n\n${goOn}` };
}

/** Carriers take some ten parts of 70 characters, and each is paid for. */
const longestSms = 400;

/** A notice as an SMS: what an officer wrote may be cut, and is whole in the bot. */
export function noticeSms(notice: Notice, words: Words, startLink: StartLink): string {
  const { text } = tellerOf(notice.name)(notice, words);
  return [
    words.plain('notices.mailSubject'),
    shortened(withoutTags(text), longestSms),
    linkOf(notice, startLink),
  ].join('\n');
}
