import { beforeEach, describe, expect, test } from 'vitest';
import {
  escalate,
  remindOfOverdue,
  sendDigest,
} from '../../../core/reminders/commands/remind-officers.ts';
import {
  isOfficeDay,
  leftUndone,
  officersToDigest,
  overduePlaces,
} from '../../../core/reminders/queries.ts';
import { claimWorkItem } from '../../../core/staff/commands/claim-work-item.ts';
import { openItem } from '../../../core/staff/commands/work-items.ts';
import type { Person, WorkItemKind } from '../../../core/staff/types.ts';
import { days } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, type Officer } from '../../support/people.ts';
import { atOnce, done } from '../../support/scenes.ts';
import { aUniversity } from '../../support/university.ts';

const database = useDatabase();
let university: Awaited<ReturnType<typeof aUniversity>>;
let expert: Officer;
let colleague: Officer;

beforeEach(async () => {
  university = await aUniversity(database);
  expert = await anOfficer(database, { role: 'expert', university });
  colleague = await anOfficer(database, { role: 'expert', university });
});

/** Due at the end of Tuesday the tenth. */
const waits = (subjectId = 7, kind: WorkItemKind = 'reviewApplication') =>
  database.db.transaction((work) =>
    openItem(work, { kind, subjectId, role: 'expert', universityId: university.id }),
  );
const now = () => database.clock.now();

async function told({ chatId }: Person, name: string): Promise<object[]> {
  const rows = await database.db.read.outboxMessage.findMany({
    where: { chatId },
    orderBy: { id: 'asc' },
  });
  return rows
    .map(({ payload }) => (payload as { notice: { name: string } }).notice)
    .filter((notice) => notice.name === name);
}

/** As the job does it. */
async function remind(): Promise<void> {
  for (const undone of await leftUndone(database.db.read, now())) {
    await database.db.transaction((work) => escalate(work, undone));
  }
  for (const place of await overduePlaces(database.db.read, now())) {
    await database.db.transaction((work) => remindOfOverdue(work, place));
  }
}

describe('overdue work', () => {
  test('is reminded of once, after its last moment, with the day after which it is told on', async () => {
    await waits(7);
    await waits(8);
    database.clock.set('2023-10-10T23:59:59.999+03:30');
    await remind();
    expect(await told(expert, 'workOverdue')).toEqual([]);
    database.clock.set('2023-10-11T09:15:00+03:30');
    await remind();
    await remind();
    expect(await told(expert, 'workOverdue')).toEqual([
      { name: 'workOverdue', counts: { reviewApplication: 2 }, escalatesAfter: '2023-10-11' },
    ]);
    expect(await told(colleague, 'workOverdue')).toHaveLength(1);
  });

  test('that somebody claimed is that one’s', async () => {
    await waits();
    const { id: itemId } = await database.db.read.workItem.findFirstOrThrow();
    await done(database, (work) => claimWorkItem(work, expert, { itemId }));
    database.clock.set('2023-10-11T09:15:00+03:30');
    await remind();
    expect(await told(expert, 'workOverdue')).toHaveLength(1);
    expect(await told(colleague, 'workOverdue')).toEqual([]);
  });

  test('that a second person has to do is not told to who took the step before', async () => {
    await database.db.transaction((work) =>
      openItem(work, {
        ...({ kind: 'approveFinal', role: 'expert', subjectId: 7 } as const),
        ...{ universityId: university.id, firstPersonIds: [expert.accountId] },
      }),
    );
    database.clock.set('2023-10-11T09:15:00+03:30');
    await remind();
    expect(await told(expert, 'workOverdue')).toEqual([]);
    expect(await told(colleague, 'workOverdue')).toHaveLength(1);
  });

  test('is told to the deputy after one more working day, once, weekends not counted', async () => {
    const deputy = await anOfficer(database, { role: 'studentDeputy', university });
    await waits();
    database.clock.set('2023-10-11T09:15:00+03:30');
    await remind();
    database.clock.set('2023-10-11T18:15:00+03:30');
    await remind();
    expect(await told(deputy, 'workEscalated')).toEqual([]);
    database.clock.set('2023-10-14T09:15:00+03:30');
    await remind();
    await remind();
    expect(await told(deputy, 'workEscalated')).toMatchObject([
      { role: 'expert', universityId: university.id, counts: { reviewApplication: 1 } },
    ]);
  });

  test('is told to the organisation where no deputy is, and to the administrator where nobody is', async () => {
    const administrator = await anOfficer(database, { role: 'administrator' });
    await waits(7);
    const late = async () => {
      database.clock.set('2023-10-11T09:15:00+03:30');
      await remind();
      database.clock.set('2023-10-14T09:15:00+03:30');
      await remind();
    };
    await late();
    expect(await told(administrator, 'workEscalated')).toHaveLength(1);
    database.clock.reset();
    const organisation = await anOfficer(database, { role: 'organisation' });
    await waits(8);
    await late();
    expect(await told(organisation, 'workEscalated')).toHaveLength(1);
    expect(await told(administrator, 'workEscalated')).toHaveLength(1);
  });

  test('is reminded of once, of two replicas at once too', async () => {
    await waits();
    database.clock.set('2023-10-11T09:15:00+03:30');
    const [place] = await overduePlaces(database.db.read, now());
    if (!place) throw new Error('nothing is overdue');
    await atOnce(
      database,
      [1, 2, 3].map(() => (work) => remindOfOverdue(work, place)),
    );
    expect(await told(expert, 'workOverdue')).toHaveLength(1);
  });
});

