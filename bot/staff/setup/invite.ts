import { makeInvitation } from '../../../core/cartables/commands/make-invitation.ts';
import { requestView } from '../../../core/cartables/queries.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatDay } from '../../view/format.ts';
import { placeName } from '../../view/place.ts';
import { explainInvite } from '../../view/reasons/cartables.ts';
import { declineTo, forOfficers } from '../officer.ts';
import { placeData } from './reach.ts';

/**
 * Gives the link of an approved request to who may hand it over: in a message of its own, so that it
 * can be forwarded as it is.
 */
export async function giveLink(turn: Turn, requestId: number, renew = false): Promise<void> {
  const { html, plain, language } = turn.words;
  const made = await makeInvitation(turn.work, await turn.person(), { requestId, renew });
  if (!made.ok) return declineTo(turn, explainInvite(turn, made));
  const view = await requestView(turn.work.tx, requestId, turn.work.now);
  if (!view) return;
  const { name, named, place } = view;
  turn.say(html('cartables.invite.handOver', { name }), {
    buttons: [
      [{ text: plain('cartables.invite.renew'), data: `invite:${requestId}:new` }],
      [{ text: plain('cartables.posts.back'), data: `post:${placeData(place)}` }],
    ],
  });
  const until = formatDay(made.expiresAt, language);
  turn.say(html('cartables.invite.letter', { name, place: placeName(named, turn.words), until }), {
    invitation: made.invitationId,
  });
}

export const inviteScreens = {
  commands: {},
  taps: { invite: forOfficers((turn, [id, how]) => giveLink(turn, idOf(id), how === 'new')) },
  forms: [],
};
