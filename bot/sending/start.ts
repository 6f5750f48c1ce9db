import type { Logger } from 'pino';
import type { Database } from '../../core/db.ts';
import type { Config } from '../config.ts';
import type { StartLink } from '../view/start-links.ts';
import { startClerk } from './announcement-clerk.ts';
import { startAnnouncer } from './announcer.ts';
import { createCarry } from './carry.ts';
import { smtp } from './email/smtp.ts';
import type { TelegramParts } from './perform.ts';
import type { Worker } from './rounds.ts';
import { kavenegar } from './sms/kavenegar.ts';
import { startWorker } from './worker.ts';

export interface SendingParts {
  readonly config: Config;
  readonly log: Logger;
  readonly now: () => Date;
  readonly secret: Uint8Array;
  readonly database: Database;
  readonly telegram: TelegramParts;
  readonly startLink: StartLink;
  /** Names this process as the holder of leases. */
  readonly instance: string;
}

/** Starts everything that sends of itself: the outbox with all its carriers, and the announcements. */
export function startSending(parts: SendingParts): Worker {
  const { config, database, log, now, instance, telegram, secret, startLink } = parts;
  const sms = kavenegar({
    baseUrl: config.KAVENEGAR_URL,
    apiKey: config.KAVENEGAR_API_KEY ?? '',
    template: config.KAVENEGAR_TEMPLATE ?? '',
    ...(config.KAVENEGAR_SENDER ? { sender: config.KAVENEGAR_SENDER } : {}),
  });
  const email = smtp({ url: config.SMTP_URL ?? '', from: config.MAIL_FROM ?? '', now });
  const send = createCarry({ telegram, sms, email, startLink, database, log, secret, now });
  const leaseSeconds = config.SENDING_LEASE_SECONDS;
  const { api, gate, figures } = telegram;
  const common = { database, log, now, instance, leaseSeconds, api, gate, figures };
  const workers = [
    startWorker({ ...common, send }),
    startAnnouncer({ ...common, perSecond: config.SENDING_PER_SECOND, paid: config.SENDING_PAID }),
    startClerk(common),
  ];
  return {
    async stop() {
      await Promise.all(workers.map(({ stop }) => stop()));
    },
  };
}
