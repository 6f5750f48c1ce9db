import { claimAnswers } from '../../core/chats/commands/claim-answers.ts';
import { seenChats } from '../../core/chats/queries.ts';
import type { FormAnswer, SeenChat } from '../../core/chats/types.ts';
import { isOutage } from '../../core/db/outage.ts';
import { NeedsTransaction } from '../../core/work.ts';
import { together } from '../together.ts';
import { menuLanguage } from '../view/command-menu.ts';
import type { Toast } from '../view/message.ts';
import type { Incoming } from './incoming.ts';
import { Turn } from './turn.ts';
import { leasedReply, type Prepared, prepare, type Worked, type WorkParts } from './work.ts';

/** An update that cannot be worked on here; nothing was done, but for what was fetched for it. */
export interface Declined {
  readonly declined: true;
  readonly fetched?: Prepared | undefined;
}

export type WorkTogether = (incoming: Incoming) => Promise<Worked | Declined>;

/** Updates of so many chats at most are read, and written, at once. */
const most = 200;

/**
 * Works on updates that come to nothing but a form's next state and replies, which are most: a
 * transaction each would cost several times what they cost themselves. They are worked on beside the
 * database, by what was seen of their chats, and those of all chats that are at it just now are
 * written in one transaction. Each is written only where its chat is still as it was seen; where it
 * is not, or where a handler wants more of the database, the update is declined and nothing was done.
 */
export function createWorkTogether(parts: WorkParts): WorkTogether {
  const { database, router, outside, log } = parts;
  const see = together((asked: readonly Incoming[]) => seenChats(database.read, asked), most);
  const write = together(
    (answers: readonly FormAnswer[]) =>
      claimAnswers(database.read, database.withoutTransaction().now, answers),
    most,
  );

  /** What fails for many at once may be the matter of one of them: each is tried for itself. */
  const unlessOutage = (error: unknown): undefined => {
    if (isOutage(error)) throw error;
    log.warn(
      { error: error instanceof Error ? error.name : 'unknown' },
      'updates are worked on one by one',
    );
    return undefined;
  };

  return async function workTogether(incoming) {
    const { chatId, input } = incoming;
    if (!router.staysInForm(input)) return { declined: true };
    const chat = (await see([incoming]).catch(unlessOutage))?.get(chatId);
    if (!chat) return { declined: true };
    const { session, form } = chat;
    const preparation = router.preparation({ accountId: session.accountId, form }, incoming);
    const fetched = preparation && (await prepare(preparation, form, outside));
    const declined: Declined = { declined: true, fetched };
    const worked = await handled(parts, incoming, chat, fetched?.value);
    if (!worked) return declined;
    const all = await write([worked.answer]).catch(unlessOutage);
    const written = all?.get(worked.answer);
    return written ? { duplicate: false, written, toast: worked.toast } : declined;
  };
}

/** Undefined: the handler wants a transaction. */
async function handled(
  parts: WorkParts,
  incoming: Incoming,
  chat: SeenChat,
  prepared: unknown,
): Promise<{ readonly answer: FormAnswer; readonly toast: Toast | undefined } | undefined> {
  const { updateId, chatId, languageCode } = incoming;
  const work = parts.database.withoutTransaction();
  let form: FormAnswer['form'];
  const turn = new Turn({
    ...{ work, incoming, prepared, session: chat.session, form: chat.form },
    async saveForm(_session, changed) {
      if (changed.form !== chat.form.form) throw new NeedsTransaction();
      form = changed;
    },
  });
  try {
    await parts.router.handle(turn);
  } catch (error) {
    if (error instanceof NeedsTransaction) return undefined;
    throw error;
  }
  const replies = turn.replies.map((reply) => leasedReply(parts, work.now, chatId, reply));
  const clientLanguage = menuLanguage(languageCode);
  return { answer: { updateId, chat, clientLanguage, form, replies }, toast: turn.toastShown };
}
