import type { MessageEntity } from 'grammy/types';
import { cleanText, type FormattedText } from './clean-text.ts';
import { findEntities } from './entities.ts';
import { parseHtml } from './html.ts';
import { MarkupError } from './html-cursor.ts';
import { isObject, type Parameters } from './parameters.ts';
import { badRequest } from './refusal.ts';

/** In UTF-16 code units, counted after the markup has been read. */
export const TEXT_LIMIT = 4096;
const CAPTION_LIMIT = 1024;

/** The text of a message, ready to be kept; refuses what is empty or too long. */
export function messageText(parameters: Parameters): FormattedText {
  if (!parameters.has('text')) throw badRequest('message text is empty');
  const result = readText(parameters, 'text', 'entities');
  if (result.text === '') throw badRequest('text must be non-empty');
  if (result.text.length > TEXT_LIMIT) throw badRequest('message is too long');
  return result;
}

/** The caption of a medium, which may be empty; refuses one that is too long. */
export function captionText(parameters: Parameters): FormattedText {
  const result = readText(parameters, 'caption', 'caption_entities');
  if (result.text.length > CAPTION_LIMIT) throw badRequest('message caption is too long');
  return result;
}

function readText(parameters: Parameters, field: string, entityField: string): FormattedText {
  const source = parameters.text(field);
  const mode = parameters.text('parse_mode').toLowerCase();
  if (mode === '' || mode === 'none') {
    return findEntities(cleanText({ text: source, entities: given(parameters, entityField) }));
  }
  if (mode !== 'html') throw badRequest('unsupported parse_mode');
  try {
    return findEntities(cleanText(parseHtml(source)));
  } catch (error) {
    if (error instanceof MarkupError) throw badRequest(`can't parse entities: ${error.message}`);
    throw error;
  }
}

function given(parameters: Parameters, field: string): MessageEntity[] {
  const value = parameters.json(field, 'message entities');
  return Array.isArray(value) ? value.filter(isEntity) : [];
}

function isEntity(value: unknown): value is MessageEntity {
  if (!isObject(value)) return false;
  return (
    typeof value.type === 'string' && Number.isInteger(value.offset) && Number(value.length) > 0
  );
}
