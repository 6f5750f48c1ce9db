import type { Logger } from 'pino';
import { claimOnly, claimUpdate } from '../../core/chats/commands.ts';
import { formOf, languageOf } from '../../core/chats/queries.ts';
import type { StoredForm } from '../../core/chats/types.ts';
import { isOutage } from '../../core/db/outage.ts';
import type { Database } from '../../core/db.ts';
import type { NewOutboxMessage } from '../../core/outbox/types.ts';
import type { WrittenMessage } from '../../core/work.ts';
import { menuLanguage } from '../view/command-menu.ts';
import { words } from '../view/language.ts';
import type { Reply, Toast } from '../view/message.ts';
import type { Incoming } from './incoming.ts';
import type { Outside, Preparation } from './outside.ts';
import { Turn } from './turn.ts';

/** What decides who works on an update, inside its unit of work. */
export interface Router {
  /** What the update's handler needs from outside; undefined where it needs nothing. */
  preparation(look: Look, incoming: Incoming): Preparation | undefined;
  handle(turn: Turn): Promise<void>;
}

/** A chat as the update finds it. */
export interface Look {
  readonly accountId: number | null;
  /** The form that the next message answers. */
  readonly form: StoredForm | null;
}

export interface IntakeParts {
  readonly database: Database;
  readonly router: Router;
  readonly outside: Outside;
  readonly log: Logger;
  /** Who holds the leases of the replies that this process sends. */
  readonly instance: string;
  readonly leaseSeconds: number;
  /** Sends, in order, what one update's unit of work wrote for its own chat. */
  answer(chatId: bigint, replies: readonly WrittenMessage[]): Promise<void>;
  showToast(queryId: string, toast: Toast | undefined): Promise<void>;
}

export type TakeUpdate = (incoming: Incoming) => Promise<void>;

/**
 * One update, one effect. The update is claimed, its chat locked, its handler run, and its answers
 * written, in one transaction; the answers are sent after the commit. Delivered again, to whichever
 * replica, it changes nothing. Throws only when the database is out of reach, and then nothing was
 * done: the update must be delivered again.
 */
export function createIntake(parts: IntakeParts): TakeUpdate {
  return async function takeUpdate(incoming) {
    await finish(parts, incoming, await workOrApologise(parts, incoming));
  };
}

async function workOrApologise(parts: IntakeParts, incoming: Incoming): Promise<Done> {
  try {
    return await work(parts, incoming);
  } catch (error) {
    if (isOutage(error)) throw error;
    parts.log.error({ error: describe(error), updateId: incoming.updateId }, 'a handler failed');
    return apologise(parts, incoming);
  }
}

interface Done {
  readonly duplicate: boolean;
  readonly written: readonly WrittenMessage[];
  readonly toast?: Toast | undefined;
}

const duplicate: Done = { duplicate: true, written: [] };

/** What was fetched from outside, for a form as it stood. */
interface Prepared {
  readonly form: StoredForm | null;
  readonly value: unknown;
}

/** Something from outside is needed first, or what was fetched is stale: nothing was done. */
class Unprepared extends Error {
  readonly form: StoredForm | null;
  readonly preparation: Preparation;

  constructor(form: StoredForm | null, preparation: Preparation) {
    super();
    this.form = form;
    this.preparation = preparation;
  }
}

const attempts = 6;

/**
 * Few updates need anything from outside. Which do is known once the chat is locked; then the unit of
 * work is undone, what it needs is fetched, and it begins anew.
 */
async function work(parts: IntakeParts, incoming: Incoming): Promise<Done> {
  let prepared: Prepared | undefined;
  for (let attempt = 1; ; attempt++) {
    try {
      return await inOneTransaction(parts, incoming, prepared);
    } catch (error) {
      if (!(error instanceof Unprepared) || attempt === attempts) throw error;
      prepared = { form: error.form, value: await error.preparation(parts.outside) };
    }
  }
}

async function inOneTransaction(
  parts: IntakeParts,
  incoming: Incoming,
  prepared: Prepared | undefined,
): Promise<Done> {
  const { value, written } = await parts.database.unitOfWork(async (unit) => {
    const { updateId, chatId, languageCode } = incoming;
    const clientLanguage = menuLanguage(languageCode);
    const session = await claimUpdate(unit, { updateId, chatId, clientLanguage });
    if (!session) return duplicate;
    const { accountId, activeForm } = session;
    const form = activeForm === null ? null : await formOf(unit.tx, chatId, activeForm);
    const preparation = parts.router.preparation({ accountId, form }, incoming);
    if (preparation && !(prepared && sameForm(form, prepared.form)))
      throw new Unprepared(form, preparation);
    const turn = new Turn({
      ...{ work: unit, incoming, session, form },
      prepared: preparation && prepared?.value,
    });
    await parts.router.handle(turn);
    writeReplies(parts, turn);
    return { duplicate: false, toast: turn.toastShown };
  });
  return value.duplicate ? duplicate : { ...value, written };
}

const sameForm = (one: StoredForm | null, other: StoredForm | null): boolean =>
  one?.form === other?.form && one?.revision === other?.revision;

function writeReplies(parts: IntakeParts, { work: unit, replies, chatId }: Turn): void {
  for (const reply of replies) unit.send(leasedReply(parts, unit.now, chatId, reply));
}

/** A reply is leased to this process, so that no worker sends it too while this process does. */
const leasedReply = (
  { instance, leaseSeconds }: IntakeParts,
  now: Date,
  chatId: bigint,
  reply: Reply,
): NewOutboxMessage => ({
  kind: 'reply',
  channel: 'telegram',
  chatId,
  payload: { reply } as unknown as NewOutboxMessage['payload'],
  state: 'sending',
  leasedBy: instance,
  leaseUntil: new Date(now.getTime() + leaseSeconds * 1000),
});

async function finish(parts: IntakeParts, { input, chatId }: Incoming, done: Done): Promise<void> {
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
async function apologise(parts: IntakeParts, incoming: Incoming): Promise<Done> {
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
