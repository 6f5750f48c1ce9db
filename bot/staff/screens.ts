import { accountScreens } from './account.ts';
import { auditScreens } from './audit.ts';
import { contactScreens } from './contact.ts';
import { discretionScreens } from './discretion.ts';
import { findScreens } from './find.ts';
import { hoursScreens } from './hours.ts';
import { inboxScreens } from './inbox.ts';
import { itemScreens } from './item.ts';
import { openingScreens } from './openings.ts';
import { payScreens } from './pay-runs.ts';
import { placementScreens } from './placement.ts';
import { profileReviewScreens } from './profile-review.ts';
import { requestScreens } from './request.ts';
import { reviewScreens } from './review.ts';
import { setupScreens } from './setup/screens.ts';
import { statisticsScreens } from './statistics.ts';
import { caseScreens } from './ticket.ts';
import { unitDirectionsScreens } from './unit-directions.ts';

/** Every command, button and form of the officers. */
export const staffScreens = {
  commands: {
    ...inboxScreens.commands,
    ...reviewScreens.commands,
    ...findScreens.commands,
    ...openingScreens.commands,
    ...requestScreens.commands,
    ...placementScreens.commands,
    ...hoursScreens.commands,
    ...accountScreens.commands,
    ...payScreens.commands,
    ...contactScreens.commands,
    ...auditScreens.commands,
    ...statisticsScreens.commands,
    ...setupScreens.commands,
  },
  taps: {
    ...inboxScreens.taps,
    ...itemScreens.taps,
    ...reviewScreens.taps,
    ...profileReviewScreens.taps,
    ...findScreens.taps,
    ...discretionScreens.taps,
    ...openingScreens.taps,
    ...requestScreens.taps,
    ...placementScreens.taps,
    ...hoursScreens.taps,
    ...accountScreens.taps,
    ...payScreens.taps,
    ...caseScreens.taps,
    ...contactScreens.taps,
    ...auditScreens.taps,
    ...statisticsScreens.taps,
    ...unitDirectionsScreens.taps,
    ...setupScreens.taps,
  },
  forms: [
    ...reviewScreens.forms,
    ...discretionScreens.forms,
    ...profileReviewScreens.forms,
    ...requestScreens.forms,
    ...placementScreens.forms,
    ...hoursScreens.forms,
    ...accountScreens.forms,
    ...payScreens.forms,
    ...caseScreens.forms,
    ...contactScreens.forms,
    ...auditScreens.forms,
    ...unitDirectionsScreens.forms,
    ...setupScreens.forms,
  ],
};
