import type { BotCommand } from 'grammy/types';
import { isObject } from './parameters.ts';
import { badRequest } from './refusal.ts';

const MAX_COMMANDS = 100;
const SCOPES = ['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators'];

/** A scope as one word: `default`, `all_private_chats`, `chat:5`. */
export type ScopeKey = string;

export function readScope(value: unknown): ScopeKey {
  if (value === undefined) return 'default';
  const type = isObject(value) ? value.type : undefined;
  if (typeof type !== 'string') throw badRequest("can't parse BotCommandScope");
  if (SCOPES.includes(type)) return type;
  if (!['chat', 'chat_administrators', 'chat_member'].includes(type) || !isObject(value)) {
    throw badRequest("can't parse BotCommandScope: unsupported type specified");
  }
  return `${type}:${value.chat_id}`;
}

export function readCommands(value: unknown): BotCommand[] {
  if (!Array.isArray(value)) throw badRequest("can't parse commands: Array expected");
  if (value.length > MAX_COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  return value.map(readCommand);
}

function readCommand(value: unknown): BotCommand {
  if (!isObject(value)) throw badRequest("can't parse BotCommand: Object expected");
  const name = String(value.command ?? '').replace(/^\//, '');
  const description = String(value.description ?? '').trim();
  if (!/^[a-z0-9_]{1,32}$/.test(name)) throw badRequest('BOT_COMMAND_INVALID');
  if (description.length < 1 || description.length > 256) {
    throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  }
  return { command: name, description };
}

/** A bot's command lists by scope and language. */
export class CommandMenu {
  readonly #lists = new Map<string, BotCommand[]>();

  set(scope: ScopeKey, language: string, commands: BotCommand[]): void {
    this.#lists.set(`${scope} ${language}`, commands);
  }

  get(scope: ScopeKey, language: string): BotCommand[] {
    return this.#lists.get(`${scope} ${language}`) ?? [];
  }

  delete(scope: ScopeKey, language: string): void {
    this.#lists.delete(`${scope} ${language}`);
  }

  /** What a person sees in the private chat: the narrowest scope, own language first. */
  visibleTo(userId: number, language: string): BotCommand[] {
    for (const scope of [`chat:${userId}`, 'all_private_chats', 'default']) {
      const own = this.#lists.get(`${scope} ${language}`) ?? this.#lists.get(`${scope} `);
      if (own) return own;
    }
    return [];
  }
}
