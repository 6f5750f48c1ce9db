import { lockAccount } from '../../accounts/commands/lock-account.ts';
import { compareRank, parseTrackingCode } from '../../applications/rules.ts';
import type { ApplicationState } from '../../applications/types.ts';
import { deadline } from '../../calendar.ts';
import { holdSeat } from '../../openings/commands/move-seats.ts';
import { staysOpen } from '../../openings/commands/stays-open.ts';
import { waitingFor } from '../../openings/queries/waiting.ts';
import { isOpen, seatHoldDays } from '../../openings/rules.ts';
import { hundredths } from '../../registry/queries.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { type CanRefusal, can, type Signature, signature } from '../../staff/rules.ts';
import type { Actor, Holding } from '../../staff/types.ts';
import { requireWindow } from '../../terms/queries.ts';
import type { OutsideWindow } from '../../terms/types.ts';
import { compact, normalise } from '../../text.ts';
import type { Tx, Work } from '../../work.ts';
import { minutesElsewhere } from '../queries.ts';
import { checkHours, checkTerm } from '../rules.ts';
import type { HoursRefusal, TermRefusal } from '../types.ts';
import { awaitOfficer } from './await-officer.ts';

export type PlacementRequest = {
  readonly openingId: number;
  /** A student number of the unit's university, or a tracking code. */
  readonly student: string;
  readonly minutes: number;
  readonly explanation: string;
  /** Asked for where somebody of higher rank waits for the same opening. */
  readonly skipReason?: string;
};

/**
 * - `openingNotOpen`: none, or not approved; `unknownStudent`: no application of that term.
 * - `notApproved`: the application is in another state; `otherOpening`: it did not wish for this one.
 * - `higherRanked`: who waits before; a reason is asked for. `alreadyPlaced`: live somewhere.
 */
export type RequestRefusal =
  | CanRefusal
  | OutsideWindow
  | HoursRefusal
  | TermRefusal
  | Refusal<'openingNotOpen' | 'unknownStudent' | 'otherOpening' | 'alreadyPlaced' | 'noSeat'>
  | Refusal<'notApproved', { readonly state: ApplicationState }>
  | Refusal<'higherRanked', { readonly trackingCodes: readonly string[] }>;

/**
 * A unit asks for an approved applicant of its opening; a seat is held. Locks the account, then the
 * opening against being closed, writes the placement, which the database refuses where another one is
 * live, then takes the seat.
 */
export async function requestPlacement(
  work: Work,
  actor: Actor,
  request: PlacementRequest,
): Promise<Result<{ readonly placementId: number }, RequestRefusal>> {
  const ready = await prepare(work, actor, request);
  if (!ready.ok) return ready;
  const { opening, application, holding } = ready;
  const account = await lockAccount(work, application.accountId);
  if (account?.state !== 'active') return refuse('unknownStudent');
  const fits = await requireFits(work.tx, application, request.minutes);
  if (!fits.ok) return fits;
  if (!(await staysOpen(work, opening.id))) return refuse('openingNotOpen');
  const signed = signature(actor, holding);
  const placementId = await insert(work, signed, ready, request);
  if (placementId === undefined) return refuse('alreadyPlaced');
  const seat = { openingId: opening.id, gender: application.gender, placementId };
  if (!(await holdSeat(work, seat))) {
    // Nothing but this transaction has seen the row.
    await work.tx.placement.delete({ where: { id: placementId } });
    return refuse('noSeat');
  }
  await awaitOfficer(work, actor, placementId);
  work.record({
    action: 'placement.request',
    subject: { type: 'placement', id: placementId },
    ...signed,
    universityId: opening.universityId,
    after: { state: 'requested', openingId: opening.id, minutes: request.minutes },
  });
  return ok({ placementId });
}

type Ready = {
  readonly opening: Opening;
  readonly application: Applicant;
  readonly holding: Holding | null;
};

