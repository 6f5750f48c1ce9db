import type { Config } from '../config.ts';
import type { ServiceConfig } from '../service.ts';
import { type MailServer, startMailServer } from './mail.ts';
import { playgroundBot } from './people.ts';
import { type PhoneGateway, startPhoneGateway } from './phones.ts';
import {
  type LocalTelegram,
  startTelegram,
  type TelegramOptions,
} from './telegram/local-telegram.ts';

/** A Telegram, phones and mailboxes on this machine: all that the bot speaks to. */
export interface Playground {
  readonly telegram: LocalTelegram;
  readonly phones: PhoneGateway;
  readonly mail: MailServer;
  /** The configuration of a bot that speaks to this playground and to nothing else. */
  configure(config: Config): ServiceConfig;
  close(): Promise<void>;
}

const phoneKey = 'playground';

export async function startPlayground(
  options: Pick<TelegramOptions, 'now'> & Partial<TelegramOptions>,
): Promise<Playground> {
  const { now } = options;
  const limits = { perSecond: 30, perChatPerSecond: 1, chatBurst: 20 };
  const telegram = await startTelegram({ limits, ...options, bots: [playgroundBot] });
  const phones = await startPhoneGateway({ apiKey: phoneKey, now });
  const mail = await startMailServer({ now });
  return {
    telegram,
    phones,
    mail,
    configure: (config) => ({
      ...config,
      BOT_TOKEN: playgroundBot.token,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      KAVENEGAR_URL: phones.url,
      KAVENEGAR_API_KEY: phoneKey,
      KAVENEGAR_TEMPLATE: 'playground',
      SMTP_URL: mail.url,
      MAIL_FROM: 'Hamyar <hamyar@playground.example>',
    }),
    async close() {
      await telegram.close();
      await phones.close();
      await mail.close();
    },
  };
}
