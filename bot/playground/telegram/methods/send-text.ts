import type { MessageEntity } from 'grammy/types';
import type { FormattedText } from '../clean-text.ts';
import { captionText, messageText } from '../formatted-text.ts';
import type { Parameters } from '../parameters.ts';
import type { Handler } from './call.ts';
import { post } from './post.ts';

export const sendMessage: Handler<'sendMessage'> = (call) =>
  post(call, textFields(messageText(call.parameters)));

export function textFields({ text, entities }: FormattedText): {
  text: string;
  entities?: MessageEntity[];
} {
  return entities.length > 0 ? { text, entities } : { text };
}

/** The caption that the call asks for; no fields where it is empty. */
export function captionFields(parameters: Parameters): {
  caption?: string;
  caption_entities?: MessageEntity[];
} {
  const { text, entities } = captionText(parameters);
  if (text === '') return {};
  return entities.length > 0 ? { caption: text, caption_entities: entities } : { caption: text };
}
