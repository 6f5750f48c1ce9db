import type { Database } from '../../core/db.ts';
import { decidePlacement } from '../../core/placements/commands/decide-placement.ts';
import { withdrawPlacement } from '../../core/placements/commands/end-placement.ts';
import { requestPlacement } from '../../core/placements/commands/request-placement.ts';
import type { Refusal } from '../../core/result.ts';
import { holdingsOf } from '../../core/staff/queries.ts';
import type { Person } from '../../core/staff/types.ts';
import type { Work } from '../../core/work.ts';

/** What one person does about a seat, as data, so that another process can do it. */
export type SeatAct = { readonly byId: number } & (
  | { readonly do: 'request'; readonly openingId: number; readonly code: string }
  | { readonly do: 'approve' | 'decline' | 'withdraw'; readonly placementId: number }
);

/** What the person was answered. */
export type Answer = {
  readonly ok: boolean;
  readonly reason?: string;
  readonly placementId?: number;
};

/** People at once in one process: more than it has connections, so that some wait for one. */
const atOnce = 24;

/** Lets everybody act at the same time; the answers are in the order of the acts. */
export async function actOnSeats(
  database: Database,
  now: Date,
  acts: readonly SeatAct[],
): Promise<Answer[]> {
  const people = await peopleOf(database, now, acts);
  const answers: Answer[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < acts.length; at = next++) {
      const act = acts[at];
      const person = act && people.get(act.byId);
      if (!act || !person) throw new Error(`nobody does act ${at}`);
      answers[at] = plain(await database.transaction((work) => doIt(work, person, act)));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return answers;
}

async function peopleOf(
  { read }: Database,
  now: Date,
  acts: readonly SeatAct[],
): Promise<ReadonlyMap<number, Person>> {
  const people = new Map<number, Person>();
  for (const accountId of new Set(acts.map(({ byId }) => byId))) {
    const holdings = await holdingsOf(read, accountId, now);
    people.set(accountId, { kind: 'person', accountId, chatId: BigInt(accountId), holdings });
  }
  return people;
}

function doIt(work: Work, person: Person, act: SeatAct): Promise<{ readonly ok: true } | Refusal> {
  switch (act.do) {
    case 'request':
      return requestPlacement(work, person, {
        openingId: act.openingId,
        student: act.code,
        minutes: 600,
        explanation: 'shelving',
        skipReason: 'whoever comes first',
      });
    case 'approve':
      return decidePlacement(work, person, { ...act, decision: { approve: true } });
    case 'decline':
      return decidePlacement(work, person, {
        ...act,
        decision: { approve: false, reason: 'not needed' },
      });
    case 'withdraw':
      return withdrawPlacement(work, person, { ...act, reason: '' });
  }
}

function plain(result: { readonly ok: true } | Refusal): Answer {
  const placementId = 'placementId' in result ? Number(result.placementId) : undefined;
  return {
    ok: result.ok,
    ...(result.ok ? {} : { reason: result.reason }),
    ...(placementId === undefined ? {} : { placementId }),
  };
}
