import { expect, test } from 'vitest';
import { answerHours, settleObjection } from '../../../core/placements/commands/answer-hours.ts';
import { correctPlacement } from '../../../core/placements/commands/correct-placement.ts';
import { decidePlacement } from '../../../core/placements/commands/decide-placement.ts';
import {
  terminatePlacement,
  turnDown,
  withdrawPlacement,
} from '../../../core/placements/commands/end-placement.ts';
import { finalisePlacement } from '../../../core/placements/commands/finalise-placement.ts';
import { expireRequest, lapseHours } from '../../../core/placements/commands/pass-deadlines.ts';
import { reportHours, startWork } from '../../../core/placements/commands/report-hours.ts';
import { movePlacement, seatUse } from '../../../core/placements/rules.ts';
import {
  type HoursState,
  type PlacementEvent,
  type PlacementState,
  placementEvents,
  placementStates,
} from '../../../core/placements/types.ts';
import type { Person } from '../../../core/staff/types.ts';
import type { Work } from '../../../core/work.ts';
import { days } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { aCampus, anApplicant, type Campus } from '../../support/scenes.ts';

const database = useDatabase();

/** Events that people and deadlines cause; what the bank pays is of test/core/pay. */
type Caused = Exclude<PlacementEvent, 'pay' | 'unpay'>;
const caused = placementEvents.filter(
  (event): event is Caused => event !== 'pay' && event !== 'unpay',
);

interface Subject {
  readonly placementId: number;
  readonly student: Person;
}

type Outcome = boolean | { readonly ok: boolean };

/** Each event by its command, from whoever may cause it. */
const commands: Readonly<
  Record<Caused, (work: Work, campus: Campus, of: Subject) => Promise<Outcome>>
> = {
  approve: (work, { colleague }, { placementId }) =>
    decidePlacement(work, colleague, { placementId, decision: { approve: true } }),
  decline: (work, { colleague }, { placementId }) =>
    decidePlacement(work, colleague, { placementId, decision: { approve: false, reason: 'no' } }),
  expire: (work, _campus, { placementId }) => expireRequest(work, { placementId }),
  turnDown: (work, _campus, { placementId, student }) => turnDown(work, student, { placementId }),
  start: (work, { officer }, { placementId }) => startWork(work, officer, { placementId }),
  reportHours: (work, { officer }, { placementId }) =>
    reportHours(work, officer, { placementId, entries: [{ minutes: 60, workedOn: null }] }),
  confirm: (work, _campus, { placementId, student }) =>
    answerHours(work, student, { placementId, answer: { confirm: true } }),
  lapse: (work, _campus, { placementId }) => lapseHours(work, { placementId }),
  object: (work, _campus, { placementId, student }) =>
    answerHours(work, student, { placementId, answer: { confirm: false, objection: 'more' } }),
  settle: (work, { expert }, { placementId }) =>
    settleObjection(work, expert, { placementId, entries: null, reason: 'as it is' }),
  noHours: (work, { expert }, { placementId }) =>
    settleObjection(work, expert, { placementId, entries: [], reason: 'not worked' }),
  finalise: (work, { colleague }, { placementId }) =>
    finalisePlacement(work, colleague, { placementId }),
  correct: (work, { expert }, { placementId }) =>
    correctPlacement(work, expert, { placementId, minutes: -15, reason: 'miscounted' }),
  withdraw: (work, _campus, { placementId, student }) =>
    withdrawPlacement(work, student, { placementId, reason: '' }),
  terminate: (work, { officer }, { placementId }) =>
    terminatePlacement(work, officer, { placementId, reason: 'absent' }),
};

/** The hours that stand when an event comes; none for the others. */
const hoursBefore: Readonly<Partial<Record<Caused, HoursState>>> = {
  confirm: 'reported',
  lapse: 'reported',
  object: 'reported',
  settle: 'objected',
  noHours: 'objected',
  finalise: 'confirmed',
  correct: 'confirmed',
};

const neverApproved = new Set<PlacementState>(['requested', 'declined', 'expired']);

/** A placement that is in a state, with its seat counted. */
async function placementIn(campus: Campus, state: PlacementState): Promise<Subject> {
  const { read } = database.db;
  const { accountId, person, application } = await anApplicant(database, campus);
  const now = database.clock.now();
  const { opening, unit, term, officer, colleague } = campus;
  const ended = state === 'withdrawn' || state === 'terminated';
  const ending = ended ? state : state === 'final' || state === 'paid' ? 'finished' : null;
  const { id: placementId } = await read.placement.create({
    data: {
      ...{ accountId, applicationId: application.id, openingId: opening.id, unitId: unit.id },
      ...{ termId: term.id, gender: 'female', workType: 'research', state, ending },
      ...{ requestedMinutes: 600, approvedMinutes: 600, explanation: 'shelving' },
      ...{ requestedById: officer.accountId, requestedAt: now },
      approvedById: neverApproved.has(state) ? null : colleague.accountId,
      finalById: ending === 'finished' ? colleague.accountId : null,
    },
  });
  const use = seatUse(state, ending);
  const where = { openingId: opening.id, gender: 'female' as const };
  if (use !== 'free') {
    await read.seatCount.updateMany({ where, data: { [use]: { increment: 1 } } });
  }
  return { placementId, student: person };
}

class Undone extends Error {}

/** What came of an event in a state; the database is as before afterwards. */
async function tried(event: Caused, campus: Campus, of: Subject) {
  const { placementId } = of;
  const now = database.clock.now();
  let seen: { moved: boolean; state: PlacementState; audited: boolean } | undefined;
  const undone = database.db.transaction(async (work) => {
    const { tx } = work;
    const past = new Date(now.getTime() - days);
    const future = new Date(now.getTime() + days);
    const holdUntil = event === 'expire' ? past : future;
    const data = { holdUntil, answerDueAt: future };
    await tx.placement.update({ where: { id: placementId }, data });
    const state = hoursBefore[event];
    if (state) {
      await tx.hoursEntry.create({
        data: {
          ...{ placementId, minutes: 60, state, objectionRound: state === 'objected' ? 2 : 0 },
          ...{ enteredById: campus.officer.accountId, enteredAt: now },
          objectionDueAt: event === 'lapse' ? past : future,
        },
      });
    }
    const entries: unknown[] = [];
    const watched: Work = { ...work, record: (entry) => void entries.push(entry) };
    const outcome = await commands[event](watched, campus, of);
    const moved = typeof outcome === 'boolean' ? outcome : outcome.ok;
    const after = await tx.placement.findUniqueOrThrow({ where: { id: placementId } });
    seen = { moved, state: after.state, audited: entries.length > 0 };
    throw new Undone();
  });
  await expect(undone).rejects.toThrow(Undone);
  return seen;
}

/** The first hours say by themselves that the student has come. */
const expected = (event: Caused, state: PlacementState): PlacementState | undefined =>
  movePlacement(event, event === 'reportHours' && state === 'approved' ? 'working' : state);

test('each command moves a placement just where the table has the move, and changes nothing elsewhere', {
  timeout: 300_000,
}, async () => {
  const campus = await aCampus(database, { seats: { female: placementStates.length } });
  const wrong: string[] = [];
  for (const state of placementStates) {
    const subject = await placementIn(campus, state);
    for (const event of caused) {
      const to = expected(event, state);
      const seen = await tried(event, campus, subject);
      const right = { moved: to !== undefined, state: to ?? state, audited: to !== undefined };
      if (JSON.stringify(seen) !== JSON.stringify(right)) {
        wrong.push(`${event} in ${state}: ${JSON.stringify(seen)}, not ${JSON.stringify(right)}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});
