import { Prisma, type WorkItem, type WorkItemKind } from '../../prisma/generated/client.ts';
import type { Tx } from '../work.ts';
import { waitsForSecond } from './rules.ts';
import type { Holding, Person, StaffRole } from './types.ts';

type Held = Holding & { readonly behalfOfId: number | null };

/**
 * What a person holds now: the own cartables, and those handed over, accepted and running, by one who
 * still holds them. One statement, since nearly every update asks.
 */
export async function holdingsOf(reader: Tx, accountId: number, now: Date): Promise<Holding[]> {
  const rows = await reader.$queryRaw<Held[]>`
    SELECT "cartable"."id" AS "cartableId", "role"::text, "process"::text, "universityId", "unitId",
      "behalfOfId"
    FROM (
      SELECT "id", "cartableId", NULL::int AS "behalfOfId" FROM "CartableHolder"
      WHERE "accountId" = ${accountId} AND "until" IS NULL
      UNION ALL
      SELECT "id", "cartableId", "fromId" FROM "Delegation"
      WHERE "toId" = ${accountId} AND ${standsIn(now)}
    ) AS "held"
    JOIN "Cartable" AS "cartable" ON "cartable"."id" = "held"."cartableId"
    WHERE "cartable"."closedAt" IS NULL
    ORDER BY "behalfOfId" IS NOT NULL, "held"."id"`;
  return rows.map(({ behalfOfId, ...held }) =>
    behalfOfId === null ? held : { ...held, behalfOfId },
  );
}

/** Whether a row of "Delegation" counts now: within its days, while its giver holds the cartable. */
export const standsIn = (now: Date): Prisma.Sql => Prisma.sql`(
  "acceptedAt" IS NOT NULL AND "endedAt" IS NULL AND "startsAt" <= ${now} AND "endsAt" > ${now}
  AND EXISTS (
    SELECT 1 FROM "CartableHolder" AS "giver"
    WHERE "giver"."cartableId" = "Delegation"."cartableId"
      AND "giver"."accountId" = "Delegation"."fromId" AND "giver"."until" IS NULL))`;

const running = (now: Date) => ({
  acceptedAt: { not: null },
  endedAt: null,
  startsAt: { lte: now },
  endsAt: { gt: now },
});

/** Who holds a role's cartable at exactly this university and unit, each person once. */
export async function holdersOf(
  reader: Tx,
  at: { role: StaffRole; universityId: number | null; unitId?: number | null },
): Promise<number[]> {
  const rows = await reader.cartableHolder.findMany({
    where: { until: null, cartable: { unitId: null, ...at, closedAt: null } },
    select: { accountId: true },
    distinct: ['accountId'],
    orderBy: { accountId: 'asc' },
  });
  return rows.map(({ accountId }) => accountId);
}

/** What is a person's own: by the account, or, what came before there was one, by the chat. */
export const ownedBy = ({ accountId, chatId }: Person) => ({
  OR: [{ accountId: null, chatId }, ...(accountId === null ? [] : [{ accountId }])],
});

/** Open cartables that reach what is for a role at a place. */
const reaching = ({
  role,
  universityId,
  unitId,
}: Pick<WorkItem, 'role' | 'universityId' | 'unitId'>): Prisma.CartableWhereInput => ({
  role,
  closedAt: null,
  AND: [
    { OR: [{ universityId: null }, ...(universityId === null ? [] : [{ universityId }])] },
    { OR: [{ unitId: null }, ...(unitId === null ? [] : [{ unitId }])] },
  ],
});

/** Whether anybody but its owner holds a cartable that reaches an item: of its role and place. */
export async function isHeld(
  reader: Tx,
  {
    role,
    universityId,
    unitId,
    ownerId = null,
  }: Pick<WorkItem, 'role' | 'universityId' | 'unitId'> & { readonly ownerId?: number | null },
): Promise<boolean> {
  const holder = await reader.cartableHolder.findFirst({
    where: {
      until: null,
      cartable: reaching({ role, universityId, unitId }),
      ...(ownerId !== null && { accountId: { not: ownerId } }),
    },
    select: { id: true },
  });
  return holder !== null;
}

