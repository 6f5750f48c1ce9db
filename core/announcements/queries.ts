import { Prisma } from '../../prisma/generated/client.ts';
import type { Depth } from '../outbox/queries.ts';
import type { Tx } from '../work.ts';
import { contentSchema } from './schema.ts';
import type { Announcement, Content, Media, Texts, Topic } from './types.ts';

/** The topics of which a person wants to hear. */
export async function topicsOf(reader: Tx, accountId: number): Promise<ReadonlySet<Topic>> {
  const rows = await reader.subscription.findMany({
    where: { accountId },
    select: { topic: true },
  });
  return new Set(rows.map(({ topic }) => topic));
}

const fields = {
  id: true,
  byId: true,
  universityId: true,
  topic: true,
  texts: true,
  media: true,
  audience: true,
  state: true,
  scheduledAt: true,
  recurrence: true,
  seriesId: true,
  createdAt: true,
  startedAt: true,
  endedAt: true,
  forgottenAt: true,
  total: true,
  sent: true,
  blocked: true,
  failed: true,
  unknown: true,
} as const;

type Row = Prisma.AnnouncementGetPayload<{ select: typeof fields }>;

const fromRow = ({ topic, texts, media, audience, ...row }: Row): Announcement => ({
  ...row,
  ...contentSchema.parse({ topic, texts, media, audience }),
});

export async function announcementOf(reader: Tx, id: number): Promise<Announcement | null> {
  const row = await reader.announcement.findUnique({ where: { id }, select: fields });
  return row && fromRow(row);
}

/**
 * Announcements of some universities, with the person's own to several of them, or of all and of the
 * whole country; the newest first.
 */
export async function listAnnouncements(
  reader: Tx,
  {
    universities,
    byId,
    page,
    size,
  }: { universities: 'all' | readonly number[]; byId: number; page: number; size: number },
): Promise<{ readonly announcements: readonly Announcement[]; readonly total: number }> {
  const where =
    universities === 'all'
      ? {}
      : { OR: [{ universityId: { in: [...universities] } }, { universityId: null, byId }] };
  const [total, rows] = await Promise.all([
    reader.announcement.count({ where }),
    reader.announcement.findMany({
      where,
      select: fields,
      orderBy: { id: 'desc' },
      skip: page * size,
      take: size,
    }),
  ]);
  return { announcements: rows.map(fromRow), total };
}

/**
 * The receivers, as the rows of a query: chat, and language of the message. A chat that cannot be
 * written to is none of them.
 */
export function receiversOf({ topic, texts, audience }: Omit<Content, 'media'>): Prisma.Sql {
  const { universityIds, unitIds, levels, states, languages } = audience;
  const conditions = [
    Prisma.sql`"wish"."topic"::text = ${topic} AND "chat"."unreachableAt" IS NULL`,
    ...(universityIds
      ? [
          Prisma.sql`EXISTS (SELECT 1 FROM "Profile" AS "own"
            WHERE "own"."accountId" = "wish"."accountId"
              AND "own"."universityId" IN (${Prisma.join(universityIds)}))`,
        ]
      : []),
    ...(levels
      ? [
          Prisma.sql`EXISTS (SELECT 1 FROM "Profile" AS "own"
            WHERE "own"."accountId" = "wish"."accountId"
              AND "own"."level"::text IN (${Prisma.join(levels)}))`,
        ]
      : []),
    ...(unitIds ? [inUnits(unitIds)] : []),
    ...(states
      ? [
          Prisma.sql`(SELECT "request"."state"::text FROM "Application" AS "request"
            WHERE "request"."accountId" = "wish"."accountId"
            ORDER BY "request"."id" DESC LIMIT 1) IN (${Prisma.join(states)})`,
        ]
      : []),
    ...(languages
      ? [Prisma.sql`coalesce("chat"."language"::text, 'fa') IN (${Prisma.join(languages)})`]
      : []),
  ];
  return Prisma.sql`
    SELECT "chat"."chatId", ${languageIn(texts)} AS "language"
    FROM "Subscription" AS "wish" JOIN "ChatSession" AS "chat" ON "chat"."accountId" = "wish"."accountId"
    WHERE ${Prisma.join(conditions, ' AND ')}`;
}

