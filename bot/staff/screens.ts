import { accountScreens } from './account.ts';
import { amendmentScreens } from './amendment.ts';
import { announceScreens } from './announce/screens.ts';
import { auditScreens } from './audit.ts';
import { bulkScreens } from './bulk/screens.ts';
import { foundCaseScreens } from './case-button.ts';
import { contactScreens } from './contact.ts';
import { correctionScreens } from './correction.ts';
import { discretionScreens } from './discretion.ts';
import { endingScreens } from './ending.ts';
import { findScreens } from './find.ts';
import { commandsForRoles } from './for-roles.ts';
import { hoursScreens } from './hours.ts';
import { inboxScreens } from './inbox.ts';
import { itemScreens } from './item.ts';
import { narrowScreens } from './narrow.ts';
import { openingScreens } from './openings/screens.ts';
import { payScreens } from './pay-runs.ts';
import { placementScreens } from './placement.ts';
import { profileReviewScreens } from './profile-review.ts';
import { requestScreens } from './request.ts';
import { reviewScreens } from './review.ts';
import { settleScreens } from './settle.ts';
import { setupScreens } from './setup/screens.ts';
import { statisticsScreens } from './statistics.ts';
import { caseScreens } from './ticket.ts';
import { undeliveredScreens } from './undelivered.ts';
import { unitDirectionsScreens } from './unit-directions.ts';

/** Every command, button and form of the officers. */
export const staffScreens = {
  commands: commandsForRoles({
    ...announceScreens.commands,
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
  }),
  taps: {
    ...announceScreens.taps,
    ...undeliveredScreens.taps,
    ...inboxScreens.taps,
    ...itemScreens.taps,
    ...narrowScreens.taps,
    ...bulkScreens.taps,
    ...reviewScreens.taps,
    ...profileReviewScreens.taps,
    ...findScreens.taps,
    ...foundCaseScreens.taps,
    ...discretionScreens.taps,
    ...openingScreens.taps,
    ...requestScreens.taps,
    ...placementScreens.taps,
    ...hoursScreens.taps,
    ...settleScreens.taps,
    ...amendmentScreens.taps,
    ...endingScreens.taps,
    ...correctionScreens.taps,
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
    ...openingScreens.forms,
    ...announceScreens.forms,
    ...findScreens.forms,
    ...bulkScreens.forms,
    ...reviewScreens.forms,
    ...discretionScreens.forms,
    ...profileReviewScreens.forms,
    ...requestScreens.forms,
    ...placementScreens.forms,
    ...hoursScreens.forms,
    ...settleScreens.forms,
    ...amendmentScreens.forms,
    ...endingScreens.forms,
    ...correctionScreens.forms,
    ...accountScreens.forms,
    ...payScreens.forms,
    ...caseScreens.forms,
    ...contactScreens.forms,
    ...auditScreens.forms,
    ...unitDirectionsScreens.forms,
    ...setupScreens.forms,
  ],
};
