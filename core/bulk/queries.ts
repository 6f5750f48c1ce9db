import { Prisma } from '../../prisma/generated/client.ts';
import {
  fullName,
  type ItemSubject,
  inboxPageSize,
  subjectsOf,
  waitingBefore,
} from '../staff/queries.ts';
import { can } from '../staff/rules.ts';
import type { Person, StaffRole, WorkItem } from '../staff/types.ts';
import type { Tx } from '../work.ts';
import { type BulkKind, mostAtOnce, type Nudged, type Pick } from './types.ts';

/** One line of the list from which is picked. */
export interface BulkRow extends Pick {
  readonly item: WorkItem;
  readonly subject: ItemSubject | undefined;
  /** Of a request to review: nothing stands against it, by the rules and the proofs. */
  readonly clear: boolean;
  readonly pendingClaims: number;
}

export interface BulkPage {
  readonly rows: readonly BulkRow[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

/** What of one kind waits for a person and is in no colleague's hands, a page at a time, the most urgent first. */
export async function bulkPage(
  reader: Tx,
  person: Person,
  { kind, page }: { readonly kind: BulkKind; readonly page: number },
): Promise<BulkPage> {
  const where = await mine(reader, person, kind);
  const total = await reader.workItem.count({ where });
  const pages = Math.max(1, Math.ceil(total / inboxPageSize));
  const shown = Math.min(Math.max(0, page), pages - 1);
  const items = await reader.workItem.findMany({
    where,
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    skip: shown * inboxPageSize,
    take: inboxPageSize,
  });
  return { rows: await rowsOf(reader, items), total, page: shown, pages };
}

/** The most urgent of a kind that nothing stands against, as many as can be decided at once. */
export async function clearPicks(reader: Tx, person: Person, kind: BulkKind): Promise<Pick[]> {
  const items = await reader.workItem.findMany({
    where: await mine(reader, person, kind),
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    take: 4 * mostAtOnce,
  });
  const rows = await rowsOf(reader, items);
  return rows
    .filter(({ clear }) => clear)
    .slice(0, mostAtOnce)
    .map(({ itemId, revision }) => ({ itemId, revision }));
}

/** The same items as they stand now, whatever became of them. */
export async function pickedRows(reader: Tx, picks: readonly Pick[]): Promise<BulkRow[]> {
  const items = await reader.workItem.findMany({
    where: { id: { in: picks.map(({ itemId }) => itemId) } },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  });
  return rowsOf(reader, items);
}

/** How many of each kind can be decided in bulk. */
export async function bulkCounts(
  reader: Tx,
  person: Person,
  kinds: readonly BulkKind[],
): Promise<Readonly<Partial<Record<BulkKind, number>>>> {
  const groups = await reader.workItem.groupBy({
    by: ['kind'],
    where: {
      AND: [await waitingBefore(reader, person), free(person), { kind: { in: [...kinds] } }],
    },
    _count: true,
  });
  return Object.fromEntries(groups.map(({ kind, _count }) => [kind, _count]));
}

const free = ({ accountId }: Person): Prisma.WorkItemWhereInput => ({
  OR: [{ claimedById: null }, { claimedById: accountId ?? 0 }],
});

const mine = async (
  reader: Tx,
  person: Person,
  kind: BulkKind,
): Promise<Prisma.WorkItemWhereInput> => ({
  AND: [await waitingBefore(reader, person), free(person), { kind }],
});

async function rowsOf(reader: Tx, items: readonly WorkItem[]): Promise<BulkRow[]> {
  const subjects = await subjectsOf(
    reader,
    items.map(({ id }) => id),
  );
  const ids = items.filter(isOfApplication).map(({ subjectId }) => subjectId);
  const applications = await reader.application.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      revision: true,
      eligibility: true,
      claims: { where: { state: 'pending' }, select: { id: true } },
    },
  });
  const byId = new Map(applications.map((application) => [application.id, application]));
  return items.map((item) => {
    const application = isOfApplication(item) ? byId.get(item.subjectId) : undefined;
    const pendingClaims = application?.claims.length ?? 0;
    const outcome = application && outcomeOf(application.eligibility);
    return {
      ...{ itemId: item.id, item, subject: subjects.get(item.id), pendingClaims },
      revision: application?.revision ?? null,
      clear:
        application === undefined ||
        (item.kind === 'approveInternational'
          ? outcome !== 'ineligible'
          : outcome === 'eligible' && pendingClaims === 0),
    };
  });
}

const isOfApplication = ({ kind }: WorkItem): boolean =>
  kind === 'reviewApplication' || kind === 'approveInternational';

const outcomeOf = (eligibility: Prisma.JsonValue): unknown =>
  typeof eligibility === 'object' && eligibility !== null && !Array.isArray(eligibility)
    ? eligibility['outcome']
    : undefined;

/** Something of a university that waits for somebody else. */
export interface WaitingForOthers {
  readonly of: Nudged;
  /** Null: a request that its student has to mend. */
  readonly kind: WorkItem['kind'] | null;
  readonly role: StaffRole | 'student';
  readonly name: string | null;
  readonly trackingCode: string | null;
  readonly since: Date;
  /** When somebody was last reminded of it; null: never. */
  readonly nudgedAt: Date | null;
}

