import { addDays, deadline, fromUtc, type IsoDate, tehranDate, toUtc } from '../../calendar.ts';
import { tell } from '../../outbox/commands.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, type Signature, signature } from '../../staff/rules.ts';
import type { Actor, Holding } from '../../staff/types.ts';
import { requireWindow } from '../../terms/queries.ts';
import type { OutsideWindow } from '../../terms/types.ts';
import type { Work } from '../../work.ts';
import { minutesElsewhere } from '../queries.ts';
import {
  checkEntry,
  countedMonth,
  enteredMinutes,
  leftMinutes,
  movePlacement,
  objectedOf,
  objectionDays,
  objectionsTo,
  waitingMinutes,
  workedDaysBack,
} from '../rules.ts';
import { placementSettings } from '../schema.ts';
import type { EntryRefusal } from '../types.ts';
import type { WrongState } from './end-placement.ts';
import {
  aboutOf,
  type LockedPlacement,
  lockForHours,
  lockPlacement,
  subjectOf,
} from './lock-placement.ts';
import { move } from './move-placement.ts';

/** Minutes worked on a day, or in all where `workedOn` is null. */
export type NewHours = { readonly minutes: number; readonly workedOn: IsoDate | null };

/**
 * - `noEntries`: nothing was given; `future`, `longAgo`, `dayEntered`: of a day that is to come, is no
 *   day of this term, or is entered.
 * - `waitsForExpert`: after a second objection the unit has no more to say.
 * - `studentLeft`: the account is erased, so nobody could answer them or be paid for them.
 * - `replacesObjected`: `minutes` are under objection, and the order does not say that it replaces them.
 */
export type ReportRefusal =
  | CanRefusal
  | OutsideWindow
  | WrongState
  | EntryRefusal
  | Refusal<'notFound' | 'noEntries' | 'waitsForExpert' | 'studentLeft'>
  | Refusal<'future' | 'longAgo' | 'dayEntered', { readonly day: IsoDate }>
  | Refusal<'replacesObjected', { readonly minutes: number }>;

export type HoursOrder = {
  readonly placementId: number;
  readonly entries: readonly NewHours[];
  /** Minutes under objection, as the officer saw them, all of which the entries replace. */
  readonly replaces?: number;
};

/** What was entered now, all that stands with it, and how much was approved. */
export type Reported = {
  readonly minutes: number;
  readonly enteredMinutes: number;
  readonly approvedMinutes: number;
};

/**
 * The unit enters hours in their window, all or none of them. Entries that the student objected to
 * are replaced by the new ones, be they the same, also after the window, and only where the order says
 * so. The first hours say that the student has reported to the unit.
 */
export async function reportHours(
  work: Work,
  actor: Actor,
  { placementId, entries, replaces = 0 }: HoursOrder,
): Promise<Result<Reported, ReportRefusal>> {
  const placement = await lockForHours(work, placementId);
  if (!placement) return refuse('notFound');
  const allowed = can(actor, 'reportHours', subjectOf(placement));
  if (!allowed.ok) return allowed;
  const may = await mayReport(work, placement);
  if (!may.ok) return may;
  const checked = await checkEntries(work, placement, entries);
  if (!checked.ok) return checked;
  const objected = enteredMinutes(objectedOf(placement.hours));
  if (objected !== replaces) return refuse('replacesObjected', { minutes: objected });
  const { minutes } = checked;
  const { holding } = allowed;
  const started = await startIfNew(work, actor, placement, holding);
  await writeEntries(work, signature(actor, holding), placement, entries);
  await move(work, actor, started, { event: 'reportHours', holding, detail: { minutes } });
  await tellReported(work, placement, entries, checked);
  const { approvedMinutes } = placement;
  return ok({ minutes, enteredMinutes: checked.enteredMinutes, approvedMinutes });
}

/**
 * The unit answers an objection by the same hours. They go to the student anew, and the next objection
 * to the expert.
 */
export async function standByHours(
  work: Work,
  actor: Actor,
  { placementId }: { placementId: number },
): Promise<Result<Reported, ReportRefusal>> {
  const placement = await lockForHours(work, placementId);
  if (!placement) return refuse('notFound');
  const objected = objectedOf(placement.hours);
  const entries = objected.map(({ minutes, workedOn }) => ({
    minutes,
    workedOn: workedOn && fromUtc(workedOn),
  }));
  return reportHours(work, actor, { placementId, entries, replaces: enteredMinutes(objected) });
}

async function tellReported(
  work: Work,
  placement: LockedPlacement,
  entries: readonly NewHours[],
  { minutes, enteredMinutes: entered, elsewhere }: Checked,
): Promise<void> {
  await tell(work, placement.accountId, {
    name: 'hoursReported',
    entries,
    waitingMinutes: minutes + waitingBefore(placement),
    enteredMinutes: entered,
    leftMinutes: leftMinutes({ approved: placement.approvedMinutes, entered, elsewhere }),
    afterObjection: placement.hours.some(({ state }) => state === 'objected'),
    answerDueAt: deadline(work.now, objectionDays).toISOString(),
    ...aboutOf(placement),
  });
}

/** What the student has not answered of the earlier entries; those under objection are replaced. */
const waitingBefore = ({ hours }: LockedPlacement): number =>
  waitingMinutes(hours.filter(({ state }) => state === 'reported'));

async function mayReport(
  work: Work,
  { state, termId, opening, hours, approvedById, account }: LockedPlacement,
): Promise<Result<object, ReportRefusal>> {
  if (account.closedAt !== null) return refuse('studentLeft');
  const source = state === 'approved' ? 'working' : state;
  const reportable = movePlacement('reportHours', source) !== undefined && approvedById !== null;
  if (!reportable) return refuse('wrongState', { state });
  const objected = hours.some((entry) => entry.state === 'objected');
  // An objection may come after the window, and who has to answer it must be able to.
  if (objected) return objectionsTo(hours) > 1 ? refuse('waitsForExpert') : ok();
  return requireWindow(work, { universityId: opening.universityId, termId, kind: 'hours' });
}

