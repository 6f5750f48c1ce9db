import { z } from 'zod';
import { noteChannel } from '../../core/codes/commands.ts';
import { ownerOfCode } from '../../core/codes/queries.ts';
import { deriveCode } from '../../core/codes/rules.ts';
import { tellChat } from '../../core/outbox/commands.ts';
import type { ClaimedMessage, NoticeName, SendOutcome } from '../../core/outbox/types.ts';
import type { Work } from '../../core/work.ts';
import { words } from '../view/language.ts';
import { type AnyNotSent, type Carriers, notSent } from './carriers.ts';
import type { Mobile } from './sms/gateway.ts';

const codePayload = z.object({ codeId: z.string(), language: z.enum(['fa', 'en']) });

/** What the person is told of a code on its way. */
type CodeNotice = Extract<NoticeName, `code${string}`>;

/**
 * Hands a one-time code to its carrier. Whoever waits for it is told what became of it whenever that
 * is not simply its arrival. A code that a newer one has replaced is not sent any more.
 */
export async function carryCode(carriers: Carriers, message: ClaimedMessage): Promise<SendOutcome> {
  const { codeId, language } = codePayload.parse(message.payload);
  const owner = await ownerOfCode(carriers.database.read, codeId);
  // Its process died between sending it and noting that, and the person was quick.
  if (owner === 'used') return { state: 'sent' };
  if (owner === undefined) return { state: 'expired', error: 'nobody waits for it' };
  const tellOwner = (name: CodeNotice, change?: (work: Work) => Promise<void>) =>
    carriers.database.transaction(async (work) => {
      await change?.(work);
      tellChat(work, owner, { name });
    });

  if (message.expiresAt && message.expiresAt <= carriers.now()) {
    await tellOwner('codeTooLate');
    return { state: 'expired', error: 'too late to be of use' };
  }
  const code = deriveCode(carriers.secret, codeId);
  const outcome =
    message.channel === 'email'
      ? await mailCode(carriers, message, code, language)
      : await carriers.sms.sendCode({
          mobile: message.address as Mobile,
          code,
          channel: message.channel === 'call' ? 'call' : 'sms',
        });
  if (!outcome.ok) {
    const told = noticeOf(outcome, message.attempts);
    if (told) await tellOwner(told);
    return codeNotSent(carriers, message, outcome);
  }
  if ('fellBack' in outcome) {
    await tellOwner('codeFellBackToSms', (work) => noteChannel(work, codeId, 'sms'));
  }
  return { state: 'sent', providerId: outcome.providerId };
}

function mailCode(
  { email }: Carriers,
  { id, address }: ClaimedMessage,
  code: string,
  language: 'fa' | 'en',
) {
  const { plain } = words[language];
  return email.send({
    to: address ?? '',
    key: `outbox-${id}`,
    subject: plain('codes.mailSubject'),
    text: plain('codes.mailText', { code }),
    direction: language === 'fa' ? 'rtl' : 'ltr',
  });
}

/** A delay is told once. What only the operator can mend is not put on the person's address. */
function noticeOf(outcome: AnyNotSent, attempts: number): CodeNotice | undefined {
  switch (outcome.kind) {
    case 'retry':
      return attempts === 1 ? 'codeDelayed' : undefined;
    case 'unknown':
      return 'codeUncertain';
    case 'refused':
      return outcome.alarm ? 'codeNotPossible' : 'codeNotSent';
  }
}

/** A code that may have arrived is not sent again: the person asks for another after a minute. */
function codeNotSent(
  carriers: Carriers,
  message: ClaimedMessage,
  outcome: AnyNotSent,
): SendOutcome {
  const noted = notSent(carriers, message, outcome);
  return outcome.kind === 'unknown' ? { state: 'failed', error: outcome.reason } : noted;
}
