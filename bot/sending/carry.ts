import { z } from 'zod';
import { languageOf } from '../../core/chats/queries.ts';
import { chatOfCode } from '../../core/codes/queries.ts';
import { deriveCode } from '../../core/codes/rules.ts';
import type { Database } from '../../core/db.ts';
import { tellChat } from '../../core/outbox/commands.ts';
import type { ClaimedMessage, Notice, SendOutcome } from '../../core/outbox/types.ts';
import { words } from '../view/language.ts';
import type { Reply } from '../view/message.ts';
import { noticeMail, noticeMessage } from '../view/notices.ts';
import type { EmailGateway } from './email/gateway.ts';
import type { NotSent } from './outcome.ts';
import type { Pace } from './pace.ts';
import type { Mobile, SmsGateway } from './sms/gateway.ts';
import { backOff, sendReply, type TelegramParts } from './telegram.ts';

export interface Carriers {
  readonly telegram: TelegramParts;
  readonly sms: SmsGateway;
  readonly email: EmailGateway;
  readonly pace: Pace;
  readonly database: Database;
  readonly secret: Uint8Array;
  readonly now: () => Date;
}

const codePayload = z.object({ codeId: z.string(), language: z.enum(['fa', 'en']) });
const noticePayload = z.object({ notice: z.custom<Notice>(), language: z.enum(['fa', 'en']) });

/** Hands one message of the outbox to whoever carries it. */
export function createCarry(carriers: Carriers) {
  return (message: ClaimedMessage): Promise<SendOutcome> => {
    if (message.channel === 'telegram') return carryTelegram(carriers, message);
    if (message.channel === 'email') return carryEmail(carriers, message);
    if (message.kind === 'notice') return carrySms(carriers, message);
    return carryCode(carriers, message, message.channel);
  };
}

async function carryTelegram(carriers: Carriers, message: ClaimedMessage): Promise<SendOutcome> {
  const chatId = message.chatId ?? 0n;
  const payload = message.payload as unknown as { reply?: Reply; notice?: Notice };
  const reply = payload.reply ?? (await inTheirLanguage(carriers, chatId, payload.notice));
  if (!reply) return { state: 'failed', error: 'nothing to say' };
  await carriers.pace.turn();
  return sendReply(carriers.telegram, chatId, reply, message.attempts);
}

async function inTheirLanguage(
  { database }: Carriers,
  chatId: bigint,
  notice: Notice | undefined,
): Promise<Reply | undefined> {
  if (!notice) return undefined;
  const language = (await languageOf(database.read, chatId)) ?? 'fa';
  return noticeMessage(notice, words[language]);
}

async function carryCode(
  carriers: Carriers,
  message: ClaimedMessage,
  channel: 'sms' | 'call',
): Promise<SendOutcome> {
  const { codeId } = codePayload.parse(message.payload);
  const outcome = await carriers.sms.sendCode({
    mobile: message.address as Mobile,
    code: deriveCode(carriers.secret, codeId),
    channel,
  });
  if (outcome.ok) {
    if (outcome.fellBack) await tellOwner(carriers, codeId, { name: 'codeFellBackToSms' });
    return { state: 'sent', providerId: outcome.providerId };
  }
  return notSentCode(carriers, message, codeId, outcome);
}

async function carrySms(carriers: Carriers, message: ClaimedMessage): Promise<SendOutcome> {
  const { notice, language } = noticePayload.parse(message.payload);
  const { subject, text } = noticeMail(notice, words[language]);
  const outcome = await carriers.sms.sendText({
    mobile: message.address as Mobile,
    text: `${subject}\n${text}`,
  });
  if (outcome.ok) return { state: 'sent', providerId: outcome.providerId };
  return notSent(carriers.now(), message, outcome);
}

async function carryEmail(carriers: Carriers, message: ClaimedMessage): Promise<SendOutcome> {
  const to = message.address ?? '';
  const key = `outbox-${message.id}`;
  if (message.kind === 'code') {
    const { codeId, language } = codePayload.parse(message.payload);
    const { plain } = words[language];
    const outcome = await carriers.email.send({
      to,
      key,
      subject: plain('codes.mailSubject'),
      text: plain('codes.mailText', { code: deriveCode(carriers.secret, codeId) }),
      direction: language === 'fa' ? 'rtl' : 'ltr',
    });
    if (outcome.ok) return { state: 'sent', providerId: outcome.providerId };
    return notSentCode(carriers, message, codeId, outcome);
  }
  const { notice, language } = noticePayload.parse(message.payload);
  const mail = noticeMail(notice, words[language]);
  const direction = language === 'fa' ? 'rtl' : 'ltr';
  const outcome = await carriers.email.send({ to, key, ...mail, direction });
  if (outcome.ok) return { state: 'sent', providerId: outcome.providerId };
  return notSent(carriers.now(), message, outcome);
}

type AnyNotSent = NotSent<string, string, string>;

/**
 * A code that may have arrived is not sent again (the person asks for another after a minute), and
 * one that was refused is told, so that nobody waits for it.
 */
async function notSentCode(
  carriers: Carriers,
  message: ClaimedMessage,
  codeId: string,
  outcome: AnyNotSent,
): Promise<SendOutcome> {
  if (outcome.kind === 'retry') return notSent(carriers.now(), message, outcome);
  if (outcome.kind === 'refused') await tellOwner(carriers, codeId, { name: 'codeNotSent' });
  return { state: 'failed', error: outcome.reason };
}

function notSent(now: Date, message: ClaimedMessage, outcome: AnyNotSent): SendOutcome {
  if (outcome.kind === 'refused') return { state: 'failed', error: outcome.reason };
  const named = outcome.kind === 'retry' ? outcome.retryAfterMs : undefined;
  const wait = named ?? backOff(message.attempts) * 1000;
  return { state: 'pending', dueAt: new Date(now.getTime() + wait), error: outcome.reason };
}

async function tellOwner({ database }: Carriers, codeId: string, notice: Notice): Promise<void> {
  await database.transaction(async (work) => {
    const chatId = await chatOfCode(work.tx, codeId);
    if (chatId !== undefined) tellChat(work, chatId, notice);
  });
}
