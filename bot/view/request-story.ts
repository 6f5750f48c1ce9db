import type {
  ApplicationEvent,
  ApplicationStatus,
  WaitsFor,
} from '../../core/applications/types.ts';
import type { PlacementStory } from '../../core/placements/queries.ts';

/** The steps of a request, in their order. `international` is one only for those who need that leave. */
export const requestSteps = [
  'filed',
  'international',
  'reviewed',
  'placed',
  'hours',
  'final',
  'paid',
] as const;
export type RequestStep = (typeof requestSteps)[number];

/** `stopped`: it ended here. Nothing comes after a step at which it stopped. */
export type StepMark = 'done' | 'now' | 'stopped' | 'ahead';

export interface ToldStep {
  readonly name: RequestStep;
  readonly mark: StepMark;
  /** When it was done; null where it is not, or where nobody noted it. */
  readonly at: Date | null;
}

/** A request and the placement that it led to. */
export interface RequestStory {
  readonly application: ApplicationStatus;
  readonly placement: PlacementStory | null;
}

/** Where a request stands among its steps, the first that is not done being the present one. */
export function toldSteps(story: RequestStory): ToldStep[] {
  const marks = requestSteps.flatMap((name) => {
    const done = doneSteps[name](story);
    return done === 'noStep' ? [] : [{ name, done }];
  });
  const present = marks.findIndex(({ done }) => done === false);
  const told = marks.map(({ name, done }, index): ToldStep => {
    const isAhead = present >= 0 && index > present;
    if (isAhead) return { name, mark: 'ahead', at: null };
    if (done === false) return { name, mark: isStopped(story) ? 'stopped' : 'now', at: null };
    return { name, mark: 'done', at: done instanceof Date ? done : null };
  });
  return isStopped(story) ? told.filter(({ mark }) => mark !== 'ahead') : told;
}

/** When a step was done; true where that was not noted, false where it is not done. */
type Done = Date | boolean | 'noStep';

const doneSteps: Readonly<Record<RequestStep, (story: RequestStory) => Done>> = {
  filed: ({ application }) => application.filedAt,
  international: ({ application }) => {
    if (!lastOf(application, ['sendToInternational'])) return 'noStep';
    const waits = application.state === 'awaitingInternational';
    return waits ? false : (lastOf(application, ['allowInternational']) ?? false);
  },
  reviewed: ({ application }) =>
    application.state === 'approved' && (lastOf(application, ['approve', 'grantAppeal']) ?? true),
  placed: (story) => takenIn(story)?.approvedAt ?? false,
  hours: (story) => areHoursAnswered(story) && (story.placement?.answeredAt ?? true),
  final: ({ placement }) => placement?.finalAt ?? false,
  paid: ({ placement }) => {
    if (placement && isNothingOwed(placement)) return 'noStep';
    return placement?.state === 'paid' && (placement.paidAt ?? true);
  },
};

/** Finally approved, and corrections took all hours away. */
const isNothingOwed = ({ state, waitsFor }: PlacementStory): boolean =>
  state === 'final' && waitsFor === null;

function lastOf(
  { history }: ApplicationStatus,
  events: readonly ApplicationEvent[],
): Date | undefined {
  return history.findLast(({ event }) => events.includes(event))?.at;
}

/** The placement of a unit that has the student, or had: one that came to nothing is as none. */
const takenIn = ({ placement }: RequestStory): PlacementStory | null =>
  placement && placement.approvedAt !== null && !cameToNothing(placement) ? placement : null;

/** Declined, or ended early with nothing left to do: another unit may ask for the student. */
const cameToNothing = ({ state, waitsFor }: PlacementStory): boolean =>
  state === 'declined' || ((state === 'withdrawn' || state === 'terminated') && waitsFor === null);

function areHoursAnswered(story: RequestStory): boolean {
  const taken = takenIn(story);
  if (!taken || taken.state === 'approved' || taken.state === 'working') return false;
  return taken.enteredMinutes > 0 && taken.openMinutes === 0;
}

/** Whether nothing more comes of it, unless a rejection is appealed. */
function isStopped({ application: { state } }: RequestStory): boolean {
  return state === 'rejected' || state === 'withdrawn';
}

/** The placement by which the request is told: one that is asked for, too. */
const toldPlacement = (story: RequestStory): PlacementStory | null =>
  story.placement?.state === 'requested' ? story.placement : takenIn(story);

/** Whose turn it is now. Null: nobody's, as of a request that has ended or waits to be asked for. */
export function toldTurn(story: RequestStory): Pick<WaitsFor, 'role' | 'dueAt'> | null {
  const placement = toldPlacement(story);
  return placement ? placement.waitsFor : story.application.waitsFor;
}

/** Until when the student may decline the placement, and should have come; null where that is over. */
export const declineDue = ({ declineDueAt }: PlacementStory, now: Date): Date | null =>
  declineDueAt !== null && declineDueAt >= now ? declineDueAt : null;

/** The state in which the request is said to be: the placement's once there is one. */
export type ToldState =
  | { readonly of: 'application'; readonly state: ApplicationStatus['state'] }
  | { readonly of: 'placement'; readonly state: PlacementStory['state'] };

export function toldState(story: RequestStory): ToldState {
  const placement = toldPlacement(story);
  return placement
    ? { of: 'placement', state: placement.state }
    : { of: 'application', state: story.application.state };
}
