import { reviveNotices } from '../outbox/commands.ts';
import type { Work } from '../work.ts';
import type { ChatSession, StoredForm } from './types.ts';

/**
 * Claims an update and locks its chat, in one statement. Undefined: the update was done before, by
 * whichever replica; this waits for a replica that is at it. The lock lasts until the commit and so
 * puts one chat's updates in a row. Who could not be written to gets now what came meanwhile.
 */
export async function claimUpdate(
  { tx, now }: Work,
  update: { updateId: number; chatId: bigint; clientLanguage: 'fa' | 'en' },
): Promise<ChatSession | undefined> {
  const rows = await tx.$queryRaw<(ChatSession & { returned: boolean })[]>`
    WITH "claimed" AS (
      INSERT INTO "ProcessedUpdate" ("updateId", "at") VALUES (${BigInt(update.updateId)}, ${now})
      ON CONFLICT DO NOTHING RETURNING 1
    ), "away" AS (
      SELECT 1 FROM "ChatSession" WHERE "chatId" = ${update.chatId} AND "unreachableAt" IS NOT NULL
    )
    INSERT INTO "ChatSession" ("chatId", "clientLanguage", "createdAt", "lastSeenAt")
    SELECT ${update.chatId}, ${update.clientLanguage}::"Language", ${now}, ${now} FROM "claimed"
    ON CONFLICT ("chatId") DO UPDATE SET "lastSeenAt" = excluded."lastSeenAt", "unreachableAt" = NULL,
      "clientLanguage" = excluded."clientLanguage"
    RETURNING "chatId", "language"::text, "accountId", "activeForm", "captchaWrong", "captchaBlockedUntil",
      EXISTS (SELECT 1 FROM "away") AS "returned"`;
  const [row] = rows;
  if (!row) return undefined;
  const { returned, ...session } = row;
  if (returned) await reviveNotices(tx, session.chatId, now);
  return session;
}

/**
 * Claims an update that will not be worked on, so that its redelivery is not either. False: it was
 * claimed before.
 */
export async function claimOnly({ tx, now }: Work, updateId: number): Promise<boolean> {
  const { count } = await tx.processedUpdate.createMany({
    data: { updateId: BigInt(updateId), at: now },
    skipDuplicates: true,
  });
  return count > 0;
}

export async function setLanguage(
  { tx }: Work,
  chatId: bigint,
  language: 'fa' | 'en',
): Promise<void> {
  const { accountId } = await tx.chatSession.update({ where: { chatId }, data: { language } });
  if (accountId !== null) {
    await tx.account.update({ where: { id: accountId }, data: { language } });
  }
}

/** Counts a wrong captcha answer; after `limit` of them the chat waits until `blockedUntil`. */
export async function countWrongCaptcha(
  { tx }: Work,
  chatId: bigint,
  { limit, blockedUntil }: { limit: number; blockedUntil: Date },
): Promise<{ wrong: number; blocked: boolean }> {
  const { captchaWrong: wrong } = await tx.chatSession.update({
    where: { chatId },
    data: { captchaWrong: { increment: 1 } },
  });
  const blocked = wrong >= limit;
  if (blocked) {
    await tx.chatSession.update({
      where: { chatId },
      data: { captchaWrong: 0, captchaBlockedUntil: blockedUntil },
    });
  }
  return { wrong, blocked };
}

export async function forgiveCaptcha({ tx }: Work, chatId: bigint): Promise<void> {
  await tx.chatSession.updateMany({
    where: { chatId, OR: [{ captchaWrong: { gt: 0 } }, { captchaBlockedUntil: { not: null } }] },
    data: { captchaWrong: 0, captchaBlockedUntil: null },
  });
}

/** Writes the state of a form and makes it the one that the next message answers. */
export async function saveForm(
  { tx, now }: Work,
  session: Pick<ChatSession, 'chatId' | 'activeForm'>,
  form: Omit<StoredForm, 'revision'>,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "FormState" AS "old" ("chatId", "form", "version", "step", "content", "updatedAt")
    VALUES (${session.chatId}, ${form.form}, ${form.version}, ${form.step},
      ${JSON.stringify(form.content)}::jsonb, ${now})
    ON CONFLICT ("chatId", "form") DO UPDATE SET "version" = excluded."version",
      "step" = excluded."step", "content" = excluded."content", "updatedAt" = excluded."updatedAt",
      "revision" = "old"."revision" + 1`;
  if (session.activeForm !== form.form) await activateForm({ tx }, session.chatId, form.form);
}

/** Null: the next message answers no form; what was half-finished is kept. */
export async function activateForm(
  { tx }: Pick<Work, 'tx'>,
  chatId: bigint,
  form: string | null,
): Promise<void> {
  await tx.chatSession.update({ where: { chatId }, data: { activeForm: form } });
}

export async function dropForm({ tx }: Work, chatId: bigint, form: string): Promise<void> {
  await tx.formState.deleteMany({ where: { chatId, form } });
  await tx.chatSession.updateMany({
    where: { chatId, activeForm: form },
    data: { activeForm: null },
  });
}

/** Forgets updates that the messenger cannot deliver again: it keeps them for a day. Returns how many. */
export async function forgetUpdates({ tx }: Work, before: Date): Promise<number> {
  const { count } = await tx.processedUpdate.deleteMany({ where: { at: { lt: before } } });
  return count;
}

/**
 * A job: forgets what was left half-finished and not touched since an instant; who began to register
 * and never came back is not kept for ever. Returns how many.
 */
export async function forgetForms({ tx }: Work, before: Date): Promise<number> {
  const { count } = await tx.formState.deleteMany({ where: { updatedAt: { lt: before } } });
  return count;
}

/** Notes which commands the messenger offers in a chat alone; null: those of everybody. */
export async function noteMenu({ tx }: Pick<Work, 'tx'>, chatId: bigint, menu: string | null) {
  await tx.chatSession.updateMany({ where: { chatId }, data: { menu } });
}
