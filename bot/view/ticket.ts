import { copyable, escapeHtml, Html, type Words } from './language.ts';

/** The number by which a person and support speak of a ticket; a tap copies it. */
export const ticketNumber = (id: number): Html => new Html(copyable(String(id)));

/** Somebody's own words, apart from ours; each of their lines has its own direction. */
export const quoted = (text: string, html: Words['html']): string =>
  html('support.said', { text: new Html(escapeHtml(text)) });
