import { describe, expect, test } from 'vitest';
import {
  checkClaim,
  claimAdministration,
  issueClaim,
  issueClaimBeside,
} from '../../../core/cartables/commands/claim-administration.ts';
import { asOfficer } from '../../../core/cartables/queries.ts';
import { displayClaimCode } from '../../../core/cartables/rules.ts';
import type { Officer } from '../../../core/cartables/types.ts';
import { holdingsOf } from '../../../core/staff/queries.ts';
import type { Person } from '../../../core/staff/types.ts';
import { hours, minutes } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { aStranger, hasProvenMobile } from '../../support/invited.ts';
import { anOfficer, aPerson } from '../../support/people.ts';
import { atOnce, done, outcomes, toldTo } from '../../support/scenes.ts';

const database = useDatabase();

const offer = async (): Promise<string> => {
  const code = await database.db.transaction(issueClaim);
  if (code === undefined) throw new Error('there is an administrator');
  return code;
};
const check = (person: Person, code: string) =>
  database.db.transaction((work) => checkClaim(work, person.chatId, code));

/** A stranger who has shown the code and proven the mobile. */
async function atTheDoor(): Promise<{ person: Person; officer: Officer; claimId: number }> {
  const { person, officer } = await aStranger(database);
  const { claimId } = await done(database, async (work) =>
    checkClaim(work, person.chatId, (await issueClaim(work)) ?? ''),
  );
  await hasProvenMobile(database, person, officer.mobile);
  return { person, officer, claimId };
}

const claim = ({ person, ...order }: Awaited<ReturnType<typeof atTheDoor>>) =>
  database.db.transaction((work) => claimAdministration(work, person, order));

describe('the code of the first administrator', () => {
  test('is offered at every start until somebody has used one', async () => {
    const first = await offer();
    expect(await offer()).not.toBe(first);
    const door = await atTheDoor();
    expect(await claim(door)).toMatchObject({ ok: true, signedIn: true });
    expect(await database.db.transaction(issueClaim)).toBeUndefined();
    const { person } = await aStranger(database);
    expect(await check(person, first)).toEqual({ ok: false, reason: 'administered' });
  });

  test('is kept nowhere, and found as people copy it', async () => {
    const code = await offer();
    const rows = JSON.stringify([
      await database.db.read.administratorClaim.findMany(),
      await database.db.read.auditEvent.findMany({ select: { after: true } }),
    ]);
    expect(rows).not.toContain(code);
    const { person } = await aStranger(database);
    expect(await check(person, displayClaimCode(code).toLowerCase())).toMatchObject({ ok: true });
  });

  test('is right for a day', async () => {
    const code = await offer();
    const { person } = await aStranger(database);
    database.clock.advance(24 * hours - 1);
    expect(await check(person, code)).toMatchObject({ ok: true });
    database.clock.advance(1);
    expect(await check(person, code)).toEqual({ ok: false, reason: 'wrongCode' });
  });

  test('cannot be guessed for long: five wrong ones stop a chat for an hour', async () => {
    const code = await offer();
    const { person } = await aStranger(database);
    for (let tried = 0; tried < 5; tried++) {
      expect(await check(person, 'AAAA-AAAA')).toMatchObject({ reason: 'wrongCode' });
    }
    expect(await check(person, code)).toEqual({ ok: false, reason: 'blocked', secondsLeft: 3600 });
    const { person: another } = await aStranger(database);
    expect(await check(another, code)).toMatchObject({ ok: true });
    database.clock.advance(60 * minutes);
    expect(await check(person, code)).toMatchObject({ ok: true });
  });
});

