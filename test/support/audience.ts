import { beginAnnouncement } from '../../core/announcements/commands/begin-announcement.ts';
import { confirmAnnouncement } from '../../core/announcements/commands/confirm-announcement.ts';
import { draftAnnouncement } from '../../core/announcements/commands/write-announcement.ts';
import type { Database } from '../../core/db.ts';
import type { Person } from '../../core/staff/types.ts';

/** Chats of an invented audience have ids from here on. */
export const firstChat = 5_000_000_000;

/** Writes down `count` subscribers of everything, each in a chat, by statements over all of them. */
export async function fillAudience({ read }: Database, count: number): Promise<void> {
  await read.$executeRaw`
    INSERT INTO "Account" ("identityKind", "identityCountry", "identityNumber", "state", "createdAt")
    SELECT 'passport', 'XX', 'R' || "n", 'active', now() FROM generate_series(1, ${count}::int) AS "n"`;
  await read.$executeRaw`
    INSERT INTO "ChatSession" ("chatId", "language", "accountId", "createdAt", "lastSeenAt")
    SELECT ${BigInt(firstChat)} + substr("identityNumber", 2)::bigint,
      CASE WHEN "id" % 3 = 0 THEN 'en' ELSE 'fa' END::"Language", "id", now(), now()
    FROM "Account" WHERE "identityCountry" = 'XX'`;
  await read.$executeRaw`
    INSERT INTO "Subscription" ("accountId", "topic", "at")
    SELECT "id", 'general', now() FROM "Account" WHERE "identityCountry" = 'XX'`;
}

/** Somebody of the organisation, in a chat of their own. */
export async function anAnnouncer({ read }: Database, chatId = 4_999_999_999n): Promise<Person> {
  const now = new Date();
  const place = { role: 'organisation', process: 'registration' } as const;
  const cartable =
    (await read.cartable.findFirst({ where: { ...place, closedAt: null } })) ??
    (await read.cartable.create({ data: { ...place, createdAt: now } }));
  const { id: accountId } = await read.account.create({
    data: { identityKind: 'passport', identityCountry: 'YY', createdAt: now, state: 'active' },
  });
  await read.cartableHolder.create({ data: { cartableId: cartable.id, accountId, since: now } });
  await read.chatSession.create({
    data: { chatId, accountId, language: 'en', createdAt: now, lastSeenAt: now },
  });
  const holding = { cartableId: cartable.id, universityId: null, unitId: null } as const;
  const holdings = [{ ...holding, role: 'organisation', process: 'registration' }] as const;
  return { kind: 'person', accountId, chatId, holdings };
}

/** An announcement to all of them that waits for a worker to begin it. */
export async function anAnnouncement(database: Database, person: Person): Promise<number> {
  const texts = { fa: 'این یک اطلاعیهٔ آزمایشی است.', en: 'This is a trial announcement.' };
  return database.transaction(async (work) => {
    const content = { topic: 'general', texts, media: null, audience: {} } as const;
    const drafted = await draftAnnouncement(work, person, content);
    if (!drafted.ok) throw new Error(drafted.reason);
    const { id } = drafted;
    const confirmed = await confirmAnnouncement(work, person, { id, at: null, recurrence: null });
    if (!confirmed.ok) throw new Error(confirmed.reason);
    return id;
  });
}

/** As above, with a row for each receiver already. */
export async function aBegunAnnouncement(database: Database, person: Person): Promise<number> {
  const id = await anAnnouncement(database, person);
  await database.transaction((work) => beginAnnouncement(work, { id }), { longestMs: 300_000 });
  return id;
}
