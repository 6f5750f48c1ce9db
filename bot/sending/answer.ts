import type { Database } from '../../core/db.ts';
import { forgetReplies, markUnreachable, release, settle } from '../../core/outbox/commands.ts';
import type { WrittenMessage } from '../../core/work.ts';
import type { Reply } from '../view/message.ts';
import { sendReply, type TelegramParts } from './telegram.ts';

/**
 * Sends one update's replies right after its commit, in order. What does not go out now is left to
 * the worker, in the same order.
 */
export function createAnswer(parts: TelegramParts, database: Database) {
  return async function answer(chatId: bigint, replies: readonly WrittenMessage[]): Promise<void> {
    const arrived: bigint[] = [];
    for (const { id, message } of replies) {
      const reply = (message.payload as unknown as { reply: Reply }).reply;
      const outcome = await sendReply(parts, chatId, reply);
      if (outcome.state === 'sent') arrived.push(id);
      else {
        await settle(database.read, { id, kind: 'reply' }, outcome, parts.now());
        if (outcome.state === 'unreachable') {
          await markUnreachable(database.read, chatId, parts.now());
        }
        if (outcome.state === 'pending') break;
      }
    }
    await forgetReplies(database.read, arrived);
    const left = replies.filter(({ id }) => !arrived.includes(id));
    await release(
      database.read,
      left.map(({ id }) => id),
    );
  };
}
