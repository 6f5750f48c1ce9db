import { contactOf, hasConfirmedProfile } from '../../../core/accounts/queries.ts';
import { topicsOf } from '../../../core/announcements/queries.ts';
import { topics } from '../../../core/announcements/types.ts';
import { maskIdentity } from '../../../core/identity/rules.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatMobile } from '../../view/format.ts';
import { copyable, Html, languages } from '../../view/language.ts';
import type { Button, Buttons } from '../../view/message.ts';

export interface Page {
  readonly text: string;
  readonly buttons: Buttons;
}

/** Everything that a person can set, on one page that is drawn anew with every change. */
export async function settingsPage(turn: Turn): Promise<Page> {
  const { accountId } = turn.session;
  return accountId === null ? strangersPage(turn) : ownPage(turn, accountId);
}

/** `settings:<verb>:<argument>` */
const button = (text: string, ...verb: readonly string[]): Button => ({
  text,
  data: ['settings', ...verb].join(':'),
});

const ticked = (on: boolean, text: string): string => `${on ? '✅' : '⬜️'} ${text}`;

const languageNames = { fa: 'start.persian', en: 'start.english' } as const;

const languageButtons = ({ words }: Turn): Button[] =>
  languages.map((language) =>
    button(
      ticked(language === words.language, words.plain(languageNames[language])),
      'language',
      language,
    ),
  );

function strangersPage(turn: Turn): Page {
  const { html, plain } = turn.words;
  const ways = (['signin', 'register', 'menu'] as const).map((data) => [
    { text: plain(data === 'menu' ? 'menu.open' : `menu.${data}`), data },
  ]);
  return { text: html('settings.stranger'), buttons: [languageButtons(turn), ...ways] };
}

async function ownPage(turn: Turn, accountId: number): Promise<Page> {
  const { html, plain } = turn.words;
  const account = await contactOf(turn.work.tx, accountId);
  const isStudent = await hasConfirmedProfile(turn.work.tx, accountId);
  const missing = new Html(html('settings.missing'));
  const text = html('settings.page', {
    name: account.name ?? '',
    identity: new Html(copyable(maskIdentity(account.identityNumber ?? ''))),
    mobile: account.mobile ? new Html(copyable(formatMobile(account.mobile))) : missing,
    email: account.email ? new Html(copyable(account.email)) : missing,
  });
  const act = (verb: 'studies' | 'mobile' | 'email' | 'password' | 'data' | 'signout' | 'leave') =>
    button(plain(`settings.${verb}`), verb);
  return {
    text,
    buttons: [
      languageButtons(turn),
      ...(await topicButtons(turn, accountId)),
      ...(isStudent ? [[act('studies')]] : []),
      [act('mobile'), act('email')],
      [act('password'), act('data')],
      [act('signout'), act('leave')],
      [{ text: plain('menu.open'), data: 'menu' }],
    ],
  };
}

/** The button says which state it brings about, so that two taps are as one. */
async function topicButtons(turn: Turn, accountId: number): Promise<Button[][]> {
  const wanted = await topicsOf(turn.work.tx, accountId);
  return topics.map((topic) => {
    const on = wanted.has(topic);
    const text = ticked(on, turn.words.plain(`settings.topics.${topic}`));
    return [button(text, 'topic', topic, on ? 'off' : 'on')];
  });
}