/** What waits for an officer: before which role, by when, and whether somebody took it, or could. */
export type OpenItem = Pick<WorkItem, 'kind' | 'role' | 'dueAt'> & {
  readonly claimed: boolean;
  /** By anybody but the owner of what it is about. */
  readonly held: boolean;
};

/** What waits about a subject, which `kinds` have in common; null where nothing does. */
export async function openItemOf(
  reader: Tx,
  about: {
    readonly kinds: readonly WorkItemKind[];
    readonly subjectId: number;
    readonly ownerId: number;
  },
): Promise<OpenItem | null> {
  const { kinds, subjectId, ownerId } = about;
  const item = await reader.workItem.findFirst({
    where: { kind: { in: [...kinds] }, subjectId, closedAt: null },
  });
  if (!item) return null;
  const { kind, role, dueAt, claimedById } = item;
  const held = await isHeld(reader, { ...item, ownerId });
  return { kind, role, dueAt, claimed: claimedById !== null, held };
}

/** Who sees what waits for a role at a place now: those who hold it, and those it is handed over to. */
export async function readersOf(
  reader: Tx,
  at: Pick<WorkItem, 'role' | 'universityId' | 'unitId'>,
  now: Date,
): Promise<number[]> {
  const cartables = await reader.cartable.findMany({
    where: reaching(at),
    include: {
      holders: { where: { until: null } },
      delegations: { where: running(now) },
    },
  });
  const readers = cartables.flatMap(({ holders, delegations }) => {
    const own = holders.map(({ accountId }) => accountId);
    // Who gave a cartable up can no longer hand it over.
    return [
      ...own,
      ...delegations.filter((one) => own.includes(one.fromId)).map(({ toId }) => toId),
    ];
  });
  return [...new Set(readers)].sort((one, other) => one - other);
}

/** `unclaimed`: nobody's yet; `mine`: claimed by the person who asks; `overdue`: past the due time. */
export const inboxFilters = ['all', 'unclaimed', 'mine', 'overdue'] as const;
export type InboxFilter = (typeof inboxFilters)[number];

