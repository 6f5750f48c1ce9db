import type { DateRefusal, DayRange } from '../../../core/calendar.ts';
import type { Refusal } from '../../../core/result.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatDate } from '../format.ts';

/** Why a day cannot be taken where some days can. */
export function explainDay(
  { words }: Turn,
  refusal: DateRefusal | Refusal<'outOfRange', DayRange>,
): string {
  const { html, language } = words;
  switch (refusal.reason) {
    case 'outOfRange':
      return html('forms.date.outOfRange', {
        first: formatDate(refusal.first, language),
        last: formatDate(refusal.last, language),
      });
    case 'noSuchDay':
      return html('registration.birth.noSuchDay');
    case 'empty':
    case 'wrongForm':
    case 'unknownYear':
      return html('placing.dateWrong');
  }
}
