import { tellWhoActs } from '../../staff/commands/tell-readers.ts';
import type { Work } from '../../work.ts';
import type { OpeningNotice } from '../types.ts';

/** Tells who declared or changed an opening what came of it, or the unit's present officers. */
export async function tellDeclarer(
  work: Work,
  { universityId, unitId }: { readonly universityId: number; readonly unitId: number },
  accountId: number,
  notice: OpeningNotice,
): Promise<void> {
  await tellWhoActs(work, [accountId], notice, [{ role: 'unitOfficer', universityId, unitId }]);
}
