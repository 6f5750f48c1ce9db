import { Prisma } from '../../../prisma/generated/client.ts';
import { isStillThere, mayStillWait } from '../../openings/queries/waiting.ts';
import type { Tx } from '../../work.ts';
import type { Place } from '../types.ts';

const running = Prisma.sql`ANY (ARRAY['filed', 'awaitingInternational', 'sentBack', 'approved']::"ApplicationState"[])`;

/** In the order of `compareRank`: not behind the application that is asked about. */
const notBehind = Prisma.sql`
  (-"one"."points", -COALESCE("one"."average", -1), "one"."filedAt", "one"."id")
    <= (-"own"."points", -COALESCE("own"."average", -1), "own"."filedAt", "own"."id")`;

const counts = Prisma.sql`
  count(*) FILTER (WHERE ${notBehind})::integer AS "place", count(*)::integer AS "of"`;

/**
 * Places in the rank among the same gender of the university and term: under `null` among all, under
 * an opening's id among those who wish for it and may still be asked for. Counted from what is stored,
 * in the order of `compareRank`. None for an application that is out of the running, as of who left.
 */
export async function placesOf(
  reader: Tx,
  { id, universityId, termId }: { id: number; universityId: number; termId: number },
): Promise<ReadonlyMap<number | null, Place>> {
  const rows = await reader.$queryRaw<{ openingId: number | null; place: number; of: number }[]>`
    WITH "own" AS (
      SELECT "id", "accountId", "gender", "points", "average", "filedAt" FROM "Application"
      WHERE "id" = ${id} AND "state" = ${running} AND ${isStillThere(Prisma.sql`"Application"`)}
    )
    SELECT NULL::integer AS "openingId", ${counts}
    FROM "own" JOIN "Application" AS "one"
      ON "one"."universityId" = ${universityId} AND "one"."termId" = ${termId}
        AND "one"."gender" = "own"."gender" AND "one"."state" = ${running}
        AND ${isStillThere(Prisma.sql`"one"`)}
    GROUP BY "own"."id"
    UNION ALL
    SELECT "wish"."openingId", ${counts}
    FROM "own" JOIN "ApplicationChoice" AS "mine" ON "mine"."applicationId" = "own"."id"
      AND ${mayStillWait(Prisma.sql`"own"`, Prisma.sql`"mine"."openingId"`)}
    JOIN "ApplicationChoice" AS "wish" ON "wish"."openingId" = "mine"."openingId"
    JOIN "Application" AS "one" ON "one"."id" = "wish"."applicationId"
      AND "one"."gender" = "own"."gender" AND "one"."state" = ${running}
      AND ${mayStillWait(Prisma.sql`"one"`, Prisma.sql`"wish"."openingId"`)}
    GROUP BY "wish"."openingId"`;
  return new Map(rows.map(({ openingId, place, of }) => [openingId, { place, of }]));
}
