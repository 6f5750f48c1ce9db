import { beforeEach, describe, expect, test } from 'vitest';
import { leaveCartable } from '../../../core/cartables/commands/leave-cartable.ts';
import {
  changeOpening,
  decideOpeningChange,
} from '../../../core/openings/commands/change-opening.ts';
import { closeOpening } from '../../../core/openings/commands/close-opening.ts';
import {
  decideOpening,
  type OpeningDecision,
} from '../../../core/openings/commands/decide-opening.ts';
import {
  declareOpening,
  type NewOpening,
} from '../../../core/openings/commands/declare-opening.ts';
import { importOpenings } from '../../../core/openings/commands/import-openings.ts';
import { ledgerOf, openingById, openingsOf, openingView } from '../../../core/openings/queries.ts';
import type { OpeningRow } from '../../../core/openings/types.ts';
import { requestPlacement } from '../../../core/placements/commands/request-placement.ts';
import type { Person } from '../../../core/staff/types.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer } from '../../support/people.ts';
import {
  aCampus,
  anApplicant,
  anApprovedPlacement,
  atOnce,
  type Campus,
  done,
  inboxKinds,
  outcomes,
  toldTo,
} from '../../support/scenes.ts';
import { anOpening, aUnit, aUniversity } from '../../support/university.ts';

const database = useDatabase();
let campus: Campus;

beforeEach(async () => {
  campus = await aCampus(database);
});

const approval = { approve: true } as OpeningDecision;

function need(more: Partial<NewOpening> = {}): NewOpening {
  return {
    unitId: campus.unit.id,
    termId: campus.term.id,
    field: '',
    titleFa: 'فهرست‌نویسی',
    titleEn: 'Cataloguing',
    workType: 'research',
    seats: { female: 1, male: 2 },
    description: '',
    ...more,
  };
}

const declare = (actor: Person, more: Partial<NewOpening> = {}) =>
  database.db.transaction((work) => declareOpening(work, actor, need(more)));
const decide = async (actor: Person, openingId: number, decision = approval) => {
  const itemId = await itemOf(openingId);
  return database.db.transaction((work) =>
    decideOpening(work, actor, { openingId, itemId, decision }),
  );
};
const itemOf = async (subjectId: number) => {
  const where = { kind: 'approveOpening', subjectId } as const;
  return (await database.db.read.workItem.findFirst({ where, orderBy: { id: 'desc' } }))?.id ?? 0;
};
const listed = () =>
  openingsOf(database.db.read, { universityId: campus.university.id, termId: campus.term.id });

async function aNeed(): Promise<number> {
  return (await done(database, (work) => declareOpening(work, campus.officer, need()))).openingId;
}

