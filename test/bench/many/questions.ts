import { findStudents } from '../../../core/accounts/queries.ts';
import { approveApplication } from '../../../core/applications/commands/approve-application.ts';
import { fileApplication } from '../../../core/applications/commands/file-application.ts';
import {
  applicationByCode,
  applicationOf,
  ownApplications,
  reviewView,
} from '../../../core/applications/queries.ts';
import type { TrackingCode } from '../../../core/applications/types.ts';
import { requestHistory } from '../../../core/audit/queries.ts';
import { bulkPage, waitingForOthers } from '../../../core/bulk/queries.ts';
import { chatsWithOldMenu, officersChats } from '../../../core/chats/queries.ts';
import type { IdentityNumber } from '../../../core/identity/types.ts';
import { unitsWithWork } from '../../../core/inbox/queries.ts';
import { candidatesOf } from '../../../core/openings/queries.ts';
import { placementStory } from '../../../core/placements/queries.ts';
import { tableRegistry } from '../../../core/registry/queries.ts';
import {
  leftUndone,
  officersToDigest,
  overduePlaces,
  unfinishedFor,
  waitingFor,
} from '../../../core/reminders/queries.ts';
import { holdingsOf, inboxOf, lastClosing, subjectsOf } from '../../../core/staff/queries.ts';
import type { Person } from '../../../core/staff/types.ts';
import { statisticsOf } from '../../../core/statistics/queries.ts';
import { windowKinds } from '../../../core/terms/types.ts';
import { sheba } from '../../support/made-up.ts';
import type { Many } from './database.ts';
import { chatOf, firstOfficer, officers, perTerm, seededAt, unitsEach } from './shape.ts';

/** Something that people ask of the database, again and again, each time a little different. */
export interface Question {
  readonly what: string;
  /** What a country full of requests may cost at most twice of what one university's do. */
  readonly promised?: true;
  readonly ask: (many: Many, nth: number) => Promise<unknown>;
}

const now = seededAt;

/** An officer of the first university, as an update of the chat loads one. */
async function officer({ read }: Many, step: number): Promise<Person> {
  const accountId = firstOfficer + step;
  const holdings = await holdingsOf(read, accountId, now);
  return { kind: 'person', accountId, chatId: chatOf(accountId), holdings };
}

const inbox =
  (step: number, options: Partial<Parameters<typeof inboxOf>[2]> = {}): Question['ask'] =>
  async (many) => {
    const person = await officer(many, step);
    const { items } = await inboxOf(many.read, person, { now, ...options });
    return subjectsOf(
      many.read,
      items.map(({ id }) => id),
    );
  };

const find =
  (text: (many: Many, nth: number) => string): Question['ask'] =>
  async (many, nth) =>
    findStudents(many.read, await officer(many, officers.expert), text(many, nth));

/** Requests of the first university in the present term, the nth of them. */
const presentId = ({ shape }: Many, nth: number): number =>
  (shape.terms - 1) * perTerm + 1 + (nth % perTerm);

async function codeOf(many: Many, id: number): Promise<TrackingCode> {
  const row = await many.read.application.findUniqueOrThrow({
    where: { id },
    select: { trackingCode: true },
  });
  return row.trackingCode as TrackingCode;
}

/** A student of the first university who has filed nothing yet. */
const newcomer = ({ shape }: Many, nth: number): number => shape.studentsEach - nth;

async function file(many: Many, nth: number): Promise<void> {
  const { read, shape } = many;
  const accountId = newcomer(many, nth);
  const { identityNumber } = await read.account.findUniqueOrThrow({ where: { id: accountId } });
  const record = await tableRegistry(read).lookup(identityNumber as IdentityNumber);
  const person = { kind: 'person', accountId, chatId: chatOf(accountId), holdings: [] } as const;
  const first = (shape.terms - 1) * shape.universities * unitsEach;
  const form = {
    worksOutside: false,
    sheba: sheba(9_000_000 + nth),
    openingIds: [first + 1, first + 2, first + 3],
    classes: [],
    note: null,
    declarations: {},
  };
  const filed = await many.transaction((work) =>
    fileApplication(work, person, { termId: shape.terms, form, record }),
  );
  if (!filed.ok) throw new Error(`not filed: ${JSON.stringify(filed)}`);
}

async function status(many: Many, nth: number): Promise<unknown> {
  const { read } = many;
  const { accountId } = await read.application.findUniqueOrThrow({
    where: { id: presentId(many, nth * 7) },
    select: { accountId: true },
  });
  await ownApplications(read, accountId);
  const found = await applicationOf(read, { accountId }, now);
  if (!found) throw new Error('no request of who has one');
  return placementStory(read, found.applicationId);
}

