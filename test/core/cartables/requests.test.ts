import { beforeEach, describe, expect, test } from 'vitest';
import { moveAccount } from '../../../core/accounts/commands/move-account.ts';
import {
  acceptInvitation,
  nameInvitee,
  openLink,
} from '../../../core/cartables/commands/accept-invitation.ts';
import { decideRequest } from '../../../core/cartables/commands/decide-request.ts';
import { leaveCartable } from '../../../core/cartables/commands/leave-cartable.ts';
import { makeInvitation } from '../../../core/cartables/commands/make-invitation.ts';
import {
  requestCartable,
  withdrawRequest,
} from '../../../core/cartables/commands/request-cartable.ts';
import { placesAt, requestView } from '../../../core/cartables/queries.ts';
import { invitationToken } from '../../../core/cartables/rules.ts';
import type { CartablePlace } from '../../../core/cartables/types.ts';
import { leave } from '../../../core/privacy/commands/leave-hamyar.ts';
import { holdersOf, holdingsOf } from '../../../core/staff/queries.ts';
import type { Person } from '../../../core/staff/types.ts';
import { ownTickets } from '../../../core/support/queries.ts';
import type { Work } from '../../../core/work.ts';
import { days, minutes } from '../../support/clock.ts';
import { useDatabase } from '../../support/database.ts';
import { aStranger, hasProvenMobile, type Stranger } from '../../support/invited.ts';
import { anOfficer, aPerson, type Officer } from '../../support/people.ts';
import { atOnce, done, inboxKinds, outcomes, toldTo } from '../../support/scenes.ts';
import { aUnit, aUniversity } from '../../support/university.ts';
import { asked } from '../support/scene.ts';

const database = useDatabase();
let university: Awaited<ReturnType<typeof aUniversity>>;
let expert: Officer;
let organisation: Officer;
let named: Stranger;
let place: CartablePlace;

beforeEach(async () => {
  university = await aUniversity(database);
  expert = await anOfficer(database, { role: 'expert', university });
  organisation = await anOfficer(database, { role: 'organisation' });
  named = await aStranger(database);
  place = { role: 'finance', process: 'pay', universityId: university.id, unitId: null };
});

const run = <Value>(change: (work: Work) => Promise<Value>) => database.db.transaction(change);
const ask = (actor: Person, more: Partial<CartablePlace> = {}, { officer } = named) =>
  run((work) => requestCartable(work, actor, { place: { ...place, ...more }, officer }));
const decide = (actor: Person, requestId: number, reason?: string) =>
  run((work) =>
    decideRequest(work, actor, {
      requestId,
      decision: reason === undefined ? { approve: true } : { approve: false, reason },
    }),
  );

/** An approved request, and the token of its link. */
async function invited(actor: Person = organisation, stranger = named) {
  const { requestId } = await done(database, (work) =>
    requestCartable(work, actor, { place, officer: stranger.officer }),
  );
  return { requestId, ...(await link(requestId, actor)) };
}
/** The same, asked for by the expert. */
async function askedAndApproved() {
  const { requestId } = await done(database, (work) =>
    requestCartable(work, expert, { place, officer: named.officer }),
  );
  await decide(organisation, requestId);
  return { requestId, ...(await link(requestId, expert)) };
}
async function link(requestId: number, actor: Person, renew = false) {
  const made = await done(database, (work) => makeInvitation(work, actor, { requestId, renew }));
  const secret = new TextEncoder().encode('the secret of the test installation');
  return { ...made, token: invitationToken(secret, made.invitationId) };
}
const open = (person: Person, token: string) => run((work) => openLink(work, person, token));
const accept = (person: Person, invitationId: string) =>
  run((work) => acceptInvitation(work, person, { invitationId }));

