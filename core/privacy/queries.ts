import type { Prisma } from '../../prisma/generated/client.ts';
import { payableParts } from '../pay/queries.ts';
import type { PayRunState } from '../pay/types.ts';
import { liveStates, payableMinutes } from '../placements/rules.ts';
import type { PlacementState } from '../placements/types.ts';
import { holdingsOf } from '../staff/queries.ts';
import type { Tx } from '../work.ts';
import type { LeaveRefusal } from './types.ts';

/** Why a person cannot leave now; undefined: nothing stands against it. */
export async function whatHindersLeaving(
  reader: Tx,
  { accountId, now }: { accountId: number; now: Date },
): Promise<LeaveRefusal['reason'] | undefined> {
  const account = await reader.account.findUnique({ where: { id: accountId } });
  if (!account || account.closedAt !== null) return 'accountClosed';
  const payable = {
    state: { in: ['withdrawn', 'terminated'] as PlacementState[] },
    hours: { some: {} },
  };
  const placements = await reader.placement.count({
    where: { accountId, OR: [{ state: { in: [...liveStates] } }, payable] },
  });
  if (placements > 0 || (await isOwedPay(reader, accountId))) return 'placementLive';
  const lines = await reader.payLine.count({ where: { accountId, state: 'due' } });
  if (lines > 0) return 'payOpen';
  if (await isInOpenRun(reader, accountId)) return 'payRunOpen';
  const held = await holdingsOf(reader, accountId, now);
  return held.length > 0 ? 'holdsCartable' : undefined;
}

/** Whether finally approved hours are unpaid, those with them whose payment the bank returned. */
async function isOwedPay(reader: Tx, accountId: number): Promise<boolean> {
  const rows = await reader.placement.findMany({
    where: { accountId, state: 'final' },
    select: payableParts,
  });
  return rows.some(({ hours, corrections }) => payableMinutes(hours, corrections) > 0);
}

/**
 * Whether a pay run that is not settled has the person. A copy of its file has to be the same as the
 * original, so nobody in it is erased before.
 */
export async function isInOpenRun(reader: Tx, accountId: number): Promise<boolean> {
  const run = { state: { notIn: ['settled', 'cancelled'] as PayRunState[] } };
  return (
    (await reader.payLine.count({ where: { accountId, state: { not: 'cancelled' }, run } })) > 0
  );
}

/**
 * The units that have not entered the hours of work that ended early: who leaves now loses them, since
 * none are entered for who has left.
 */
export async function unitsWithoutHours(
  reader: Tx,
  accountId: number,
): Promise<readonly { readonly nameFa: string; readonly nameEn: string }[]> {
  const ended = await reader.placement.findMany({
    where: { accountId, state: { in: ['withdrawn', 'terminated'] } },
    orderBy: { id: 'asc' },
    select: { id: true, unit: { select: { nameFa: true, nameEn: true } } },
  });
  const items = await reader.workItem.findMany({
    where: { kind: 'reportHours', subjectId: { in: ended.map(({ id }) => id) }, closedAt: null },
    select: { subjectId: true },
  });
  const waiting = new Set(items.map(({ subjectId }) => subjectId));
  return ended.flatMap(({ id, unit }) => (waiting.has(id) ? [unit] : []));
}

const named = { select: { nameFa: true, nameEn: true } } as const;
const term = { select: { startYear: true, number: true } } as const;
const opening = { select: { titleFa: true, titleEn: true, field: true, unit: named } } as const;

/** As it came about, not as it lies in the database. */
const inOrder = { orderBy: { id: 'asc' } } as const;

const everything = {
  session: {
    select: { chatId: true, language: true, createdAt: true, lastSeenAt: true, forms: true },
  },
  subscriptions: { orderBy: { topic: 'asc' } },
  acceptances: inOrder,
  profile: { omit: { nameKey: true }, include: { university: named } },
  profileReviews: { omit: { record: true }, ...inOrder },
  files: inOrder,
  applications: {
    include: {
      university: named,
      term,
      choices: { include: { opening }, orderBy: { position: 'asc' } },
      claims: { include: { attachments: inOrder }, ...inOrder },
      revisions: { orderBy: { revision: 'asc' } },
      events: inOrder,
      appeal: true,
    },
    ...inOrder,
  },
  overrides: inOrder,
  placements: {
    include: { term, opening, hours: inOrder, amendments: inOrder, corrections: inOrder },
    ...inOrder,
  },
  bankAccounts: inOrder,
  payLines: inOrder,
  holdings: { include: { cartable: true }, ...inOrder },
} as const satisfies Prisma.AccountInclude;

/**
 * Everything that is stored about the person who is signed in in a chat, as plain JSON by sections;
 * null where nobody is. The password's hash alone stays out, and which officer did what.
 */
export async function myData(reader: Tx, chatId: bigint): Promise<Prisma.JsonObject | null> {
  const account = await reader.account.findFirst({
    where: { session: { chatId } },
    include: everything,
    omit: { passwordHash: true },
  });
  if (!account) return null;
  const { session, ...own } = account;
  const { forms, ...chat } = session ?? { forms: [] };
  const tickets = await ticketsOf(reader, { ...own, chatId });
  const data = {
    ...sections(own),
    tickets,
    chat,
    unfinishedForms: forms,
    ...(await byAddress(reader, { ...own, chatId })),
    ...(await besideAccount(reader, { ...own, chatId })),
    auditEvents: await auditEventsOf(reader, { ...own, tickets }),
  };
  return JSON.parse(JSON.stringify(data, asPlainJson));
}

