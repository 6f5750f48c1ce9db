import { describe, expect, test } from 'vitest';
import {
  checkClaim,
  claimAdministration,
  issueClaim,
} from '../../../core/cartables/commands/claim-administration.ts';
import { asOfficer } from '../../../core/cartables/queries.ts';
import { displayClaimCode } from '../../../core/cartables/rules.ts';
import type { Officer } from '../../../core/cartables/types.ts';
import { holdingsOf } from '../../../core/staff/queries.ts';
import type { Person } from '../../../core/staff/types.ts';
import { hours, minutes } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { aStranger, hasProvenMobile } from '../../support/invited.ts';
import { aPerson } from '../../support/people.ts';
import { atOnce, done, outcomes } from '../../support/scenes.ts';

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
  async function known(more: { passwordHash?: string | null }) {
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

  test('is signed in here where the account has no password, and told where it has one', async () => {
    const { owner, officer, door } = await known({});
    await hasProvenMobile(database, door.person, officer.mobile);
    expect(await claim({ ...door, officer })).toMatchObject({
      accountId: owner.accountId,
      signedIn: true,
    });
    const moved = await database.db.read.chatSession.findUnique({
      where: { accountId: owner.accountId ?? 0 },
    });
    expect(moved?.chatId).toBe(door.person.chatId);
  });

  test('has to sign in where the account has a password', async () => {
    const { owner, officer, door } = await known({ passwordHash: 'a hash' });
    await hasProvenMobile(database, door.person, officer.mobile);
    expect(await claim({ ...door, officer })).toMatchObject({
      accountId: owner.accountId,
      signedIn: false,
    });
    const kept = await database.db.read.chatSession.findUnique({
      where: { accountId: owner.accountId ?? 0 },
    });
    expect(kept?.chatId).toBe(owner.chatId);
  });
});
