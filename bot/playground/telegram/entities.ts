import type { MessageEntity } from 'grammy/types';
import type { FormattedText } from './clean-text.ts';

type Found = 'bot_command' | 'mention' | 'hashtag' | 'url' | 'email';

// The groups: what must stand before, then the entity itself.
const PATTERNS: readonly (readonly [Found, RegExp])[] = [
  ['url', /(^|[^\p{L}\p{N}_@.])((?:https?:\/\/|www\.)[^\s<>"]+[^\s<>".,;:!?)\]])/giu],
  ['email', /(^|[^\p{L}\p{N}_.@/-])([\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})/giu],
  [
    'bot_command',
    /(^|[^\p{L}\p{N}_/<>])(\/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?)(?![\p{L}\p{N}_/<>])/gu,
  ],
  ['mention', /(^|[^\p{L}\p{N}_@/])(@[a-zA-Z0-9_]{4,32})(?![\p{L}\p{N}_@])/gu],
  ['hashtag', /(^|[^\p{L}\p{N}_#])(#[\p{L}\p{N}_\u200c]*\p{L}[\p{L}\p{N}_\u200c]*)/gu],
];
const OPAQUE = new Set<string>(['code', 'pre', 'text_link', 'text_mention', 'url', 'email']);

/** Adds what Telegram finds by itself: commands, mentions, hashtags, addresses. */
export function findEntities({ text, entities }: FormattedText): FormattedText {
  if (!/[/@#.]/.test(text)) return { text, entities };
  const all = [...entities];
  for (const [type, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const [, before = '', found = ''] = match;
      const entity = { type, offset: match.index + before.length, length: found.length };
      if (!all.some((other) => OPAQUE.has(other.type) && overlap(other, entity))) all.push(entity);
    }
  }
  return { text, entities: all.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

function overlap(a: Pick<MessageEntity, 'offset' | 'length'>, b: typeof a): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}