describe('the morning digest', () => {
  const digest = async () => {
    for (const accountId of await officersToDigest(database.db.read, now())) {
      await database.db.transaction((work) => sendDigest(work, { accountId }));
    }
  };

  test('says what waits and what is overdue, once a day, and nothing where nothing waits', async () => {
    const finance = await anOfficer(database, { role: 'finance', university });
    await waits(7);
    database.clock.set('2023-10-11T08:00:00+03:30');
    await waits(9, 'approveOpening');
    await digest();
    await digest();
    expect(await told(expert, 'digest')).toEqual([
      {
        name: 'digest',
        counts: { reviewApplication: 1, approveOpening: 1 },
        overdue: { reviewApplication: 1 },
      },
    ]);
    expect(await told(finance, 'digest')).toEqual([]);
    database.clock.advance(3 * days);
    await digest();
    expect(await told(expert, 'digest')).toHaveLength(2);
  });

  test('leaves out what a colleague has claimed', async () => {
    await waits();
    const { id: itemId } = await database.db.read.workItem.findFirstOrThrow();
    await done(database, (work) => claimWorkItem(work, colleague, { itemId }));
    await digest();
    expect(await told(expert, 'digest')).toEqual([]);
    expect(await told(colleague, 'digest')).toHaveLength(1);
  });

  test('reaches those to whom a cartable is handed over', async () => {
    const delegate = await anOfficer(database, { role: 'finance', university });
    await waits();
    await database.db.read.delegation.create({
      data: {
        cartableId: expert.holdings[0]?.cartableId ?? 0,
        fromId: expert.accountId,
        toId: delegate.accountId,
        startsAt: now(),
        endsAt: new Date(now().getTime() + days),
        acceptedAt: now(),
      },
    });
    await digest();
    expect(await told(delegate, 'digest')).toHaveLength(1);
  });

  test('is sent once, of two replicas at once', async () => {
    await waits();
    const { accountId } = expert;
    const sent = await atOnce(
      database,
      [1, 2].map(() => (work) => sendDigest(work, { accountId })),
    );
    expect(sent.filter(Boolean)).toHaveLength(1);
  });
});

test('free days are Thursday, Friday and holidays', async () => {
  const office = (at: string) => isOfficeDay(database.db.read, new Date(at));
  expect(await office('2023-10-11T08:00:00+03:30')).toBe(true);
  expect(await office('2023-10-12T08:00:00+03:30')).toBe(false);
  expect(await office('2023-10-13T08:00:00+03:30')).toBe(false);
  await database.db.read.holiday.create({
    data: {
      ...{ nameFa: 'ن', nameEn: 'n', source: 's', addedAt: now() },
      day: new Date('2023-10-11'),
    },
  });
  expect(await office('2023-10-11T08:00:00+03:30')).toBe(false);
});
