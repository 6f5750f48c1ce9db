import type { Prisma } from '../../../prisma/generated/client.ts';
import type { Work } from '../../work.ts';

type Settings = Prisma.InputJsonObject;

/**
 * Puts some of a university's settings in the place of those that it has, and leaves the others. Gives
 * what they were, null for what was not set; undefined where there is no such university. Locks it.
 */
export async function writeSettings(
  { tx }: Work,
  universityId: number,
  settings: Settings,
): Promise<Settings | undefined> {
  const [row] = await tx.$queryRaw<{ readonly settings: Settings }[]>`
    UPDATE "University" AS "university"
    SET "settings" = "before"."settings" || ${JSON.stringify(settings)}::jsonb
    FROM (
      SELECT "id", "settings" FROM "University" WHERE "id" = ${universityId} FOR NO KEY UPDATE
    ) AS "before"
    WHERE "university"."id" = "before"."id"
    RETURNING "before"."settings"`;
  return (
    row && Object.fromEntries(Object.keys(settings).map((key) => [key, row.settings[key] ?? null]))
  );
}
