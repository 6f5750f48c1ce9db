import { deadline } from '../calendar.ts';
import { averageFields } from '../eligibility/rules.ts';
import type { AverageBasis, Declarations, Outcome } from '../eligibility/types.ts';
import type { Average, StudentRecord } from '../registry/types.ts';
import { ok, type Result, refuse } from '../result.ts';
import { compact } from '../text.ts';
import {
  type AppealRefusal,
  type ApplicationEvent,
  type ApplicationState,
  type AttachmentVerdict,
  applicationStates,
  type PriorityClass,
  type PriorityPoints,
  type RankEntry,
  type TrackingCode,
  type TrackingCodeRefusal,
} from './types.ts';

// Without 0 O 1 I L 2 Z 5 S 8 B U V, each of which is read as another. The 23 that remain are a
// prime number of signs, which the check character needs.
export const trackingAlphabet = '34679ACDEFGHJKMNPQRTWXY';

/** Characters of a tracking code, the check character among them. */
export const trackingLength = 8;

/** A uniformly random whole number from 0 up to, not including, `maxExclusive`. */
export type Random = { int(maxExclusive: number): number };

/** A new code, of 3.4 thousand million. That it is not in use is for the database to say. */
export function newTrackingCode(random: Random): TrackingCode {
  const body = Array.from({ length: trackingLength - 1 }, () =>
    trackingAlphabet.charAt(random.int(trackingAlphabet.length)),
  ).join('');
  const owed = trackingAlphabet.length - weightedSum(body);
  return `${body}${trackingAlphabet.charAt(owed % trackingAlphabet.length)}` as TrackingCode;
}

/**
 * The places weigh 8, 7 … 1 and the sum of a right code is 0 modulo 23. The modulus is prime and
 * the weights are all different, so one wrong character and any two that changed places show.
 */
function weightedSum(code: string): number {
  return [...code].reduce(
    (sum, character, place) =>
      (sum + (trackingLength - place) * trackingAlphabet.indexOf(character)) %
      trackingAlphabet.length,
    0,
  );
}

/** A tracking code in any case and any digits, with or without dashes and spaces. */
export function parseTrackingCode(
  text: string,
): Result<{ readonly value: TrackingCode }, TrackingCodeRefusal> {
  const typed = compact(text);
  if (typed === '') return refuse('empty');
  const character = [...typed].find((one) => !trackingAlphabet.includes(one));
  if (character !== undefined) return refuse('unknownCharacter', { character });
  if (typed.length !== trackingLength) return refuse('wrongLength', { length: typed.length });
  return weightedSum(typed) === 0 ? ok({ value: typed as TrackingCode }) : refuse('wrongCheck');
}

/** `XXXX-XXXX` */
export function displayTrackingCode(code: TrackingCode): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

type Moves = Readonly<Partial<Record<ApplicationState, ApplicationState>>>;

/** Every move that there is; what is not here cannot happen. */
export const applicationMoves: Readonly<Record<ApplicationEvent, Moves>> = {
  send: { filed: 'filed', awaitingInternational: 'filed', sentBack: 'filed' },
  sendToInternational: {
    filed: 'awaitingInternational',
    awaitingInternational: 'awaitingInternational',
    sentBack: 'awaitingInternational',
  },
  allowInternational: { awaitingInternational: 'filed' },
  refuseInternational: { awaitingInternational: 'rejected' },
  approve: { filed: 'approved' },
  reject: { filed: 'rejected' },
  sendBack: { filed: 'sentBack' },
  withdraw: { filed: 'withdrawn', awaitingInternational: 'withdrawn', sentBack: 'withdrawn' },
  appeal: { rejected: 'appealed' },
  grantAppeal: { appealed: 'approved' },
  dismissAppeal: { appealed: 'rejected' },
};

/** The state that an event leads to; undefined where it cannot happen. */
export function moveApplication(
  event: ApplicationEvent,
  from: ApplicationState,
): ApplicationState | undefined {
  return applicationMoves[event][from];
}

/** Where an application goes that is sent, for the first time or again. Ineligible: nowhere. */
export const sendingEvents: Readonly<Record<Outcome, 'send' | 'sendToInternational' | undefined>> =
  { eligible: 'send', needsApproval: 'sendToInternational', ineligible: undefined };

