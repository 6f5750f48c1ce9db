import { mayEdit } from '../../applications/rules.ts';
import { tellAll } from '../../outbox/commands.ts';
import { requireWindow } from '../../terms/queries.ts';
import type { Work } from '../../work.ts';
import { type Wisher, wishersOf } from '../queries/waiting.ts';
import type { AfterClosing } from '../types.ts';

/** Tells who might be asked for in an opening that it is closed, and what to do now. */
export async function tellWishers(work: Work, openingId: number): Promise<void> {
  const { unit, ...opening } = await work.tx.opening.findUniqueOrThrow({
    where: { id: openingId },
    include: { unit: { select: { nameFa: true, nameEn: true } } },
  });
  const wishers = await wishersOf(work.tx, openingId);
  const window = await requireWindow(work, { ...opening, kind: 'applications' });
  const about = {
    name: 'wishClosed',
    title: { fa: opening.titleFa, en: opening.titleEn },
    unit: { fa: unit.nameFa, en: unit.nameEn },
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
