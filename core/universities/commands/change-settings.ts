import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { type SettingsChange, settingsSchema, type UniversitySettings } from '../schema.ts';
import { writeSettings } from './write-settings.ts';

export type SettingsRefusal = CanRefusal | Refusal<'unknownUniversity' | 'outOfRange'>;

/**
 * Sets how a university runs the scheme. New points count at once for the requests of terms that are
 * not over, so that their rank is by one measure. `changed`: false where it was so before.
 */
export async function changeSettings(
  work: Work,
  actor: Actor,
  { universityId, change }: { readonly universityId: number; readonly change: SettingsChange },
): Promise<Result<{ readonly changed: boolean; readonly recounted: number }, SettingsRefusal>> {
  const allowed = can(actor, 'changeSettings', { universityId });
  if (!allowed.ok) return allowed;
  const { tx } = work;
  await tx.$queryRaw`SELECT 1 FROM "University" WHERE "id" = ${universityId} FOR NO KEY UPDATE`;
  const stored = await tx.university.findUnique({
    where: { id: universityId },
    select: { settings: true },
  });
  if (!stored) return refuse('unknownUniversity');
  const present = settingsSchema.parse(stored.settings);
  const points = { ...present.points, ...change.points };
  const wanted = settingsSchema.safeParse({ ...present, ...change, points });
  if (!wanted.success) return refuse('outOfRange');
  const before = partOf(present, wanted.data);
  const after = partOf(wanted.data, present);
  if (Object.keys(after).length === 0) return ok({ changed: false, recounted: 0 });
  await writeSettings(work, universityId, after);
  const recounted = after.points ? await recount(work, universityId, after.points) : 0;
  work.record({
    action: 'university.settingsChanged',
    subject: { type: 'university', id: universityId },
    ...signature(actor, allowed.holding),
    universityId,
    before,
    after,
  });
  return ok({ changed: true, recounted });
}

/** What of some settings is not as in others. */
function partOf(
  settings: UniversitySettings,
  others: UniversitySettings,
): Partial<UniversitySettings> {
  const keys = Object.keys(settings) as (keyof UniversitySettings)[];
  const own = keys.filter((key) => JSON.stringify(settings[key]) !== JSON.stringify(others[key]));
  return Object.fromEntries(own.map((key) => [key, settings[key]]));
}

/**
 * The points of every request of a term that is not over, from its verified proofs. The requests are
 * locked first, so that a proof that is being decided on counts by the new points too.
 */
async function recount(
  { tx, now }: Work,
  universityId: number,
  points: UniversitySettings['points'],
): Promise<number> {
  await tx.$queryRaw`
    SELECT 1 FROM "Application" WHERE "universityId" = ${universityId} AND "state" <> 'withdrawn'
      AND "termId" IN (
        SELECT "termId" FROM "Window" WHERE "universityId" = ${universityId} AND "closesAt" >= ${now}
      )
    ORDER BY "id" FOR UPDATE`;
  return tx.$executeRaw`
    WITH "counted" AS (
      SELECT "application"."id",
        COALESCE(sum((${JSON.stringify(points)}::jsonb ->> "claim"."class"::text)::int), 0)::int
          AS "points"
      FROM "Application" AS "application"
      LEFT JOIN "PriorityClaim" AS "claim"
        ON "claim"."applicationId" = "application"."id" AND "claim"."state" = 'verified'
      WHERE "application"."universityId" = ${universityId} AND "application"."state" <> 'withdrawn'
        AND "application"."termId" IN (
          SELECT "termId" FROM "Window"
          WHERE "universityId" = ${universityId} AND "closesAt" >= ${now}
        )
      GROUP BY "application"."id"
    )
    UPDATE "Application" AS "application" SET "points" = "counted"."points" FROM "counted"
    WHERE "application"."id" = "counted"."id" AND "application"."points" <> "counted"."points"`;
}
