import { beforeEach, describe, expect, test } from 'vitest';
import { isoDate } from '../../../core/calendar.ts';
import { leaveCartable } from '../../../core/cartables/commands/leave-cartable.ts';
import { paymentsOf } from '../../../core/earnings/queries.ts';
import { draftPayRun } from '../../../core/pay/commands/draft-run.ts';
import { exportPayRun } from '../../../core/pay/commands/export-run.ts';
import {
  approvePayRun,
  cancelPayRun,
  freezePayRun,
  reopenPayRun,
} from '../../../core/pay/commands/freeze-run.ts';
import { importResults } from '../../../core/pay/commands/import-results.ts';
import { setRate } from '../../../core/pay/commands/set-rate.ts';
import { payPlacesOf } from '../../../core/pay/queries/places.ts';
import { exportFileOf, payOutOf, payRunPage } from '../../../core/pay/queries.ts';
import type { BankResult } from '../../../core/pay/types.ts';
import { correctPlacement } from '../../../core/placements/commands/correct-placement.ts';
import { placementStory } from '../../../core/placements/queries.ts';
import { leave } from '../../../core/privacy/commands/leave-hamyar.ts';
import { whatHindersLeaving } from '../../../core/privacy/queries.ts';
import type { Level } from '../../../core/registry/types.ts';
import { waitingFor } from '../../../core/reminders/queries.ts';
import type { Person } from '../../../core/staff/types.ts';
import { minutes } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { anOfficer, type Officer } from '../../support/people.ts';
import {
  aCampus,
  aFinalPlacement,
  anApplicant,
  anApprovedPlacement,
  aPayableStudent,
  atOnce,
  type Campus,
  done,
  inboxKinds,
  outcomes,
  toldTo,
} from '../../support/scenes.ts';
import {
  aBankAccount,
  anApplication,
  anOpening,
  aPayer,
  aTerm,
  aUniversity,
  windowsOpen,
} from '../../support/university.ts';

const database = useDatabase();
let campus: Campus;

beforeEach(async () => {
  campus = await aCampus(database, { seats: { female: 20 } });
});

const place = () => ({ universityId: campus.university.id, termId: campus.term.id });
const draft = () => done(database, (work) => draftPayRun(work, campus.finance, place()));
const freeze = (runId: number, seen?: string) =>
  database.db.transaction((work) =>
    freezePayRun(work, campus.finance, { runId, ...(seen !== undefined && { seen }) }),
  );
const frozenAtOf = async (runId: number) =>
  (await database.db.read.payRun.findUniqueOrThrow({ where: { id: runId } })).frozenAt;
const approve = async (actor: Person, runId: number, seen?: Date | null) => {
  const frozenAt = seen === undefined ? await frozenAtOf(runId) : seen;
  return database.db.transaction((work) => approvePayRun(work, actor, { runId, frozenAt }));
};
const exportAs = (runId: number, format: 'csv' | 'ccti') =>
  database.db.transaction((work) => exportPayRun(work, campus.finance, { runId, format }));
const take = (runId: number, results: readonly BankResult[], actor: Person = campus.finance) =>
  database.db.transaction((work) => importResults(work, actor, { runId, results }));

const fileOf = (exportId: number) => exportFileOf(database.db.read, exportId);

/** A run that was exported, with the rows of the file that is sent. */
async function anExportedRun() {
  const { runId } = await draft();
  await freeze(runId);
  await approve(campus.secondFinance, runId);
  const exported = await exportAs(runId, 'csv');
  if (!exported.ok) throw new Error(exported.reason);
  return { runId, lines: (await fileOf(exported.exportId)).rows };
}

const paid = (lineId: number): BankResult => ({
  lineId,
  outcome: { paid: true, reference: `R${lineId}` },
});
const returned = (lineId: number): BankResult => ({
  lineId,
  outcome: { paid: false, reason: 'account closed' },
});