describe('asking for a cartable', () => {
  test('waits for the organisation, which approves, and who asked is told', async () => {
    expect(await ask(expert)).toMatchObject({ ok: true, approved: false });
    expect(await inboxKinds(database, organisation)).toEqual(['approveCartable']);
    const { id } = await database.db.read.cartableRequest.findFirstOrThrow();
    expect(await decide(organisation, id)).toEqual({ ok: true });
    expect(await inboxKinds(database, organisation)).toEqual([]);
    expect(await toldTo(database, expert.chatId)).toEqual(['cartableDecided']);
  });

  test('is approved at once for those who give cartables out: a university gets its first officers', async () => {
    expect(await ask(organisation)).toMatchObject({ ok: true, approved: true });
    expect(await inboxKinds(database, organisation)).toEqual([]);
  });

  test('is for the own university’s expert and deputy, and for the roles of a university', async () => {
    const elsewhere = await anOfficer(database, {
      role: 'expert',
      university: await aUniversity(database),
    });
    const finance = await anOfficer(database, { role: 'finance', university });
    expect(await ask(elsewhere)).toEqual({ ok: false, reason: 'notAllowed' });
    expect(await ask(finance)).toEqual({ ok: false, reason: 'notAllowed' });
    const ofCountry = { process: 'registration', universityId: null } as const;
    expect(await ask(expert, { role: 'organisation', ...ofCountry })).toMatchObject({
      reason: 'notAllowed',
    });
    expect(await ask(organisation, { role: 'organisation', ...ofCountry })).toMatchObject({
      reason: 'notAllowed',
    });
    expect(await ask(organisation, { role: 'administrator', ...ofCountry })).toMatchObject({
      reason: 'notAllowed',
    });
    const administrator = await anOfficer(database, { role: 'administrator' });
    expect(await ask(administrator, { role: 'organisation', ...ofCountry })).toMatchObject({
      ok: true,
    });
  });

  test('names a place that there is', async () => {
    expect(await ask(expert, { role: 'unitOfficer', process: 'placement' })).toMatchObject({
      reason: 'wrongPlace',
    });
    const unit = await aUnit(database, await aUniversity(database));
    const foreign = { role: 'unitOfficer', process: 'placement', unitId: unit.id } as const;
    expect(await ask(expert, foreign)).toMatchObject({ reason: 'unknownUnit' });
  });

  test('is done once for a person and cartable, also of two at once', async () => {
    const results = await atOnce(
      database,
      [expert, organisation, organisation].map(
        (actor) => (work) => requestCartable(work, actor, { place, officer: named.officer }),
      ),
    );
    expect(outcomes(results)).toEqual({ ok: 1, alreadyAsked: 2 });
  });

  test('is not for who holds it already, and nobody gives one to oneself', async () => {
    const { accountId, identityNumber } = await aPerson(database);
    await anOfficer(database, { role: 'finance', university, accountId });
    const value = identityNumber as typeof named.officer.identity.value;
    const holder = {
      ...named,
      officer: { ...named.officer, identity: { ...named.officer.identity, value } },
    };
    expect(await ask(organisation, {}, holder)).toMatchObject({ reason: 'alreadyHolds' });
    const self = await database.db.read.account.findUniqueOrThrow({
      where: { id: organisation.accountId },
    });
    const own = { ...holder.officer.identity, value: self.identityNumber as typeof value };
    const oneself = { ...named, officer: { ...named.officer, identity: own } };
    expect(await ask(organisation, {}, oneself)).toMatchObject({ reason: 'ownCase' });
  });

  test('is answered by the administrator while the organisation has no officer', async () => {
    await database.db.read.cartableHolder.updateMany({
      where: { accountId: organisation.accountId },
      data: { until: database.clock.now() },
    });
    const administrator = await anOfficer(database, { role: 'administrator' });
    await ask(expert);
    expect(await inboxKinds(database, administrator)).toEqual(['approveCartable']);
  });

  test('goes to the administrator when the last officer of the organisation leaves, who is reminded of it anew', async () => {
    const administrator = await anOfficer(database, { role: 'administrator' });
    await ask(expert);
    const now = database.clock.now();
    await database.db.read.workItem.updateMany({ data: { remindedAt: now, escalatedAt: now } });
    const cartableId = organisation.holdings[0]?.cartableId ?? 0;
    await done(database, (work) => leaveCartable(work, organisation, { cartableId }));
    expect(await inboxKinds(database, administrator)).toEqual(['approveCartable']);
    const item = await database.db.read.workItem.findFirstOrThrow();
    expect(item).toMatchObject({ remindedAt: null, escalatedAt: null });
  });
});

