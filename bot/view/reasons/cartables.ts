import type {
  AdministrationRefusal,
  Blocked,
  DecideCartableRefusal,
  InviteRefusal,
  LeaveCartableRefusal,
  LinkRefusal,
  OfficerRefusal,
  RequestRefusal,
} from '../../../core/cartables/types.ts';
import type { Turn } from '../../intake/turn.ts';

const officerTexts = {
  mobileNotProven: 'codes.expired',
  otherPerson: 'cartables.officer.otherPerson',
  otherMobile: 'cartables.officer.otherMobile',
} as const satisfies Record<OfficerRefusal['reason'], string>;

/** A chat that tried too many wrong secrets waits. */
export const explainBlocked = ({ words }: Turn, { secondsLeft }: Blocked): string =>
  words.html('cartables.blocked', { minutes: Math.ceil(secondsLeft / 60) });

/** Why a code, or the person who has it, does not become the administrator. */
export function explainAdministration(
  turn: Turn,
  refusal: AdministrationRefusal | OfficerRefusal,
): string {
  if (refusal.reason === 'blocked') return explainBlocked(turn, refusal);
  const texts = {
    ...officerTexts,
    wrongCode: 'cartables.administration.wrongCode',
    administered: 'cartables.administration.administered',
  } as const satisfies Record<Exclude<AdministrationRefusal['reason'], 'blocked'>, string>;
  return turn.words.html(texts[refusal.reason]);
}

/** Why a person cannot be named for a cartable. */
export function explainAsking(turn: Turn, { reason }: RequestRefusal): string {
  const texts = {
    notAllowed: 'errors.notAllowed',
    ownCase: 'cartables.nominate.ownCase',
    samePerson: 'staff.samePerson',
    wrongPlace: 'cartables.nominate.wrongPlace',
    unknownUnit: 'cartables.nominate.wrongPlace',
    alreadyAsked: 'cartables.nominate.alreadyAsked',
    alreadyHolds: 'cartables.nominate.alreadyHolds',
  } as const satisfies Record<RequestRefusal['reason'], string>;
  return turn.words.html(texts[reason]);
}

/** Why a request is not answered or taken back. */
export function explainDecision(turn: Turn, { reason }: DecideCartableRefusal): string {
  const texts = {
    notAllowed: 'errors.notAllowed',
    ownCase: 'cartables.request.ownCase',
    samePerson: 'staff.samePerson',
    unknownRequest: 'cartables.unknownRequest',
    alreadyDecided: 'cartables.request.alreadyDecided',
    noReason: 'review.noReason',
  } as const satisfies Record<DecideCartableRefusal['reason'], string>;
  return turn.words.html(texts[reason]);
}

/** Why there is no link to hand over. */
export function explainInvite(turn: Turn, { reason }: InviteRefusal): string {
  const texts = {
    notAllowed: 'errors.notAllowed',
    ownCase: 'staff.ownCase',
    samePerson: 'staff.samePerson',
    unknownRequest: 'cartables.unknownRequest',
    notApproved: 'cartables.invite.notApproved',
  } as const satisfies Record<InviteRefusal['reason'], string>;
  return turn.words.html(texts[reason]);
}

/** Why a link, or who opened it, does not come to hold the cartable. */
export function explainLink(turn: Turn, refusal: LinkRefusal | OfficerRefusal): string {
  if (refusal.reason === 'blocked') return explainBlocked(turn, refusal);
  const texts = {
    ...officerTexts,
    unknownLink: 'cartables.invitation.unknownLink',
    usedLink: 'cartables.invitation.usedLink',
    replacedLink: 'cartables.invitation.replacedLink',
    expiredLink: 'cartables.invitation.expiredLink',
    wrongIdentity: 'cartables.invitation.wrongIdentity',
  } as const satisfies Record<Exclude<LinkRefusal['reason'], 'blocked'>, string>;
  return turn.words.html(texts[refusal.reason]);
}

/** Why a cartable is not given up or taken away. */
export function explainLeaving(turn: Turn, { reason }: LeaveCartableRefusal): string {
  const texts = {
    notAllowed: 'errors.notAllowed',
    ownCase: 'staff.ownCase',
    samePerson: 'staff.samePerson',
    notHeld: 'cartables.notHeld',
    lastAdministrator: 'cartables.own.lastAdministrator',
  } as const satisfies Record<LeaveCartableRefusal['reason'], string>;
  return turn.words.html(texts[reason]);
}