describe('money', () => {
  test.each<[string, { level: Level; minutes: number; married: boolean }, bigint]>([
    ['200 h PhD, married', { level: 'phd', minutes: 12_000, married: true }, 75_000_000n],
    ['37.5 h master', { level: 'master', minutes: 2_250, married: false }, 7_500_000n],
    [
      '1 h bachelor, married',
      { level: 'bachelorDiscontinuous', minutes: 60, married: true },
      270_000n,
    ],
  ])('%s', async (_who, work, amount) => {
    const { student } = await aPayableStudent(database, campus, work);
    expect(await draft()).toMatchObject({ count: 1, sumRial: amount, excluded: [] });
    expect(await database.db.read.payLine.findFirstOrThrow()).toMatchObject({
      accountId: student.accountId,
      amountRial: amount,
    });
  });

  test('a marriage that is only claimed does not raise the pay', async () => {
    const { student } = await aPayableStudent(database, campus, { minutes: 60 });
    await database.db.read.priorityClaim.create({
      data: { applicationId: student.application.id, class: 'married', state: 'pending' },
    });
    expect(await draft()).toMatchObject({ sumRial: 180_000n });
  });

  test('a marriage that is proved in the middle counts for all hours of a list not yet closed', async () => {
    const { student } = await aPayableStudent(database, campus, { minutes: 120 });
    const { runId } = await draft();
    const claim = await database.db.read.priorityClaim.create({
      data: { applicationId: student.application.id, class: 'married', state: 'verified' },
    });
    expect(await freeze(runId)).toMatchObject({ reason: 'changed', sumRial: 540_000n });
    expect(await freeze(runId)).toMatchObject({ ok: true, sumRial: 540_000n });
    await database.db.read.priorityClaim.update({
      where: { id: claim.id },
      data: { state: 'refused' },
    });
    await approve(campus.secondFinance, runId);
    expect(await exportAs(runId, 'csv')).toMatchObject({ ok: true, sumRial: 540_000n });
  });

  test('a list is closed by a page that showed it, not by one of the same sum for another person', async () => {
    const stampOf = async (runId: number) => {
      const page = await payRunPage(database.db.read, campus.finance, { runId });
      return page.ok ? page.view.listStamp : '';
    };
    const { account } = await aPayableStudent(database, campus, { minutes: 60 });
    const { runId } = await draft();
    const seen = await stampOf(runId);
    await aPayableStudent(database, campus, { minutes: 60 });
    const refused = { state: 'refused', reason: 'closed' } as const;
    await database.db.read.bankAccount.update({ where: { id: account.id }, data: refused });
    expect(await draft()).toMatchObject({ runId, count: 1, sumRial: 180_000n });
    const changed = { ok: false, reason: 'changed', count: 1, sumRial: 180_000n };
    expect(await freeze(runId, seen)).toEqual(changed);
    // Computed once more, the list is the same, and so is the page of it.
    const again = await stampOf(runId);
    await draft();
    expect(await stampOf(runId)).toBe(again);
    expect(await freeze(runId, again)).toMatchObject({ ok: true });
  });

  test('the rate of the day of the final approval counts, whenever the run is made', async () => {
    await aPayableStudent(database, campus, { level: 'master', minutes: 60 });
    await database.db.transaction((work) =>
      setRate(
        work,
        { kind: 'system' },
        { level: 'master', rialPerHour: 300_000n, validFrom: isoDate('2023-10-08') },
      ),
    );
    database.clock.set('2023-11-01T08:00:00Z');
    await aPayableStudent(database, campus, { level: 'master', minutes: 60 });
    expect(await draft()).toMatchObject({ count: 2, sumRial: 500_000n });
  });

  test('a rate is set once for a level and day, by the organisation only', async () => {
    const rate = { level: 'associate', rialPerHour: 100_000n, validFrom: isoDate('2023-10-01') };
    const set = (actor: Person, more = {}) =>
      database.db.transaction((work) =>
        setRate(work, actor, { ...rate, ...more } as Parameters<typeof setRate>[2]),
      );
    const organisation = await anOfficer(database, { role: 'organisation' });
    expect(await set(campus.finance)).toEqual({ ok: false, reason: 'notAllowed' });
    expect(await set(organisation, { rialPerHour: 0n })).toMatchObject({ reason: 'notPositive' });
    expect(await set(organisation)).toEqual({ ok: true });
    expect(await set(organisation)).toEqual({ ok: false, reason: 'alreadySet' });
  });
});

