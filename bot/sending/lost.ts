import type { Logger } from 'pino';
import type { SendOutcome } from '../../core/outbox/types.ts';

/** A message that is given up, for the operator: which one, and why, never what it says. */
export function tellLost(
  log: Logger,
  {
    id,
    outcome,
  }: { readonly id: bigint; readonly outcome: Extract<SendOutcome, { readonly error: string }> },
): void {
  log.warn({ id: String(id), error: outcome.error }, 'a message was given up');
}
