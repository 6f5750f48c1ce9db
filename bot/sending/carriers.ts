import type { Logger } from 'pino';
import type { Database } from '../../core/db.ts';
import type { ClaimedMessage, SendOutcome } from '../../core/outbox/types.ts';
import type { StartLink } from '../view/start-links.ts';
import type { EmailGateway } from './email/gateway.ts';
import type { NotSent } from './outcome.ts';
import type { TelegramParts } from './perform.ts';
import type { SmsGateway } from './sms/gateway.ts';
import { backOff } from './telegram.ts';

export interface Carriers {
  readonly telegram: TelegramParts;
  readonly sms: SmsGateway;
  readonly email: EmailGateway;
  readonly startLink: StartLink;
  readonly database: Database;
  readonly log: Logger;
  readonly secret: Uint8Array;
  readonly now: () => Date;
}

export type AnyNotSent = NotSent<string, string, string>;

/**
 * What becomes of a message that was not sent: it waits for its next attempt, or is given up. The log
 * names the row and the carrier's word for it, nothing of the person; what only the operator can put
 * right (credit, key, template) is an error there.
 */
export function notSent(
  { now, log }: Pick<Carriers, 'now' | 'log'>,
  { id, channel, attempts }: ClaimedMessage,
  outcome: AnyNotSent,
): SendOutcome {
  const entry = { id: String(id), channel, outcome: outcome.kind, reason: outcome.reason };
  if (outcome.kind === 'refused' && outcome.alarm) {
    log.error(entry, 'a carrier refuses until the operator puts it right: credit, key or template');
  } else log.warn(entry, 'a message was not sent');
  if (outcome.kind === 'refused') return { state: 'failed', error: outcome.reason };
  const named = outcome.kind === 'retry' ? outcome.retryAfterMs : undefined;
  const wait = named ?? backOff(attempts) * 1000;
  return { state: 'pending', dueAt: new Date(now().getTime() + wait), error: outcome.reason };
}
