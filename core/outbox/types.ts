import type { Prisma } from '../../prisma/generated/client.ts';

/** One row for the outbox; see the table of that name. */
export interface NewOutboxMessage {
  readonly kind: 'reply' | 'code' | 'notice';
  readonly channel: 'telegram' | 'sms' | 'call' | 'email';
  readonly chatId?: bigint;
  readonly address?: string;
  readonly payload: Prisma.InputJsonObject;
  readonly expiresAt?: Date;
  readonly state?: 'sending';
  readonly leasedBy?: string;
  readonly leaseUntil?: Date;
}
