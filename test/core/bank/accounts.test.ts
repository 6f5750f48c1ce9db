import { beforeEach, describe, expect, test } from 'vitest';
import { confirmAccount, refuseAccount } from '../../../core/bank/commands/decide-account.ts';
import { changeSheba, declareAccount } from '../../../core/bank/commands/declare-account.ts';
import { accountsOf, ownAccount } from '../../../core/bank/queries.ts';
import { tehranDate } from '../../../core/calendar.ts';
import type { Person } from '../../../core/staff/types.ts';
import { useDatabase } from '../../support/database.ts';
import { sheba } from '../../support/made-up.ts';
import { anOfficer } from '../../support/people.ts';
import {
  aCampus,
  anApplicant,
  atOnce,
  type Campus,
  inboxKinds,
  outcomes,
  toldTo,
} from '../../support/scenes.ts';
import { aTerm, aUniversity, windowsOpen } from '../../support/university.ts';

const database = useDatabase();
let campus: Campus;
let student: Awaited<ReturnType<typeof anApplicant>>;
let bankAccountId: number;

beforeEach(async () => {
  campus = await aCampus(database);
  student = await anApplicant(database, campus);
  const { accountId } = student;
  const universityId = campus.university.id;
  await database.db.transaction((work) =>
    declareAccount(work, { accountId, universityId, sheba: sheba() }),
  );
  bankAccountId = (await database.db.read.bankAccount.findFirstOrThrow()).id;
});

const confirm = (actor: Person, evidence = 'passbook') =>
  database.db.transaction((work) => confirmAccount(work, actor, { bankAccountId, evidence }));
const refuseIt = (actor: Person, reason = 'not the own') =>
  database.db.transaction((work) => refuseAccount(work, actor, { bankAccountId, reason }));
const change = (typed: string, person: Person = student.person) =>
  database.db.transaction((work) => changeSheba(work, person, { sheba: typed }));
const states = async () =>
  (await accountsOf(database.db.read, student.accountId)).map(({ state }) => state);

describe('a declared account', () => {
  test('is confirmed once, with who, when and by what evidence', async () => {
    expect(await inboxKinds(database, campus.finance)).toEqual(['confirmBankAccount']);
    expect(await confirm(campus.finance, ' ')).toEqual({ ok: false, reason: 'noEvidence' });
    expect(await confirm(campus.finance)).toEqual({ ok: true });
    expect(await database.db.read.bankAccount.findFirstOrThrow()).toMatchObject({
      state: 'confirmed',
      evidence: 'passbook',
      decidedById: campus.finance.accountId,
      decidedAt: database.clock.now(),
    });
    expect(await inboxKinds(database, campus.finance)).toEqual([]);
    expect(await toldTo(database, student.chatId)).toEqual(['bankAccountConfirmed']);
    expect(await refuseIt(campus.finance)).toEqual({
      ok: false,
      reason: 'alreadyDecided',
      state: 'confirmed',
    });
  });

  test('is not confirmed by another university, a unit, the student, or its owner as an officer', async () => {
    const university = await aUniversity(database);
    const stranger = await anOfficer(database, { role: 'finance', university });
    const own = await anOfficer(database, {
      role: 'finance',
      university: campus.university,
      accountId: student.accountId,
    });
    const reasons = [];
    for (const actor of [stranger, campus.officer, student.person, own]) {
      const result = await confirm(actor);
      reasons.push(result.ok ? 'ok' : result.reason);
    }
    expect(reasons).toEqual(['notAllowed', 'notAllowed', 'notAllowed', 'ownCase']);
    expect(await states()).toEqual(['declared']);
  });

  test('decided by many at once is decided once', async () => {
    const results = await atOnce(database, [
      (work) => confirmAccount(work, campus.finance, { bankAccountId, evidence: 'card' }),
      (work) => refuseAccount(work, campus.secondFinance, { bankAccountId, reason: 'no' }),
      (work) => confirmAccount(work, campus.expert, { bankAccountId, evidence: 'card' }),
    ]);
    expect(outcomes(results)).toEqual({ ok: 1, alreadyDecided: 2 });
  });
});

describe('a changed Sheba', () => {
  test('starts again at declared, and the old one is replaced', async () => {
    await confirm(campus.finance);
    const next = sheba();
    expect(await change(`${next.slice(0, 6)} ${next.slice(6).toLowerCase()}`)).toEqual({
      ok: true,
      bank: 'melli',
    });
    expect(await states()).toEqual(['declared', 'replaced']);
    expect(await inboxKinds(database, campus.finance)).toEqual(['confirmBankAccount']);
    expect(await change(next)).toEqual({ ok: false, reason: 'same' });
    expect(await change('IR12')).toMatchObject({ ok: false, reason: 'wrongLength' });
  });

  test('after the window only where it has to be, because the first one was refused', async () => {
    database.clock.set('2024-02-01T08:00:00Z');
    expect(await change(sheba())).toMatchObject({ reason: 'outsideWindow', kind: 'accounts' });
    expect(await refuseIt(campus.finance, '')).toEqual({ ok: false, reason: 'noReason' });
    await refuseIt(campus.finance);
    expect(await toldTo(database, student.chatId)).toEqual(['bankAccountRefused']);
    expect(await change(sheba())).toMatchObject({ ok: true });
    expect(await states()).toEqual(['declared', 'replaced']);
  });

  test('within the days of any term, whichever has begun since', async () => {
    const { university } = campus;
    const next = await aTerm(database, { number: 2 });
    const dates = { opensOn: '2024-02-01', closesOn: '2024-06-20' };
    await windowsOpen(database, university, next, { kinds: ['accounts'], ...dates });
    const early = { opensOn: '2024-01-06', closesOn: '2024-06-20' };
    await windowsOpen(database, university, next, { kinds: ['applications'], ...early });
    const window = async () => {
      const moment = { tx: database.db.read, now: database.clock.now() };
      const own = await ownAccount(moment, student.accountId);
      const opensOn = own.window && tehranDate(own.window.opensAt);
      return { ok: own.change.ok, opensOn };
    };
    database.clock.set('2024-01-06T10:00:00Z');
    expect(await window()).toEqual({ ok: true, opensOn: '2023-09-23' });
    expect(await change(sheba())).toMatchObject({ ok: true });
    database.clock.set('2024-01-21T10:00:00Z');
    expect(await window()).toEqual({ ok: false, opensOn: '2024-02-01' });
    expect(await change(sheba())).toMatchObject({ reason: 'outsideWindow' });
    database.clock.set('2024-02-01T10:00:00Z');
    expect(await window()).toEqual({ ok: true, opensOn: '2024-02-01' });
    expect(await change(sheba())).toMatchObject({ ok: true });
  });

  test('cannot be confirmed by the button of the one before', async () => {
    await change(sheba());
    expect(await confirm(campus.finance)).toEqual({
      ok: false,
      reason: 'alreadyDecided',
      state: 'replaced',
    });
  });

  test('sent many times at once leaves one account in force', async () => {
    await atOnce(
      database,
      Array.from({ length: 5 }, () => {
        const next = sheba();
        return (work) => changeSheba(work, student.person, { sheba: next });
      }),
    );
    const inForce = (await states()).filter((state) => state !== 'replaced');
    expect(inForce).toEqual(['declared']);
    expect(await inboxKinds(database, campus.finance)).toEqual(['confirmBankAccount']);
  });
});
