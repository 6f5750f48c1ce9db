import type { UniversityContact } from '../../core/universities/queries.ts';
import { isEmpty } from '../../core/universities/rules.ts';
import type { Contact } from '../../core/universities/schema.ts';
import { copyable, escapeHtml, Html, isolate, type Words } from './language.ts';
import { nameIn } from './names.ts';

/** How students reach a university's office; '' where nothing is known. */
export function contactText({ contact, ...university }: UniversityContact, words: Words): string {
  if (isEmpty(contact)) return '';
  const name = nameIn(words.language, university);
  return [
    words.html('support.contactOf', { university: name }),
    ...contactLines(contact, words),
  ].join('\n');
}

function contactLines({ phones, email, address, hours }: Contact, words: Words): string[] {
  const { html, language } = words;
  const where = inTheirWords(address, language);
  const when = inTheirWords(hours, language);
  return [
    ...(phones.length > 0 ? [html('support.phones', { phones: phoneList(phones) })] : []),
    ...(email ? [html('support.email', { email: new Html(copyable(email)) })] : []),
    ...(where ? [html('support.address', { address: where })] : []),
    ...(when ? [html('support.hours', { hours: when })] : []),
  ];
}

/** What stands in one language only is better than nothing. */
const inTheirWords = (text: Contact['address'], language: 'fa' | 'en'): string | null =>
  text[language] ?? text.fa ?? text.en;

/** A tap copies each. */
export const phoneList = (phones: readonly string[]): Html =>
  new Html(phones.map(copyable).join(' · '));

/** A line of somebody's own words, in its own direction. */
export const asTyped = (text: string): string => isolate(escapeHtml(text));
