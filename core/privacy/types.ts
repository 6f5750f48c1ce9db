import type { Refusal } from '../result.ts';

/**
 * - `placementLive`: at work, or worked hours that are not paid yet; `payOpen`: pay on its way.
 * - `holdsCartable`: requests wait for this person; the cartable has to be given up first.
 */
export type LeaveRefusal = Refusal<
  'noAccount' | 'accountClosed' | 'placementLive' | 'payOpen' | 'holdsCartable'
>;
