import type { ProfileReviewView } from '../../core/accounts/queries.ts';
import { fromUtc } from '../../core/calendar.ts';
import type { StudentRecord } from '../../core/registry/types.ts';
import { formatDate, formatInstant } from './format.ts';
import type { Words } from './language.ts';
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
    ...fieldLines(view, words),
    ...(registered === null ? ['', html('profileReview.noRecord')] : []),
  ].join('\n');
}

const fields = ['studentNumber', 'level', 'field', 'startDate', 'gender', 'studentType'] as const;
type Field = (typeof fields)[number];
type Studies = Pick<StudentRecord, Field>;

function fieldLines({ differences, registered, ...view }: ProfileReviewView, words: Words) {
  const typed = { ...view, startDate: fromUtc(view.startDate) };
  return fields.map((field) => {
    const differs = differences.includes(field);
    const shown = {
      sign: differs ? '⚠️' : '✅',
      label: words.plain(`profile.${field}`),
      typed: shownIn(field, typed, words),
    };
    return differs && registered !== null
      ? words.html('profileReview.differs', {
          ...shown,
          registered: shownIn(field, registered, words),
        })
      : words.html('profileReview.line', shown);
  });
}

function shownIn(field: Field, of: Studies, { plain, language }: Words): string {
  switch (field) {
    case 'studentNumber':
    case 'field':
      return of[field];
    case 'startDate':
      return formatDate(of.startDate, language);
    case 'level':
      return plain(`terms.levels.${of.level}`);
    case 'gender':
      return plain(`terms.genders.${of.gender}`);
    case 'studentType':
      return plain(`terms.studentTypes.${of.studentType}`);
  }
}
