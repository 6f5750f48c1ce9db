import type { Prisma } from '../../../prisma/generated/client.ts';
import { payableMinutes } from '../../placements/rules.ts';
import { can } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { currentTerm, termOf } from '../../terms/queries.ts';
import type { ListedTerm } from '../../terms/types.ts';
import type { Tx } from '../../work.ts';
import { payableParts } from '../queries.ts';

/** Terms of a university in which somebody may be paid: the present one, and those with work that no line pays. */
async function termsToPay(reader: Tx, universityId: number, now: Date): Promise<ListedTerm[]> {
  const current = await currentTerm(reader, universityId, now);
  const unpaid = {
    opening: { universityId },
    state: 'final',
    payLines: { none: { state: { in: ['due', 'paid'] } } },
  } as const satisfies Prisma.PlacementWhereInput;
  const open = await reader.placement.findMany({
    where: { ...unpaid, corrections: { none: {} } },
    select: { term: true },
    distinct: ['termId'],
  });
  // Of these few, corrections may have taken all hours away.
  const corrected = await reader.placement.findMany({
    where: { ...unpaid, corrections: { some: {} } },
    select: { term: true, ...payableParts },
  });
  const owed = corrected.filter((row) => payableMinutes(row.hours, row.corrections) > 0);
  const terms = [
    ...(current ? [current] : []),
    ...[...open, ...owed].map(({ term }) => termOf(term)),
  ];
  const byId = new Map(terms.map((term) => [term.id, term]));
  return [...byId.values()].sort(
    (one, other) => other.startYear - one.startYear || Number(other.part) - Number(one.part),
  );
}

/** The universities whose pay an officer has in hand, and the terms that may be paid. */
export async function payPlacesOf(reader: Tx, actor: Actor, now: Date) {
  const holdings = actor.kind === 'person' ? actor.holdings : [];
  const ids = [...new Set(holdings.flatMap(({ universityId }) => universityId ?? []))].filter(
    (universityId) => can(actor, 'approvePayRun', { universityId }).ok,
  );
  const universities = await reader.university.findMany({
    where: { id: { in: ids } },
    select: { id: true, nameFa: true, nameEn: true },
    orderBy: { id: 'asc' },
  });
  return Promise.all(
    universities.map(async (university) => ({
      university,
      terms: await termsToPay(reader, university.id, now),
      mayDraft: can(actor, 'draftPayRun', { universityId: university.id }).ok,
    })),
  );
}

/** The university that a pay run is of. */
export const universityOfPayRun = (
  reader: Tx,
  runId: number,
): Promise<{ readonly id: number; readonly nameFa: string; readonly nameEn: string } | null> =>
  reader.university.findFirst({
    where: { payRuns: { some: { id: runId } } },
    select: { id: true, nameFa: true, nameEn: true },
  });
