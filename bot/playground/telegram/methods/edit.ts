import type { Update } from 'grammy/types';
import type { PrivateMessage } from '../dialog.ts';
import { messageText } from '../formatted-text.ts';
import { readInlineMarkup } from '../keyboards.ts';
import { isObject, Parameters } from '../parameters.ts';
import { badRequest } from '../refusal.ts';
import { type Call, dialogOf, type Handler } from './call.ts';
import { inlinePart } from './post.ts';
import { mediaFields, readFile } from './send-file.ts';
import { captionFields, textFields } from './send-text.ts';

type Edited = PrivateMessage & Update.Edited;

export const editMessageText: Handler<'editMessageText'> = (call) => {
  const content = textFields(messageText(call.parameters));
  const { text, entities: _entities, ...rest } = messageToEdit(call);
  if (text === undefined) throw badRequest('there is no text in the message to edit');
  return edit(call, rest, content);
};

export const editMessageCaption: Handler<'editMessageCaption'> = (call) => {
  const content = captionFields(call.parameters);
  const { caption: _caption, caption_entities: _entities, ...rest } = messageToEdit(call);
  if (!rest.photo && !rest.document) {
    throw badRequest('there is no caption in the message to edit');
  }
  return edit(call, rest, content);
};

export const editMessageReplyMarkup: Handler<'editMessageReplyMarkup'> = (call) =>
  edit(call, messageToEdit(call), {});

export const editMessageMedia: Handler<'editMessageMedia'> = (call) => {
  const media = call.parameters.json('media', 'InputMedia');
  if (!isObject(media)) throw badRequest('media is not specified');
  const kind = media.type;
  if (kind !== 'photo' && kind !== 'document') throw badRequest('type of the media is unsupported');
  const file = readFile(call, 'media', String(media.media ?? ''), kind);
  const fields = kind === 'photo' ? mediaFields(call, file, kind) : mediaFields(call, file, kind);
  const {
    photo: _photo,
    document: _document,
    text: _text,
    entities: _textEntities,
    caption: _caption,
    caption_entities: _entities,
    ...rest
  } = messageToEdit(call);
  return edit(call, rest, { ...fields, ...captionFields(new Parameters(media)) });
};

function messageToEdit(call: Call): PrivateMessage {
  const dialog = dialogOf(call);
  const id = call.parameters.integer('message_id');
  if (id === undefined) throw badRequest('message identifier is not specified');
  const message = dialog.get(id);
  if (!message) throw badRequest('message to edit not found');
  if (message.from.id !== call.bot.user.id) throw badRequest("message can't be edited");
  return message;
}

/** Replaces the message; its keyboard goes away unless the call brings one. */
function edit<Content extends object>(
  call: Call,
  message: PrivateMessage,
  content: Content,
): Edited & Content {
  const dialog = dialogOf(call);
  const { reply_markup: _old, edit_date: _date, ...rest } = message;
  const markup = inlinePart(readInlineMarkup(call.parameters));
  const edited = { ...rest, ...content, ...markup, edit_date: dialog.seconds() };
  const before = dialog.get(message.message_id);
  if (before && sameOnScreen(before, edited)) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  dialog.replace(edited);
  return edited;
}

function sameOnScreen(a: PrivateMessage, b: PrivateMessage): boolean {
  const shown = (message: PrivateMessage) =>
    JSON.stringify([
      message.text,
      message.entities,
      message.caption,
      message.caption_entities,
      message.photo?.at(-1)?.file_unique_id,
      message.document?.file_unique_id,
      message.reply_markup?.inline_keyboard,
    ]);
  return shown(a) === shown(b);
}
