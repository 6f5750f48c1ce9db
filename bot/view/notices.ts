import type { Notice, NoticeName } from '../../core/outbox/notices.ts';
import type { Words } from './language.ts';
import type { Buttons, Reply } from './message.ts';
import { withoutTags } from './plain.ts';

interface Told {
  readonly text: string;
  readonly buttons?: Buttons;
}

type Teller<Name extends NoticeName> = (
  notice: Extract<Notice, { name: Name }>,
  words: Words,
) => Told;

const openMenu = ({ plain }: Words): Buttons => [[{ text: plain('menu.open'), data: 'menu' }]];

/** The words of every notice; one without words does not compile. */
const tellers: { readonly [Name in NoticeName]: Teller<Name> } = {
  codeFellBackToSms: (_notice, { html }) => ({ text: html('notices.codeFellBackToSms') }),
  codeNotSent: (_notice, { html }) => ({ text: html('notices.codeNotSent') }),
  registered: (_notice, { html, plain }) => ({
    text: html('notices.registered'),
    buttons: [[{ text: plain('menu.profile'), data: 'profile' }]],
  }),
  activated: (_notice, words) => ({
    text: words.html('notices.activated'),
    buttons: openMenu(words),
  }),
  profileRefused: ({ reason }, words) => ({
    text: words.html('notices.profileRefused', { reason }),
    buttons: [[{ text: words.plain('menu.profile'), data: 'profile' }]],
  }),
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
