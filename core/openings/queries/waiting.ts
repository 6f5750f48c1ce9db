import { type Application, Prisma } from '../../../prisma/generated/client.ts';
import { compareRank, runningStates } from '../../applications/rules.ts';
import type { RankEntry } from '../../applications/types.ts';
import { liveStates } from '../../placements/rules.ts';
import { hundredths } from '../../registry/queries.ts';
import type { Gender } from '../../registry/types.ts';
import type { Tx } from '../../work.ts';
import { isOpenTo } from '../rules.ts';

export type Seat = { readonly openingId: number; readonly gender: Gender };

/**
 * Who waits for a seat: approved applicants who wished for its opening, are still there and work
 * nowhere now. Whoever had a placement in this very opening has had the turn there, unless nobody
 * answered it, and still waits for the other wishes; whoever finished one has had the term's work.
 */
export const waits = ({ openingId, gender }: Seat): Prisma.ApplicationWhereInput => ({
  state: 'approved',
  gender,
  ...mayBeAskedFor(openingId),
});

const mayBeAskedFor = (openingId: number): Prisma.ApplicationWhereInput => ({
  choices: { some: { openingId } },
  account: { closedAt: null, placements: { none: { state: { in: [...liveStates] } } } },
  placements: { none: { OR: [{ ending: 'finished' }, { openingId, state: { not: 'expired' } }] } },
});

/**
 * Whether an application, `accountId` of `application`, is of an account that is still there, in SQL:
 * who left or was voided is out of the running, whatever was decided before.
 */
export const isStillThere = (application: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`NOT EXISTS (
    SELECT 1 FROM "Account" AS "gone"
    WHERE "gone"."id" = ${application}."accountId" AND "gone"."closedAt" IS NOT NULL)`;

/**
 * As `waits`, of people and placements alone, in SQL: whether an application, `id` and `accountId` of
 * `application`, is not kept from waiting for the opening that `openingId` names.
 */
export const mayStillWait = (application: Prisma.Sql, openingId: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`${isStillThere(application)} AND NOT EXISTS (
    SELECT 1 FROM "Placement" AS "had"
    WHERE "had"."accountId" = ${application}."accountId"
      AND ("had"."state" = ANY (${[...liveStates]}::"PlacementState"[])
        OR ("had"."applicationId" = ${application}."id" AND (
          "had"."ending" = 'finished'
          OR ("had"."openingId" = ${openingId} AND "had"."state" <> 'expired')))))`;

/** An approved applicant who wished for an opening and is placed nowhere. */
export type Candidate = RankEntry & {
  readonly accountId: number;
  readonly trackingCode: string;
};

/** Who waits for a seat of an opening, in rank order. */
export async function waitingFor(reader: Tx, seat: Seat): Promise<Candidate[]> {
  const rows = await reader.application.findMany({
    where: waits(seat),
    select: {
      id: true,
      accountId: true,
      trackingCode: true,
      points: true,
      average: true,
      filedAt: true,
    },
  });
  return rows.map((row) => ({ ...row, average: hundredths(row.average) })).sort(compareRank);
}

/** The tracking code of who is first in rank, as `compareRank` has it; null where nobody waits. */
export async function nextInRank(reader: Tx, seat: Seat): Promise<string | null> {
  const row = await reader.application.findFirst({
    where: waits(seat),
    orderBy: [
      { points: 'desc' },
      { average: { sort: 'desc', nulls: 'last' } },
      { filedAt: 'asc' },
      { id: 'asc' },
    ],
    select: { trackingCode: true },
  });
  return row?.trackingCode ?? null;
}

/** An applicant whose wish an opening is, and whether another wish of the same request is open. */
export type Wisher = Pick<Application, 'accountId' | 'trackingCode' | 'state'> & {
  readonly hasOtherWish: boolean;
};

/** Who may still be asked for in an opening, or may come to be: also who is not decided on. */
export const wishersOf = (
  reader: Tx,
  { openingId, gender }: Pick<Seat, 'openingId'> & Partial<Seat>,
): Promise<Wisher[]> =>
  wishersWhere(reader, openingId, { ...(gender && { gender }), ...mayBeAskedFor(openingId) });

/** One applicant of an opening, had the turn there or not; none who left. */
export const wisherOf = (
  reader: Tx,
  { openingId, applicationId }: { readonly openingId: number; readonly applicationId: number },
): Promise<Wisher[]> =>
  wishersWhere(reader, openingId, { id: applicationId, account: { closedAt: null } });

async function wishersWhere(
  reader: Tx,
  openingId: number,
  where: Prisma.ApplicationWhereInput,
): Promise<Wisher[]> {
  const rows = await reader.application.findMany({
    where: { state: { in: [...runningStates] }, ...where },
    orderBy: { id: 'asc' },
    select: {
      accountId: true,
      trackingCode: true,
      state: true,
      gender: true,
      choices: {
        select: {
          openingId: true,
          opening: { select: { state: true, seats: { select: { gender: true, capacity: true } } } },
        },
      },
    },
  });
  return rows.map(({ choices, gender, ...row }) => ({
    ...row,
    hasOtherWish: choices.some(
      ({ opening, ...choice }) =>
        choice.openingId !== openingId && isOpenTo(gender, opening.state, opening.seats),
    ),
  }));
}
