import { Prisma } from '../../../prisma/generated/client.ts';
import type { Work } from '../../work.ts';

/** Whose codes and messages they are, and where those go by now. */
export interface Reached {
  readonly accountId: number;
  readonly chatId: bigint | null;
  /** E.164 and e-mail addresses. */
  readonly addresses: readonly string[];
}

/**
 * Erases what was sent to a person, also what still waits, at whichever chats and addresses; and what
 * others were told of the person. Called once the addresses of the person's codes are erased.
 */
export async function eraseMessages(work: Work, reached: Reached): Promise<void> {
  await eraseOwn(work, reached);
  const about = await aboutPerson(work, reached.accountId);
  await work.tx.$executeRaw`
    DELETE FROM "OutboxMessage" WHERE ${about} AND "state" NOT IN ('pending', 'sending')`;
  await blankWaiting(work, about);
}

/**
 * What has no account was written by a version that did not note it, or before there was one: it is
 * known by where it went. Of that, what waits for somebody else at the same address is still sent.
 */
async function eraseOwn({ tx }: Work, { accountId, chatId, addresses }: Reached): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "OutboxMessage" AS "message"
    WHERE "accountId" = ${accountId} OR "chatId" = ${chatId}
      OR "kind" = 'code' AND EXISTS (
        SELECT 1 FROM "OneTimeCode" AS "code" WHERE "code"."address" = ''
          AND "code"."id"::text = "message"."payload" ->> 'codeId'
      )
      OR "accountId" IS NULL AND "address" = ANY (${addresses}) AND (
        "state" NOT IN ('pending', 'sending')
        OR CASE "message"."kind" WHEN 'code' THEN NOT EXISTS (
          SELECT 1 FROM "OneTimeCode" AS "code" WHERE "code"."address" <> ''
            AND "code"."id"::text = "message"."payload" ->> 'codeId'
        ) ELSE NOT EXISTS (
          SELECT 1 FROM "Account" WHERE "id" <> ${accountId} AND "closedAt" IS NULL
            AND "message"."address" IN ("mobile", "email")
        ) END
      )`;
}

/** Notices that name the person, or by a code or number what is the person's. */
async function aboutPerson({ tx }: Work, accountId: number): Promise<Prisma.Sql> {
  const applications = await tx.application.findMany({
    where: { accountId },
    select: { trackingCode: true },
  });
  const requests = await tx.cartableRequest.findMany({
    where: { accountId },
    select: { id: true },
  });
  const codes = applications.map(({ trackingCode }) => trackingCode);
  const requestIds = requests.map(({ id }) => String(id));
  // Reading into every message costs most, so it is left out where there is nothing to look for.
  const byNumber = [
    ...(codes.length > 0 ? [Prisma.sql`${codeNamed} = ANY (${codes})`] : []),
    ...(requestIds.length > 0 ? [Prisma.sql`${requestNamed} = ANY (${requestIds})`] : []),
  ];
  const named = Prisma.sql`"namedIds" @> ARRAY[${accountId}]::integer[]`;
  return Prisma.sql`("kind" = 'notice' AND (${Prisma.join([named, ...byNumber], ' OR ')}))`;
}

/** A tracking code; no notice has two of these fields. */
const codeNamed = Prisma.sql`COALESCE("payload" -> 'notice' ->> 'trackingCode',
  "payload" -> 'notice' ->> 'code', "payload" -> 'notice' ->> 'nextCode')`;
const requestNamed = Prisma.sql`"payload" -> 'notice' ->> 'requestId'`;

/** Fields of notices that hold names, and that may be null. */
const names = ['of', 'by', 'other'];

/** Fields of notices that hold what people wrote. */
const texts = ['text', 'reason', 'note', 'answer'];

/** What others still have to hear they hear without names and words, which would stay after it is sent. */
async function blankWaiting({ tx }: Work, about: Prisma.Sql): Promise<void> {
  await tx.$executeRaw`
    UPDATE "OutboxMessage" SET "namedIds" = '{}', "payload" = jsonb_set("payload", '{notice}',
      "payload" -> 'notice' || COALESCE((
        SELECT jsonb_object_agg("key", CASE WHEN "key" = ANY (${names}) THEN 'null' ELSE '""' END::jsonb)
        FROM jsonb_each("payload" -> 'notice')
        WHERE "key" = ANY (${[...names, ...texts]}) AND jsonb_typeof("value") = 'string'
      ), '{}'))
    WHERE ${about} AND "state" IN ('pending', 'sending')`;
}