export interface Inbox {
  /** The most urgent first. */
  readonly items: readonly WorkItem[];
  /** By kind, over all pages, with the filter but without `kind`. */
  readonly counts: Readonly<Partial<Record<WorkItemKind, number>>>;
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

export const inboxPageSize = 8;

/** What waits for a person, by everything that is held. `page` counts from 0 and is brought into range. */
export async function inboxOf(
  reader: Tx,
  person: Person,
  {
    filter = 'all',
    kind,
    among,
    page = 0,
    now,
  }: {
    filter?: InboxFilter;
    kind?: WorkItemKind;
    /** Only of these items. */
    among?: readonly number[];
    page?: number;
    now: Date;
  },
): Promise<Inbox> {
  const only = among ? { id: { in: [...among] } } : {};
  const waiting = {
    AND: [await waitingBefore(reader, person), filters[filter](person, now), only],
  };
  const groups = await reader.workItem.groupBy({ by: ['kind'], where: waiting, _count: true });
  const counts = Object.fromEntries(groups.map((group) => [group.kind, group._count]));
  const total = kind ? (counts[kind] ?? 0) : groups.reduce((sum, { _count }) => sum + _count, 0);
  const pages = Math.max(1, Math.ceil(total / inboxPageSize));
  const shown = Math.min(Math.max(0, page), pages - 1);
  const items = await reader.workItem.findMany({
    where: kind ? { ...waiting, kind } : waiting,
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    skip: shown * inboxPageSize,
    take: inboxPageSize,
  });
  return { items, counts, total, page: shown, pages };
}

type ItemFilter = Prisma.WorkItemWhereInput;

const filters: Readonly<Record<InboxFilter, (person: Person, now: Date) => ItemFilter>> = {
  all: () => ({}),
  unclaimed: () => ({ claimedById: null }),
  mine: ({ accountId }) => ({ claimedById: accountId ?? 0 }),
  overdue: (_person, now) => ({ dueAt: { lt: now } }),
};

type Officer = Pick<Person, 'accountId' | 'holdings'>;

/** What waits for a person, as a condition for the database; without what is for a second person. */
export async function waitingBefore(reader: Tx, person: Officer): Promise<ItemFilter> {
  const forOthers = await itemsForSecond(reader, person);
  return { AND: [reachedBy(person.holdings), { id: { notIn: forOthers } }] };
}

/**
 * Ids of what lies before a person who took the step before it, where another holder of the cartable
 * can take this one. Where nobody else can, it stays with the person, so that it never hangs unseen.
 */
export async function itemsForSecond(reader: Tx, person: Officer): Promise<number[]> {
  const { accountId, holdings } = person;
  const first = [accountId, ...holdings.map(({ behalfOfId }) => behalfOfId)].flatMap(
    (id) => id ?? [],
  );
  if (holdings.length === 0) return [];
  const items = await reader.$queryRaw<SecondItem[]>`
    SELECT "id", "role"::text, "universityId", "unitId", "firstPersonIds" FROM "WorkItem" AS "item"
    WHERE "closedAt" IS NULL AND "role" = ANY (${rolesIn(holdings)}::"StaffRole"[])
      AND "firstPersonIds" <> '{}' AND "firstPersonIds" && ${first}::integer[] AND ${heldBySecond}`;
  return items.filter((item) => waitsForSecond(person, item)).map(({ id }) => id);
}

type SecondItem = Pick<WorkItem, 'id' | 'role' | 'universityId' | 'unitId' | 'firstPersonIds'>;

const rolesIn = (holdings: readonly Holding[]): StaffRole[] => [
  ...new Set(holdings.map(({ role }) => role)),
];

/** As `reaching`: somebody who did not take the step before holds a cartable that reaches an item. */
const heldBySecond = Prisma.sql`EXISTS (
  SELECT 1 FROM "CartableHolder" AS "holder"
  JOIN "Cartable" AS "cartable" ON "cartable"."id" = "holder"."cartableId"
  WHERE "holder"."until" IS NULL AND "holder"."accountId" <> ALL ("item"."firstPersonIds")
    AND "cartable"."closedAt" IS NULL AND "cartable"."role" = "item"."role"
    AND ("cartable"."universityId" IS NULL OR "cartable"."universityId" = "item"."universityId")
    AND ("cartable"."unitId" IS NULL OR "cartable"."unitId" = "item"."unitId")
)`;

/** The same reach as `covers` of rules.ts, as a condition for the database. */
function reachedBy(holdings: readonly Holding[]): ItemFilter {
  const OR = holdings.map(({ role, universityId, unitId }) => ({
    role,
    ...(universityId === null ? {} : { universityId }),
    ...(unitId === null ? {} : { unitId }),
  }));
  return { closedAt: null, OR };
}

export const itemById = (reader: Tx, itemId: number): Promise<WorkItem | null> =>
  reader.workItem.findUnique({ where: { id: itemId } });

/** What an item is about, in what people know it by; null where there is no such thing. */
export interface ItemSubject {
  readonly itemId: number;
  readonly name: string | null;
  /** Whose name it is, where that person has an account. */
  readonly accountId: number | null;
  /** Without the dash. Of a bank account: of the student's latest application. */
  readonly trackingCode: string | null;
  /** Of an opening. */
  readonly titleFa: string | null;
  readonly titleEn: string | null;
}

/** What items are about, all in one statement. */
export async function subjectsOf(
  reader: Tx,
  itemIds: readonly number[],
): Promise<ReadonlyMap<number, ItemSubject>> {
  if (itemIds.length === 0) return new Map();
  const rows = await reader.$queryRaw<ItemSubject[]>`
    SELECT "item"."id" AS "itemId",
      NULLIF(concat_ws(' ',
        COALESCE("person"."firstName", "named"."firstName"),
        COALESCE("person"."lastName", "named"."lastName")), '') AS "name",
      COALESCE("person"."id", "named"."accountId") AS "accountId",
      COALESCE("application"."trackingCode", (
        SELECT "latest"."trackingCode" FROM "Application" AS "latest"
        WHERE "latest"."accountId" = "bank"."accountId" ORDER BY "latest"."id" DESC LIMIT 1
      )) AS "trackingCode",
      "opening"."titleFa", "opening"."titleEn"
    FROM "WorkItem" AS "item"
    LEFT JOIN "BankAccount" AS "bank"
      ON "item"."kind" = 'confirmBankAccount' AND "bank"."id" = "item"."subjectId"
    LEFT JOIN "PayLine" AS "line"
      ON "item"."kind" = 'returnedPayLine' AND "line"."id" = "item"."subjectId"
    LEFT JOIN "PlacementAmendment" AS "amendment"
      ON "item"."kind" = 'approveAmendment' AND "amendment"."id" = "item"."subjectId"
    LEFT JOIN "Placement" AS "placement" ON "placement"."id" = CASE
      WHEN "item"."kind" IN ('approvePlacement', 'reportHours', 'answerObjection', 'approveFinal')
        THEN "item"."subjectId"
      ELSE COALESCE("line"."placementId", "amendment"."placementId") END
    LEFT JOIN "Application" AS "application" ON "application"."id" = CASE
      WHEN "item"."kind" IN ('reviewApplication', 'approveInternational', 'decideAppeal')
        THEN "item"."subjectId"
      ELSE "placement"."applicationId" END
    LEFT JOIN "SupportTicket" AS "ticket"
      ON "item"."kind" = 'answerTicket' AND "ticket"."id" = "item"."subjectId"
    LEFT JOIN "Account" AS "person" ON "person"."id" = CASE
      WHEN "item"."kind" = 'reviewProfile' THEN "item"."subjectId"
      WHEN "item"."kind" = 'answerTicket' THEN "ticket"."accountId"
      ELSE COALESCE("application"."accountId", "bank"."accountId") END
    LEFT JOIN "CartableRequest" AS "named"
      ON "item"."kind" = 'approveCartable' AND "named"."id" = "item"."subjectId"
    LEFT JOIN "OpeningChange" AS "change"
      ON "item"."kind" = 'approveOpeningChange' AND "change"."id" = "item"."subjectId"
    LEFT JOIN "Opening" AS "opening" ON "opening"."id" = CASE
      WHEN "item"."kind" = 'approveOpening' THEN "item"."subjectId"
      ELSE "change"."openingId" END
    WHERE "item"."id" IN (${Prisma.join([...itemIds])})`;
  return new Map(rows.map((row) => [row.itemId, row]));
}

/** How a notice tells of an item, and the accounts whom it names by that: whose it is, and who acted. */
export function naming(
  { kind, subjectId }: Pick<WorkItem, 'kind' | 'subjectId'>,
  subject: ItemSubject | undefined,
  actorId: number | null,
) {
  const { name = null, accountId = null, trackingCode = null } = subject ?? {};
  // Who is asked for has no account yet.
  const request = kind === 'approveCartable' ? { requestId: subjectId } : {};
  return {
    about: { kind, of: name, code: trackingCode, ...request },
    namedIds: [name === null ? null : accountId, actorId].filter((id) => id !== null),
  };
}

/** Who did the last thing that was asked about a subject, and when; null for the system. */
export interface Closing {
  readonly byName: string | null;
  readonly at: Date;
}

export async function lastClosing(
  reader: Tx,
  kinds: readonly WorkItemKind[],
  subjectId: number,
): Promise<Closing | undefined> {
  const item = await reader.workItem.findFirst({
    where: { kind: { in: [...kinds] }, subjectId, closedAt: { not: null } },
    orderBy: { id: 'desc' },
    select: { closedAt: true, closedById: true },
  });
  if (!item?.closedAt) return undefined;
  return { byName: await nameOf(reader, item.closedById), at: item.closedAt };
}

/** First and last name; null for nobody and for an account whose data was erased. */
export async function nameOf(reader: Tx, accountId: number | null): Promise<string | null> {
  if (accountId === null) return null;
  const account = await reader.account.findUnique({
    where: { id: accountId },
    select: { firstName: true, lastName: true },
  });
  return account && fullName(account);
}

/** First and last name as one; null where neither is known any more. */
export const fullName = (person: {
  readonly firstName: string | null;
  readonly lastName: string | null;
}): string | null => [person.firstName, person.lastName].filter(Boolean).join(' ') || null;