describe('answering', () => {
  test('is for the organisation, once, and a refusal says why and forgets the person’s numbers', async () => {
    const { requestId } = await done(database, (work) =>
      requestCartable(work, expert, { place, officer: named.officer }),
    );
    expect(await decide(expert, requestId)).toMatchObject({ reason: 'notAllowed' });
    expect(await decide(organisation, requestId, ' ')).toMatchObject({ reason: 'noReason' });
    expect(await decide(organisation, requestId, 'not of this university')).toEqual({ ok: true });
    expect(await decide(organisation, requestId)).toMatchObject({ reason: 'alreadyDecided' });
    expect(await requestView(database.db.read, requestId, database.clock.now())).toMatchObject({
      state: 'refused',
      reason: 'not of this university',
      identityNumber: null,
      mobile: null,
    });
    const again = await ask(expert);
    expect(again).toMatchObject({ ok: true });
  });

  test('by two at once counts once', async () => {
    const second = await anOfficer(database, { role: 'organisation' });
    const { requestId } = await done(database, (work) =>
      requestCartable(work, expert, { place, officer: named.officer }),
    );
    const results = await atOnce(
      database,
      [organisation, second].map(
        (actor) => (work) => decideRequest(work, actor, { requestId, decision: { approve: true } }),
      ),
    );
    expect(outcomes(results)).toEqual({ ok: 1, alreadyDecided: 1 });
    expect(await toldTo(database, expert.chatId)).toHaveLength(1);
  });

  test('is not for the one who is named', async () => {
    const self = await database.db.read.account.findUniqueOrThrow({
      where: { id: organisation.accountId },
    });
    const value = self.identityNumber as typeof named.officer.identity.value;
    const officer = { ...named.officer, identity: { ...named.officer.identity, value } };
    const { requestId } = await done(database, (work) =>
      requestCartable(work, expert, { place, officer }),
    );
    expect(await decide(organisation, requestId)).toMatchObject({ reason: 'ownCase' });
  });
});

