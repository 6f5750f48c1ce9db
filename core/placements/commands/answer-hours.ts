import { tell } from '../../outbox/commands.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, type Signature, signature } from '../../staff/rules.ts';
import type { Actor, Holding, Person } from '../../staff/types.ts';
import { normalise } from '../../text.ts';
import type { Work } from '../../work.ts';
import { hoursBy } from '../rules/first-persons.ts';
import {
  answerDue,
  enteredByOf,
  enteredMinutes,
  movePlacement,
  objectedOf,
  objectionsTo,
  waitingMinutes,
} from '../rules.ts';
import type { HoursChanged, HoursState, PlacementNotice } from '../types.ts';
import type { WrongState } from './end-placement.ts';
import { aboutOf, type LockedPlacement, lockForHours, subjectOf } from './lock-placement.ts';
import { move } from './move-placement.ts';
import { requireOwn } from './own-placement.ts';
import { checkEntries, type NewHours, type ReportRefusal, writeEntries } from './report-hours.ts';
import { dropObjected } from './take-hours-back.ts';
import { tellWhoActed } from './tell-who-acted.ts';

export type HoursAnswer =
  /** `minutes`: the sum that the student saw; only that much is confirmed, or objected to. */
  | { readonly confirm: true; readonly minutes?: number }
  | { readonly confirm: false; readonly minutes?: number; readonly objection: string };

/**
 * `nothingToAnswer`: no entry waits for the student; `tooLate`: the days for an objection are over;
 * `changed`: `minutes` wait now, not what the student saw.
 */
export type AnswerRefusal =
  | WrongState
  | HoursChanged
  | Refusal<'tooLate', { readonly until: Date }>
  | Refusal<'notFound' | 'nothingToAnswer' | 'noReason'>;

/** What the answer was about, and how often it has been objected to. */
export type Answered = Result<{ readonly minutes: number; readonly round: number }, AnswerRefusal>;

/**
 * The student confirms all entries that wait for an answer, or objects to all of them. A confirmation
 * takes back an objection that nobody has answered yet.
 */
export async function answerHours(
  work: Work,
  person: Person,
  { placementId, answer }: { placementId: number; answer: HoursAnswer },
): Promise<Answered> {
  const own = await requireOwn(work, person, placementId);
  if (!own.ok) return own;
  const { placement } = own;
  return answer.confirm
    ? confirm(work, person, placement, answer.minutes)
    : object(work, person, placement, { text: normalise(answer.objection), seen: answer.minutes });
}

async function confirm(
  work: Work,
  person: Person,
  placement: LockedPlacement,
  seen: number | undefined,
): Promise<Answered> {
  const { state, hours } = placement;
  if (movePlacement('confirm', state) === undefined) return refuse('wrongState', { state });
  const minutes = waitingMinutes(hours);
  if (minutes === 0) return refuse('nothingToAnswer');
  if (seen !== undefined && seen !== minutes) return refuse('changed', { minutes });
  await answerEntries(work, placement, ['reported', 'objected'], { state: 'confirmed' });
  await move(work, person, placement, { event: 'confirm' });
  await tellEnterers(work, placement, { name: 'hoursConfirmed', minutes, ...aboutOf(placement) });
  return ok({ minutes, round: objectionsTo(hours) });
}

async function object(
  work: Work,
  person: Person,
  placement: LockedPlacement,
  { text, seen }: { readonly text: string; readonly seen: number | undefined },
): Promise<Answered> {
  const { state, hours } = placement;
  if (movePlacement('object', state) === undefined) return refuse('wrongState', { state });
  if (text === '') return refuse('noReason');
  const waiting = hours.filter((entry) => entry.state === 'reported');
  const until = answerDue(waiting);
  if (until === null) return refuse('nothingToAnswer');
  if (until < work.now) return refuse('tooLate', { until });
  const minutes = waitingMinutes(waiting);
  if (seen !== undefined && seen !== minutes) return refuse('changed', { minutes });
  const round = objectionsTo(waiting) + 1;
  await answerEntries(work, placement, ['reported'], {
    state: 'objected',
    objection: text,
    objectionRound: round,
  });
  await move(work, person, placement, { event: 'object', detail: { round } });
  const notice = { name: 'hoursObjected', text, round, ...aboutOf(placement) } as const;
  await tellEnterers(work, placement, notice);
  return ok({ minutes, round });
}