/** `minutes` of the new entries; `enteredMinutes` of all that stand with them. */
type Checked = {
  readonly minutes: number;
  readonly enteredMinutes: number;
  /** In the other placements of the term. */
  readonly elsewhere: number;
};

/** Each entry is checked beside those that stand and those that come before it in the list. */
export async function checkEntries(
  work: Work,
  placement: LockedPlacement,
  entries: readonly NewHours[],
): Promise<Result<Checked, ReportRefusal>> {
  if (entries.length === 0) return refuse('noEntries');
  const monthlyCap = await monthlyCapOf(work, placement.opening.universityId);
  const { accountId, termId, id: except } = placement;
  const elsewhere = await minutesElsewhere(work.tx, { accountId, termId, except });
  const today = tehranDate(work.now);
  const standing: NewHours[] = placement.hours
    .filter(({ state }) => state !== 'replaced' && state !== 'objected')
    .map(({ minutes, workedOn, enteredAt }) => ({
      minutes,
      workedOn: workedOn ? fromUtc(workedOn) : null,
      enteredOn: tehranDate(enteredAt),
    }));
  for (const entry of entries) {
    const checked = checkOne(entry, { placement, standing, elsewhere, monthlyCap, today });
    if (!checked.ok) return checked;
    standing.push(entry);
  }
  return ok({ minutes: sumOf(entries), enteredMinutes: sumOf(standing), elsewhere });
}

type Beside = {
  readonly placement: LockedPlacement;
  readonly standing: readonly (NewHours & { readonly enteredOn?: IsoDate })[];
  readonly elsewhere: number;
  readonly monthlyCap: number | null;
  readonly today: IsoDate;
};

function checkOne(
  { minutes, workedOn }: NewHours,
  { placement, standing, elsewhere, monthlyCap, today }: Beside,
): Result<object, ReportRefusal> {
  if (workedOn !== null && workedOn > today) return refuse('future', { day: workedOn });
  if (workedOn !== null && workedOn < addDays(today, -workedDaysBack)) {
    return refuse('longAgo', { day: workedOn });
  }
  if (workedOn !== null && standing.some((other) => other.workedOn === workedOn)) {
    return refuse('dayEntered', { day: workedOn });
  }
  const month = countedMonth({ workedOn, enteredOn: today });
  const sameMonth = standing.filter(
    (other) =>
      countedMonth({ workedOn: other.workedOn, enteredOn: other.enteredOn ?? today }) === month,
  );
  return checkEntry(minutes, {
    approved: placement.approvedMinutes,
    entered: sumOf(standing),
    elsewhere,
    monthlyCap,
    enteredInMonth: sumOf(sameMonth),
  });
}

function sumOf(entries: readonly NewHours[]): number {
  return enteredMinutes(entries.map(({ minutes }) => ({ minutes, state: 'reported' })));
}

async function monthlyCapOf({ tx }: Work, universityId: number): Promise<number | null> {
  const { settings } = await tx.university.findUniqueOrThrow({
    where: { id: universityId },
    select: { settings: true },
  });
  return placementSettings.parse(settings).monthlyCapMinutes;
}

async function startIfNew(
  work: Work,
  actor: Actor,
  placement: LockedPlacement,
  holding: Holding | null,
): Promise<LockedPlacement> {
  if (placement.state !== 'approved') return placement;
  return { ...placement, state: await move(work, actor, placement, { event: 'start', holding }) };
}

/** Writes the entries; those under objection no longer stand, and their round goes over. */
export async function writeEntries(
  work: Work,
  { actorId, behalfOfId }: Signature,
  placement: LockedPlacement,
  entries: readonly NewHours[],
  state: 'reported' | 'confirmed' = 'reported',
): Promise<void> {
  if (actorId === null) throw new Error('only people enter hours');
  const { id: placementId, hours } = placement;
  const { tx, now } = work;
  const objected = objectedOf(hours);
  await replaceObjected(work, placement);
  const common = {
    placementId,
    state,
    enteredById: actorId,
    enteredForId: behalfOfId ?? null,
    enteredAt: now,
    objectionDueAt: deadline(now, objectionDays),
    objectionRound: objectionsTo(objected),
  };
  await tx.hoursEntry.createMany({
    data: entries.map(({ minutes, workedOn }) => ({
      ...common,
      minutes,
      workedOn: workedOn === null ? null : toUtc(workedOn),
    })),
  });
}

/** Lets entries under objection stand no more. */
export async function replaceObjected(
  { tx }: Work,
  { id: placementId }: LockedPlacement,
): Promise<void> {
  await tx.hoursEntry.updateMany({
    where: { placementId, state: 'objected' },
    data: { state: 'replaced' },
  });
}

export type StartRefusal = CanRefusal | WrongState | Refusal<'notFound'>;

/** The unit says that the student has reported for work. */
export async function startWork(
  work: Work,
  actor: Actor,
  { placementId }: { placementId: number },
): Promise<Result<object, StartRefusal>> {
  const placement = await lockPlacement(work, placementId);
  if (!placement) return refuse('notFound');
  const allowed = can(actor, 'reportHours', subjectOf(placement));
  if (!allowed.ok) return allowed;
  const { state } = placement;
  if (movePlacement('start', state) === undefined) return refuse('wrongState', { state });
  await move(work, actor, placement, { event: 'start', holding: allowed.holding });
  return ok();
}