describe('the link', () => {
  test('is made for who asked, after approval only; the token is stored nowhere', async () => {
    const { requestId } = await done(database, (work) =>
      requestCartable(work, expert, { place, officer: named.officer }),
    );
    const make = (actor: Person) =>
      run((work) => makeInvitation(work, actor, { requestId, renew: false }));
    expect(await make(expert)).toMatchObject({ reason: 'notApproved' });
    await decide(organisation, requestId);
    const stranger = await anOfficer(database, { role: 'finance', university });
    expect(await make(stranger)).toMatchObject({ reason: 'notAllowed' });
    const { token } = await link(requestId, expert);
    const rows = await database.db.read.invitation.findMany();
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('is the same when asked for again, and a new one ends the old', async () => {
    const { requestId, token } = await invited();
    expect((await link(requestId, organisation)).token).toBe(token);
    const newer = await link(requestId, organisation, true);
    expect(newer.token).not.toBe(token);
    expect(await open(named.person, token)).toMatchObject({ reason: 'replacedLink' });
    expect(await open(named.person, newer.token)).toMatchObject({ ok: true });
  });

  test('works for seven days', async () => {
    const { requestId, token } = await invited();
    database.clock.advance(7 * days - 1);
    expect(await open(named.person, token)).toMatchObject({ ok: true });
    database.clock.advance(1);
    expect(await open(named.person, token)).toMatchObject({ reason: 'expiredLink' });
    const newer = await link(requestId, organisation);
    expect(await open(named.person, newer.token)).toMatchObject({ ok: true });
  });

  test('ends with the request, which can be taken back until it is accepted', async () => {
    const { requestId, token } = await invited();
    const withdraw = (actor: Person) => run((work) => withdrawRequest(work, actor, { requestId }));
    const finance = await anOfficer(database, { role: 'finance', university });
    expect(await withdraw(finance)).toMatchObject({ reason: 'notAllowed' });
    expect(await withdraw(expert)).toEqual({ ok: true });
    expect(await withdraw(expert)).toMatchObject({ reason: 'alreadyDecided' });
    expect(await open(named.person, token)).toMatchObject({ reason: 'replacedLink' });
  });

  test('that nobody was given is counted, and five of them stop the chat', async () => {
    const { token } = await invited();
    for (let tried = 0; tried < 5; tried++) {
      expect(await open(named.person, `guess${tried}`)).toMatchObject({ reason: 'unknownLink' });
    }
    expect(await open(named.person, token)).toMatchObject({ reason: 'blocked' });
  });

  test('of another is refused to who is signed in', async () => {
    const { token } = await invited();
    const { person } = await aPerson(database);
    expect(await open(person, token)).toMatchObject({ reason: 'otherPerson' });
  });
});

describe('the person who was named', () => {
  const name = (person: Person, invitationId: string, { officer }: Stranger) =>
    run((work) => nameInvitee(work, person, { invitationId, identity: officer.identity }));

  test('says the identity number, before anything goes to the mobile', async () => {
    const { invitationId } = await invited();
    const thief = await aStranger(database);
    for (let tried = 0; tried < 5; tried++) {
      expect(await name(thief.person, invitationId, thief)).toMatchObject({
        reason: 'wrongIdentity',
      });
    }
    expect(await name(thief.person, invitationId, named)).toMatchObject({ reason: 'blocked' });
    expect(await name(named.person, invitationId, named)).toEqual({
      ok: true,
      mobile: named.officer.mobile,
    });
  });

  test('needs the code of that mobile, and then holds the cartable', async () => {
    const { invitationId, requestId } = await askedAndApproved();
    expect(await accept(named.person, invitationId)).toMatchObject({ reason: 'mobileNotProven' });
    await hasProvenMobile(database, named.person, named.officer.mobile);
    expect(await accept(named.person, invitationId)).toMatchObject({ ok: true, signedIn: true });
    const [accountId] = await holdersOf(database.db.read, {
      role: 'finance',
      universityId: university.id,
    });
    expect(await holdingsOf(database.db.read, accountId ?? 0, database.clock.now())).toHaveLength(
      1,
    );
    expect(
      await database.db.read.cartableRequest.findUnique({ where: { id: requestId } }),
    ).toMatchObject({
      state: 'accepted',
      accountId,
      firstName: '',
      lastName: '',
      identityNumber: null,
      mobile: null,
    });
    expect(await toldTo(database, expert.chatId)).toEqual(['cartableDecided', 'cartableAccepted']);
  });

  test('is one: of two who accept with one link, one succeeds, and it works no more', async () => {
    const { invitationId, token } = await invited();
    const second = await aStranger(database);
    for (const { person } of [named, second]) {
      await hasProvenMobile(database, person, named.officer.mobile);
    }
    const results = await atOnce(
      database,
      [named, second].map(
        ({ person }) =>
          (work) =>
            acceptInvitation(work, person, { invitationId }),
      ),
    );
    expect(outcomes(results)).toEqual({ ok: 1, usedLink: 1 });
    expect(await database.db.read.cartableHolder.count({ where: { cartable: place } })).toBe(1);
    const late = await aStranger(database);
    expect(await open(late.person, token)).toMatchObject({ reason: 'usedLink' });
  });

  test('with an account is asked for the code only, and keeps the account', async () => {
    const known = await aPerson(database, { mobile: named.officer.mobile });
    const value = known.identityNumber as typeof named.officer.identity.value;
    const officer = { ...named.officer, identity: { ...named.officer.identity, value } };
    const { invitationId, token } = await invited(organisation, { ...named, officer });
    expect(await open(known.person, token)).toMatchObject({
      ok: true,
      known: { mobile: officer.mobile },
    });
    await hasProvenMobile(database, known.person, officer.mobile);
    expect(await accept(known.person, invitationId)).toMatchObject({
      ok: true,
      accountId: known.accountId,
    });
  });

  test('has what was asked as a stranger with the account, wherever that goes, until it is erased', async () => {
    const { person, officer } = named;
    const { read } = database.db;
    await asked(database, person);
    const { invitationId } = await invited();
    await hasProvenMobile(database, person, officer.mobile);
    await accept(person, invitationId);
    const { id: accountId } = await read.account.findFirstOrThrow({ orderBy: { id: 'desc' } });
    const me = { ...(await aStranger(database)).person, accountId };
    await run((work) => moveAccount(work, accountId, me.chatId));
    expect(await ownTickets(read, me, 0)).toMatchObject({ total: 1 });
    expect(await ownTickets(read, person, 0)).toMatchObject({ total: 0 });
    await read.cartableHolder.deleteMany({ where: { accountId } });
    await done(database, (work) => leave(work, me));
    expect(await read.supportTicket.count()).toBe(0);
    expect(await read.oneTimeCode.count({ where: { address: officer.mobile } })).toBe(0);
  });

  test('is shown with the others who hold a place, and where nobody does', async () => {
    const { invitationId } = await invited();
    const before = await placesAt(database.db.read, university.id);
    expect(before.find(({ place: { role } }) => role === 'finance')).toMatchObject({
      holders: [],
      asked: 1,
    });
    await hasProvenMobile(database, named.person, named.officer.mobile);
    database.clock.advance(minutes);
    await accept(named.person, invitationId);
    const after = await placesAt(database.db.read, university.id);
    expect(after.find(({ place: { role } }) => role === 'finance')).toMatchObject({
      holders: [{ name: `${named.officer.firstName} ${named.officer.lastName}` }],
      asked: 0,
    });
  });
});
