import type { Cartable, CartableRequest, Invitation } from '../../../prisma/generated/client.ts';
import type { Mobile } from '../../accounts/types.ts';
import type { Identity } from '../../identity/types.ts';
import { ok, type Result, refuse } from '../../result.ts';
import type { Person } from '../../staff/types.ts';
import type { Work } from '../../work.ts';
import { namedPlace } from '../queries.ts';
import { hashOfSecret, parseOfficerIdentity } from '../rules.ts';
import type { LinkRefusal, NamedPlace, Officer, OfficerRefusal } from '../types.ts';
import { countWrongGuess, forgiveGuesses, mayGuess } from './count-guesses.ts';
import { addHolder } from './grant-cartable.ts';
import { type OfficerAccount, openOfficer } from './open-officer.ts';
import { forgotten } from './request-cartable.ts';
import { tellAsker } from './tell-asker.ts';

/** What the link of an invitation leads to. `known`: the person is signed in, and is the one named. */
export type OpenedLink = {
  readonly invitationId: string;
  readonly place: NamedPlace;
  readonly known: { readonly mobile: Mobile } | null;
};

/**
 * Looks at a link that was opened. Tokens that nobody was given are counted; and who is signed in as
 * somebody else is turned away at once.
 */
export async function openLink(
  work: Work,
  person: Person,
  token: string,
): Promise<Result<OpenedLink, LinkRefusal | OfficerRefusal>> {
  const allowed = await mayGuess(work, person.chatId);
  if (!allowed.ok) return allowed;
  const invitation = await work.tx.invitation.findUnique({
    where: { tokenHash: hashOfSecret(token) },
    include: { request: { include: { cartable: true } } },
  });
  if (!invitation) {
    await countWrongGuess(work, person.chatId);
    return refuse('unknownLink');
  }
  const live = requireLive(invitation, work.now);
  if (!live.ok) return live;
  const isNamed = await isSignedInAs(work, person, live.officer.identity);
  if (isNamed === false) return refuse('otherPerson');
  return ok({
    invitationId: invitation.id,
    place: await namedPlace(work.tx, invitation.request.cartable),
    known: isNamed ? { mobile: live.officer.mobile } : null,
  });
}

type Found = Invitation & { readonly request: CartableRequest & { readonly cartable: Cartable } };

function requireLive(
  { usedAt, replacedAt, expiresAt, request }: Found,
  now: Date,
): Result<{ readonly officer: Officer }, LinkRefusal> {
  if (usedAt !== null) return refuse('usedLink');
  if (replacedAt !== null || request.state !== 'approved') return refuse('replacedLink');
  if (expiresAt <= now) return refuse('expiredLink');
  return ok({ officer: officerOf(request) });
}

function officerOf({ identityNumber, mobile, firstName, lastName }: CartableRequest): Officer {
  const parsed = parseOfficerIdentity(identityNumber ?? '');
  if (!parsed.ok || mobile === null) throw new Error('an open request has lost whom it is for');
  return { identity: parsed.value, mobile: mobile as Mobile, firstName, lastName };
}

/** Undefined: nobody is signed in in this chat. */
async function isSignedInAs(
  { tx }: Work,
  { accountId }: Person,
  { kind, value }: Identity,
): Promise<boolean | undefined> {
  if (accountId === null) return undefined;
  const account = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
  return account.identityKind === kind && account.identityNumber === value;
}

/**
 * Whether who opened a link knows the identity number of the person named in it. Only then is anything
 * sent to that person's mobile. Wrong numbers are counted as wrong secrets are.
 */
export async function nameInvitee(
  work: Work,
  { chatId }: Person,
  { invitationId, identity }: { invitationId: string; identity: Identity },
): Promise<Result<{ readonly mobile: Mobile }, LinkRefusal>> {
  const allowed = await mayGuess(work, chatId);
  if (!allowed.ok) return allowed;
  const invitation = await findInvitation(work, invitationId);
  const live = requireLive(invitation, work.now);
  if (!live.ok) return live;
  const { officer } = live;
  if (officer.identity.value !== identity.value) {
    await countWrongGuess(work, chatId);
    return refuse('wrongIdentity');
  }
  await forgiveGuesses(work, chatId);
  return ok({ mobile: officer.mobile });
}

const findInvitation = ({ tx }: Work, id: string): Promise<Found> =>
  tx.invitation.findUniqueOrThrow({
    where: { id },
    include: { request: { include: { cartable: true } } },
  });

/**
 * The person named in an invitation comes to hold the cartable, having proven the mobile named there.
 * Of two who accept at once one succeeds: the request is locked.
 */
export async function acceptInvitation(
  work: Work,
  person: Person,
  { invitationId }: { invitationId: string },
): Promise<Result<OfficerAccount & { readonly place: NamedPlace }, LinkRefusal | OfficerRefusal>> {
  await work.tx.$queryRaw`
    SELECT 1 FROM "CartableRequest" AS "request"
    JOIN "Invitation" AS "invitation" ON "invitation"."requestId" = "request"."id"
    WHERE "invitation"."id" = ${invitationId}::uuid FOR UPDATE OF "request"`;
  const invitation = await findInvitation(work, invitationId);
  const live = requireLive(invitation, work.now);
  if (!live.ok) return live;
  const opened = await openOfficer(work, person, live.officer);
  if (!opened.ok) return opened;
  const { accountId } = opened;
  const { request } = invitation;
  await settle(work, invitation, accountId);
  const { cartable } = request;
  await addHolder(work, cartable, { cartableId: cartable.id, accountId });
  const place = await namedPlace(work.tx, cartable);
  if (request.requestedById !== accountId) {
    const notice = { name: 'cartableAccepted', place } as const;
    await tellAsker(work, request, cartable, notice, { except: accountId });
  }
  work.record({
    action: 'cartable.accepted',
    subject: { type: 'cartable', id: cartable.id },
    actorId: accountId,
    universityId: cartable.universityId,
    after: { requestId: request.id, accountId },
  });
  return ok({ ...opened, place });
}

/** The account says from now on who it is. */
async function settle({ tx, now }: Work, { id, requestId }: Found, accountId: number) {
  await tx.invitation.update({ where: { id }, data: { usedAt: now } });
  await tx.cartableRequest.update({
    where: { id: requestId },
    data: { state: 'accepted', accountId, firstName: '', lastName: '', ...forgotten },
  });
}
