import { noteMenu } from '../../core/chats/commands/note-chat.ts';
import { chatsWithOldMenu, officersChats } from '../../core/chats/queries.ts';
import type { Database } from '../../core/db.ts';
import type { Person } from '../../core/staff/types.ts';
import { commandsOf } from '../guide/commands.ts';
import { commandMenu, officerMenu } from '../view/command-menu.ts';
import { type Language, languages } from '../view/language.ts';
import type { ShowMenu } from './show-menu.ts';

export interface MenuParts {
  readonly database: Database;
  readonly showMenu: ShowMenu;
  readonly now: Date;
}

/** In one run; the next is a minute later. */
const mostChats = 200;

/**
 * Lets the messenger offer in each chat what its person can use, in the language that was chosen: to
 * officers their commands, to others everybody's where the client has another language. What a chat
 * was told is noted, so that nothing is told twice, a change of cartables, of delegations by their
 * day, of the language or of the commands themselves is caught up with, and a restart loses nothing.
 * One that the messenger did not take ends the run, and is tried again by the next.
 */
export async function renewMenus({ database, showMenu, now }: MenuParts): Promise<void> {
  const officers = await officersChats(database.read, now);
  const due = officers
    .map(({ chatId, language, menu, person }) => ({ chatId, menu, ...menuOf(person, language) }))
    .filter(({ menu, note }) => menu !== note);
  for (const { chatId, commands, note } of due.slice(0, mostChats)) {
    await showMenu(chatId, commands);
    await noteMenu({ tx: database.read }, chatId, note);
  }
  const own = new Set(officers.map(({ chatId }) => chatId));
  const others = await chatsWithOldMenu(database.read, { menus: everybodys, most: mostChats });
  for (const { chatId, language } of others.filter((chat) => !own.has(chat.chatId))) {
    await showMenu(chatId, language && commandMenu(language));
    await noteMenu({ tx: database.read }, chatId, language && everybodys[language]);
  }
}

function menuOf(person: Person, language: Language) {
  const roles = [...new Set(person.holdings.map(({ role }) => role))];
  const names = new Set(roles.flatMap((role) => commandsOf(person, role)));
  const commands = officerMenu(names, language);
  return { commands, note: noteOf(language, commands) };
}

/** Which commands, in which language: what is noted of a chat. */
const noteOf = (language: Language, commands: readonly { readonly command: string }[]): string =>
  [language, ...commands.map(({ command }) => command)].join(' ');

const everybodys = Object.fromEntries(
  languages.map((language) => [language, noteOf(language, commandMenu(language))]),
) as Record<Language, string>;