describe('the code that the operator asks for beside an administrator', () => {
  /** The only administrator, in a Telegram that is lost. */
  async function aLostOne(email: string | null = null) {
    const { accountId, chatId } = await aPerson(database, { email, passwordHash: 'forgotten' });
    await anOfficer(database, { role: 'administrator', accountId });
    const officer = await asOfficer(database.db.read, accountId);
    if (!officer) throw new Error('a person of the scene has lost the data');
    return { accountId, chatId, officer };
  }
  async function noticesTo(accountId: number): Promise<unknown[]> {
    const rows = await database.db.read.outboxMessage.findMany({
      where: { accountId, kind: 'notice', channel: 'telegram' },
    });
    return rows.map(({ payload }) => (payload as { notice: unknown }).notice);
  }
  const offerBeside = () => database.db.transaction(issueClaimBeside);
  /** Somebody in a new chat who has shown the code and proven this mobile. */
  async function withCode(code: string, { mobile }: Officer) {
    const { person } = await aStranger(database);
    await hasProvenMobile(database, person, mobile);
    const { claimId } = await done(database, (work) => checkClaim(work, person.chatId, code));
    return { person, claimId };
  }

  test('brings back the only one, who has no e-mail, lost Telegram and forgot the password', async () => {
    const { accountId, chatId, officer } = await aLostOne();
    expect(await database.db.transaction(issueClaim)).toBeUndefined();
    const door = await withCode(await offerBeside(), officer);
    expect(await claim({ ...door, officer })).toMatchObject({
      ...{ ok: true, accountId, signedIn: true, moved: true },
    });
    const account = await database.db.read.account.findUniqueOrThrow({
      ...{ where: { id: accountId }, include: { session: true } },
    });
    expect(account.passwordHash).toBeNull();
    expect(account.session?.chatId).toBe(door.person.chatId);
    expect(await toldTo(database, chatId)).toEqual(['signedInElsewhere']);
    expect(await database.db.read.cartableHolder.count()).toBe(1);
    const actions = await database.db.read.auditEvent.findMany({ orderBy: { seq: 'asc' } });
    expect(actions.map(({ action }) => action)).toEqual([
      ...['administration.offeredBeside', 'account.relinked', 'administration.claimed'],
    ]);
  });

  test('makes another one of somebody else, and leaves the one there is', async () => {
    const { accountId, officer: lost } = await aLostOne();
    const { officer } = await aStranger(database);
    const door = await withCode(await offerBeside(), officer);
    const claimed = await done(database, (work) =>
      claimAdministration(work, door.person, { ...door, officer }),
    );
    expect(claimed.accountId).not.toBe(accountId);
    const { firstName, lastName } = officer;
    const by = `${firstName} ${lastName}`;
    expect(await noticesTo(accountId)).toEqual([{ name: 'administrationClaimed', by }]);
    expect(await noticesTo(claimed.accountId)).toEqual([]);
    expect(await database.db.read.cartableHolder.count({ where: { until: null } })).toBe(2);
    const again = { ...(await withCode(await offerBeside(), lost)), officer };
    expect(await claim({ ...again, officer: lost })).toMatchObject({ accountId });
  });

  test('is worth nothing without the mobile of the account that is claimed', async () => {
    const { chatId, accountId, officer } = await aLostOne();
    const { mobile } = (await aStranger(database)).officer;
    const door = await withCode(await offerBeside(), { ...officer, mobile });
    expect(await claim({ ...door, officer })).toMatchObject({ reason: 'mobileNotProven' });
    const other = { ...officer, mobile };
    expect(await claim({ ...door, officer: other })).toMatchObject({ reason: 'otherMobile' });
    const session = await database.db.read.chatSession.findUnique({ where: { accountId } });
    expect(session?.chatId).toBe(chatId);
  });

  test('moves nobody who has an e-mail', async () => {
    const { chatId, accountId, officer } = await aLostOne('administrator@example.test');
    const door = await withCode(await offerBeside(), officer);
    expect(await claim({ ...door, officer })).toMatchObject({ signedIn: false, moved: false });
    const session = await database.db.read.chatSession.findUnique({ where: { accountId } });
    expect(session?.chatId).toBe(chatId);
  });

  test('works once, ends the others, and brings no code of a start back to life', async () => {
    const atStart = await offer();
    const { officer } = await aLostOne();
    const [one, other] = [await offerBeside(), await offerBeside()];
    const door = await withCode(one, officer);
    expect(await claim({ ...door, officer })).toMatchObject({ ok: true });
    for (const code of [atStart, one, other]) {
      const { person } = await aStranger(database);
      expect(await check(person, code)).toEqual({ ok: false, reason: 'administered' });
    }
  });

  test('is for one, of two who use it at the same moment', async () => {
    const { officer } = await aLostOne();
    const code = await offerBeside();
    const doors = [await withCode(code, officer), await withCode(code, officer)];
    const results = await atOnce(
      database,
      doors.map(
        ({ person, claimId }) =>
          (work) =>
            claimAdministration(work, person, { claimId, officer }),
      ),
    );
    expect(outcomes(results)).toEqual({ ok: 1, administered: 1 });
  });

  test('cannot be guessed for long either', async () => {
    await aLostOne();
    const code = await offerBeside();
    const { person } = await aStranger(database);
    for (let tried = 0; tried < 5; tried++) {
      expect(await check(person, 'AAAA-AAAA')).toMatchObject({ reason: 'administered' });
    }
    expect(await check(person, code)).toMatchObject({ reason: 'blocked' });
  });
});