/** Writes an answer on all entries in `from`. */
async function answerEntries(
  { tx, now }: Work,
  { id: placementId }: LockedPlacement,
  from: HoursState[],
  data: { state: HoursState; objection?: string; objectionRound?: number },
): Promise<void> {
  await tx.hoursEntry.updateMany({
    where: { placementId, state: { in: from } },
    data: { ...data, answeredAt: now },
  });
}

const tellEnterers = (
  work: Work,
  placement: LockedPlacement,
  notice: PlacementNotice,
): Promise<void> => tellWhoActed(work, placement, enteredByOf(placement.hours), notice);

/**
 * `entries`: what the expert finds right, none where nothing was worked; null where the entries stand
 * as they are. `seen`: the sum of what was objected to when the expert looked; only on that much is
 * decided.
 */
export type Settlement = {
  readonly entries: readonly NewHours[] | null;
  readonly seen?: number;
  readonly reason: string;
};

export type SettleRefusal =
  | CanRefusal
  | WrongState
  | ReportRefusal
  | HoursChanged
  | Refusal<'notYours' | 'noReason'>;

/**
 * The expert decides on a repeated objection, or the deputy; nobody on that to the own hours. What was
 * decided counts as confirmed.
 */
export async function settleObjection(
  work: Work,
  actor: Actor,
  { placementId, ...settlement }: Settlement & { readonly placementId: number },
): Promise<Result<object, SettleRefusal>> {
  const placement = await lockForHours(work, placementId);
  if (!placement) return refuse('notFound');
  const { state, hours } = placement;
  const objected = objectedOf(hours);
  const firstPersonIds = hoursBy(objected);
  const allowed = can(actor, 'settleObjection', { ...subjectOf(placement), firstPersonIds });
  if (!allowed.ok) return allowed;
  if (movePlacement('settle', state) === undefined || objected.length === 0) {
    return refuse('wrongState', { state });
  }
  // The first objection is the unit's to answer.
  if (objectionsTo(objected) < 2) return refuse('notYours');
  const { seen } = settlement;
  const minutes = waitingMinutes(objected);
  if (seen !== undefined && seen !== minutes) return refuse('changed', { minutes });
  const reason = normalise(settlement.reason);
  if (reason === '') return refuse('noReason');
  const { entries } = settlement;
  const settled = await settleBy(work, actor, placement, { entries, holding: allowed.holding });
  if (!settled.ok) return settled;
  await tellSettled(work, placement, { reason, enteredMinutes: settled.enteredMinutes });
  return ok();
}

async function tellSettled(
  work: Work,
  placement: LockedPlacement,
  { reason, enteredMinutes: minutes }: { reason: string; enteredMinutes: number },
): Promise<void> {
  const about = { reason, ...aboutOf(placement) };
  await tell(work, placement.accountId, {
    name: 'objectionSettled',
    enteredMinutes: minutes,
    ...about,
  });
  await tellEnterers(work, placement, { name: 'objectionDecided', ...about });
}

/** `enteredMinutes`: all that stand afterwards. */
async function settleBy(
  work: Work,
  actor: Actor,
  placement: LockedPlacement,
  { entries, holding }: Pick<Settlement, 'entries'> & { readonly holding: Holding | null },
): Promise<Result<{ readonly enteredMinutes: number }, ReportRefusal>> {
  if (entries?.length === 0) return ok(await dropObjected(work, actor, placement, holding));
  const written = await writeSettlement(work, signature(actor, holding), placement, entries);
  if (written.ok) await move(work, actor, placement, { event: 'settle', holding });
  return written;
}

async function writeSettlement(
  work: Work,
  signed: Signature,
  placement: LockedPlacement,
  entries: Settlement['entries'],
): Promise<Result<{ readonly enteredMinutes: number }, ReportRefusal>> {
  if (entries === null) {
    await answerEntries(work, placement, ['objected'], { state: 'confirmed' });
    return ok({ enteredMinutes: enteredMinutes(placement.hours) });
  }
  const checked = await checkEntries(work, placement, entries);
  if (!checked.ok) return checked;
  await writeEntries(work, signed, placement, entries, 'confirmed');
  return ok({ enteredMinutes: checked.enteredMinutes });
}
