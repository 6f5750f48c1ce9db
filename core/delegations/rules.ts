import { addDays, type IsoDate } from '../calendar.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { DelegationDatesRefusal } from './types.ts';

/** Days for which a cartable can be handed over at once, the first and the last included. */
export const longestDelegation = 90;

/** Whether a cartable can be handed over from the start of one day to the end of another. */
export function checkDelegation(
  { startsOn, endsOn }: { readonly startsOn: IsoDate; readonly endsOn: IsoDate },
  today: IsoDate,
): Result<object, DelegationDatesRefusal> {
  if (startsOn < today) return refuse('inThePast');
  if (endsOn < startsOn) return refuse('endsBeforeStart');
  return endsOn >= addDays(startsOn, longestDelegation) ? refuse('tooLong') : ok();
}
