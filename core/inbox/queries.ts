import { Prisma } from '../../prisma/generated/client.ts';
import { itemsForSecond, nameOf, waitingBefore } from '../staff/queries.ts';
import { covers } from '../staff/rules.ts';
import type { Holding, Person, WorkItem, WorkItemKind } from '../staff/types.ts';
import type { Tx } from '../work.ts';

/** What waits about one thing, and in whose hands it is. */
export interface OpenItem {
  readonly id: number;
  readonly claimedById: number | null;
  readonly claimedBy: string | null;
}

/** What waits about a subject for this person, if anything does. */
export async function openItemOf(
  reader: Tx,
  person: Person,
  { kinds, subjectId }: { readonly kinds: readonly WorkItemKind[]; readonly subjectId: number },
): Promise<OpenItem | undefined> {
  const items = await reader.workItem.findMany({
    where: { kind: { in: [...kinds] }, subjectId, closedAt: null },
  });
  const item = items.find((one) => reaches(person, one));
  if (!item) return undefined;
  const { id, claimedById } = item;
  return { id, claimedById, claimedBy: await nameOf(reader, claimedById) };
}

/**
 * What comes after an item in a person's inbox, and from the beginning again after the last; null
 * where nothing else waits. The item itself may be closed by now.
 */
export async function itemAfter(
  reader: Tx,
  person: Person,
  itemId: number,
): Promise<WorkItem | null> {
  const item = await reader.workItem.findUnique({ where: { id: itemId } });
  const waiting = await waitingBefore(reader, person);
  const orderBy: Prisma.WorkItemOrderByWithRelationInput[] = [{ dueAt: 'asc' }, { id: 'asc' }];
  const later = item && {
    OR: [{ dueAt: { gt: item.dueAt } }, { dueAt: item.dueAt, id: { gt: item.id } }],
  };
  const next =
    later && (await reader.workItem.findFirst({ where: { AND: [waiting, later] }, orderBy }));
  return (
    next ??
    (await reader.workItem.findFirst({
      where: { AND: [waiting, { id: { not: itemId } }] },
      orderBy,
    }))
  );
}

/** Whether an item lies before a person. */
export const reaches = ({ holdings }: Person, item: WorkItem): boolean =>
  holdings.some((holding) => holding.role === item.role && covers(holding, item));

/** A unit about which something waits. */
export interface UnitWithWork {
  readonly unitId: number;
  readonly nameFa: string;
  readonly nameEn: string;
  readonly items: number;
}

export const unitNames = (
  reader: Tx,
  unitId: number,
): Promise<{ readonly nameFa: string; readonly nameEn: string } | null> =>
  reader.unit.findUnique({ where: { id: unitId }, select: { nameFa: true, nameEn: true } });

/** Units of the universities of a person about which something waits there, the most first. */
export async function unitsWithWork(reader: Tx, person: Person): Promise<readonly UnitWithWork[]> {
  const whole = wholeUniversities(person);
  if (whole.length === 0) return [];
  return reader.$queryRaw<UnitWithWork[]>`
    ${concerning(whole, await itemsForSecond(reader, person))}
    SELECT "unit"."id" AS "unitId", "unit"."nameFa", "unit"."nameEn", count(*)::integer AS "items"
    FROM "concerning" JOIN "Unit" AS "unit" ON "unit"."id" = "concerning"."unitId"
    GROUP BY "unit"."id" ORDER BY "items" DESC, "unit"."id"`;
}

/** Ids of what waits for a person about a unit: its own, and of students who wish for it or work there. */
export async function itemsOfUnit(
  reader: Tx,
  person: Person,
  unitId: number,
): Promise<readonly number[]> {
  const whole = wholeUniversities(person);
  if (whole.length === 0) return [];
  const rows = await reader.$queryRaw<{ id: number }[]>`
    ${concerning(whole, await itemsForSecond(reader, person))} SELECT "id" FROM "concerning" WHERE "unitId" = ${unitId}`;
  return rows.map(({ id }) => id);
}

type Whole = Holding & { readonly universityId: number };

const wholeUniversities = ({ holdings }: Person): Whole[] =>
  holdings.filter(
    (holding): holding is Whole => holding.universityId !== null && holding.unitId === null,
  );

/** What waits before these cartables but for others, once for each unit that it is about. */
const concerning = (
  holdings: readonly Whole[],
  forOthers: readonly number[],
): Prisma.Sql => Prisma.sql`
  WITH "waiting" AS (
    SELECT "id", "kind", "subjectId" FROM "WorkItem"
    WHERE "closedAt" IS NULL AND "id" <> ALL (${[...forOthers]}::integer[]) AND (${Prisma.join(
      holdings.map(
        ({ role, universityId }) =>
          Prisma.sql`("role" = ${role}::"StaffRole" AND "universityId" = ${universityId})`,
      ),
      ' OR ',
    )})
  ), "concerning" AS (
    SELECT "waiting"."id", "opening"."unitId" FROM "waiting"
    JOIN "ApplicationChoice" AS "choice" ON "choice"."applicationId" = "waiting"."subjectId"
    JOIN "Opening" AS "opening" ON "opening"."id" = "choice"."openingId"
    WHERE "waiting"."kind" IN ('reviewApplication', 'approveInternational', 'decideAppeal')
    UNION
    SELECT "waiting"."id", "placement"."unitId" FROM "waiting"
    JOIN "Placement" AS "placement" ON "placement"."id" = "waiting"."subjectId"
    WHERE "waiting"."kind" IN ('approvePlacement', 'reportHours', 'answerObjection', 'approveFinal')
    UNION
    SELECT "waiting"."id", "placement"."unitId" FROM "waiting"
    JOIN "PlacementAmendment" AS "amendment" ON "amendment"."id" = "waiting"."subjectId"
    JOIN "Placement" AS "placement" ON "placement"."id" = "amendment"."placementId"
    WHERE "waiting"."kind" = 'approveAmendment'
    UNION
    SELECT "waiting"."id", "placement"."unitId" FROM "waiting"
    JOIN "PayLine" AS "line" ON "line"."id" = "waiting"."subjectId"
    JOIN "Placement" AS "placement" ON "placement"."id" = "line"."placementId"
    WHERE "waiting"."kind" = 'returnedPayLine'
    UNION
    SELECT "waiting"."id", "opening"."unitId" FROM "waiting"
    JOIN "Opening" AS "opening" ON "opening"."id" = "waiting"."subjectId"
    WHERE "waiting"."kind" = 'approveOpening'
    UNION
    SELECT "waiting"."id", "opening"."unitId" FROM "waiting"
    JOIN "OpeningChange" AS "change" ON "change"."id" = "waiting"."subjectId"
    JOIN "Opening" AS "opening" ON "opening"."id" = "change"."openingId"
    WHERE "waiting"."kind" = 'approveOpeningChange'
  )`;
