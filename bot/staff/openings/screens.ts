import { changeScreens } from './change.ts';
import { decideOpeningScreens } from './decide.ts';
import { ledgerScreens } from './ledger.ts';
import { openingListScreens } from './list.ts';
import { needScreens } from './need.ts';
import { queueScreens } from './queue.ts';
import { openingSheetScreens } from './sheet.ts';

/** Needs of the units: declaring, deciding, seats and who waits for them. */
export const openingScreens = {
  commands: { ...openingListScreens.commands, ...needScreens.commands },
  taps: {
    ...openingListScreens.taps,
    ...decideOpeningScreens.taps,
    ...queueScreens.taps,
    ...ledgerScreens.taps,
    ...needScreens.taps,
    ...changeScreens.taps,
    ...openingSheetScreens.taps,
  },
  forms: [
    ...needScreens.forms,
    ...changeScreens.forms,
    ...decideOpeningScreens.forms,
    ...openingSheetScreens.forms,
  ],
};