describe('a unit’s need', () => {
  test('is open to students once the expert has approved it', async () => {
    const openingId = await aNeed();
    expect((await listed()).total).toBe(1);
    expect(await inboxKinds(database, campus.expert)).toEqual(['approveOpening']);
    expect(await decide(campus.expert, openingId)).toEqual({ ok: true });
    expect((await listed()).total).toBe(2);
    expect(await inboxKinds(database, campus.expert)).toEqual([]);
    expect(await toldTo(database, campus.officer.chatId)).toEqual(['openingApproved']);
    expect((await openingById(database.db.read, openingId))?.seats).toEqual({
      female: { capacity: 1, held: 0, filled: 0, free: 1 },
      male: { capacity: 2, held: 0, filled: 0, free: 2 },
    });
  });

  test.each([
    ['work that its kind of unit does not give', { workType: 'cultural' }, 'wrongWorkType'],
    ['no seats at all', { seats: { female: 0, male: 0 } }, 'noSeats'],
    ['half a seat', { seats: { female: 0.5, male: 1 } }, 'notCount'],
    ['no title', { titleFa: ' ' }, 'noTitle'],
    ['a unit that is none', { unitId: 1 }, 'unknownUnit'],
    ['a term that is none', { termId: 1 }, 'unknownTerm'],
  ] as const)('is not declared with %s', async (_what, more, reason) => {
    expect(await declare(campus.officer, more)).toMatchObject({ ok: false, reason });
    expect(await database.db.read.opening.count()).toBe(1);
  });

  test('is declared by its own officers only, and decided by its own expert only', async () => {
    const unit = await aUnit(database, campus.university);
    const neighbour = await anOfficer(database, { role: 'unitOfficer', unit });
    expect(await declare(neighbour)).toEqual({ ok: false, reason: 'notAllowed' });
    expect(await declare(campus.expert)).toEqual({ ok: false, reason: 'notAllowed' });
    const openingId = await aNeed();
    const university = await aUniversity(database);
    const stranger = await anOfficer(database, { role: 'expert', university });
    expect(await decide(stranger, openingId)).toEqual({ ok: false, reason: 'notAllowed' });
    expect(await decide(campus.officer, openingId)).toEqual({ ok: false, reason: 'notAllowed' });
  });

  test('that an expert declared, another one decides on; alone, the expert is told so', async () => {
    const [held] = campus.officer.holdings;
    if (!held) throw new Error('the officer holds nothing');
    const { expert, university } = campus;
    const both = { ...expert, holdings: [...expert.holdings, held] };
    const { openingId } = await done(database, (work) => declareOpening(work, both, need()));
    expect(await decide(both, openingId)).toMatchObject({ reason: 'samePerson' });
    expect(await inboxKinds(database, expert)).toEqual(['approveOpening']);
    const view = async (actor: Person) => {
      const found = await openingView(database.db.read, actor, openingId);
      return found.ok && [found.view.needsSecond, found.view.may.decide];
    };
    expect(await view(both)).toEqual([true, false]);
    const other = await anOfficer(database, { role: 'expert', university });
    expect(await inboxKinds(database, expert)).toEqual([]);
    expect(await inboxKinds(database, other)).toEqual(['approveOpening']);
    expect(await view(other)).toEqual([false, true]);
    expect(await decide(other, openingId)).toEqual({ ok: true });
  });

  test('refused with a reason, is changed and declared again', async () => {
    const openingId = await aNeed();
    const no = { approve: false, reason: 'too many seats' } as const;
    expect(await decide(campus.expert, openingId, { ...no, reason: '' })).toMatchObject({
      reason: 'noReason',
    });
    await decide(campus.expert, openingId, no);
    expect(await declare(campus.officer, { seats: { female: 1, male: 1 } })).toEqual({
      ok: true,
      openingId,
    });
    expect(await openingById(database.db.read, openingId)).toMatchObject({
      state: 'declared',
      reason: null,
      seats: { male: { capacity: 1 } },
    });
    expect(await declare(campus.officer)).toEqual({ ok: false, reason: 'alreadyDeclared' });
  });

  test('changed by who has given the cartable up meanwhile, is told of to the colleague', async () => {
    const openingId = await aNeed();
    await decide(campus.expert, openingId);
    const after = { field: '', workType: 'research', seats: { female: 2, male: 2 } } as const;
    const { changeId } = await done(database, (work) =>
      changeOpening(work, campus.officer, { openingId, after }),
    );
    const cartableId = campus.officer.holdings[0]?.cartableId ?? 0;
    await done(database, (work) => leaveCartable(work, campus.officer, { cartableId }));
    await done(database, (work) =>
      decideOpeningChange(work, campus.expert, { changeId, decision: approval }),
    );
    expect(await toldTo(database, campus.colleague.chatId)).toEqual(['openingChangeDecided']);
    expect(await toldTo(database, campus.officer.chatId)).toEqual(['openingApproved']);
  });

  test('declared by two officers at once is one, and decided by many at once is decided once', async () => {
    const declared = await atOnce(database, [
      (work) => declareOpening(work, campus.officer, need()),
      (work) => declareOpening(work, campus.colleague, need()),
    ]);
    expect(outcomes(declared)).toEqual({ ok: 1, alreadyDeclared: 1 });
    const { id: openingId } = await database.db.read.opening.findFirstOrThrow({
      where: { state: 'declared' },
    });
    const itemId = await itemOf(openingId);
    const decided = await atOnce(
      database,
      Array.from({ length: 4 }, (_, index) => (work) => {
        const no = { approve: false, reason: 'no' } as const;
        const decision = index % 2 ? no : approval;
        return decideOpening(work, campus.expert, { openingId, itemId, decision });
      }),
    );
    expect(outcomes(decided)).toEqual({ ok: 1, alreadyDecided: 3 });
  });

  test('declared anew after it was read, is not decided on as it was', async () => {
    const openingId = await aNeed();
    const itemId = await itemOf(openingId);
    await done(database, (work) => closeOpening(work, campus.officer, { openingId }));
    await declare(campus.officer, { seats: { female: 50, male: 0 } });
    for (const decision of [approval, { approve: false, reason: 'no' } as const]) {
      const decided = await database.db.transaction((work) =>
        decideOpening(work, campus.expert, { openingId, itemId, decision }),
      );
      expect(decided).toEqual({ ok: false, reason: 'changedSince' });
    }
    expect(await openingById(database.db.read, openingId)).toMatchObject({ state: 'declared' });
    expect(await decide(campus.expert, openingId)).toEqual({ ok: true });
  });

  const close = (actor: Person, openingId: number) =>
    database.db.transaction((work) => closeOpening(work, actor, { openingId }));

  test('taken back by the unit, not by the expert, is no longer listed', async () => {
    const openingId = await aNeed();
    await decide(campus.expert, openingId);
    expect(await close(campus.expert, openingId)).toEqual({ ok: false, reason: 'notAllowed' });
    expect(await close(campus.officer, openingId)).toEqual({ ok: true });
    expect(await close(campus.officer, openingId)).toEqual({ ok: false, reason: 'alreadyClosed' });
    expect((await listed()).total).toBe(1);
  });

  test('that nobody of the unit has declared, but a sheet, is taken back by the expert too', async () => {
    const { id: openingId } = campus.opening;
    const mayClose = async (actor: Person) => {
      const found = await openingView(database.db.read, actor, openingId);
      return found.ok && found.view.may.close;
    };
    expect([await mayClose(campus.expert), await mayClose(campus.officer)]).toEqual([true, true]);
    const university = await aUniversity(database);
    const stranger = await anOfficer(database, { role: 'expert', university });
    expect(await close(stranger, openingId)).toEqual({ ok: false, reason: 'notAllowed' });
    expect(await close(campus.expert, openingId)).toEqual({ ok: true });
    expect((await listed()).total).toBe(0);
  });

  test('closed, is declared again, but not with fewer seats than students sit in', async () => {
    const { opening, officer } = campus;
    const { titleFa, titleEn, field, id: openingId } = opening;
    const student = await anApplicant(database, campus);
    await anApprovedPlacement(database, campus, { student });
    await done(database, (work) => closeOpening(work, officer, { openingId }));
    const again = (female: number) =>
      declare(officer, { titleFa, titleEn, field, seats: { female, male: 2 } });
    expect(await again(0)).toEqual({ ok: false, reason: 'seatsTaken' });
    expect(await openingById(database.db.read, openingId)).toMatchObject({ state: 'closed' });
    expect(await again(3)).toEqual({ ok: true, openingId });
    expect(await openingById(database.db.read, openingId)).toMatchObject({
      state: 'declared',
      seats: { female: { capacity: 3, filled: 1 } },
    });
    const ledger = await ledgerOf(database.db.read, officer, openingId);
    expect(ledger).toMatchObject({ ok: true, opening: { state: 'declared' } });
  });

  test('closed while a unit asks for somebody in it: whoever comes second is told', async () => {
    const { id: openingId } = campus.opening;
    const { profile } = await anApplicant(database, campus);
    const [asked, closed] = await atOnce<{ ok: boolean; reason?: string }>(database, [
      (work) =>
        requestPlacement(work, campus.officer, {
          ...{ openingId, student: profile.studentNumber, minutes: 600, explanation: 'shelving' },
        }),
      (work) => closeOpening(work, campus.colleague, { openingId }),
    ]);
    expect(closed).toEqual({ ok: true });
    if (!asked?.ok) expect(asked).toEqual({ ok: false, reason: 'openingNotOpen' });
    const events = await database.db.read.auditEvent.findMany({
      where: { action: { in: ['placement.request', 'opening.closed'] } },
      orderBy: { seq: 'asc' },
    });
    expect(events.at(-1)?.action).toBe('opening.closed');
    expect(events).toHaveLength(asked?.ok ? 2 : 1);
  });

  test('is seen by its unit and the expert only, each with the steps that are theirs', async () => {
    const openingId = await aNeed();
    const may = async (actor: Person) => {
      const found = await openingView(database.db.read, actor, openingId);
      if (!found.ok) return found.reason;
      return Object.entries(found.view.may).flatMap(([step, open]) => (open ? [step] : []));
    };
    expect(await may(campus.officer)).toEqual(['close']);
    expect(await may(campus.expert)).toEqual(['decide']);
    expect(await may(campus.finance)).toBe('notAllowed');
    await decide(campus.expert, openingId);
    expect(await may(campus.colleague)).toEqual(['change', 'close']);
    expect(await may(campus.expert)).toEqual([]);
    const unit = await aUnit(database, campus.university);
    const neighbour = await anOfficer(database, { role: 'unitOfficer', unit });
    expect(await may(neighbour)).toBe('notAllowed');
    expect(await ledgerOf(database.db.read, neighbour, openingId)).toEqual({
      ok: false,
      reason: 'notAllowed',
    });
  });

  test('is listed for a gender only where it has seats for it', async () => {
    const { unit, term, university } = campus;
    await anOpening(database, { unit, term, seats: { female: 0, male: 1 } });
    const place = { universityId: university.id, termId: term.id };
    const women = await openingsOf(database.db.read, { ...place, gender: 'female' });
    const men = await openingsOf(database.db.read, { ...place, gender: 'male', page: 99 });
    expect([women.total, men.total, men.page]).toEqual([1, 2, 0]);
  });
});

