import { mayEdit } from '../../applications/rules.ts';
import { tellAll } from '../../outbox/commands.ts';
import type { Gender } from '../../registry/types.ts';
import { requireWindow } from '../../terms/queries.ts';
import type { Work } from '../../work.ts';
import { type Wisher, wisherOf, wishersOf } from '../queries/waiting.ts';
import type { AfterClosing } from '../types.ts';

/** Tells who might be asked for in an opening that it is closed, and what to do now. */
export const tellWishers = async (work: Work, openingId: number): Promise<void> =>
  tellClosed(work, openingId, await wishersOf(work.tx, { openingId }));

/** As `tellWishers`, to those of a gender for which an opening has no seats any more. */
export const tellSeatless = async (
  work: Work,
  seat: { readonly openingId: number; readonly gender: Gender },
): Promise<void> =>
  tellClosed(work, seat.openingId, await wishersOf(work.tx, seat), { noSeats: true });

/** As `tellWishers`, to somebody who was held in the opening as it was closed. */
export const tellHeldWisher = async (
  work: Work,
  held: { readonly openingId: number; readonly applicationId: number },
): Promise<void> => tellClosed(work, held.openingId, await wisherOf(work.tx, held));

async function tellClosed(
  work: Work,
  openingId: number,
  wishers: readonly Wisher[],
  more: { readonly noSeats?: true } = {},
): Promise<void> {
  const { unit, ...opening } = await work.tx.opening.findUniqueOrThrow({
    where: { id: openingId },
    include: { unit: { select: { nameFa: true, nameEn: true } } },
  });
  const window = await requireWindow(work, { ...opening, kind: 'applications' });
  const about = {
    name: 'wishClosed',
    title: { fa: opening.titleFa, en: opening.titleEn },
    unit: { fa: unit.nameFa, en: unit.nameEn },
    ...more,
  } as const;
  await tellAll(
    work,
    wishers.map((wisher) => ({
      accountId: wisher.accountId,
      notice: {
        ...about,
        trackingCode: wisher.trackingCode,
        next: afterClosing(wisher, window.ok),
      },
    })),
  );
}

/** As the request's own page offers it. */
function afterClosing({ state, hasOtherWish }: Wisher, isWindowOpen: boolean): AfterClosing {
  if (hasOtherWish) return 'othersStand';
  return mayEdit(state, isWindowOpen) ? 'change' : 'ask';
}
