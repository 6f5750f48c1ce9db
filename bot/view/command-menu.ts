import type { BotCommand } from 'grammy/types';
import { type OfficersCommand, purposes } from '../guide/commands.ts';
import { type Language, words } from './language.ts';

const forEverybody = [
  'menu',
  'status',
  'support',
  'help',
  'language',
  'settings',
  'cancel',
] as const;

/** What the messenger offers beside the text field. */
export const commandMenu = (language: Language): BotCommand[] =>
  forEverybody.map((command) => ({
    command,
    description: words[language].plain(`menu.commands.${command}`),
  }));

/** The same for an officer: first the commands of the office, as the guide tells them, then everybody's. */
export function officerMenu(names: ReadonlySet<OfficersCommand>, language: Language): BotCommand[] {
  const own = (Object.keys(purposes) as OfficersCommand[]).filter((name) => names.has(name));
  return [
    ...own.map((command) => ({ command, description: descriptionOf(command, language) })),
    ...commandMenu(language),
  ];
}

/** What stands after the dash of the guide's line, which begins with the command. */
const descriptionOf = (command: OfficersCommand, language: Language): string =>
  words[language].plain(`guide.commands.${command}`).replace(/^.*? — /, '');

/** The language in which everybody's commands are offered by a client of this language. */
export const menuLanguage = (languageCode = ''): Language =>
  languageCode.startsWith('en') ? 'en' : 'fa';