describe('a draft', () => {
  test('says of everybody who is out, why', async () => {
    await aPayableStudent(database, campus);
    const still = await anApplicant(database, campus);
    const working = await anApprovedPlacement(database, campus, { student: still });
    const poor = await anApplicant(database, campus, { level: 'associate' });
    const noRate = await aFinalPlacement(database, campus, { student: poor });
    const declared = await anApplicant(database, campus);
    await aBankAccount(database, declared, { state: 'declared', decidedAt: null });
    const unconfirmed = await aFinalPlacement(database, campus, { student: declared });

    const { runId, count, excluded } = await draft();
    expect(count).toBe(1);
    const found = await payOutOf(database.db.read, campus.finance, { runId, page: 0 });
    const shown = found.ok ? found.list.out.map(({ reasons }) => reasons) : [];
    expect(shown).toEqual(excluded.map(({ reasons }) => reasons));
    expect(excluded).toEqual([
      { placementId: working, reasons: ['notFinal', 'noHours', 'noAccount'] },
      { placementId: noRate, reasons: ['missingRate', 'noAccount'] },
      { placementId: unconfirmed, reasons: ['accountNotConfirmed'] },
    ]);
  });

  test('is computed anew on demand, and there is one of it, whoever asks at once', async () => {
    await aPayableStudent(database, campus);
    const results = await atOnce(
      database,
      Array.from({ length: 6 }, (_, index) => (work) => {
        const actor = index % 2 ? campus.finance : campus.secondFinance;
        return draftPayRun(work, actor, place());
      }),
    );
    expect(outcomes(results)).toEqual({ ok: 6 });
    expect(await database.db.read.payRun.count()).toBe(1);
    expect(await database.db.read.payLine.count()).toBe(1);
  });

  test('is made only by the finance of that university', async () => {
    const other = await anOfficer(database, {
      role: 'finance',
      university: await aUniversity(database),
    });
    for (const actor of [other, campus.expert, campus.officer]) {
      const result = await database.db.transaction((work) => draftPayRun(work, actor, place()));
      expect(result).toEqual({ ok: false, reason: 'notAllowed' });
    }
    expect(await database.db.read.payRun.count()).toBe(0);
  });

  test('is made anew while the one before is given up at the same moment', async () => {
    await aPayableStudent(database, campus, { minutes: 60 });
    for (let round = 0; round < 5; round += 1) {
      const { runId } = await draft();
      const [, ...drafts] = await atOnce<{ ok: boolean; reason?: string }>(database, [
        (work) => cancelPayRun(work, campus.finance, { runId }),
        (work) => draftPayRun(work, campus.finance, place()),
        (work) => draftPayRun(work, campus.secondFinance, place()),
      ]);
      // Who waited for the lock of the old one learns that it is given up.
      expect(drafts.every(({ ok, reason }) => ok || reason === 'wrongState')).toBe(true);
      const open = { where: { state: { in: ['draft', 'frozen'] as ('draft' | 'frozen')[] } } };
      expect(await database.db.read.payRun.count(open)).toBeLessThanOrEqual(1);
    }
  });

  test('that is no longer true is not frozen but shown anew', async () => {
    const { runId } = await draft();
    expect(await freeze(runId)).toEqual({ ok: false, reason: 'empty' });
    await aPayableStudent(database, campus, { minutes: 60 });
    expect(await freeze(runId)).toEqual({
      ok: false,
      reason: 'changed',
      count: 1,
      sumRial: 180_000n,
    });
    expect(await freeze(runId)).toEqual({ ok: true, count: 1, sumRial: 180_000n });
  });
});

