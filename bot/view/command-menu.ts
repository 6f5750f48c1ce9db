import type { BotCommand } from 'grammy/types';
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
