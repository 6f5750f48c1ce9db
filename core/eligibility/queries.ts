import { liveStates } from '../placements/rules.ts';
import type { Gender, StudentRecord } from '../registry/types.ts';
import { termOf } from '../terms/queries.ts';
import type { Tx } from '../work.ts';
import { isOverridable } from './rules.ts';
import { eligibilitySettings } from './schema.ts';
import type {
  Declarations,
  EligibilityInput,
  InternationalApproval,
  OverridableRule,
  Override,
} from './types.ts';

export type Candidate = {
  readonly accountId: number;
  readonly universityId: number;
  readonly termId: number;
  readonly record: StudentRecord;
  readonly declarations: Declarations;
  readonly internationalApproval?: InternationalApproval | null;
};

/** What `evaluate` needs to know of a student in a term; throws where university or term is unknown. */
export async function eligibilityFacts(
  reader: Tx,
  candidate: Candidate,
  now: Date,
): Promise<EligibilityInput> {
  const { accountId, universityId, termId, record, declarations } = candidate;
  const university = await reader.university.findUniqueOrThrow({
    where: { id: universityId },
    select: { kind: true, settings: true },
  });
  return {
    record,
    declarations,
    university: { kind: university.kind },
    term: termOf(await reader.term.findUniqueOrThrow({ where: { id: termId } })),
    openingsWithSeats: await openingsWithSeats(reader, universityId, termId),
    otherLivePlacements: await livePlacements(reader, accountId, termId),
    internationalApproval: candidate.internationalApproval ?? null,
    overrides: await overridesOf(reader, { accountId, universityId, termId }),
    settings: eligibilitySettings.parse(university.settings),
    now,
  };
}

async function openingsWithSeats(
  reader: Tx,
  universityId: number,
  termId: number,
): Promise<Readonly<Record<Gender, number>>> {
  const counts = await reader.seatCount.groupBy({
    by: ['gender'],
    where: { capacity: { gt: 0 }, opening: { universityId, termId, state: 'approved' } },
    _count: true,
  });
  const count = (gender: Gender) => counts.find((one) => one.gender === gender)?._count ?? 0;
  return { female: count('female'), male: count('male') };
}

/** At any university, but not of the application that this term is about. */
async function livePlacements(reader: Tx, accountId: number, termId: number): Promise<number> {
  return reader.placement.count({
    where: { accountId, state: { in: [...liveStates] }, termId: { not: termId } },
  });
}

async function overridesOf(
  reader: Tx,
  { accountId, universityId, termId }: Record<'accountId' | 'universityId' | 'termId', number>,
): Promise<readonly Override[]> {
  const rows = await reader.eligibilityOverride.findMany({
    where: { accountId, termId, OR: [{ universityId }, { universityId: null }] },
  });
  return rows
    .filter((row) => isOverridable(row.ruleId as OverridableRule))
    .map(({ ruleId, byId, reason }) => ({ ruleId: ruleId as OverridableRule, by: byId, reason }));
}
