import type { ProfileReviewView } from '../../core/accounts/queries.ts';
import { type ProfileField, profileFields } from '../../core/registry/types.ts';
import { formatInstant } from './format.ts';
import type { Words } from './language.ts';
import { nameIn } from './names.ts';
import { profileLabels, profileText } from './profile-fields.ts';
import { decidedBy } from './review.ts';

/** What a student typed, with what the record says beside each field that differs. */
export function profileReviewText(view: ProfileReviewView, words: Words): string {
  const { html, language } = words;
  const { state, reason, decidedAt, registered } = view;
  return [
    html('profileReview.title', { name: view.name ?? '' }),
    html('profileReview.sent', { at: formatInstant(view.sentAt, language) }),
    html(`profileReview.${state}`),
    ...(decidedAt ? [decidedBy({ byName: view.decidedBy, at: decidedAt }, words)] : []),
    ...(reason === null ? [] : [html('profileReview.reason', { text: reason })]),
    '',
    ...profileFields.map((field) => fieldLine(field, view, words)),
    ...(registered === null ? ['', html('profileReview.noRecord')] : []),
  ].join('\n');
}

function fieldLine(field: ProfileField, view: ProfileReviewView, words: Words): string {
  const { typed, registered, differences, universities } = view;
  const text = (of: typeof typed) =>
    profileText(field, of[field], words, (id) => {
      const university = universities.find((one) => one.id === id);
      return university ? nameIn(words.language, university) : String(id);
    });
  const differs = differences.includes(field);
  const shown = {
    sign: differs ? '⚠️' : '✅',
    label: words.plain(profileLabels[field]),
    typed: text(typed),
  };
  return differs && registered !== null
    ? words.html('profileReview.differs', { ...shown, registered: text(registered) })
    : words.html('profileReview.line', shown);
}