describe('becoming the first administrator', () => {
  test('makes an account that holds the cartable and has no password', async () => {
    const door = await atTheDoor();
    const { accountId } = await done(database, (work) =>
      claimAdministration(work, door.person, door),
    );
    const account = await database.db.read.account.findUniqueOrThrow({ where: { id: accountId } });
    expect(account).toMatchObject({ state: 'active', passwordHash: null, profileDueAt: null });
    const session = { chatId: door.person.chatId };
    expect(await database.db.read.chatSession.findUnique({ where: session })).toMatchObject({
      accountId,
    });
    const held = await holdingsOf(database.db.read, accountId, database.clock.now());
    expect(held).toMatchObject([{ role: 'administrator', universityId: null, unitId: null }]);
  });

  test('is for one, of all who try at the same moment', async () => {
    const doors = [await atTheDoor(), await atTheDoor(), await atTheDoor()];
    const results = await atOnce(
      database,
      doors.map(
        ({ person, ...order }) =>
          (work) =>
            claimAdministration(work, person, order),
      ),
    );
    expect(outcomes(results)).toEqual({ ok: 1, administered: 2 });
    expect(await database.db.read.cartableHolder.count()).toBe(1);
    expect(await database.db.read.account.count()).toBe(1);
  });

  test('needs the mobile proven, just now', async () => {
    const door = await atTheDoor();
    database.clock.advance(31 * minutes);
    expect(await claim(door)).toEqual({ ok: false, reason: 'mobileNotProven' });
  });

  test('goes to the account of who is signed in, and to nobody else’s', async () => {
    const { person, accountId } = await aPerson(database);
    const officer = await asOfficer(database.db.read, accountId);
    if (!officer) throw new Error('a person of the scene has lost the data');
    await hasProvenMobile(database, person, officer.mobile);
    const { claimId } = await done(database, async (work) =>
      checkClaim(work, person.chatId, (await issueClaim(work)) ?? ''),
    );
    const stranger = await aStranger(database);
    const other = { ...stranger.officer, mobile: officer.mobile };
    expect(await claim({ person, claimId, officer: other })).toMatchObject({
      reason: 'otherPerson',
    });
    expect(await claim({ person, claimId, officer })).toMatchObject({
      ok: true,
      accountId: person.accountId,
    });
  });
});

describe('who proves a mobile outside the own Telegram', () => {
  async function known(more: { passwordHash?: string | null; email?: string | null }) {
    const { person: owner, accountId } = await aPerson(database, { passwordHash: null, ...more });
    const officer = await asOfficer(database.db.read, accountId);
    if (!officer) throw new Error('a person of the scene has lost the data');
    const door = await atTheDoor();
    return { owner, officer, door };
  }

  test('is not taken for the person of an account with another mobile', async () => {
    const { officer, door } = await known({});
    const order = { ...door, officer: { ...officer, mobile: door.officer.mobile } };
    expect(await claim(order)).toEqual({ ok: false, reason: 'otherMobile' });
    expect(await database.db.read.cartableHolder.count()).toBe(0);
  });

  test.each([null, 'a hash'])(
    'is signed in here where the account has no e-mail (password: %s)',
    async (passwordHash) => {
      const { owner, officer, door } = await known({ email: null, passwordHash });
      await hasProvenMobile(database, door.person, officer.mobile);
      expect(await claim({ ...door, officer })).toMatchObject({
        accountId: owner.accountId,
        signedIn: true,
      });
      const moved = await database.db.read.chatSession.findUnique({
        where: { accountId: owner.accountId ?? 0 },
      });
      expect(moved?.chatId).toBe(door.person.chatId);
    },
  );

  test.each([null, 'a hash'])(
    'has to sign in, or to recover it, where the account has an e-mail (password: %s)',
    async (passwordHash) => {
      const { owner, officer, door } = await known({ passwordHash });
      await hasProvenMobile(database, door.person, officer.mobile);
      expect(await claim({ ...door, officer })).toMatchObject({
        accountId: owner.accountId,
        signedIn: false,
      });
      const kept = await database.db.read.chatSession.findUnique({
        where: { accountId: owner.accountId ?? 0 },
      });
      expect(kept?.chatId).toBe(owner.chatId);
    },
  );
});
