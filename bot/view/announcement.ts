import { languageFor } from '../../core/announcements/rules.ts';
import type { Media, Texts, Topic } from '../../core/announcements/types.ts';
import { directed } from './direction.ts';
import { escapeHtml, Html, type Words } from './language.ts';
import type { Buttons } from './message.ts';
import { nameIn } from './names.ts';

/** What is said, and by which university; null: by none of them. */
export interface Said {
  readonly topic: Topic;
  readonly texts: Texts;
  readonly media: Media | null;
  readonly university: { readonly nameFa: string; readonly nameEn: string } | null;
}

/** An announcement as its receivers see it, with the way to give its topic up. */
export function announcementMessage(
  { topic, texts, media, university }: Said,
  { html, plain, language }: Words,
): { text: string; media: Media | null; buttons: Buttons } {
  const text = texts[languageFor(texts, language)] ?? '';
  const said = { topic: plain(`settings.topics.${topic}`), text: new Html(escapeHtml(text)) };
  const message = university
    ? html('announce.messageOf', { ...said, university: nameIn(language, university) })
    : html('announce.message', said);
  return {
    text: directed(message, language),
    media,
    buttons: [[{ text: plain('announce.which'), data: 'settings' }]],
  };
}
