import type { Cast } from '../../../bot/playground/journey/cast.ts';
import { verifyChain } from '../../../core/audit/queries.ts';
import type { Database } from '../../../core/db.ts';
import type { Replica } from './processes.ts';
import type { Stage } from './stage.ts';

/** Hours, a master's rate, and one and a half for who is married. */
const minutes = 2_250;
const amountRial = 11_250_000n;

/** Lines of a log that say that something was not done, whatever was out of reach. */
const notDone = /a handler failed|was given up|could not be made|ended by itself|stack/;

/** What does not hold, in words; nothing where all does. */
export async function faultsOf(
  { store, playground, web, workers }: Stage,
  casts: readonly Cast[],
): Promise<string[]> {
  const inDatabase = await store.look(async (database) => [
    ...(await perStudent(database, casts)),
    ...(await inTotal(database, casts.length)),
    ...(await untold(database)),
  ]);
  const seen = casts.flatMap(({ about, notes }) =>
    notes.hours === minutes / 60 && notes.amountRial === Number(amountRial)
      ? []
      : [`${about.studentNumber} reads ${notes.hours} hours and ${notes.amountRial} rial`],
  );
  const logs = [...web, ...workers].flatMap((replica) => complaints(replica));
  const unasked = playground.telegram.record.calls
    .filter(({ bot, error }) => bot === '' || (error?.code ?? 0) === 409)
    .map(({ method }) => `a call that the messenger cannot place: ${method}`);
  return [...inDatabase, ...seen, ...logs, ...unasked];
}

/** With what was said just before. */
const complaints = ({ name, log }: Replica): string[] =>
  log.flatMap((line, at) =>
    notDone.test(line)
      ? [
          `${name}: ${[...log.slice(Math.max(0, at - 25), at), line].map((one) => one.slice(0, 600)).join('\n    ')}`,
        ]
      : [],
  );

/** Each has one of everything, as often recorded as everybody else's, and it is what she was told. */
async function perStudent({ read }: Database, casts: readonly Cast[]): Promise<string[]> {
  const faults: string[] = [];
  const histories = new Map<string, string[]>();
  for (const { about, notes } of casts) {
    const found = await everythingOf(read, about.identityNumber);
    const { requests, placements, banks, lines, files, claims, accountId } = found;
    const counts = [requests, placements, banks, lines, files].map(({ length }) => length);
    const worked = placements
      .flatMap(({ hours }) => hours)
      .reduce((sum, one) => sum + one.minutes, 0);
    const said: readonly (readonly [boolean, string])[] = [
      [
        counts.every((count) => count === 1),
        `has ${counts} of requests, placements, accounts, lines, files`,
      ],
      [requests[0]?.trackingCode === notes.trackingCode?.replace('-', ''), 'was told another code'],
      [placements[0]?.state === 'paid', `the placement is ${placements[0]?.state}`],
      [worked === minutes, `${worked} minutes are kept`],
      [lines[0]?.amountRial === amountRial, `the pay is ${lines[0]?.amountRial}`],
      [lines[0]?.state === 'paid', `the pay is ${lines[0]?.state}`],
    ];
    faults.push(
      ...said.filter(([holds]) => !holds).map(([, what]) => `${about.studentNumber} ${what}`),
    );
    const history = await historyOf(read, [
      ['account', accountId === undefined ? [] : [accountId]],
      ['application', ids(requests)],
      ['placement', ids(placements)],
      ['bankAccount', ids(banks)],
      ['payLine', ids(lines)],
      ['file', ids(files)],
      ['claim', ids(claims)],
    ]);
    histories.set(history, [...(histories.get(history) ?? []), about.studentNumber]);
  }
  if (histories.size > 1) {
    const told = [...histories].map(([history, whose]) => `${whose.join(' ')}: ${history}`);
    faults.push(`what was recorded differs:\n    ${told.join('\n    ')}`);
  }
  return faults;
}

const ids = (rows: readonly { readonly id: number }[]): number[] => rows.map(({ id }) => id);

async function everythingOf(read: Database['read'], identityNumber: string) {
  const account = await read.account.findFirst({ where: { identityNumber } });
  const where = { accountId: account?.id ?? -1 };
  return {
    accountId: account?.id,
    requests: await read.application.findMany({ where }),
    claims: await read.priorityClaim.findMany({ where: { application: where } }),
    placements: await read.placement.findMany({ where, include: { hours: true } }),
    banks: await read.bankAccount.findMany({ where }),
    lines: await read.payLine.findMany({ where }),
    files: await read.storedFile.findMany({ where }),
  };
}

/** How often each action was recorded of these, as text. */
async function historyOf(
  read: Database['read'],
  subjects: readonly (readonly [string, readonly number[]])[],
): Promise<string> {
  const rows = await read.auditEvent.groupBy({
    by: ['action'],
    where: {
      OR: subjects.map(([subjectType, ids]) => ({
        subjectType,
        subjectId: { in: ids.map(String) },
      })),
    },
    _count: true,
    orderBy: { action: 'asc' },
  });
  return rows.map(({ action, _count: count }) => `${action} ${count}`).join(', ');
}

async function inTotal({ read }: Database, count: number): Promise<string[]> {
  const [chain, seats, runs, sum] = await Promise.all([
    verifyChain(read),
    read.seatCount.findMany({ include: { opening: { include: { placements: true } } } }),
    read.payRun.findMany({ include: { lines: true } }),
    read.payLine.aggregate({ _sum: { amountRial: true, minutes: true }, _count: true }),
  ]);
  const wrongSeats = seats.flatMap(({ opening, gender, held, filled }) => {
    const placed = opening.placements.filter((placement) => placement.gender === gender);
    return held === 0 && filled === placed.length
      ? []
      : [`opening ${opening.id}: ${held} held and ${filled} filled seats for ${placed.length}`];
  });
  const { amountRial: money, minutes: time } = sum._sum;
  return [
    ...(chain.ok ? [] : [`the record is ${chain.fault} at ${chain.seq}`]),
    ...wrongSeats,
    ...(await wrongLedger(read)),
    ...(runs.length === 1 ? [] : [`there are ${runs.length} pay runs`]),
    ...(money === amountRial * BigInt(count) && time === minutes * count
      ? []
      : [`${money} rial for ${time} minutes were paid to ${count}`]),
  ];
}

/** The counts of seats can be computed again from their ledger. */
async function wrongLedger(read: Database['read']): Promise<string[]> {
  const rows = await read.$queryRaw<{ openingId: number }[]>`
    SELECT c."openingId" FROM "SeatCount" c LEFT JOIN "SeatEvent" e
      ON e."openingId" = c."openingId" AND e."gender" = c."gender"
    GROUP BY c."openingId", c."gender", c."held", c."filled"
    HAVING count(*) FILTER (WHERE e."move" = 'held') - count(*) FILTER (WHERE e."move" IN ('holdFreed', 'filled')) <> c."held"
      OR count(*) FILTER (WHERE e."move" = 'filled') - count(*) FILTER (WHERE e."move" = 'filledFreed') <> c."filled"`;
  return rows.map(
    ({ openingId }) => `the seats of opening ${openingId} are not those of its ledger`,
  );
}

/** What is written to be sent and was not, in words. */
export async function untold({ read }: Database): Promise<string[]> {
  const rows = await read.outboxMessage.groupBy({
    by: ['kind', 'channel', 'state', 'error'],
    where: { state: { not: 'sent' } },
    _count: true,
  });
  return rows.map(
    ({ kind, channel, state, error, _count: count }) =>
      `${count} of ${kind} by ${channel} are ${state} (${error})`,
  );
}
