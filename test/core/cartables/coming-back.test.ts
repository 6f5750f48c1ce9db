import { beforeEach, describe, expect, test } from 'vitest';
import {
  acceptInvitation,
  nameInvitee,
} from '../../../core/cartables/commands/accept-invitation.ts';
import { takeCartable } from '../../../core/cartables/commands/leave-cartable.ts';
import { makeInvitation } from '../../../core/cartables/commands/make-invitation.ts';
import { requestCartable } from '../../../core/cartables/commands/request-cartable.ts';
import { asOfficer } from '../../../core/cartables/queries.ts';
import type { Officer as NamedOfficer } from '../../../core/cartables/types.ts';
import type { Person } from '../../../core/staff/types.ts';
import { useDatabase } from '../../support/database.ts';
import { aStranger, hasProvenMobile } from '../../support/invited.ts';
import { anOfficer, aPerson, type Officer } from '../../support/people.ts';
import { done, toldTo } from '../../support/scenes.ts';
import { aUniversity } from '../../support/university.ts';

const database = useDatabase();
let university: Awaited<ReturnType<typeof aUniversity>>;
let organisation: Officer;

beforeEach(async () => {
  university = await aUniversity(database);
  organisation = await anOfficer(database, { role: 'organisation' });
});

type Secrets = { readonly email: string | null; readonly passwordHash: string | null };

/** Somebody who holds the cartable of finance, as the organisation would name them. */
async function aHolder(account: Secrets) {
  const { accountId, chatId } = await aPerson(database, account);
  const holder = await anOfficer(database, { role: 'finance', university, accountId });
  const officer = await asOfficer(database.db.read, accountId);
  if (!officer) throw new Error('a person of the scene has lost the data');
  return { accountId, chatId, officer, cartableId: holder.holdings[0]?.cartableId ?? 0 };
}

const ask = (officer: NamedOfficer, actor: Person = organisation) =>
  database.db.transaction((work) => {
    const place = { role: 'finance', process: 'pay', unitId: null } as const;
    return requestCartable(work, actor, {
      ...{ officer, place: { ...place, universityId: university.id } },
    });
  });

async function aLink(officer: NamedOfficer): Promise<{ readonly invitationId: string }> {
  const asked = await ask(officer);
  if (!asked.ok) throw new Error(asked.reason);
  const { requestId } = asked;
  return done(database, (work) => makeInvitation(work, organisation, { requestId, renew: false }));
}

const accept = (person: Person, { invitationId }: { readonly invitationId: string }) =>
  database.db.transaction((work) => acceptInvitation(work, person, { invitationId }));

const account = (id: number) =>
  database.db.read.account.findUniqueOrThrow({ where: { id }, include: { session: true } });
const heldBy = (accountId: number) =>
  database.db.read.cartableHolder.count({ where: { accountId, until: null } });
const relinked = () => database.db.read.auditEvent.count({ where: { action: 'account.relinked' } });

describe('an officer without an e-mail who lost Telegram', () => {
  test.each([null, 'forgotten'])('comes back by a new link (password: %s)', async (hash) => {
    const { accountId, chatId, officer } = await aHolder({ email: null, passwordHash: hash });
    const link = await aLink(officer);
    const { person } = await aStranger(database);
    await hasProvenMobile(database, person, officer.mobile);
    expect(await accept(person, link)).toMatchObject({
      ...{ ok: true, accountId, signedIn: true, moved: true },
    });
    const { passwordHash, session } = await account(accountId);
    expect({ passwordHash, chatId: session?.chatId }).toEqual({
      ...{ passwordHash: null, chatId: person.chatId },
    });
    expect(await toldTo(database, chatId)).toEqual(['signedInElsewhere']);
    expect(await heldBy(accountId)).toBe(1);
    expect(await relinked()).toBe(1);
  });

  test('comes back also where the cartable was taken away meanwhile', async () => {
    const { accountId, cartableId, officer } = await aHolder({ email: null, passwordHash: 'lost' });
    await done(database, (work) => takeCartable(work, organisation, { cartableId, accountId }));
    const link = await aLink(officer);
    const { person } = await aStranger(database);
    await hasProvenMobile(database, person, officer.mobile);
    expect(await accept(person, link)).toMatchObject({ signedIn: true, moved: true });
    expect(await heldBy(accountId)).toBe(1);
  });

  test('keeps the password where the link is opened in the own Telegram', async () => {
    const { accountId, chatId, officer } = await aHolder({ email: null, passwordHash: 'kept' });
    const link = await aLink(officer);
    const person = { kind: 'person', accountId, chatId, holdings: [] } as const;
    await hasProvenMobile(database, person, officer.mobile);
    expect(await accept(person, link)).toMatchObject({ signedIn: true, moved: false });
    expect(await account(accountId)).toMatchObject({ passwordHash: 'kept', session: { chatId } });
    expect(await relinked()).toBe(0);
  });

  test('is named again as anybody is: the university’s request waits for the organisation', async () => {
    const { officer } = await aHolder({ email: null, passwordHash: null });
    const expert = await anOfficer(database, { role: 'expert', university });
    expect(await ask(officer, expert)).toMatchObject({ ok: true, approved: false });
    expect(await ask(officer)).toMatchObject({ reason: 'alreadyAsked' });
  });

  test('loses nothing to who has only the link, the number, or the phone', async () => {
    const holder = await aHolder({ email: null, passwordHash: 'kept' });
    const { officer, accountId, chatId } = holder;
    const link = await aLink(officer);
    const thief = await aStranger(database);
    const name = ({ identity }: NamedOfficer) =>
      database.db.transaction((work) => nameInvitee(work, thief.person, { ...link, identity }));
    expect(await name(thief.officer)).toMatchObject({ reason: 'wrongIdentity' });
    await hasProvenMobile(database, thief.person, thief.officer.mobile);
    expect(await name(officer)).toMatchObject({ ok: true, mobile: officer.mobile });
    expect(await accept(thief.person, link)).toMatchObject({ reason: 'mobileNotProven' });
    expect(await account(accountId)).toMatchObject({ passwordHash: 'kept', session: { chatId } });
  });

  test('is not whoever was named with the identity number and another mobile', async () => {
    const { officer, accountId, chatId } = await aHolder({ email: null, passwordHash: null });
    const thief = await aStranger(database);
    const { mobile } = thief.officer;
    const link = await aLink({ ...officer, mobile });
    await hasProvenMobile(database, thief.person, mobile);
    expect(await accept(thief.person, link)).toMatchObject({ reason: 'otherMobile' });
    expect(await account(accountId)).toMatchObject({ session: { chatId } });
  });
});

describe('an officer with an e-mail', () => {
  test('is not named for what is held already: recovery brings the account back', async () => {
    const { officer } = await aHolder({ email: 'officer@example.test', passwordHash: null });
    expect(await ask(officer)).toMatchObject({ reason: 'alreadyHolds' });
  });

  test.each([null, 'kept'])('is not moved by a link (password: %s)', async (hash) => {
    const email = 'officer@example.test';
    const holder = await aHolder({ email, passwordHash: hash });
    const { accountId, chatId, cartableId, officer } = holder;
    await done(database, (work) => takeCartable(work, organisation, { cartableId, accountId }));
    const link = await aLink(officer);
    const { person } = await aStranger(database);
    await hasProvenMobile(database, person, officer.mobile);
    expect(await accept(person, link)).toMatchObject({ signedIn: false, moved: false });
    expect(await account(accountId)).toMatchObject({ passwordHash: hash, session: { chatId } });
    expect(await relinked()).toBe(0);
  });
});
