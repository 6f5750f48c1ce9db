import { setLanguage } from '../../core/chats/commands/note-chat.ts';
import { unfinishedForms } from '../../core/chats/queries.ts';
import { followLink } from '../deep-links.ts';
import type { Handler } from '../intake/handler.ts';
import type { Turn } from '../intake/turn.ts';
import { staffFormTitles } from '../staff/titles.ts';
import { words } from '../view/language.ts';
import type { Button } from '../view/message.ts';
import { menuFor } from './menu.ts';

/** The first thing that a stranger sees, in both languages. Where a link led here, it is followed afterwards. */
export function askLanguage(turn: Turn, payload?: string): void {
  const { plain } = words.fa;
  const after = payload === undefined ? '' : `:${payload}`;
  turn.say(words.fa.html('start.askLanguage'), {
    buttons: [
      [
        { text: plain('start.persian'), data: `lang:fa${after}` },
        { text: plain('start.english'), data: `lang:en${after}` },
      ],
    ],
  });
}

const chooseLanguage: Handler = async (turn, [choice]) => {
  const language = choice === 'en' ? 'en' : 'fa';
  await setLanguage(turn.work, turn.chatId, language);
  turn.session = { ...turn.session, language };
  turn.dropButtons();
  turn.toast(turn.words.plain('start.languageSet'));
};

/** What this person can do now; a stranger is greeted. */
export async function showMenu(turn: Turn): Promise<void> {
  const { text, buttons } = await menuFor(turn);
  const unfinished = await unfinishedForms(turn.work.tx, turn.chatId);
  turn.say(text, {
    buttons: [...unfinished.flatMap((name) => continueButton(turn, name)), ...buttons],
  });
}

/** Titles of the forms that can be left half-finished. */
const titles = {
  registration: 'registration.title',
  signin: 'signIn.title',
  recovery: 'recovery.title',
  mobile: 'settings.mobileTitle',
  email: 'settings.emailTitle',
  password: 'settings.passwordTitle',
  profile: 'profile.title',
  application: 'application.title',
  appeal: 'status.appealTitle',
  support: 'support.title',
  ticketwrite: 'support.replyTitle',
  objection: 'work.objectionTitle',
  withdrawal: 'work.withdrawal.title',
  sheba: 'payments.bank.formTitle',
  track: 'menu.track',
  leave: 'settings.leaving.title',
  ...staffFormTitles,
} as const;

/** A button that goes on with a half-finished form; none for a form that has no title. */
export function continueButton(turn: Turn, name: string): Button[][] {
  const title = Object.hasOwn(titles, name) ? titles[name as keyof typeof titles] : undefined;
  if (!title) return [];
  const { plain } = turn.words;
  return [[{ text: plain('menu.continueForm', { form: plain(title) }), data: `f:${name}:-:open` }]];
}

const start: Handler = async (turn, [payload]) => {
  if (payload === undefined || !(await followLink(turn, payload))) await showMenu(turn);
};

const openMenu: Handler = async (turn) => {
  turn.dropButtons();
  await showMenu(turn);
};

export const startScreens = {
  commands: {
    start,
    menu: showMenu as Handler,
    language: ((turn) => askLanguage(turn)) as Handler,
  },
  taps: {
    lang: chooseLanguage,
    menu: openMenu,
  },
};
