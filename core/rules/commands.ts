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
