import type { IsoDate } from '../calendar.ts';
import type { Refusal } from '../result.ts';

/** First, second, summer. */
export const termParts = [1, 2, 3] as const;
export type TermPart = (typeof termParts)[number];

/** `startYear` is the Jalali year in which the academic year begins: 1402 for 1402-1403. */
export type Term = { readonly startYear: number; readonly part: TermPart };

export type ListedTerm = Term & { readonly id: number };

/** The stored form: `1402-1`. Text order is time order. */
export type TermCode = `${number}-${TermPart}`;

/** Jalali start years that a short term code may mean, both ends included. */
export type YearRange = { readonly first: number; readonly last: number };

export type TermRefusal = Refusal<
  'empty' | 'wrongForm' | 'wrongPart' | 'unknownYear' | 'ambiguousYear'
>;

export const windowKinds = ['applications', 'unitRequests', 'hours', 'accounts'] as const;
export type WindowKind = (typeof windowKinds)[number];

/** Whole days in Asia/Tehran, both ends included. */
export type WindowDates = { readonly opensOn: IsoDate; readonly closesOn: IsoDate };

/** The same as instants, the last one being the last millisecond of `closesOn`. */
export type WindowInstants = { readonly opensAt: Date; readonly closesAt: Date };

export type WindowState = 'before' | 'open' | 'after';

export type WindowRefusal = Refusal<'notSet'> | Refusal<'notYetOpen' | 'closed', WindowDates>;

/** `window` says why and, where days are set, which. */
export type OutsideWindow = Refusal<
  'outsideWindow',
  { readonly kind: WindowKind; readonly window: WindowRefusal }
>;

/** `notLater`: an extension must end after the day it replaces. */
export type WindowDatesRefusal = Refusal<'endsBeforeStart' | 'alreadyOver' | 'notLater'>;
