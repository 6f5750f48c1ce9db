import { sendMediaGroup } from './album.ts';
import type { Call, Handler, MethodName } from './call.ts';
import {
  answerCallbackQuery,
  getChat,
  getChatMember,
  getFile,
  getMe,
  sendChatAction,
} from './chats.ts';
import {
  deleteMyCommands,
  getMyCommands,
  getMyDescription,
  getMyShortDescription,
  setMyCommands,
  setMyDescription,
  setMyShortDescription,
} from './commands.ts';
import { copyMessage, forwardMessage } from './copy.ts';
import { deleteMessage, deleteMessages } from './delete.ts';
import {
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
  editMessageText,
} from './edit.ts';
import { sendDocument, sendPhoto } from './send-file.ts';
import { sendMessage } from './send-text.ts';
import type { RetryDelays } from './updates.ts';
import { deleteWebhook, getUpdates, getWebhookInfo, setWebhook } from './updates.ts';

type Table = { [Method in MethodName]?: Handler<Method> };

export interface Method {
  run: (call: Call) => unknown;
  /** Counts as a message in the rate limits. */
  sends: boolean;
}

/** Every method that this Telegram knows, by its name in lower case. */
export function methodTable(
  delays: RetryDelays,
  reply: (call: Call, body: string) => void,
): ReadonlyMap<string, Method> {
  const table = {
    getMe,
    getUpdates,
    setWebhook: setWebhook(delays, reply),
    deleteWebhook,
    getWebhookInfo,
    sendMessage,
    sendPhoto,
    sendDocument,
    sendMediaGroup,
    copyMessage,
    forwardMessage,
    editMessageText,
    editMessageCaption,
    editMessageReplyMarkup,
    editMessageMedia,
    deleteMessage,
    deleteMessages,
    answerCallbackQuery,
    sendChatAction,
    getFile,
    getChat,
    getChatMember,
    setMyCommands,
    getMyCommands,
    deleteMyCommands,
    setMyDescription,
    getMyDescription,
    setMyShortDescription,
    getMyShortDescription,
  } satisfies Table;
  const sending = /^(send(?!ChatAction)|copy|forward)/;
  return new Map(
    Object.entries(table).map(([name, run]) => [
      name.toLowerCase(),
      { run, sends: sending.test(name) },
    ]),
  );
}
