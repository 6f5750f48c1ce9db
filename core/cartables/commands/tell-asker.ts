import type { CartableRequest } from '../../../prisma/generated/client.ts';
import { tellWhoActs } from '../../staff/commands/tell-readers.ts';
import type { Work } from '../../work.ts';
import type { CartableNotice, CartablePlace } from '../types.ts';

const ofUniversity = ['expert', 'studentDeputy', 'organisation', 'administrator'] as const;
const ofCountry = ['administrator'] as const;

/**
 * Tells who asked for a cartable what came of it; where that person cannot act on it any more, those who
 * can hand the link over. Not who accepts it and sees that anyway.
 */
export async function tellAsker(
  work: Work,
  { requestedById }: Pick<CartableRequest, 'requestedById'>,
  { universityId }: Pick<CartablePlace, 'universityId'>,
  notice: CartableNotice,
  by: { readonly except?: number } = {},
): Promise<void> {
  const roles = universityId === null ? ofCountry : ofUniversity;
  const places = roles.map((role) => ({ role, universityId, unitId: null }));
  await tellWhoActs(work, [requestedById], notice, places, by);
}