describe('a change of what was approved', () => {
  const after = (female: number) => ({
    field: campus.opening.field,
    workType: 'research' as const,
    seats: { female, male: 2 },
  });
  const change = (actor: Person, female: number) =>
    database.db.transaction((work) =>
      changeOpening(work, actor, { openingId: campus.opening.id, after: after(female) }),
    );
  const decideChange = (actor: Person, changeId: number, decision = approval) =>
    database.db.transaction((work) => decideOpeningChange(work, actor, { changeId, decision }));
  const women = async () =>
    (await openingById(database.db.read, campus.opening.id))?.seats.female.capacity;

  test('holds only once the expert has approved it', async () => {
    expect(await change(campus.officer, 2)).toEqual({ ok: false, reason: 'same' });
    const asked = await change(campus.officer, 5);
    if (!asked.ok) throw new Error(asked.reason);
    expect(await change(campus.officer, 6)).toEqual({ ok: false, reason: 'changeWaiting' });
    expect(await women()).toBe(2);
    expect(await decideChange(campus.officer, asked.changeId)).toMatchObject({ ok: false });
    expect(await decideChange(campus.expert, asked.changeId)).toEqual({ ok: true });
    expect(await women()).toBe(5);
    expect(await decideChange(campus.expert, asked.changeId)).toEqual({
      ok: false,
      reason: 'alreadyDecided',
    });
  });

  test('that waits when the opening is closed waits no more', async () => {
    const asked = await change(campus.officer, 5);
    if (!asked.ok) throw new Error(asked.reason);
    const { id: openingId } = campus.opening;
    await done(database, (work) => closeOpening(work, campus.officer, { openingId }));
    expect(await inboxKinds(database, campus.expert)).toEqual([]);
    expect(await decideChange(campus.expert, asked.changeId)).toEqual({
      ok: false,
      reason: 'alreadyDecided',
    });
    expect(await women()).toBe(2);
    expect(await change(campus.officer, 6)).toEqual({
      ok: false,
      reason: 'notApproved',
      state: 'closed',
    });
  });

  test('by which seats come to be free tells the unit who is next', async () => {
    const [first, second] = [
      await anApplicant(database, campus),
      await anApplicant(database, campus),
    ];
    for (const student of [first, second]) {
      await anApprovedPlacement(database, campus, { student });
    }
    const next = await anApplicant(database, campus);
    const asked = await change(campus.officer, 3);
    if (!asked.ok) throw new Error(asked.reason);
    await decideChange(campus.expert, asked.changeId);
    expect(await toldTo(database, campus.colleague.chatId)).toEqual(['seatFreed']);
    const told = await database.db.read.outboxMessage.findFirstOrThrow({
      where: { payload: { path: ['notice', 'name'], equals: 'seatFreed' } },
    });
    const { titleFa: fa, titleEn: en } = campus.opening;
    expect(told.payload).toMatchObject({
      notice: { title: { fa, en }, nextCode: next.application.trackingCode },
    });
  });

  test('never takes a seat from under a student', async () => {
    const first = await anApplicant(database, campus);
    const second = await anApplicant(database, campus);
    await anApprovedPlacement(database, campus, { student: first });
    await anApprovedPlacement(database, campus, { student: second });
    const asked = await change(campus.officer, 1);
    if (!asked.ok) throw new Error(asked.reason);
    const { changeId } = asked;
    expect(await decideChange(campus.expert, changeId)).toEqual({
      ok: false,
      reason: 'seatsTaken',
    });
    expect(await women()).toBe(2);
    const no = { approve: false, reason: 'taken' } as const;
    expect(await decideChange(campus.expert, changeId, no)).toEqual({ ok: true });
  });
});

