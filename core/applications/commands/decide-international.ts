import { eligibilityFacts } from '../../eligibility/queries.ts';
import { evaluate } from '../../eligibility/rules.ts';
import { storedDeclarations } from '../../eligibility/schema.ts';
import { tell } from '../../outbox/commands.ts';
import type { StudentRecord } from '../../registry/types.ts';
import { type Ok, ok, refuse } from '../../result.ts';
import { signature } from '../../staff/rules.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import type { ReasonedRefusal } from '../types.ts';
import type { LockedApplication } from './lock-application.ts';
import { type Decidable, type DecisionOn, move, requireDecidable } from './move-application.ts';
import { tellRejected } from './reject-application.ts';

export type InternationalDecision =
  | { readonly allow: true }
  | { readonly allow: false; readonly reason: string };

/**
 * The international deputy allows a student who was neither born in Iran nor has an Iranian parent,
 * and the request goes on to the expert; or refuses, which rejects it.
 */
export async function decideInternational(
  work: Work,
  actor: Actor,
  { decision, ...on }: DecisionOn & { readonly decision: InternationalDecision },
): Promise<Ok | ReasonedRefusal> {
  const event = decision.allow ? 'allowInternational' : 'refuseInternational';
  const request = { ...on, action: 'decideInternational', event } as const;
  const found = await requireDecidable(work, actor, request);
  if (!found.ok) return found;
  if (decision.allow) {
    await allow(work, actor, found);
    return ok();
  }
  const reason = normalise(decision.reason);
  if (reason === '') return refuse('noReason');
  await refuseIt(work, actor, found, reason);
  return ok();
}

async function allow(work: Work, actor: Actor, found: Decidable): Promise<void> {
  const { accountId, trackingCode } = found.application;
  await move(work, actor, found, {
    event: 'allowInternational',
    actorRole: 'internationalDeputy',
    data: { internationalApproval: 'granted', ...(await verdictsNow(work, found.application)) },
  });
  await tell(work, accountId, { name: 'internationalAllowed', trackingCode });
}

/** The verdicts as they are with the deputy's leave, from what was filed. */
async function verdictsNow(work: Work, application: LockedApplication) {
  const { record, declarations } = await work.tx.application.findUniqueOrThrow({
    where: { id: application.id },
    select: { record: true, declarations: true },
  });
  const facts = await eligibilityFacts(
    work.tx,
    {
      ...application,
      record: record as StudentRecord,
      declarations: storedDeclarations.parse(declarations),
      internationalApproval: 'granted',
    },
    work.now,
  );
  const eligibility = evaluate(facts);
  return { eligibility, ruleSetVersion: eligibility.version };
}

async function refuseIt(
  work: Work,
  actor: Actor,
  found: Decidable,
  reasonText: string,
): Promise<void> {
  const rejection = { reasonCode: 'internationalRefused', reasonText } as const;
  await move(work, actor, found, {
    event: 'refuseInternational',
    actorRole: 'internationalDeputy',
    data: {
      ...rejection,
      internationalApproval: 'refused',
      decidedAt: work.now,
      decidedById: signature(actor).actorId,
    },
    detail: rejection,
  });
  await tellRejected(work, found.application, rejection);
}