describe('a frozen run', () => {
  test('is approved by a second person of that university, once', async () => {
    await aPayableStudent(database, campus);
    const { runId } = await draft();
    expect(await approve(campus.secondFinance, runId)).toMatchObject({ reason: 'wrongState' });
    await freeze(runId);
    expect(await inboxKinds(database, campus.secondFinance)).toEqual(['approvePayRun']);
    const other = await anOfficer(database, {
      role: 'finance',
      university: await aUniversity(database),
    });
    expect(await approve(campus.finance, runId)).toEqual({ ok: false, reason: 'samePerson' });
    expect(await approve(other, runId)).toEqual({ ok: false, reason: 'notAllowed' });
    const frozenAt = await frozenAtOf(runId);
    const results = await atOnce(
      database,
      Array.from({ length: 4 }, () => (work) => {
        return approvePayRun(work, campus.secondFinance, { runId, frozenAt });
      }),
    );
    expect(outcomes(results)).toEqual({ ok: 1, wrongState: 3 });
    expect(await toldTo(database, campus.finance.chatId)).toEqual(['payRunApproved']);
  });

  test('waits for whoever did not freeze it, and for the deputy once nobody of finance can', async () => {
    await aPayableStudent(database, campus);
    const { finance, secondFinance, university } = campus;
    const delegate = await anOfficer(database, { role: 'expert', university });
    const [held] = finance.holdings;
    const forFinance = held && { ...held, behalfOfId: finance.accountId };
    const behalf = { ...delegate, holdings: forFinance ? [forFinance] : [] };
    const { runId } = await draft();
    await freeze(runId);
    const digested = async ({ accountId, holdings }: Officer) =>
      (await waitingFor(database.db.read, { accountId, holdings }, database.clock.now())).counts;
    expect(await inboxKinds(database, finance)).toEqual([]);
    expect(await inboxKinds(database, behalf)).toEqual([]);
    expect(await digested(finance)).toEqual({});
    expect(await digested(secondFinance)).toEqual({ approvePayRun: 1 });
    const leave = { cartableId: held?.cartableId ?? 0 };
    await done(database, (work) => leaveCartable(work, secondFinance, leave));
    const { accountId } = finance;
    const deputy = await anOfficer(database, { role: 'studentDeputy', university, accountId });
    // The deputy's cartable has no other holder: it is nobody's else, and does not hang unseen.
    expect(await inboxKinds(database, deputy)).toEqual(['approvePayRun']);
    const second = await anOfficer(database, { role: 'studentDeputy', university });
    expect(await inboxKinds(database, deputy)).toEqual([]);
    expect(await inboxKinds(database, second)).toEqual(['approvePayRun']);
    expect(await approve(second, runId)).toMatchObject({ ok: true });
  });

  test('is told, once approved, to whoever of finance can export it, also when who froze it has left', async () => {
    await aPayableStudent(database, campus);
    const { finance, secondFinance, university } = campus;
    const deputy = await anOfficer(database, { role: 'studentDeputy', university });
    const { runId } = await draft();
    await freeze(runId);
    const leave = { cartableId: finance.holdings[0]?.cartableId ?? 0 };
    await done(database, (work) => leaveCartable(work, finance, leave));
    expect(await approve(deputy, runId)).toMatchObject({ ok: true });
    expect(await toldTo(database, secondFinance.chatId)).toEqual(['payRunApproved']);
    expect(await toldTo(database, finance.chatId)).not.toContain('payRunApproved');
  });

  test('is not approved by the page of an earlier freeze', async () => {
    await aPayableStudent(database, campus, { minutes: 60 });
    const { runId } = await draft();
    await freeze(runId);
    const seen = await frozenAtOf(runId);
    await done(database, (work) => reopenPayRun(work, campus.finance, { runId }));
    await aPayableStudent(database, campus, { minutes: 120 });
    await draft();
    database.clock.advance(minutes);
    await freeze(runId);
    const changed = { ok: false, reason: 'changed', count: 2, sumRial: 540_000n };
    expect(await approve(campus.secondFinance, runId, seen)).toEqual(changed);
    expect(await approve(campus.secondFinance, runId, null)).toEqual(changed);
    expect(await approve(campus.secondFinance, runId)).toMatchObject({ ok: true, count: 2 });
  });

  test('is neither frozen nor approved by whom it pays', async () => {
    const { student } = await aPayableStudent(database, campus, { minutes: 60 });
    const { accountId } = student;
    const own = await anOfficer(database, {
      role: 'finance',
      university: campus.university,
      accountId,
    });
    const { runId } = await draft();
    const ownCase = { ok: false, reason: 'ownCase' };
    const byOwn = await database.db.transaction((work) => freezePayRun(work, own, { runId }));
    expect(byOwn).toEqual(ownCase);
    await freeze(runId);
    expect(await approve(own, runId)).toEqual(ownCase);
    expect(await payRunPage(database.db.read, own, { runId })).toMatchObject({
      view: { may: { approve: false, reopen: true } },
    });
    expect(await approve(campus.secondFinance, runId)).toMatchObject({ ok: true });
  });

  test('keeps its hours from corrections until it is given up', async () => {
    const { placementId } = await aPayableStudent(database, campus, { minutes: 600 });
    const { runId } = await draft();
    await freeze(runId);
    const correct = () =>
      database.db.transaction((work) =>
        correctPlacement(work, campus.expert, { placementId, minutes: -60, reason: 'miscounted' }),
      );
    expect(await correct()).toEqual({ ok: false, reason: 'inPayRun' });
    await done(database, (work) => reopenPayRun(work, campus.finance, { runId }));
    expect(await inboxKinds(database, campus.secondFinance)).toEqual([]);
    expect(await correct()).toEqual({ ok: true, minutes: 540 });
    expect(await draft()).toMatchObject({ runId, sumRial: 1_620_000n });
    await done(database, (work) => cancelPayRun(work, campus.finance, { runId }));
    const again = await draft();
    expect(again).toMatchObject({ count: 1 });
    expect(again.runId).not.toBe(runId);
  });

  test('is not approved for an account that was changed meanwhile', async () => {
    const { account } = await aPayableStudent(database, campus);
    const { runId } = await draft();
    await freeze(runId);
    await database.db.read.bankAccount.update({
      where: { id: account.id },
      data: { state: 'replaced' },
    });
    expect(await approve(campus.secondFinance, runId)).toMatchObject({
      reason: 'accountsChanged',
    });
  });

  test('nor exported, but given up, when it is changed after the approval', async () => {
    const { account, student } = await aPayableStudent(database, campus);
    const { runId } = await draft();
    await freeze(runId);
    await approve(campus.secondFinance, runId);
    await database.db.read.bankAccount.update({
      where: { id: account.id },
      data: { state: 'replaced' },
    });
    expect(await exportAs(runId, 'csv')).toMatchObject({ reason: 'accountsChangedSince' });
    await done(database, (work) => cancelPayRun(work, campus.finance, { runId }));
    const { id } = await aBankAccount(database, student);
    expect(await draft()).toMatchObject({ count: 1 });
    expect(
      await database.db.read.payLine.findFirstOrThrow({ where: { state: 'due' } }),
    ).toMatchObject({ bankAccountId: id });
  });
});

