import { claimUpdate } from '../../core/chats/commands/claim-update.ts';
import { saveForm } from '../../core/chats/commands/keep-form.ts';
import type { StoredForm } from '../../core/chats/types.ts';
import { menuLanguage } from '../view/command-menu.ts';
import type { Incoming } from './incoming.ts';
import type { Preparation } from './outside.ts';
import { Turn } from './turn.ts';
import { leasedReply, type Prepared, prepare, type Worked, type WorkParts } from './work.ts';

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
 * Works on an update in a transaction of its own, in which its handler may do anything. Few need
 * something from outside. Which do is known once the chat is locked; then the unit of work is undone,
 * what it needs is fetched, and it begins anew. `fetched`: what was fetched already, for the form as
 * it stood then.
 */
export async function workAlone(
  parts: WorkParts,
  incoming: Incoming,
  fetched?: Prepared,
): Promise<Worked> {
  let prepared = fetched;
  for (let attempt = 1; ; attempt++) {
    try {
      return await inOneTransaction(parts, incoming, prepared);
    } catch (error) {
      if (!(error instanceof Unprepared) || attempt === attempts) throw error;
      prepared = await prepare(error.preparation, error.form, parts.outside);
    }
  }
}

const duplicate: Worked = { duplicate: true, written: [] };

async function inOneTransaction(
  parts: WorkParts,
  incoming: Incoming,
  prepared: Prepared | undefined,
): Promise<Worked> {
  const limits = prepared?.longestMs === undefined ? undefined : { longestMs: prepared.longestMs };
  const { value, written } = await parts.database.unitOfWork(async (unit) => {
    const { updateId, chatId, languageCode } = incoming;
    const clientLanguage = menuLanguage(languageCode);
    const chat = await claimUpdate(unit, { updateId, chatId, clientLanguage });
    if (!chat) return duplicate;
    const { session, form } = chat;
    const look = { accountId: session.accountId, form };
    const preparation = parts.router.preparation(look, incoming);
    if (preparation && !(prepared && sameForm(form, prepared.form)))
      throw new Unprepared(form, preparation);
    const turn = new Turn({
      ...{ work: unit, incoming, session, form },
      prepared: preparation && prepared?.value,
      saveForm: (current, changed) => saveForm(unit, current, changed),
    });
    await parts.router.handle(turn);
    for (const reply of turn.replies) unit.send(leasedReply(parts, unit.now, chatId, reply));
    return { duplicate: false, toast: turn.toastShown };
  }, limits);
  return value.duplicate ? duplicate : { ...value, written };
}

const sameForm = (one: StoredForm | null, other: StoredForm | null): boolean =>
  one?.form === other?.form && one?.revision === other?.revision;
