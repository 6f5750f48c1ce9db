import { announce as enAnnounce } from './en/announce.ts';
import { application as enApplication } from './en/application.ts';
import { audit as enAudit } from './en/audit.ts';
import { bulk as enBulk } from './en/bulk.ts';
import { card as enCard } from './en/card.ts';
import { cartables as enCartables } from './en/cartables.ts';
import { codes as enCodes } from './en/codes.ts';
import { eligibility as enEligibility } from './en/eligibility.ts';
import { errors as enErrors } from './en/errors.ts';
import { files as enFiles } from './en/files.ts';
import { finance as enFinance } from './en/finance.ts';
import { forms as enForms } from './en/forms.ts';
import { guide as enGuide } from './en/guide.ts';
import { notices as enNotices } from './en/notices.ts';
import { openings as enOpenings } from './en/openings.ts';
import { page as enPage } from './en/page.ts';
import { payments as enPayments } from './en/payments.ts';
import { placing as enPlacing } from './en/placing.ts';
import { profile as enProfile } from './en/profile.ts';
import { profileReview as enProfileReview } from './en/profile-review.ts';
import { recovery as enRecovery } from './en/recovery.ts';
import { registration as enRegistration } from './en/registration.ts';
import { review as enReview } from './en/review.ts';
import { rules as enRules } from './en/rules.ts';
import { settings as enSettings } from './en/settings.ts';
import { setup as enSetup } from './en/setup.ts';
import { sheets as enSheets } from './en/sheets.ts';
import { signIn as enSignIn } from './en/sign-in.ts';
import { staff as enStaff } from './en/staff.ts';
import { menu as enMenu, start as enStart } from './en/start.ts';
import { statistics as enStatistics } from './en/statistics.ts';
import { status as enStatus } from './en/status.ts';
import { support as enSupport } from './en/support.ts';
import { terms as enTerms } from './en/terms.ts';
import { undelivered as enUndelivered } from './en/undelivered.ts';
import { work as enWork } from './en/work.ts';
import { announce } from './fa/announce.ts';
import { application } from './fa/application.ts';
import { audit } from './fa/audit.ts';
import { bulk } from './fa/bulk.ts';
import { card } from './fa/card.ts';
import { cartables } from './fa/cartables.ts';
import { codes } from './fa/codes.ts';
import { eligibility } from './fa/eligibility.ts';
import { errors } from './fa/errors.ts';
import { files } from './fa/files.ts';
import { finance } from './fa/finance.ts';
import { forms } from './fa/forms.ts';
import { guide } from './fa/guide.ts';
import { notices } from './fa/notices.ts';
import { openings } from './fa/openings.ts';
import { page } from './fa/page.ts';
import { payments } from './fa/payments.ts';
import { placing } from './fa/placing.ts';
import { profile } from './fa/profile.ts';
import { profileReview } from './fa/profile-review.ts';
import { recovery } from './fa/recovery.ts';
import { registration } from './fa/registration.ts';
import { review } from './fa/review.ts';
import { rules } from './fa/rules.ts';
import { settings } from './fa/settings.ts';
import { setup } from './fa/setup.ts';
import { sheets } from './fa/sheets.ts';
import { signIn } from './fa/sign-in.ts';
import { staff } from './fa/staff.ts';
import { menu, start } from './fa/start.ts';
import { statistics } from './fa/statistics.ts';
import { status } from './fa/status.ts';
import { support } from './fa/support.ts';
import { terms } from './fa/terms.ts';
import { undelivered } from './fa/undelivered.ts';
import { work } from './fa/work.ts';

/** Persian is the model: its keys and placeholders are what the compiler knows. */
export const fa = {
  announce,
  undelivered,
  setup,
  sheets,
  status,
  application,
  profile,
  profileReview,
  files,
  audit,
  bulk,
  statistics,
  card,
  guide,
  cartables,
  codes,
  eligibility,
  errors,
  finance,
  forms,
  menu,
  notices,
  openings,
  page,
  payments,
  placing,
  recovery,
  registration,
  review,
  rules,
  settings,
  signIn,
  staff,
  start,
  support,
  terms,
  work,
} as const;

export type Catalogue = typeof fa;

/** The same keys, with any words. */
type Same<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends string ? string : Same<Texts[Key]>;
};

export const en: Same<Catalogue> = {
  announce: enAnnounce,
  undelivered: enUndelivered,
  setup: enSetup,
  sheets: enSheets,
  status: enStatus,
  application: enApplication,
  profile: enProfile,
  profileReview: enProfileReview,
  files: enFiles,
  audit: enAudit,
  bulk: enBulk,
  statistics: enStatistics,
  card: enCard,
  guide: enGuide,
  cartables: enCartables,
  codes: enCodes,
  eligibility: enEligibility,
  errors: enErrors,
  finance: enFinance,
  forms: enForms,
  menu: enMenu,
  notices: enNotices,
  openings: enOpenings,
  page: enPage,
  payments: enPayments,
  placing: enPlacing,
  recovery: enRecovery,
  registration: enRegistration,
  review: enReview,
  rules: enRules,
  settings: enSettings,
  signIn: enSignIn,
  staff: enStaff,
  start: enStart,
  support: enSupport,
  terms: enTerms,
  work: enWork,
};
