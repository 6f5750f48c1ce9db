import { beforeEach, expect, test } from 'vitest';
import {
  changeDraft,
  draftAnnouncement,
} from '../../../core/announcements/commands/write-announcement.ts';
import type { Content } from '../../../core/announcements/types.ts';
import {
  changeOpening,
  decideOpeningChange,
} from '../../../core/openings/commands/change-opening.ts';
import { setMonthlyCap } from '../../../core/placements/commands/set-monthly-cap.ts';
import { setDueDays } from '../../../core/staff/commands/set-due-days.ts';
import { useDatabase } from '../../support/database.ts';
import { aCampus, type Campus, done } from '../../support/scenes.ts';

const database = useDatabase();
let campus: Campus;

beforeEach(async () => {
  campus = await aCampus(database);
});

const recorded = (action: string) =>
  database.db.read.auditEvent.findMany({
    where: { action },
    select: { before: true, after: true },
    orderBy: { seq: 'asc' },
  });

test('a setting is recorded with what it was', async () => {
  const universityId = campus.university.id;
  for (const dueWorkingDays of [5, 7]) {
    await done(database, (work) =>
      setDueDays(work, campus.expert, { universityId, dueWorkingDays }),
    );
  }
  for (const minutes of [600, null]) {
    await done(database, (work) => setMonthlyCap(work, campus.expert, { universityId, minutes }));
  }
  expect(await recorded('university.dueDaysSet')).toEqual([
    { before: { dueWorkingDays: null }, after: { dueWorkingDays: 5 } },
    { before: { dueWorkingDays: 5 }, after: { dueWorkingDays: 7 } },
  ]);
  expect(await recorded('university.monthlyCapSet')).toEqual([
    { before: { monthlyCapMinutes: null }, after: { monthlyCapMinutes: 600 } },
    { before: { monthlyCapMinutes: 600 }, after: { monthlyCapMinutes: null } },
  ]);
});

test('a change of an opening is recorded with what it was, where it comes to hold', async () => {
  const { id: openingId, field, workType } = campus.opening;
  const after = { field: 'تاریخ', workType: 'research', seats: { female: 2, male: 3 } } as const;
  const seats = await database.db.read.seatCount.findMany({ where: { openingId } });
  const ask = () =>
    done(database, (work) => changeOpening(work, campus.officer, { openingId, after }));
  const decide = (
    changeId: number,
    decision: { approve: true } | { approve: false; reason: string },
  ) => done(database, (work) => decideOpeningChange(work, campus.expert, { changeId, decision }));
  const refused = await ask();
  await decide(refused.changeId, { approve: false, reason: 'not now' });
  const accepted = await ask();
  await decide(accepted.changeId, { approve: true });
  expect(await recorded('opening.changeRefused')).toEqual([
    { before: null, after: { changeId: refused.changeId } },
  ]);
  const before = {
    field,
    workType,
    seats: Object.fromEntries(seats.map(({ gender, capacity }) => [gender, capacity])),
  };
  expect(await recorded('opening.changeAccepted')).toEqual([
    { before, after: { changeId: accepted.changeId, ...after } },
  ]);
});

test('a draft that is written anew is recorded with whom it was for', async () => {
  const said = (
    levels: NonNullable<Content['audience']['levels']>,
    topic: Content['topic'],
  ): Content => ({
    topic,
    texts: { fa: 'سلام' },
    media: null,
    audience: { universityIds: [campus.university.id], levels },
  });
  const [first, second] = [said(['phd'], 'openings'), said(['master'], 'general')];
  const { id } = await done(database, (work) => draftAnnouncement(work, campus.expert, first));
  await done(database, (work) => changeDraft(work, campus.expert, { id, ...second }));
  const kept = ({ topic, media, audience }: Content) => ({ topic, media, audience });
  expect(await recorded('announcement.changed')).toEqual([
    { before: kept(first), after: kept(second) },
  ]);
});
