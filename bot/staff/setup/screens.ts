import { administrationScreens } from './administration.ts';
import { delegateScreens } from './delegate.ts';
import { dueDaysScreens } from './due-days.ts';
import { extendScreens } from './extend.ts';
import { holidayScreens } from './holidays.ts';
import { invitationForm } from './invitation.ts';
import { inviteScreens } from './invite.ts';
import { monthlyCapScreens } from './monthly-cap.ts';
import { newTermScreens } from './new-term.ts';
import { nominateScreens } from './nominate.ts';
import { ownCartableScreens } from './own-cartables.ts';
import { postScreens } from './posts.ts';
import { requestReviewScreens } from './request-review.ts';
import { settingScreens } from './settings.ts';
import { unitPageScreens } from './unit-page.ts';
import { unitScreens } from './units.ts';
import { universityScreens } from './universities.ts';
import { universityForms } from './university-forms.ts';
import { windowScreens } from './windows.ts';

/** Everything by which a university comes to work: who holds what, units, terms and windows. */
export const setupScreens = {
  commands: {
    ...administrationScreens.commands,
    ...ownCartableScreens.commands,
    ...delegateScreens.commands,
    ...unitScreens.commands,
    ...windowScreens.commands,
    ...newTermScreens.commands,
  },
  taps: {
    ...ownCartableScreens.taps,
    ...postScreens.taps,
    ...nominateScreens.taps,
    ...inviteScreens.taps,
    ...requestReviewScreens.taps,
    ...delegateScreens.taps,
    ...universityScreens.taps,
    ...universityForms.taps,
    ...unitScreens.taps,
    ...unitPageScreens.taps,
    ...windowScreens.taps,
    ...newTermScreens.taps,
    ...extendScreens.taps,
    ...dueDaysScreens.taps,
    ...settingScreens.taps,
    ...monthlyCapScreens.taps,
    ...holidayScreens.taps,
  },
  forms: [
    ...administrationScreens.forms,
    ...nominateScreens.forms,
    ...requestReviewScreens.forms,
    invitationForm,
    ...delegateScreens.forms,
    ...universityScreens.forms,
    ...universityForms.forms,
    ...unitScreens.forms,
    ...unitPageScreens.forms,
    ...newTermScreens.forms,
    ...extendScreens.forms,
    ...monthlyCapScreens.forms,
    ...holidayScreens.forms,
  ],
};