test('hours that were corrected away are no pay that anybody waits for', async () => {
  const { placementId, student } = await aPayableStudent(database, campus, { minutes: 60 });
  const { read } = database.db;
  const waits = async () => ({
    story: (await placementStory(read, student.application.id))?.waitsFor?.to,
    terms: (await payPlacesOf(read, campus.finance, database.clock.now()))[0]?.terms.length,
    leaving: await whatHindersLeaving(read, { ...student, now: database.clock.now() }),
  });
  database.clock.set('2024-12-01T08:00:00Z');
  await windowsOpen(database, campus.university, await aTerm(database, { startYear: 1403 }), {
    opensOn: '2024-09-23',
    closesOn: '2025-01-20',
  });
  expect(await waits()).toEqual({ story: 'pay', terms: 2, leaving: 'placementLive' });
  const correct = (minutes: number) =>
    done(database, (work) =>
      correctPlacement(work, campus.expert, { placementId, minutes, reason: 'miscounted' }),
    );
  await correct(-60);
  expect(await waits()).toEqual({ story: undefined, terms: 1, leaving: undefined });
  await correct(15);
  expect(await waits()).toEqual({ story: 'pay', terms: 2, leaving: 'placementLive' });
});

describe('the bank’s file', () => {
  test('comes with count and sum; every export after the first is a copy, whatever its format', async () => {
    await aPayableStudent(database, campus, { minutes: 60 });
    await aPayableStudent(database, campus, { minutes: 120 });
    const { runId } = await draft();
    await freeze(runId);
    expect(await exportAs(runId, 'csv')).toMatchObject({ reason: 'wrongState' });
    await approve(campus.secondFinance, runId);
    const first = await exportAs(runId, 'csv');
    expect(await exportAs(runId, 'ccti')).toEqual({ ok: false, reason: 'noPayer' });
    await aPayer(database, campus);
    const second = await exportAs(runId, 'ccti');
    expect(first).toMatchObject({ ok: true, copy: 1, count: 2, sumRial: 540_000n });
    expect(second).toMatchObject({ ok: true, copy: 2, count: 2, sumRial: 540_000n });
    if (!first.ok || !second.ok) throw new Error('both were expected');
    const { rows } = await fileOf(first.exportId);
    expect(rows.map(({ amountRial }) => amountRial)).toEqual([180_000n, 360_000n]);
    expect(rows.every(({ name, sheba }) => name !== '' && sheba.startsWith('IR'))).toBe(true);
    expect((await fileOf(second.exportId)).rows).toEqual(rows);
    const exports = await database.db.read.payExport.findMany({ orderBy: { copy: 'asc' } });
    expect(
      exports.map(({ format, copy, count, sumRial }) => [format, copy, count, sumRial]),
    ).toEqual([
      ['csv', 1, 2, 540_000n],
      ['ccti', 2, 2, 540_000n],
    ]);
  });

  test('has everybody in every copy: who was paid cannot leave before the others have an answer', async () => {
    const { student } = await aPayableStudent(database, campus, { minutes: 60 });
    await aPayableStudent(database, campus, { minutes: 120 });
    const { runId, lines } = await anExportedRun();
    const goAway = () => database.db.transaction((work) => leave(work, student.person));
    await take(runId, [paid(lines[0]?.lineId ?? 0)]);
    expect(await goAway()).toEqual({ ok: false, reason: 'payRunOpen' });
    const copy = await exportAs(runId, 'csv');
    if (!copy.ok) throw new Error(copy.reason);
    expect((await fileOf(copy.exportId)).rows).toEqual(lines);
    await take(runId, [returned(lines[1]?.lineId ?? 0)]);
    expect(await exportAs(runId, 'csv')).toMatchObject({ reason: 'wrongState' });
    expect(await goAway()).toEqual({ ok: true });
  });

  test('exported at the same moment there is one original', async () => {
    await aPayableStudent(database, campus);
    const { runId } = await draft();
    await freeze(runId);
    await approve(campus.secondFinance, runId);
    const results = await atOnce(
      database,
      Array.from({ length: 4 }, () => (work) => {
        return exportPayRun(work, campus.finance, { runId, format: 'csv' });
      }),
    );
    expect(results.map((result) => result.ok && result.copy).sort()).toEqual([1, 2, 3, 4]);
  });
});

