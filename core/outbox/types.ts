import type { Prisma } from '../../prisma/generated/client.ts';

/** One row for the outbox; see the table of that name. */
export interface NewOutboxMessage {
  readonly kind: 'reply' | 'code' | 'notice';
  readonly channel: 'telegram' | 'sms' | 'call' | 'email';
  /** For telegram. */
  readonly chatId?: bigint;
  /** For the others: E.164 or an e-mail address. */
  readonly address?: string;
  readonly payload: Prisma.InputJsonObject;
  /** Not worth sending after this instant. */
  readonly expiresAt?: Date;
  /** A reply is leased to the process that writes it, which sends it right after the commit. */
  readonly state?: 'sending';
  readonly leasedBy?: string;
  readonly leaseUntil?: Date;
}

/** A message that a worker holds for the length of its lease. */
export interface ClaimedMessage {
  readonly id: bigint;
  readonly kind: 'reply' | 'code' | 'notice';
  readonly channel: 'telegram' | 'sms' | 'call' | 'email';
  readonly chatId: bigint | null;
  readonly address: string | null;
  readonly payload: Prisma.JsonValue;
  /** This one included. */
  readonly attempts: number;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}

/** `error` is a word of ours or the service's, never a person's data. */
export type SendOutcome =
  | { readonly state: 'sent'; readonly providerId?: string }
  | {
      readonly state: 'pending';
      readonly dueAt: Date;
      readonly error: string;
      /** Nobody can have got it, so this attempt does not count. */
      readonly untouched?: true;
    }
  | { readonly state: 'failed' | 'unreachable' | 'expired'; readonly error: string };
