import type { Work } from '../../work.ts';
import type { ChatSession, StoredForm } from '../types.ts';

/** Writes the state of a form and makes it the one that the next message answers. */
export async function saveForm(
  { tx, now }: Work,
  session: Pick<ChatSession, 'chatId' | 'activeForm'>,
  form: Omit<StoredForm, 'revision'>,
): Promise<void> {
  const activates = session.activeForm !== form.form;
  await tx.$executeRaw`
    /* saveForm */
    WITH "active" AS (
      UPDATE "ChatSession" SET "activeForm" = ${form.form}
      WHERE "chatId" = ${session.chatId} AND ${activates}
    )
    INSERT INTO "FormState" AS "old" ("chatId", "form", "version", "step", "content", "updatedAt")
    VALUES (${session.chatId}, ${form.form}, ${form.version}, ${form.step},
      ${JSON.stringify(form.content)}::jsonb, ${now})
    ON CONFLICT ("chatId", "form") DO UPDATE SET "version" = excluded."version",
      "step" = excluded."step", "content" = excluded."content", "updatedAt" = excluded."updatedAt",
      "revision" = "old"."revision" + 1`;
}

/** From here on the next message answers no form; what was half-finished is kept. */
export async function leaveForm({ tx }: Pick<Work, 'tx'>, chatId: bigint): Promise<void> {
  await tx.$executeRaw`UPDATE "ChatSession" SET "activeForm" = NULL WHERE "chatId" = ${chatId}`;
}

export async function dropForm({ tx }: Work, chatId: bigint, form: string): Promise<void> {
  await tx.$executeRaw`
    WITH "dropped" AS (DELETE FROM "FormState" WHERE "chatId" = ${chatId} AND "form" = ${form})
    UPDATE "ChatSession" SET "activeForm" = NULL WHERE "chatId" = ${chatId} AND "activeForm" = ${form}`;
}

/**
 * Forgets what somebody left half-finished with an answer that names what is over now. What the person
 * is just at stays: it says so itself. Waits for nobody, so that it can be done under any lock.
 */
export async function dropFormsAbout(
  { tx }: Work,
  about: {
    readonly accountId: number;
    readonly form: string;
    readonly answer: string;
    readonly is: string;
  },
): Promise<void> {
  const { accountId, form, answer, is } = about;
  await tx.$executeRaw`
    DELETE FROM "FormState" WHERE "id" IN (
      SELECT "state"."id" FROM "FormState" AS "state"
      JOIN "ChatSession" AS "chat" ON "chat"."chatId" = "state"."chatId"
      WHERE "chat"."accountId" = ${accountId} AND "chat"."activeForm" IS DISTINCT FROM ${form}
        AND "state"."form" = ${form} AND "state"."content" -> 'answers' ->> ${answer} = ${is}
      FOR UPDATE OF "state" SKIP LOCKED)`;
}

/**
 * A job: forgets what was left half-finished and not touched since an instant; who began to register
 * and never came back is not kept for ever. Returns how many.
 */
export async function forgetForms({ tx }: Work, before: Date): Promise<number> {
  const { count } = await tx.formState.deleteMany({ where: { updatedAt: { lt: before } } });
  return count;
}
