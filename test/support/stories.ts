import type { RequestStory } from '../../bot/view/request-story.ts';
import type { ApplicationStatus, TrackingCode } from '../../core/applications/types.ts';
import type { PlacementStory } from '../../core/placements/queries.ts';

/** Noon in Tehran on a day of November 2026. */
export const november = (day: number): Date => new Date(Date.UTC(2026, 10, day, 8, 30));

type Event = ApplicationStatus['history'][number];

const event = (name: Event['event'], day: number): Event => ({
  event: name,
  actorRole: null,
  detail: {},
  at: november(day),
});

type Events = readonly (readonly [Event['event'], number])[];

/** A request that was filed on the 15th and not looked at yet; `events` come after that. */
export function aStory(
  { events = [], ...more }: Partial<ApplicationStatus> & { events?: Events } = {},
  placement: Partial<PlacementStory> | null = null,
): RequestStory {
  const application: ApplicationStatus = {
    applicationId: 1,
    trackingCode: 'AQFYXMHJ' as TrackingCode,
    university: { id: 1, nameFa: 'دانشگاه نمونه', nameEn: 'Sample University' },
    term: { id: 1, startYear: 1405, part: 1 },
    state: 'filed',
    revision: 1,
    since: november(15),
    filedAt: november(15),
    waitsFor: { role: 'expert', dueAt: november(18), claimed: false, held: true },
    history: [event('send', 15), ...events.map(([name, day]) => event(name, day))],
    reason: null,
    points: 0,
    place: null,
    choices: [],
    claims: [],
    appealed: false,
    appealAnswer: null,
    appealUntil: null,
    canEdit: false,
    canWithdraw: false,
    asked: null,
    ...more,
  };
  return { application, placement: placement && { ...atTheLibrary, ...placement } };
}

/** Taken on the 19th; no hours are entered yet. */
const atTheLibrary: PlacementStory = {
  placementId: 1,
  state: 'approved',
  ending: null,
  unit: { nameFa: 'کتابخانه', nameEn: 'Library' },
  approvedAt: november(19),
  declineDueAt: november(22),
  approvedMinutes: 3000,
  enteredMinutes: 0,
  openMinutes: 0,
  askedMinutes: 0,
  answeredAt: null,
  finalAt: null,
  paidAt: null,
  waitsFor: {
    to: 'reportHours',
    role: 'unitOfficer',
    dueAt: november(30),
    claimed: false,
    held: true,
  },
};

/** Approved on the 17th, and what a unit did after that. */
export const anApprovedStory = (placement: Partial<PlacementStory> | null = null): RequestStory =>
  aStory({ state: 'approved', waitsFor: null, events: [['approve', 17]] }, placement);