describe('a sheet of openings', () => {
  const row = (line: number, more: Partial<OpeningRow> = {}): OpeningRow => ({
    line,
    unit: { code: 'central-library', nameFa: 'کتابخانه مرکزی', nameEn: 'Central library' },
    field: '',
    titleFa: `کار ${line}`,
    titleEn: `Work ${line}`,
    workType: 'research',
    seats: { female: 77, male: 65 },
    ...more,
  });
  const take = (
    rows: readonly OpeningRow[],
    acknowledged: boolean,
    actor: Person = campus.expert,
  ) =>
    database.db.transaction((work) =>
      importOpenings(work, actor, {
        universityId: campus.university.id,
        termId: campus.term.id,
        rows,
        stated: { women: 157, men: 130, all: 287 },
        acknowledged,
      }),
    );

  test('whose stated totals differ waits for an acknowledgement, and no seat is invented', async () => {
    const rows = [row(2), row(3)];
    expect(await take(rows, false)).toEqual({
      ok: false,
      reason: 'totalsDiffer',
      totals: { women: 154, men: 130, all: 284 },
      differences: [
        { column: 'women', computed: 154, stated: 157 },
        { column: 'all', computed: 284, stated: 287 },
      ],
    });
    expect(await database.db.read.opening.count()).toBe(1);
    expect(await take(rows, true)).toMatchObject({ ok: true, added: 2, known: 0, problems: [] });
    const seats = await database.db.read.seatCount.aggregate({
      where: { openingId: { not: campus.opening.id } },
      _sum: { capacity: true },
    });
    expect(seats._sum.capacity).toBe(284);
  });

  test('imported again, by several at once, adds nothing', async () => {
    const rows = [row(2), row(3)];
    const sheet = {
      universityId: campus.university.id,
      termId: campus.term.id,
      rows,
      stated: {},
      acknowledged: true,
    };
    const results = await atOnce(
      database,
      Array.from({ length: 3 }, () => (work) => importOpenings(work, campus.expert, sheet)),
    );
    const added = results.map((result) => (result.ok ? result.added : -1));
    expect(added.reduce((sum, one) => sum + one, 0)).toBe(2);
    expect(await database.db.read.opening.count()).toBe(3);
  });

  test('takes the good rows and names the bad ones by line and reason', async () => {
    const wrong = { code: 'moon-base', nameFa: 'پایگاه', nameEn: 'Base' };
    const rows = [
      row(2),
      row(3, { unit: wrong }),
      row(4, { workType: 'cultural' }),
      row(5, { seats: { female: 0, male: 0 } }),
    ];
    expect(await take(rows, true)).toMatchObject({
      added: 1,
      problems: [
        { line: 3, problem: 'unknownUnitKind' },
        { line: 4, problem: 'wrongWorkType' },
        { line: 5, problem: 'noSeats' },
      ],
    });
  });

  test('takes the kind of a unit that is there, and the work that it gives where none is stated', async () => {
    const { university } = campus;
    const unit = { code: 'it', nameFa: 'فناوری اطلاعات', nameEn: 'IT' };
    await aUnit(database, university, { ...unit, kind: 'ictManagement' });
    await aUnit(database, university, { code: 'old', closedAt: new Date() });
    const rows = [
      row(2, { unit, workType: null }),
      row(3, { unit, workType: 'research' }),
      row(4, { unit: { ...unit, code: 'old' } }),
    ];
    expect(await take(rows, true)).toMatchObject({
      added: 1,
      problems: [
        { line: 3, problem: 'wrongWorkType' },
        { line: 4, problem: 'unitClosed' },
      ],
    });
    expect((await listed()).openings.at(-1)).toMatchObject({ workType: 'presidency' });
  });

  test('is imported by the university’s own expert only', async () => {
    const university = await aUniversity(database);
    const stranger = await anOfficer(database, { role: 'expert', university });
    for (const actor of [stranger, campus.officer, campus.finance]) {
      expect(await take([row(2)], true, actor)).toEqual({ ok: false, reason: 'notAllowed' });
    }
  });
});
