import { tell } from '../../outbox/commands.ts';
import { type Ok, ok, refuse } from '../../result.ts';
import type { Actor } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import type { ReasonedRefusal } from '../types.ts';
import { type DecisionOn, move, requireDecidable } from './move-application.ts';

/** The expert sends an application back with a note; the student mends it and sends it again. */
export async function sendBackApplication(
  work: Work,
  actor: Actor,
  { note: typed, ...on }: DecisionOn & { readonly note: string },
): Promise<Ok | ReasonedRefusal> {
  const event = 'sendBack';
  const request = { ...on, action: 'reviewApplication', event } as const;
  const found = await requireDecidable(work, actor, request);
  if (!found.ok) return found;
  const note = normalise(typed);
  if (note === '') return refuse('noReason');
  await move(work, actor, found, {
    event,
    actorRole: 'expert',
    data: { reasonCode: null, reasonText: note },
    detail: { note },
  });
  const { accountId, trackingCode } = found.application;
  await tell(work, accountId, { name: 'applicationSentBack', trackingCode, note });
  return ok();
}
