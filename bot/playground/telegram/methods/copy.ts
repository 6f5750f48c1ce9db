import type { Message } from 'grammy/types';
import type { PrivateMessage } from '../dialog.ts';
import { readMarkup } from '../keyboards.ts';
import { badRequest } from '../refusal.ts';
import { type Call, dialogOf, type Handler, openDialog } from './call.ts';
import { deliver, inlinePart, post } from './post.ts';
import { captionFields } from './send-text.ts';

export const copyMessage: Handler<'copyMessage'> = (call) => {
  const source = sourceOf(call, 'copy');
  const content = contentOf(source);
  const caption = call.parameters.has('caption') ? captionFields(call.parameters) : {};
  const hasMedia = source.text === undefined;
  const { message_id } = post(call, { ...content, ...(hasMedia ? caption : {}) });
  return { message_id };
};

export const forwardMessage: Handler<'forwardMessage'> = (call) => {
  const source = sourceOf(call, 'forward');
  const dialog = openDialog(call);
  const markup = readMarkup(call.parameters);
  const forward_origin = source.forward_origin ?? {
    type: 'user' as const,
    sender_user: source.from,
    date: source.date,
  };
  const content = { ...contentOf(source), forward_origin, ...inlinePart(markup) };
  return deliver(call, dialog, content, markup);
};

function sourceOf(call: Call, verb: 'copy' | 'forward'): PrivateMessage {
  const from = dialogOf(call, 'from_chat_id');
  const id = call.parameters.integer('message_id');
  if (id === undefined) throw badRequest('message identifier is not specified');
  const source = from.get(id);
  if (!source) throw badRequest(`message to ${verb} not found`);
  return source;
}

/** The message without what belongs to its place in the chat. */
function contentOf(source: PrivateMessage): Partial<Message> {
  const {
    message_id: _id,
    from: _from,
    date: _date,
    chat: _chat,
    reply_markup: _markup,
    reply_to_message: _reply,
    edit_date: _edited,
    forward_origin: _origin,
    has_protected_content: _protected,
    media_group_id: _group,
    ...content
  } = source;
  return content;
}
