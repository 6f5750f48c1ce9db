import { type Api, GrammyError } from 'grammy';
import type { BotCommand } from 'grammy/types';

/** Sets the commands that the messenger offers in one chat; null: those of everybody again. */
export type ShowMenu = (chatId: bigint, commands: readonly BotCommand[] | null) => Promise<void>;

/**
 * A chat that the messenger does not know any more has nothing to offer commands in, and is left as it
 * is. Throws where trying again later may help.
 */
export function createShowMenu(api: Api): ShowMenu {
  return async (chatId, commands) => {
    const scope = { type: 'chat', chat_id: Number(chatId) } as const;
    try {
      if (commands === null) await api.deleteMyCommands({ scope });
      else await api.setMyCommands(commands, { scope });
    } catch (error) {
      if (!(error instanceof GrammyError) || !isRefusal(error)) throw error;
    }
  };
}

const isRefusal = ({ error_code: code }: GrammyError): boolean => code === 400 || code === 403;