async function review(many: Many, nth: number): Promise<unknown> {
  const code = await codeOf(many, presentId(many, nth * 11));
  const seen = await reviewView(many.read, await officer(many, officers.expert), code, now);
  if (!seen.ok) throw new Error(`not seen: ${seen.reason}`);
  return lastClosing(many.read, ['reviewApplication'], seen.view.status.applicationId);
}

async function approve(many: Many, nth: number): Promise<unknown> {
  const { read, shape } = many;
  const application = await read.application.findFirstOrThrow({
    where: {
      universityId: 1,
      termId: shape.terms,
      state: 'filed',
      claims: { none: { state: 'pending' } },
    },
    select: { id: true },
    skip: nth % 2,
  });
  const expert = await officer(many, officers.expert);
  return many.transaction((work) =>
    approveApplication(work, expert, { applicationId: application.id }),
  );
}

/** What is asked, with what the jobs and the reports ask of a whole university or country. */
export const questions: readonly Question[] = [
  { what: 'inbox of an expert', promised: true, ask: inbox(officers.expert) },
  { what: 'inbox, overdue', ask: inbox(officers.expert, { filter: 'overdue' }) },
  { what: 'inbox, last page', ask: inbox(officers.expert, { page: 1_000 }) },
  { what: 'inbox of a unit', ask: inbox(officers.firstOfUnits) },
  {
    what: 'find by code',
    ask: async (many, nth) => {
      const code = await codeOf(many, presentId(many, nth * 3));
      return findStudents(many.read, await officer(many, officers.expert), code);
    },
  },
  {
    what: 'find by student number',
    ask: find((_many, nth) => `98${String(nth + 1).padStart(8, '0')}`),
  },
  { what: 'find by a frequent name', ask: find(() => 'محمد') },
  { what: 'find by two names', ask: find(() => 'قمی زهرا') },
  { what: 'find by a name that nobody has', ask: find(() => 'ناشناس') },
  { what: 'own status', promised: true, ask: status },
  {
    what: 'status by tracking code',
    promised: true,
    ask: async (many, nth) =>
      applicationByCode(many.read, await codeOf(many, presentId(many, nth * 13)), now),
  },
  { what: 'page of a request', ask: review },
  { what: 'filing', promised: true, ask: file },
  { what: 'approving', ask: approve },
  {
    what: 'candidates of an opening',
    ask: async (many) => {
      const openingId = (many.shape.terms - 1) * many.shape.universities * unitsEach + 1;
      const expert = await officer(many, officers.expert);
      return candidatesOf(many.read, expert, { openingId, gender: 'female' });
    },
  },
  {
    what: 'list of what can be decided at once',
    ask: async (many) =>
      bulkPage(many.read, await officer(many, officers.expert), {
        kind: 'reviewApplication',
        page: 0,
      }),
  },
  {
    what: 'units about which something waits',
    ask: async (many) => unitsWithWork(many.read, await officer(many, officers.expert)),
  },
  {
    what: 'what waits for others',
    ask: async (many) =>
      waitingForOthers(many.read, await officer(many, officers.expert), { page: 1 }),
  },
  {
    what: 'who has unfinished work before each window ends',
    ask: async ({ read, shape: { terms: termId } }) => {
      for (const kind of windowKinds) {
        await unfinishedFor(read, { universityId: 1, termId, kind }, new Date());
      }
    },
  },
  {
    what: 'numbers of a university and term',
    ask: ({ read, shape: { terms: termId } }) =>
      statisticsOf(read, { universityId: 1, termId }, now),
  },
  {
    what: 'recorded history of a request',
    ask: async (many, nth) => {
      const code = await codeOf(many, presentId(many, nth * 5));
      return requestHistory(many.read, await officer(many, officers.expert), code);
    },
  },
  {
    what: 'morning digest of an officer',
    ask: async (many) => {
      const { holdings } = await officer(many, officers.expert);
      return waitingFor(many.read, { accountId: firstOfficer, holdings }, now);
    },
  },
];

/** What jobs ask of everything that waits in the country; they grow with it, and are timed once. */
export const countryQuestions: readonly Question[] = [
  { what: 'places with overdue work', ask: ({ read }) => overduePlaces(read, now) },
  { what: 'work left undone after a reminder', ask: ({ read }) => leftUndone(read, now) },
  { what: 'officers to send a digest to', ask: ({ read }) => officersToDigest(read, now) },
  {
    what: 'chats whose commands differ',
    ask: async ({ read }) => {
      await officersChats(read, now);
      return chatsWithOldMenu(read, { menus: { fa: 'fa', en: 'en' }, most: 200 });
    },
  },
];