const inUnits = (unitIds: readonly number[]): Prisma.Sql => Prisma.sql`(
  EXISTS (SELECT 1 FROM "Placement" AS "work" WHERE "work"."accountId" = "wish"."accountId"
    AND "work"."unitId" IN (${Prisma.join(unitIds)}))
  OR EXISTS (SELECT 1 FROM "Application" AS "request"
    JOIN "ApplicationChoice" AS "choice" ON "choice"."applicationId" = "request"."id"
    JOIN "Opening" AS "opening" ON "opening"."id" = "choice"."openingId"
    WHERE "request"."accountId" = "wish"."accountId"
      AND "opening"."unitId" IN (${Prisma.join(unitIds)})))`;

/** The same as `languageFor`. */
function languageIn({ fa, en }: Texts): Prisma.Sql {
  if (en === undefined) return Prisma.sql`'fa'::"Language"`;
  if (fa === undefined) return Prisma.sql`'en'::"Language"`;
  return Prisma.sql`coalesce("chat"."language", 'fa'::"Language")`;
}

export async function countReceivers(reader: Tx, content: Omit<Content, 'media'>): Promise<number> {
  const [row] = await reader.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS "count" FROM (${receiversOf(content)}) AS "receivers"`;
  return Number(row?.count ?? 0);
}

/** Confirmed announcements whose time has come. */
export async function announcementsDue(reader: Tx, now: Date): Promise<number[]> {
  const rows = await reader.announcement.findMany({
    where: { state: 'scheduled', OR: [{ scheduledAt: null }, { scheduledAt: { lte: now } }] },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id }) => id);
}

/** What a worker has to know of an announcement that is being sent. */
export interface Sending {
  readonly id: number;
  readonly topic: Topic;
  readonly universityId: number | null;
  readonly texts: Texts;
  readonly media: Media | null;
}

export async function announcementsSending(reader: Tx): Promise<Sending[]> {
  const rows = await reader.announcement.findMany({
    where: { state: 'sending' },
    select: { id: true, topic: true, universityId: true, texts: true, media: true, audience: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id, universityId, ...content }) => {
    const { topic, texts, media } = contentSchema.parse(content);
    return { id, universityId, topic, texts, media };
  });
}

/** Begun announcements that may have come to their end: nothing waits, or they were cancelled. */
export async function announcementsEnding(reader: Tx): Promise<number[]> {
  const rows = await reader.$queryRaw<{ id: number }[]>`
    SELECT "id" FROM "Announcement" WHERE "endedAt" IS NULL AND "startedAt" IS NOT NULL
      AND ("state" = 'cancelled'
        OR ("state" = 'sending' AND "sent" + "blocked" + "failed" + "unknown" >= "total"))`;
  return rows.map(({ id }) => id);
}

/** Where an announcement's progress is shown, and what was last drawn there. */
export interface ProgressPlace {
  readonly id: number;
  readonly chatId: bigint;
  readonly messageId: number;
  readonly drawnAt: Date | null;
  readonly drawnDone: number;
}

/** Announcements being sent whose progress is shown somewhere, and was last drawn before an instant. */
export async function progressToDraw(reader: Tx, before: Date): Promise<ProgressPlace[]> {
  const rows = await reader.announcement.findMany({
    where: {
      state: 'sending',
      progressMessageId: { not: null },
      OR: [{ progressAt: null }, { progressAt: { lte: before } }],
    },
    select: progressFields,
  });
  return rows.flatMap((row) => placeIn(row) ?? []);
}

export async function progressPlaceOf(reader: Tx, id: number): Promise<ProgressPlace | undefined> {
  const row = await reader.announcement.findUnique({ where: { id }, select: progressFields });
  return row ? placeIn(row) : undefined;
}

const progressFields = {
  id: true,
  progressChatId: true,
  progressMessageId: true,
  progressAt: true,
  progressDone: true,
} as const;

function placeIn(
  row: Prisma.AnnouncementGetPayload<{ select: typeof progressFields }>,
): ProgressPlace | undefined {
  const { id, progressChatId: chatId, progressMessageId: messageId } = row;
  if (chatId === null || messageId === null) return undefined;
  return { id, chatId, messageId, drawnAt: row.progressAt, drawnDone: row.progressDone };
}

/** How many receivers wait for announcements that are being sent. */
export async function announcementsWaiting(reader: Tx): Promise<Depth[]> {
  const { _sum: sum, _min: min } = await reader.announcement.aggregate({
    where: { state: 'sending' },
    _sum: { total: true, sent: true, blocked: true, failed: true, unknown: true },
    _min: { startedAt: true },
  });
  const done = (sum.sent ?? 0) + (sum.blocked ?? 0) + (sum.failed ?? 0) + (sum.unknown ?? 0);
  const count = (sum.total ?? 0) - done;
  return [{ kind: 'announcement', channel: 'telegram', count, oldest: min.startedAt }];
}
