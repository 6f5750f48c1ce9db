import type { Refusal } from '../result.ts';

/**
 * - `placementLive`: at work, or worked hours that are not paid yet; `payOpen`: pay on its way.
 * - `payRunOpen`: a pay run with the person is not settled, and its file can be given out again.
 * - `holdsCartable`: requests wait for this person; the cartable has to be given up first.
 */
export type LeaveRefusal = Refusal<
  'noAccount' | 'accountClosed' | 'placementLive' | 'payOpen' | 'payRunOpen' | 'holdsCartable'
>;