export interface OthersPage {
  readonly rows: readonly WaitingForOthers[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

type OthersRow = Omit<WaitingForOthers, 'of' | 'name'> & {
  readonly applicationId: number | null;
  readonly itemId: number | null;
};

/**
 * What waits for others at the universities where this person may remind them, what waits longest
 * first: a page of it, or what was picked from it, whatever became of that since.
 */
export async function waitingForOthers(
  reader: Tx,
  person: Person,
  { page = 0, picked }: { readonly page?: number; readonly picked?: readonly Nudged[] },
): Promise<OthersPage> {
  const universityIds = remindableIn(person);
  if (universityIds.length === 0) return { rows: [], total: 0, page: 0, pages: 1 };
  const list = othersOf(universityIds, person, picked);
  const [counted] = await reader.$queryRaw<{ total: number }[]>`
    ${list} SELECT count(*)::integer AS "total" FROM "others"`;
  const total = counted?.total ?? 0;
  const size = picked ? Math.max(1, picked.length) : inboxPageSize;
  const pages = Math.max(1, Math.ceil(total / size));
  const shown = Math.min(Math.max(0, page), pages - 1);
  const rows = await reader.$queryRaw<OthersRow[]>`
    ${list} SELECT * FROM "others" ORDER BY "since", "itemId", "applicationId"
    LIMIT ${size} OFFSET ${shown * size}`;
  return { rows: await named(reader, rows), total, page: shown, pages };
}

const remindableIn = (person: Person): number[] => [
  ...new Set(
    person.holdings
      .filter(({ universityId }) => can(person, 'remindOthers', { universityId }).ok)
      .flatMap(({ universityId }) => universityId ?? []),
  ),
];

function othersOf(
  universityIds: readonly number[],
  { accountId, holdings }: Person,
  picked: readonly Nudged[] | undefined,
): Prisma.Sql {
  const ids = (what: Nudged['what']): Prisma.Sql => {
    const chosen = (picked ?? []).flatMap((one) =>
      one.what !== what ? [] : [one.what === 'request' ? one.applicationId : one.itemId],
    );
    return picked ? Prisma.sql`AND "id" = ANY (${chosen}::integer[])` : Prisma.empty;
  };
  const own = holdings.map(({ role, universityId, unitId }) => ({ role, universityId, unitId }));
  const request = picked ? Prisma.sql`true` : Prisma.sql`"state" = 'sentBack'`;
  const item = picked ? Prisma.sql`true` : waitsElsewhere(own);
  return Prisma.sql`
    WITH "others" AS (
      SELECT "id" AS "applicationId", NULL::integer AS "itemId", NULL::text AS "kind",
        'student' AS "role", "trackingCode", "updatedAt" AS "since", "nudgedAt"
      FROM "Application"
      WHERE "universityId" = ANY (${[...universityIds]}::integer[]) AND ${request}
        AND "accountId" <> ${accountId ?? 0} ${ids('request')}
      UNION ALL
      SELECT NULL, "id", "kind"::text, "role"::text, NULL, "openedAt", "nudgedAt"
      FROM "WorkItem"
      WHERE "universityId" = ANY (${[...universityIds]}::integer[]) AND ${item} ${ids('item')}
    )`;
}

/** Whether an item is open and before none of the own cartables. */
const waitsElsewhere = (own: readonly object[]): Prisma.Sql => Prisma.sql`
  "closedAt" IS NULL AND NOT EXISTS (
    SELECT 1 FROM jsonb_to_recordset(${JSON.stringify(own)}::jsonb)
      AS "own" ("role" "StaffRole", "universityId" integer, "unitId" integer)
    WHERE "own"."role" = "WorkItem"."role"
      AND ("own"."universityId" IS NULL OR "own"."universityId" = "WorkItem"."universityId")
      AND ("own"."unitId" IS NULL OR "own"."unitId" = "WorkItem"."unitId")
  )`;

async function named(reader: Tx, rows: readonly OthersRow[]): Promise<WaitingForOthers[]> {
  const subjects = await subjectsOf(
    reader,
    rows.flatMap(({ itemId }) => itemId ?? []),
  );
  const students = await reader.application.findMany({
    where: { id: { in: rows.flatMap(({ applicationId }) => applicationId ?? []) } },
    select: { id: true, account: { select: { firstName: true, lastName: true } } },
  });
  const byId = new Map(students.map(({ id, account }) => [id, fullName(account)]));
  return rows.map(({ applicationId, itemId, trackingCode, ...row }) => {
    if (itemId === null) {
      const id = applicationId ?? 0;
      const of = { what: 'request', applicationId: id } as const;
      return { ...row, of, kind: null, name: byId.get(id) ?? null, trackingCode };
    }
    const subject = subjects.get(itemId);
    const of = { what: 'item', itemId } as const;
    const about = { name: subject?.name ?? null, trackingCode: subject?.trackingCode ?? null };
    return { ...row, of, ...about };
  });
}