describe('the bank’s results', () => {
  test('again change nothing; what is unknown or contradicts is named', async () => {
    await aPayableStudent(database, campus);
    await aPayableStudent(database, campus);
    const { runId, lines } = await anExportedRun();
    const [first, second] = lines.map(({ lineId }) => lineId);
    if (first === undefined || second === undefined) throw new Error('two lines were expected');
    expect(await take(runId, [paid(first), paid(1)])).toMatchObject({
      paid: 1,
      unknown: [1],
      left: 1,
    });
    expect(await take(runId, [paid(first), returned(second)])).toMatchObject({
      paid: 0,
      returned: 1,
      known: 1,
      left: 0,
    });
    const again = await take(runId, [paid(first), returned(second), returned(first)]);
    expect(again).toMatchObject({ paid: 0, returned: 0, known: 2, contradicting: [2] });
    expect(await database.db.read.payRun.findFirstOrThrow()).toMatchObject({ state: 'settled' });
  });

  test('of the own pay: that it came back is for a colleague to note', async () => {
    const { student } = await aPayableStudent(database, campus);
    const { university } = campus;
    const { accountId } = student;
    const self = await anOfficer(database, { role: 'finance', university, accountId });
    const { runId, lines } = await anExportedRun();
    const results = [returned(lines[0]?.lineId ?? 0)];
    expect(await take(runId, results, self)).toMatchObject({ returned: 0, own: [0], left: 1 });
    expect(await take(runId, results)).toMatchObject({ returned: 1, own: [], left: 0 });
  });

  test('of another run are refused as a whole, and the run is named', async () => {
    await aPayableStudent(database, campus);
    const first = await anExportedRun();
    await aPayableStudent(database, campus);
    const second = await anExportedRun();
    const rows = [...second.lines, ...first.lines].map(({ lineId }) => paid(lineId));
    const refused = { ok: false, reason: 'otherRun', runIds: [first.runId] };
    expect(await take(second.runId, rows)).toEqual(refused);
    expect(await database.db.read.payLine.count({ where: { state: 'paid' } })).toBe(0);
  });

  test('of another run are refused as a whole also where they name people by their Sheba', async () => {
    const { account, student } = await aPayableStudent(database, campus, { minutes: 60 });
    const first = await anExportedRun();
    const row = (reference: string): BankResult => ({
      sheba: account.sheba,
      outcome: { paid: true, reference },
    });
    await take(first.runId, [row('AB 1')]);
    const term = await aTerm(database, { startYear: 1403 });
    await windowsOpen(database, campus.university, term);
    const opening = await anOpening(database, { unit: campus.unit, term });
    await anApplication(database, { student, openings: [opening] });
    campus = { ...campus, term, opening };
    await aFinalPlacement(database, campus, {
      student,
      minutes: 60,
    });
    const second = await anExportedRun();
    const refused = { ok: false, reason: 'usedReferences', runIds: [first.runId] };
    expect(await take(second.runId, [row('ab-1')])).toEqual(refused);
    const [line] = second.lines;
    const named = { ...row('AB 1'), lineId: line?.lineId ?? 0 };
    expect(await take(second.runId, [named])).toMatchObject({ ok: true, paid: 1 });
  });

  test('name an amount that is not what was sent, and note the others', async () => {
    await aPayableStudent(database, campus, { minutes: 60 });
    await aPayableStudent(database, campus, { minutes: 60 });
    const { runId, lines } = await anExportedRun();
    const rows = lines.map(({ lineId }, index) => ({
      ...paid(lineId),
      amountRial: index === 0 ? 180_000n : 1_800_000n,
    }));
    expect(await take(runId, rows)).toMatchObject({ paid: 1, differing: [1], left: 1 });
  });

  test('find a line by its Sheba, too', async () => {
    const { account, student } = await aPayableStudent(database, campus);
    const { runId } = await anExportedRun();
    const row: BankResult = {
      sheba: account.sheba.toLowerCase().replace(/(.{4})/g, '$1 '),
      outcome: { paid: true, reference: 'X1' },
    };
    expect(await take(runId, [row])).toMatchObject({ paid: 1, left: 0 });
    expect(await paymentsOf(database.db.read, student)).toMatchObject([
      { progress: 'paid', reference: 'X1' },
    ]);
  });

  test('are taken only from the finance of that university', async () => {
    await aPayableStudent(database, campus);
    const { runId, lines } = await anExportedRun();
    const rows = lines.map(({ lineId }) => paid(lineId));
    const university = await aUniversity(database);
    const other = await anOfficer(database, { role: 'finance', university });
    expect(await take(runId, rows, other)).toEqual({ ok: false, reason: 'notAllowed' });
    expect(await take(runId, rows, campus.expert)).toEqual({ ok: false, reason: 'notAllowed' });
  });

  test('sent twice at once pay once', async () => {
    const { student, placementId } = await aPayableStudent(database, campus);
    const { runId, lines } = await anExportedRun();
    const results = lines.map(({ lineId }) => paid(lineId));
    const reports = await atOnce(
      database,
      Array.from({ length: 4 }, () => (work) => {
        return importResults(work, campus.finance, { runId, results });
      }),
    );
    expect(reports.map((report) => report.ok && report.paid).sort()).toEqual([0, 0, 0, 1]);
    const told = await toldTo(database, student.chatId);
    expect(told.filter((name) => name === 'payPaid')).toHaveLength(1);
    const next = await draft();
    expect(next.count).toBe(0);
    expect(next.excluded).toEqual([{ placementId, reasons: ['alreadyPaid'] }]);
  });

  test('a returned line waits in a queue until a later run pays it', async () => {
    const { student, account, placementId } = await aPayableStudent(database, campus);
    const { runId, lines } = await anExportedRun();
    await take(
      runId,
      lines.map(({ lineId }) => returned(lineId)),
    );
    expect(await paymentsOf(database.db.read, student)).toMatchObject([
      { placementId, progress: 'returned', reason: 'account closed' },
    ]);
    expect(await inboxKinds(database, campus.finance)).toEqual(['returnedPayLine']);
    expect(await toldTo(database, student.chatId)).toContain('payReturned');

    await database.db.read.bankAccount.update({
      where: { id: account.id },
      data: { state: 'replaced' },
    });
    await aBankAccount(database, student);
    const second = await anExportedRun();
    expect(await inboxKinds(database, campus.finance)).toEqual([]);
    await take(
      second.runId,
      second.lines.map(({ lineId }) => paid(lineId)),
    );
    const payments = await paymentsOf(database.db.read, student);
    expect(payments.map(({ progress }) => progress)).toEqual(['paid', 'returned']);
    expect(payments.map(({ isPaidAnew }) => isPaidAnew)).toEqual([false, true]);
  });

  test('the database itself refuses a second line for a placement', async () => {
    await aPayableStudent(database, campus);
    await draft();
    const { id: _id, ...line } = await database.db.read.payLine.findFirstOrThrow();
    await expect(database.db.read.payLine.create({ data: line })).rejects.toMatchObject({
      code: 'P2002',
    });
  });
});
