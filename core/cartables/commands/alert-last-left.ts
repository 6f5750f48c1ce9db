import { tell } from '../../outbox/commands.ts';
import { holdersOf } from '../../staff/queries.ts';
import { rolesNeeded } from '../../terms/rules.ts';
import { windowKinds } from '../../terms/types.ts';
import type { Work } from '../../work.ts';
import { namedPlace } from '../queries.ts';
import type { CartablePlace } from '../types.ts';

/** Tells those who can do something about it that nobody holds a role any more, and what that stops. */
export async function alertLastLeft(work: Work, place: CartablePlace): Promise<void> {
  const { tx } = work;
  const { role, universityId, unitId } = place;
  const notice = {
    name: 'lastHolderLeft',
    place: await namedPlace(tx, place),
    waiting: await tx.workItem.count({ where: { role, universityId, unitId, closedAt: null } }),
    windows: await openWindowsThatNeed(work, place),
  } as const;
  for (const accountId of await whoCanHelp(work, universityId)) await tell(work, accountId, notice);
}

/** The administrators, the organisation, and the university's own who may ask for a cartable. */
async function whoCanHelp({ tx }: Work, universityId: number | null): Promise<ReadonlySet<number>> {
  const country = { universityId: null };
  return new Set([
    ...(await holdersOf(tx, { role: 'administrator', ...country })),
    ...(await holdersOf(tx, { role: 'organisation', ...country })),
    ...(universityId === null
      ? []
      : [
          ...(await holdersOf(tx, { role: 'studentDeputy', universityId })),
          ...(await holdersOf(tx, { role: 'expert', universityId })),
        ]),
  ]);
}

async function openWindowsThatNeed({ tx, now }: Work, { role, universityId }: CartablePlace) {
  if (universityId === null) return [];
  const open = await tx.window.findMany({
    where: { universityId, opensAt: { lte: now }, closesAt: { gte: now } },
    select: { kind: true },
    distinct: ['kind'],
  });
  return windowKinds.filter(
    (kind) => rolesNeeded[kind].includes(role) && open.some((window) => window.kind === kind),
  );
}