type Own = Omit<
  Prisma.AccountGetPayload<{ include: typeof everything; omit: { passwordHash: true } }>,
  'session'
>;

/** What hangs on the account, beside what the account itself holds. */
function sections(own: Own) {
  const { subscriptions, acceptances, profile, profileReviews, files, applications, ...more } = own;
  const { overrides, placements, bankAccounts, payLines, holdings, ...account } = more;
  return {
    account,
    subscriptions,
    acceptances,
    profile,
    profileReviews,
    files,
    applications,
    overrides,
    placements,
    bankAccounts,
    payLines,
    holdings,
  };
}

/** What was asked of support, in this chat before there was an account too. */
const ticketsOf = (reader: Tx, { id: accountId, chatId }: Whose) =>
  reader.supportTicket.findMany({
    where: { OR: [{ accountId }, { accountId: null, chatId }] },
    ...inOrder,
    include: {
      messages: {
        include: { files: { include: { file: true }, orderBy: { fileId: 'asc' } } },
        ...inOrder,
      },
    },
  });

type Whose = Pick<Own, 'id' | 'mobile' | 'email' | 'identityNumber' | 'profile'> & {
  readonly chatId: bigint;
};

/** Codes without their digits, which are nowhere; and what was sent in the last weeks. */
async function byAddress(reader: Tx, { id: accountId, mobile, email, chatId }: Whose) {
  const address = { in: [mobile, email].filter((one) => one !== null) };
  const OR = [{ chatId }, { address }];
  const codes = await reader.oneTimeCode.findMany({
    where: { OR: [{ accountId }, ...OR] },
    orderBy: { issuedAt: 'asc' },
  });
  const messages = await reader.outboxMessage.findMany({
    // What is known to be somebody else's at a shared phone is not the person's.
    where: { kind: 'notice', OR: [{ accountId }, { accountId: null, OR }] },
    ...inOrder,
    select: { channel: true, address: true, payload: true, createdAt: true, sentAt: true },
  });
  return { codes, messages };
}

async function besideAccount(reader: Tx, { id, chatId, ...whose }: Whose) {
  const wished = { OR: [{ accountId: id }, { accountId: null, chatId }] };
  return {
    registryRecord: await registryRecordOf(reader, whose),
    cartableRequests: await reader.cartableRequest.findMany({
      where: { accountId: id },
      ...inOrder,
    }),
    delegations: await reader.delegation.findMany({
      where: { OR: [{ fromId: id }, { toId: id }] },
      select: { cartableId: true, startsAt: true, endsAt: true, acceptedAt: true, endedAt: true },
      ...inOrder,
    }),
    universityDemands: await reader.universityDemand.findMany({ where: wished, ...inOrder }),
    unlistedDemands: await reader.unlistedDemand.findMany({ where: wished, ...inOrder }),
    announcements: await reader.delivery.findMany({
      where: { chatId },
      orderBy: { announcementId: 'asc' },
    }),
    wrongPasswords: await reader.passwordGuess.findMany({
      where: { chatId },
      select: { at: true },
      orderBy: { at: 'asc' },
    }),
  };
}

/** Until the profile is confirmed, whoever typed this identity number may be somebody else. */
async function registryRecordOf(
  reader: Tx,
  { identityNumber, profile }: Pick<Whose, 'identityNumber' | 'profile'>,
) {
  if (identityNumber === null || !profile?.confirmedAt) return null;
  return reader.studentRecord.findUnique({ where: { identityNumber } });
}

/** What the person did, and what was done to what is the person's. */
async function auditEventsOf(
  reader: Tx,
  { id, ...own }: Own & { readonly tickets: readonly { readonly id: number }[] },
) {
  const ids = (rows: readonly { readonly id: number }[]) => rows.map((row) => String(row.id));
  const subjects = [
    { subjectType: 'account', subjectId: String(id) },
    { subjectType: 'application', subjectId: { in: ids(own.applications) } },
    { subjectType: 'placement', subjectId: { in: ids(own.placements) } },
    { subjectType: 'bankAccount', subjectId: { in: ids(own.bankAccounts) } },
    { subjectType: 'ticket', subjectId: { in: ids(own.tickets) } },
  ];
  const events = await reader.auditEvent.findMany({
    where: { OR: [{ actorId: id }, ...subjects] },
    orderBy: { seq: 'asc' },
  });
  return events.map(({ at, action, actorId, subjectType, subjectId, before, after }) => ({
    at,
    by: actorId === id ? 'you' : actorId === null ? 'system' : 'officer',
    ...{ action, subjectType, subjectId, before, after },
  }));
}

/** Also what a form keeps of a password on its way stays out. */
function asPlainJson(key: string, value: unknown): unknown {
  if (/^password(Hash)?$/.test(key) || /ById$|^byId$/.test(key)) return undefined;
  return typeof value === 'bigint' ? String(value) : value;
}
