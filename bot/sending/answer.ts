import type { Logger } from 'pino';
import type { Database } from '../../core/db.ts';
import {
  forgetReplies,
  hurryEarlier,
  isStillAsSeen,
  markUnreachable,
  release,
  settle,
} from '../../core/outbox/commands.ts';
import type { WrittenMessage } from '../../core/work.ts';
import { together } from '../together.ts';
import type { Reply } from '../view/message.ts';
import { tellLost } from './lost.ts';
import type { TelegramParts } from './perform.ts';
import { sendReply } from './telegram.ts';

type AnswerParts = TelegramParts & { readonly log: Logger };

/**
 * Sends one update's replies right after its commit, in order. What does not go out now is left to
 * the worker, in the same order; so is all of it while the chat still waits for something older.
 */
export function createAnswer(parts: AnswerParts, database: Database) {
  const forget = together((ids: readonly bigint[]) => forgetReplies(database.read, ids));
  return async function answer(chatId: bigint, replies: readonly WrittenMessage[]): Promise<void> {
    const [first] = replies;
    if (!first) return;
    const before = { before: first.id, now: parts.now() };
    const waits = first.behind && (await hurryEarlier(database.read, chatId, before));
    const arrived = waits ? [] : await sendInOrder(parts, database, chatId, replies);
    await forget(arrived);
    const left = replies.filter((reply) => !arrived.includes(reply.id) && isOurs(reply, parts));
    await release(database.read, left.map(leaseOf));
  };
}

/** What has no turn by then is left to a worker, so that no other chat's update waits for it. */
const atOnce = { attempt: 1, urgency: 'reply', patienceMs: 300 } as const;

/** The ids of those that arrived. */
async function sendInOrder(
  parts: AnswerParts,
  database: Database,
  chatId: bigint,
  replies: readonly WrittenMessage[],
): Promise<bigint[]> {
  const arrived: bigint[] = [];
  for (const written of replies) {
    if (!isOurs(written, parts)) break;
    const reply = (written.message.payload as unknown as { reply: Reply }).reply;
    const outcome = await sendReply(parts, chatId, reply, atOnce);
    if (outcome.state === 'sent') arrived.push(written.id);
    else {
      if (outcome.state === 'failed') tellLost(parts.log, { ...leaseOf(written), outcome });
      const sent = { ...leaseOf(written), chatId, kind: 'reply' };
      await settle(database.read, sent, outcome, parts.now());
      if (outcome.state === 'unreachable') await noteAway(database, chatId, written);
      if (outcome.state === 'pending') break;
    }
  }
  return arrived;
}

const leaseOf = ({ id, message }: WrittenMessage) => ({ id, leasedBy: message.leasedBy ?? null });

/** Unless its person, who may be at another replica, has written again since that update. */
const noteAway = (
  database: Database,
  chatId: bigint,
  { version: chatSeen }: WrittenMessage,
): Promise<void> =>
  database.transaction(async ({ tx, now }) => {
    if (await isStillAsSeen(tx, { chatId, chatSeen })) await markUnreachable(tx, chatId, now);
  });

/** When its lease is over, a worker may have taken it. */
const isOurs = ({ message }: WrittenMessage, { now }: TelegramParts): boolean =>
  message.leaseUntil === undefined || message.leaseUntil > now();
