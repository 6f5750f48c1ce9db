import type { Handler } from '../../intake/handler.ts';
import { idOf } from '../../intake/tap-id.ts';
import { hours, objectionForm } from './answers.ts';
import { askDecline, decline, keep } from './decline.ts';
import { drawPast, drawWork, sayPresentWork, sayWork } from './page.ts';
import { askWithdrawal, withdrawalForm } from './withdrawal.ts';

/**
 * `placement` shows the present one. With a placement: `show` says it below, `open` draws it here;
 * `decline` asks, `sure` does it and `keep` does not; `withdraw` begins the form. `past` lists all.
 */
const placement: Handler = async (turn, [verb, id, page]) => {
  const placementId = idOf(id);
  switch (verb) {
    case undefined:
      return sayPresentWork(turn);
    case 'show':
      return sayWork(turn, placementId);
    case 'open':
      return drawWork(turn, placementId, Number(page) || 0);
    case 'past':
      return drawPast(turn);
    case 'decline':
      return askDecline(turn, placementId);
    case 'sure':
      return decline(turn, placementId);
    case 'keep':
      return keep(turn, placementId);
    case 'withdraw':
      return askWithdrawal(turn, placementId);
  }
};

/** The student's own placements. */
export const workScreens = {
  taps: { hours, placement },
  forms: [objectionForm, withdrawalForm],
};