/** All that can be asked without a lock. */
async function prepare(
  work: Work,
  actor: Actor,
  request: PlacementRequest,
): Promise<Result<Ready, RequestRefusal>> {
  const opening = await work.tx.opening.findUnique({ where: { id: request.openingId } });
  if (!opening) return refuse('openingNotOpen');
  const application = await findApplicant(work.tx, opening, request.student);
  const ownerId = application?.accountId ?? null;
  const { universityId, unitId, termId } = opening;
  const allowed = can(actor, 'requestPlacement', { universityId, unitId, ownerId });
  if (!allowed.ok) return allowed;
  if (!isOpen(opening.state)) return refuse('openingNotOpen');
  const open = await requireWindow(work, { universityId, termId, kind: 'unitRequests' });
  if (!open.ok) return open;
  if (!application) return refuse('unknownStudent');
  const hours = checkHours(request.minutes);
  if (!hours.ok) return hours;
  const suits = await suitsOpening(work.tx, opening, application, request);
  return suits.ok ? ok({ opening, application, holding: allowed.holding }) : suits;
}

type Opening = NonNullable<Awaited<ReturnType<Tx['opening']['findUnique']>>>;
type Applicant = NonNullable<Awaited<ReturnType<typeof findApplicant>>>;

/** The application of the opening's university and term that a code or student number names. */
function findApplicant(tx: Tx, { universityId, termId }: Opening, typed: string) {
  const code = parseTrackingCode(typed);
  const byNumber = { studentNumber: compact(typed), confirmedAt: { not: null } };
  const OR = [
    { account: { profile: byNumber } },
    ...(code.ok ? [{ trackingCode: code.value }] : []),
  ];
  return tx.application.findFirst({
    where: { universityId, termId, OR },
    include: { choices: true },
    // Of one that was withdrawn and one that stands, the one that stands.
    orderBy: { id: 'desc' },
  });
}

async function suitsOpening(
  tx: Tx,
  { id: openingId }: Opening,
  application: Applicant,
  { skipReason = '' }: PlacementRequest,
): Promise<Result<object, RequestRefusal>> {
  const { state, gender, choices } = application;
  // The state of a request is not for units that it did not wish for.
  if (!choices.some((choice) => choice.openingId === openingId)) return refuse('otherOpening');
  if (state !== 'approved') return refuse('notApproved', { state });
  if (normalise(skipReason) !== '') return ok();
  const own = { ...application, average: hundredths(application.average) };
  const waiting = await waitingFor(tx, { openingId, gender });
  const before = waiting.filter((other) => other.id !== own.id && compareRank(other, own) < 0);
  if (before.length === 0) return ok();
  return refuse('higherRanked', { trackingCodes: before.map(({ trackingCode }) => trackingCode) });
}

/** The limit is for the term: hours of a placement that ended early count. */
async function requireFits(
  tx: Tx,
  { accountId, termId }: Applicant,
  minutes: number,
): Promise<Result<object, TermRefusal>> {
  return checkTerm(minutes, await minutesElsewhere(tx, { accountId, termId }));
}

async function insert(
  { tx, now }: Work,
  { actorId, behalfOfId }: Signature,
  { opening, application }: Ready,
  { minutes, explanation, skipReason = '' }: PlacementRequest,
): Promise<number | undefined> {
  if (actorId === null) throw new Error('only people ask');
  const [row] = await tx.placement.createManyAndReturn({
    data: {
      applicationId: application.id,
      accountId: application.accountId,
      openingId: opening.id,
      unitId: opening.unitId,
      termId: opening.termId,
      gender: application.gender,
      workType: opening.workType,
      requestedMinutes: minutes,
      approvedMinutes: minutes,
      explanation: normalise(explanation),
      skipReason: normalise(skipReason) || null,
      requestedById: actorId,
      requestedForId: behalfOfId ?? null,
      requestedAt: now,
      holdUntil: deadline(now, seatHoldDays),
    },
    skipDuplicates: true,
    select: { id: true },
  });
  return row?.id;
}
