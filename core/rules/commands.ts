import { type Ok, ok } from '../result.ts';
import type { Work } from '../work.ts';
import type { RulesText } from './types.ts';

/** Keeps who accepted which words, and when. Accepting twice is kept twice and harms nothing. */
export async function acceptRules(
  work: Work,
  acceptance: RulesText & { readonly chatId: bigint; readonly accountId?: number | null },
): Promise<Ok<{ readonly acceptanceId: number }>> {
  const { chatId, accountId = null, kind, version, sha256, language } = acceptance;
  const { id } = await work.tx.rulesAcceptance.create({
    data: { chatId, accountId, kind, version, sha256, language, at: work.now },
    select: { id: true },
  });
  work.record({
    action: 'rules.accepted',
    subject: { type: 'rulesAcceptance', id },
    actorId: accountId,
    after: { kind, version, sha256, language },
  });
  return ok({ acceptanceId: id });
}

/**
 * A job: forgets what was accepted before an instant and came to no account; who is still at a form
 * may come to one. Returns how many.
 */
export function forgetAcceptances({ tx }: Work, before: Date): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM "RulesAcceptance" AS "accepted"
    WHERE "accountId" IS NULL AND "at" < ${before} AND NOT EXISTS (
      SELECT 1 FROM "FormState" WHERE "FormState"."chatId" = "accepted"."chatId"
    )`;
}
