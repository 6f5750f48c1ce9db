import type { MessageEntity } from 'grammy/types';
import { MarkupError } from './html-cursor.ts';
import { canonicalLink } from './links.ts';

export interface OpenTag {
  name: string;
  /** Address, language, class or emoji; '' where the tag has none. */
  argument: string;
  /** Where its text begins, UTF-16 code units. */
  offset: number;
}

const SIMPLE = new Map<string, MessageEntity.CommonMessageEntity['type']>([
  ['b', 'bold'],
  ['strong', 'bold'],
  ['i', 'italic'],
  ['em', 'italic'],
  ['u', 'underline'],
  ['ins', 'underline'],
  ['s', 'strikethrough'],
  ['strike', 'strikethrough'],
  ['del', 'strikethrough'],
  ['tg-spoiler', 'spoiler'],
  ['span', 'spoiler'],
  ['code', 'code'],
]);

export const TAGS: ReadonlySet<string> = new Set([
  ...SIMPLE.keys(),
  'a',
  'pre',
  'blockquote',
  'tg-emoji',
]);

/** The argument that an attribute gives its tag; undefined where it means nothing. */
export function argumentFrom(tag: string, attribute: string, value: string): string | undefined {
  if (tag === 'a' && attribute === 'href') return value;
  if (tag === 'tg-emoji' && attribute === 'emoji-id') return value;
  if (tag === 'blockquote' && attribute === 'expandable') return attribute;
  if (attribute !== 'class') return undefined;
  if (tag === 'code' && value.startsWith('language-')) return value.slice('language-'.length);
  if (tag === 'span' && value.startsWith('tg-')) return value.slice('tg-'.length);
  return undefined;
}

/** The entity of a closed tag around `text`; undefined where Telegram makes none of it. */
export function entityOf(tag: OpenTag, text: string): MessageEntity | undefined {
  const range = { offset: tag.offset, length: text.length };
  const simple = SIMPLE.get(tag.name);
  if (simple) return { type: simple, ...range };
  switch (tag.name) {
    case 'pre':
      return { type: 'pre', ...range, ...(tag.argument === '' ? {} : { language: tag.argument }) };
    case 'blockquote':
      return { type: tag.argument === '' ? 'blockquote' : 'expandable_blockquote', ...range };
    case 'a': {
      const url = canonicalLink(tag.argument === '' ? text : tag.argument);
      return url === undefined ? undefined : { type: 'text_link', ...range, url };
    }
    default:
      // A custom emoji of a bot without the right to it is shown as its plain emoji: no entity.
      if (/^\d+$/.test(tag.argument)) return undefined;
      throw new MarkupError('Invalid custom emoji identifier specified');
  }
}

/** By place, the outer before the inner; inside of code only the code itself. */
export function inOrder(entities: readonly MessageEntity[]): MessageEntity[] {
  const sorted = entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  const codes = sorted.filter(isCode);
  return sorted.filter(
    (entity) => isQuote(entity) || !codes.some((code) => code !== entity && hides(code, entity)),
  );
}

const isCode = ({ type }: MessageEntity) => type === 'code' || type === 'pre';
const isQuote = ({ type }: MessageEntity) =>
  type === 'blockquote' || type === 'expandable_blockquote';

function hides(code: MessageEntity, entity: MessageEntity): boolean {
  const around =
    code.offset <= entity.offset && code.offset + code.length >= entity.offset + entity.length;
  return around && (code.type === 'pre' || entity.type !== 'pre');
}