export const firstStates = {
  send: 'filed',
  sendToInternational: 'awaitingInternational',
} as const satisfies Readonly<Record<string, ApplicationState>>;

/** In the running for a seat: approved, or not decided on. */
export const runningStates = [
  'filed',
  'awaitingInternational',
  'sentBack',
  'approved',
] as const satisfies readonly ApplicationState[];

/** Until a decision the student may send a new revision. */
export function canEdit(state: ApplicationState): boolean {
  return moveApplication('send', state) !== undefined;
}

/** Whether it may be sent now: what was sent back is mended also after the window for requests. */
export const mayEdit = (state: ApplicationState, isWindowOpen: boolean): boolean =>
  canEdit(state) && (state === 'sentBack' || isWindowOpen);

export function canWithdraw(state: ApplicationState): boolean {
  return moveApplication('withdraw', state) !== undefined;
}

export const appealDays = 10;

/** The end of the last day, in Asia/Tehran, on which a rejection may be appealed. */
export function appealUntil(decidedAt: Date): Date {
  return deadline(decidedAt, appealDays);
}

/** Whether a rejection may be appealed now: once, and in time. */
export function mayAppeal(
  application: {
    readonly state: ApplicationState;
    readonly decidedAt: Date | null;
    readonly appealed: boolean;
  },
  now: Date,
): Result<object, AppealRefusal> {
  const { state, decidedAt, appealed } = application;
  if (appealed) return refuse('alreadyAppealed');
  if (decidedAt === null || moveApplication('appeal', state) === undefined) {
    return refuse('notRejected');
  }
  const until = appealUntil(decidedAt);
  return now <= until ? ok() : refuse('tooLate', { until });
}

/** What one class can count at most. */
export const mostPoints = 10;

export const defaultPoints: PriorityPoints = {
  exemplary: 1,
  distinguished: 1,
  married: 1,
  marriedWithChildren: 1,
  welfare: 1,
  shahedIsargar: 1,
};

/** The points of the verified classes; a class counts once however often it is named. */
export function pointsOf(verified: Iterable<PriorityClass>, points: PriorityPoints): number {
  return [...new Set(verified)].reduce((sum, one) => sum + points[one], 0);
}

/** Whether verified classes prove a marriage, which pay asks for. */
export function isMarried(verified: readonly PriorityClass[]): boolean {
  return verified.includes('married') || verified.includes('marriedWithChildren');
}

/**
 * Who comes first, for `sort`: more points, then the higher average (an unknown one is below all),
 * then the earlier filing, then the lower id. A total order: it never depends on the input's.
 */
export function compareRank(a: RankEntry, b: RankEntry): number {
  return (
    b.points - a.points ||
    (b.average ?? -1) - (a.average ?? -1) ||
    a.filedAt.getTime() - b.filedAt.getTime() ||
    a.id - b.id
  );
}

/** Characters of the student's note at most. */
export const longestNote = 1000;

/** The states in which an event can happen. */
export function sourcesOf(event: ApplicationEvent): ApplicationState[] {
  return applicationStates.filter((state) => moveApplication(event, state) !== undefined);
}

/** The average that ranks: the registry's, or where it has none what the student declares. */
export function rankAverage(
  record: Pick<StudentRecord, 'lastTermAverage' | 'cumulativeAverage'>,
  declarations: Declarations,
  basis: AverageBasis,
): Average | null {
  const field = averageFields[basis];
  return record[field] ?? declarations[field] ?? null;
}

/**
 * Whether the expert may say now whether a class is proven: what was said can be changed until the
 * decision; what was not, as after a rejection that an appeal undid, can still be said.
 */
export function mayVerify(state: ApplicationState, said: AttachmentVerdict): boolean {
  if (state === 'filed') return true;
  return said === 'pending' && (state === 'appealed' || state === 'approved');
}

/** Whose record it is; null where the account was erased, and the names and the number with it. */
export function namedIn({ firstName, lastName, studentNumber: number }: Partial<StudentRecord>) {
  const name = [firstName, lastName].join(' ').trim();
  return number === undefined ? null : { name, number };
}
