import type { ChatFullInfo, ChatMember } from 'grammy/types';
import { badRequest } from '../refusal.ts';
import { aboutBot } from '../world.ts';
import { dialogOf, type Handler, openDialog } from './call.ts';

const ACTIONS = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);
const ANSWER_LIMIT = 200;

export const getMe: Handler<'getMe'> = ({ bot }) => aboutBot(bot);

export const getChat: Handler<'getChat'> = (call) => {
  const chat: ChatFullInfo.PrivateChat = {
    ...dialogOf(call).chat(),
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: {
      unlimited_gifts: true,
      limited_gifts: true,
      unique_gifts: true,
      premium_subscription: true,
      gifts_from_channels: true,
    },
  };
  if (chat.username !== undefined) chat.active_usernames = [chat.username];
  return chat;
};

export const getChatMember: Handler<'getChatMember'> = (call): ChatMember => {
  const dialog = dialogOf(call);
  const userId = call.parameters.integer('user_id');
  if (userId === dialog.id) return { status: 'member', user: dialog.person.user };
  if (userId === call.bot.user.id) return { status: 'member', user: call.bot.user };
  throw badRequest('PARTICIPANT_ID_INVALID');
};

export const sendChatAction: Handler<'sendChatAction'> = (call) => {
  const action = call.parameters.text('action').toLowerCase();
  if (!ACTIONS.has(action)) throw badRequest('wrong parameter action in request');
  openDialog(call).tell('action', { detail: action });
  return true;
};

export const answerCallbackQuery: Handler<'answerCallbackQuery'> = ({ world, bot, parameters }) => {
  const text = parameters.text('text');
  if (text.length > ANSWER_LIMIT) throw badRequest('MESSAGE_TOO_LONG');
  const url = parameters.text('url');
  const answer = { text, showAlert: parameters.flag('show_alert'), ...(url === '' ? {} : { url }) };
  if (!world.callbacks.answer(parameters.text('callback_query_id'), bot.user.id, answer)) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  return true;
};

export const getFile: Handler<'getFile'> = ({ world, bot, parameters }) => {
  if (!parameters.has('file_id')) throw badRequest('file_id not specified');
  return world.files.describe(bot.user.id, parameters.text('file_id'));
};
