import type { CartableNotice } from '../../../core/cartables/types.ts';
import type { DelegationNews, DelegationNotice } from '../../../core/delegations/types.ts';
import { formatDate, formatList } from '../format.ts';
import type { Words } from '../language.ts';
import { placeName } from '../place.ts';
import { type Tellers, told } from './told.ts';

const newsOf = ({ place, other, from, until }: DelegationNews, words: Words) => ({
  place: placeName(place, words),
  other: other ?? words.plain('cartables.nobody'),
  from: formatDate(from, words.language),
  until: formatDate(until, words.language),
});

const cartables = ({ plain }: Words) => ({ text: plain('cartables.open'), data: 'cartables' });

export const cartableTellers: Tellers<(CartableNotice | DelegationNotice)['name']> = {
  cartableDecided: ({ requestId, place, approved, reason }, words) => {
    const { html, plain } = words;
    const name = placeName(place, words);
    if (!approved)
      return told(html('cartables.told.refused', { place: name, reason: reason ?? '' }));
    const link = { text: plain('cartables.invite.link'), data: `invite:${requestId}` };
    return told(html('cartables.told.approved', { place: name }), link);
  },
  cartableAccepted: ({ place }, words) =>
    told(words.html('cartables.told.accepted', { place: placeName(place, words) })),
  cartableTaken: ({ place }, words) =>
    told(words.html('cartables.told.taken', { place: placeName(place, words) })),
  administrationClaimed: ({ by }, words) =>
    told(
      words.html('cartables.told.administrator', {
        name: by ?? words.plain('cartables.nobody'),
      }),
      cartables(words),
    ),
  lastHolderLeft: ({ place, waiting, windows }, words) => {
    const { html, plain } = words;
    const open = formatList(
      windows.map((kind) => plain(`terms.windowKinds.${kind}`)),
      words.language,
    );
    const lines = [
      html('cartables.told.vacant', { place: placeName(place, words) }),
      ...(waiting > 0 ? [html('cartables.told.waiting', { count: waiting })] : []),
      ...(windows.length > 0 ? [html('cartables.told.windowsOpen', { windows: open })] : []),
      html('cartables.told.nameSomebody'),
    ];
    return told(lines.join('\n'), cartables(words));
  },
  delegationOffered: (notice, words) => {
    const { html, plain } = words;
    const { delegationId: id } = notice;
    return told(
      html('cartables.told.offered', newsOf(notice, words)),
      { text: plain('cartables.delegation.accept'), data: `lend:accept:${id}` },
      { text: plain('cartables.delegation.decline'), data: `lend:decline:${id}` },
    );
  },
  delegationAnswered: (notice, words) =>
    told(
      words.html(
        notice.accepted ? 'cartables.told.delegationAccepted' : 'cartables.told.delegationDeclined',
        newsOf(notice, words),
      ),
    ),
  delegationEnded: (notice, words) =>
    told(words.html(`cartables.told.ended.${notice.how}`, newsOf(notice, words))),
};
