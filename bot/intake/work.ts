import type { Logger } from 'pino';
import type { StoredForm } from '../../core/chats/types.ts';
import type { Database } from '../../core/db.ts';
import type { NewOutboxMessage } from '../../core/outbox/types.ts';
import type { WrittenMessage } from '../../core/work.ts';
import type { Reply, Toast } from '../view/message.ts';
import type { Incoming, Input } from './incoming.ts';
import type { Outside, Preparation } from './outside.ts';
import type { Turn } from './turn.ts';

/** What decides who works on an update, inside its unit of work. */
export interface Router {
  /** What the update's handler needs from outside; undefined where it needs nothing. */
  preparation(look: Look, incoming: Incoming): Preparation | undefined;
  /** Whether what the person did leaves the form at hand the one to answer, or answers it. */
  staysInForm(input: Input): boolean;
  handle(turn: Turn): Promise<void>;
}

/** A chat as the update finds it. */
export interface Look {
  readonly accountId: number | null;
  /** The form that the next message answers. */
  readonly form: StoredForm | null;
}

/** What working on updates takes. */
export interface WorkParts {
  readonly database: Database;
  readonly router: Router;
  readonly outside: Outside;
  readonly log: Logger;
  /** Who holds the leases of the replies that this process sends. */
  readonly instance: string;
  readonly leaseSeconds: number;
}

/** What working on an update came to. */
export interface Worked {
  /** It had been worked on before. */
  readonly duplicate: boolean;
  readonly written: readonly WrittenMessage[];
  readonly toast?: Toast | undefined;
}

/** What was fetched from outside, for a form as it stood. */
export interface Prepared extends Pick<Preparation, 'longestMs'> {
  readonly form: StoredForm | null;
  readonly value: unknown;
}

export async function prepare(
  { fetch, longestMs }: Preparation,
  form: StoredForm | null,
  outside: Outside,
): Promise<Prepared> {
  return { form, longestMs, value: await fetch(outside) };
}

/** A reply is leased to this process, so that no worker sends it too while this process does. */
export const leasedReply = (
  { instance, leaseSeconds }: Pick<WorkParts, 'instance' | 'leaseSeconds'>,
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
