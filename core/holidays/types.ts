import type { IsoDate } from '../calendar.ts';
import type { Refusal } from '../result.ts';
import type { CanRefusal } from '../staff/rules.ts';

/** A day on which offices are closed, besides Thursday and Friday. */
export type Holiday = {
  readonly day: IsoDate;
  readonly nameFa: string;
  readonly nameEn: string;
  /** Who says so. */
  readonly source: string;
};

/** `already`: it is, or is not, a holiday as it stands; `noName`; `inThePast`. */
export type HolidayRefusal = CanRefusal | Refusal<'already' | 'noName' | 'inThePast'>;
