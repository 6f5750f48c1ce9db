import { Prisma } from '../../../prisma/generated/client.ts';
import { runningStates } from '../../applications/rules.ts';
import { averageFields } from '../../eligibility/rules.ts';
import type { AverageBasis } from '../../eligibility/types.ts';
import { isStillThere } from '../../openings/queries/waiting.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { type SettingsChange, settingsSchema, type UniversitySettings } from '../schema.ts';
import { writeSettings } from './write-settings.ts';

export type SettingsRefusal = CanRefusal | Refusal<'unknownUniversity' | 'outOfRange'>;

/** What became of a change. */
export interface SettingsChanged {
  /** False where it was so before. */
  readonly changed: boolean;
  /** Requests whose points or average are others now. */
  readonly recounted: number;
  /** Requests in the running that keep the average of the former basis, since that of the new one is not known. */
  readonly kept: number;
}

/**
 * Sets how a university runs the scheme. New points and a new basis of the average count at once for
 * the rank of the requests of terms that are not over, so that it is by one measure. Whether a student
 * fulfils the conditions is judged by the new basis where a request is sent from now on.
 */
export async function changeSettings(
  work: Work,
  actor: Actor,
  { universityId, change }: { readonly universityId: number; readonly change: SettingsChange },
): Promise<Result<SettingsChanged, SettingsRefusal>> {
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
  if (Object.keys(after).length === 0) return ok({ changed: false, recounted: 0, kept: 0 });
  await writeSettings(work, universityId, after);
  const counts =
    after.points || after.averageBasis
      ? await recount(work, universityId, wanted.data.points, after.averageBasis)
      : { recounted: 0, kept: 0 };
  work.record({
    action: 'university.settingsChanged',
    subject: { type: 'university', id: universityId },
    ...signature(actor, allowed.holding),
    universityId,
    before,
    after,
  });
  return ok({ changed: true, ...counts });
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
 * The points of every request of a term that is not over, from its verified proofs; and for a new basis
 * its average, from what was known when it was sent. The requests are locked first, so that a proof
 * that is being decided on counts by the new points too.
 */
async function recount(
  { tx, now }: Work,
  universityId: number,
  points: UniversitySettings['points'],
  basis?: AverageBasis,
): Promise<Pick<SettingsChanged, 'recounted' | 'kept'>> {
  const counts = Prisma.sql`
    "application"."universityId" = ${universityId} AND "application"."state" <> 'withdrawn'
    AND "application"."termId" IN (
      SELECT "termId" FROM "Window" WHERE "universityId" = ${universityId} AND "closesAt" >= ${now}
    )`;
  await tx.$queryRaw`
    SELECT 1 FROM "Application" AS "application" WHERE ${counts} ORDER BY "id" FOR UPDATE`;
  const average = basis === undefined ? null : averageFields[basis];
  const [became] = await tx.$queryRaw<{ recounted: number; kept: number }[]>`
    WITH "counted" AS (
      SELECT "application"."id", "application"."average" AS "former",
        COALESCE(sum((${JSON.stringify(points)}::jsonb ->> "claim"."class"::text)::int), 0)::int
          AS "points",
        COALESCE(
          "application"."record" ->> ${average}::text, "application"."declarations" ->> ${average}::text
        )::numeric / 100 AS "average",
        "application"."state" = ANY (${runningStates}::"ApplicationState"[])
          AND ${isStillThere(Prisma.sql`"application"`)} AS "isRunning"
      FROM "Application" AS "application"
      LEFT JOIN "PriorityClaim" AS "claim"
        ON "claim"."applicationId" = "application"."id" AND "claim"."state" = 'verified'
      WHERE ${counts} GROUP BY "application"."id"
    ), "changed" AS (
      UPDATE "Application" AS "application" SET "points" = "counted"."points",
        "average" = COALESCE("counted"."average", "counted"."former")
      FROM "counted" WHERE "application"."id" = "counted"."id" AND (
        "application"."points" <> "counted"."points"
        OR "application"."average" IS DISTINCT FROM COALESCE("counted"."average", "counted"."former")
      )
      RETURNING 1
    )
    SELECT (SELECT count(*) FROM "changed")::int AS "recounted",
      (SELECT count(*) FROM "counted"
        WHERE "isRunning" AND "average" IS NULL AND "former" IS NOT NULL)::int AS "kept"`;
  if (!became) throw new Error('the database counted nothing');
  return basis === undefined ? { ...became, kept: 0 } : became;
}
