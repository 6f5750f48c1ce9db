import { claimOnly } from '../../core/chats/commands/claim-update.ts';
import { languageOf } from '../../core/chats/queries.ts';
import { isOutage } from '../../core/db/outage.ts';
import type { WrittenMessage } from '../../core/work.ts';
import { words } from '../view/language.ts';
import type { Reply, Toast } from '../view/message.ts';
import type { Incoming } from './incoming.ts';
import { workAlone } from './own-transaction.ts';
import { createWorkTogether, type WorkTogether } from './shared-transaction.ts';
import { leasedReply, type Worked, type WorkParts } from './work.ts';

export interface IntakeParts extends WorkParts {
  /** Sends, in order, what one update's unit of work wrote for its own chat. */
  answer(chatId: bigint, replies: readonly WrittenMessage[]): Promise<void>;
  showToast(queryId: string, toast: Toast | undefined): Promise<void>;
}

export type TakeUpdate = (incoming: Incoming) => Promise<void>;

/**
 * One update, one effect. It is claimed together with its effect and its answers, and only where its
 * chat is as its handler found it; the answers are sent after the commit. Delivered again, to whichever
 * replica, it changes nothing. Where it throws, nothing was done, and the update must be delivered
 * again: the database is out of reach, or not even an apology could be written.
 */
export function createIntake(parts: IntakeParts): TakeUpdate {
  const workTogether = createWorkTogether(parts);
  return async function takeUpdate(incoming) {
    await finish(parts, incoming, await workOrApologise(parts, workTogether, incoming));
  };
}

async function workOrApologise(
  parts: IntakeParts,
  workTogether: WorkTogether,
  incoming: Incoming,
): Promise<Worked> {
  try {
    const worked = await workTogether(incoming);
    return 'declined' in worked ? await workAlone(parts, incoming, worked.fetched) : worked;
  } catch (error) {
    if (isOutage(error)) throw error;
    parts.log.error({ error: describe(error), updateId: incoming.updateId }, 'a handler failed');
    return apologise(parts, incoming);
  }
}

async function finish(
  parts: IntakeParts,
  { input, chatId }: Incoming,
  done: Worked,
): Promise<void> {
  if (done.duplicate) return;
  const replies = done.written.filter(({ message }) => message.kind === 'reply');
  // At once: a tap whose answer is slow must not hold the replies back until their lease is over.
  await Promise.all([
    input.kind === 'tap' ? parts.showToast(input.queryId, done.toast) : undefined,
    parts.answer(chatId, replies),
  ]);
}

/**
 * A bug in a handler: nothing of it was kept. The update is set aside and the person is told, unless
 * another replica has meanwhile done either.
 */
async function apologise(parts: IntakeParts, incoming: Incoming): Promise<Worked> {
  const language = (await languageOf(parts.database.read, incoming.chatId)) ?? 'fa';
  const reply: Reply = { do: 'say', text: words[language].html('errors.internal') };
  const { value: claimed, written } = await parts.database.unitOfWork(async (unit) => {
    const isOurs = await claimOnly(unit, incoming.updateId);
    if (isOurs) unit.send(leasedReply(parts, unit.now, incoming.chatId, reply));
    return isOurs;
  });
  return { duplicate: !claimed, written };
}

/** A fault's kind and place, without its text, which may hold what a person typed. */
function describe(error: unknown): { name: string; code?: string; stack: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, stack: [] };
  const code = (error as { code?: unknown }).code;
  // The text stands above the places, and may have lines that look like them.
  const stack = (error.stack ?? '')
    .replace(error.message, () => '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '));
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    stack: stack.slice(0, 8),
  };
}
