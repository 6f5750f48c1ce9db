import { codes as enCodes } from './en/codes.ts';
import { eligibility as enEligibility } from './en/eligibility.ts';
import { errors as enErrors } from './en/errors.ts';
import { forms as enForms } from './en/forms.ts';
import { notices as enNotices } from './en/notices.ts';
import { registration as enRegistration } from './en/registration.ts';
import { rules as enRules } from './en/rules.ts';
import { menu as enMenu, start as enStart } from './en/start.ts';
import { terms as enTerms } from './en/terms.ts';
import { codes } from './fa/codes.ts';
import { eligibility } from './fa/eligibility.ts';
import { errors } from './fa/errors.ts';
import { forms } from './fa/forms.ts';
import { notices } from './fa/notices.ts';
import { registration } from './fa/registration.ts';
import { rules } from './fa/rules.ts';
import { menu, start } from './fa/start.ts';
import { terms } from './fa/terms.ts';

/** Persian is the model: its keys and placeholders are what the compiler knows. */
export const fa = {
  codes,
  eligibility,
  errors,
  forms,
  menu,
  notices,
  registration,
  rules,
  start,
  terms,
} as const;

export type Catalogue = typeof fa;

/** The same keys, with any words. */
type Same<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends string ? string : Same<Texts[Key]>;
};

export const en: Same<Catalogue> = {
  codes: enCodes,
  eligibility: enEligibility,
  errors: enErrors,
  forms: enForms,
  menu: enMenu,
  notices: enNotices,
  registration: enRegistration,
  rules: enRules,
  start: enStart,
  terms: enTerms,
};
