import { z } from 'zod';
import { languageOf } from '../../core/chats/queries.ts';
import {
  type ClaimedMessage,
  type Notice,
  type SendOutcome,
  unknownNotice,
} from '../../core/outbox/types.ts';
import { words } from '../view/language.ts';
import type { Reply } from '../view/message.ts';
import { hasWords, noticeMail, noticeMessage, noticeSms } from '../view/notices.ts';
import { type Carriers, notSent } from './carriers.ts';
import { carryCode } from './carry-code.ts';
import type { Mobile } from './sms/gateway.ts';
import { sendReply } from './telegram.ts';

const noticePayload = z.object({ notice: z.custom<Notice>(), language: z.enum(['fa', 'en']) });

/** Hands one message of the outbox to whoever carries it. */
export function createCarry(carriers: Carriers) {
  return async (message: ClaimedMessage): Promise<SendOutcome> => {
    const { notice } = message.payload as unknown as { notice?: Notice };
    if (notice && !hasWords(notice)) return leftToNewer(carriers.now());
    if (message.channel === 'telegram') return carryTelegram(carriers, message);
    return message.kind === 'code' ? carryCode(carriers, message) : carryNotice(carriers, message);
  };
}

/** A version that has the words takes it when it is due, and so may this one again. */
const leftToNewer = (now: Date): SendOutcome => ({
  state: 'pending',
  dueAt: new Date(now.getTime() + 10_000),
  error: unknownNotice,
  untouched: true,
});

/** Shorter than any lease: what waits longer for its turn goes back into the queue. */
const patienceMs = 500;

async function carryTelegram(carriers: Carriers, message: ClaimedMessage): Promise<SendOutcome> {
  const chatId = message.chatId ?? 0n;
  const payload = message.payload as unknown as { reply?: Reply; notice?: Notice };
  const reply = payload.reply ?? (await inTheirLanguage(carriers, chatId, payload.notice));
  if (!reply) return { state: 'failed', error: 'nothing to say' };
  const urgency = message.kind === 'reply' ? 'reply' : 'notice';
  const { attempts: attempt } = message;
  return sendReply(carriers.telegram, chatId, reply, { attempt, urgency, patienceMs });
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

/** A notice to a mailbox or a phone, in the language that it was written down with. */
async function carryNotice(carriers: Carriers, message: ClaimedMessage): Promise<SendOutcome> {
  const { notice, language } = noticePayload.parse(message.payload);
  const { startLink } = carriers;
  const outcome =
    message.channel === 'email'
      ? await carriers.email.send({
          to: message.address ?? '',
          key: `outbox-${message.id}`,
          ...noticeMail(notice, words[language], startLink),
          direction: language === 'fa' ? 'rtl' : 'ltr',
        })
      : await carriers.sms.sendText({
          mobile: message.address as Mobile,
          text: noticeSms(notice, words[language], startLink),
        });
  return outcome.ok
    ? { state: 'sent', providerId: outcome.providerId }
    : notSent(carriers, message, outcome);
}
