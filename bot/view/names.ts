import { displayTrackingCode } from '../../core/applications/rules.ts';
import type { TrackingCode } from '../../core/applications/types.ts';
import { isForEveryField } from '../../core/openings/rules.ts';
import type { Term } from '../../core/terms/types.ts';
import { ungrouped } from './format.ts';
import { copyable, Html, type Language, type Words } from './language.ts';

export const titleIn = (
  language: Language,
  { titleFa, titleEn }: { readonly titleFa: string; readonly titleEn: string },
): string => (language === 'fa' ? titleFa : titleEn);

export const nameIn = (
  language: Language,
  { nameFa, nameEn }: { readonly nameFa: string; readonly nameEn: string },
): string => (language === 'fa' ? nameFa : nameEn);

/** The field of study that an opening asks for; what means every field is in the reader's language. */
export const fieldName = (field: string, { plain }: Words): string =>
  isForEveryField(field) ? plain('terms.everyField') : field;

/** A tracking code with its dash. */
export const displayCode = (code: string): string => displayTrackingCode(code as TrackingCode);

/** A tracking code with its dash, which a tap copies. */
export const showCode = (code: string): Html => new Html(copyable(displayCode(code)));

const regions = {
  fa: new Intl.DisplayNames('fa', { type: 'region' }),
  en: new Intl.DisplayNames('en', { type: 'region' }),
};

/** A country by its ISO 3166-1 alpha-2 code. */
export const countryName = (code: string, language: Language): string =>
  regions[language].of(code) ?? code;

/** A term with the academic year that it is part of. */
export function termName({ startYear, part }: Term, { plain, language }: Words): string {
  return plain('terms.term', {
    part: plain(`terms.termParts.${part}`),
    // One value, so that the range keeps its order.
    years: `${ungrouped(startYear, language)}–${ungrouped(startYear + 1, language)}`,
  });
}
