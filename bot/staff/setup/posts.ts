import { takeCartable } from '../../../core/cartables/commands/leave-cartable.ts';
import { mayInvite, withdrawRequest } from '../../../core/cartables/commands/request-cartable.ts';
import {
  holderById,
  namedPlace,
  placesAt,
  placeView,
  type RequestView,
  type StaffedPlace,
} from '../../../core/cartables/queries.ts';
import { takeAction } from '../../../core/cartables/rules.ts';
import type { CartablePlace } from '../../../core/cartables/types.ts';
import { nameOf } from '../../../core/staff/queries.ts';
import { can } from '../../../core/staff/rules.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatDay, formatList } from '../../view/format.ts';
import { formatNumber } from '../../view/language.ts';
import type { Button } from '../../view/message.ts';
import { turnButtons } from '../../view/pages.ts';
import { placeName, roleName } from '../../view/place.ts';
import { explainDecision, explainLeaving } from '../../view/reasons/cartables.ts';
import { confirmTo, declineTo, forOfficers, type Page, showPage } from '../officer.ts';
import { placeData, placeOf } from './reach.ts';
import { requestById } from './request-by-id.ts';

const pageSize = 8;

/** Who holds what at a university, or in the country: a page at a time. 0 for the country. */
async function openPosts(turn: Turn, id: number, wanted: number): Promise<void> {
  const { html } = turn.words;
  const universityId = id || null;
  const person = await turn.person();
  const all = await placesAt(turn.work.tx, universityId);
  const seen = all.filter(({ place }) => mayInvite(person, place).ok);
  const [first] = seen;
  if (!first) return declineTo(turn, html('errors.notAllowed'));
  const pages = Math.ceil(seen.length / pageSize);
  const page = Math.min(Math.max(0, wanted), pages - 1);
  const shown = seen.slice(page * pageSize, (page + 1) * pageSize);
  const title = first.named.university
    ? html('cartables.posts.title', { university: first.named.university[turn.words.language] })
    : html('cartables.posts.titleCountry');
  const vacant = seen.filter(({ holders }) => holders.length === 0).length;
  const lines = shown.map((one, index) => postLine(turn, one, page * pageSize + index + 1));
  showPage(turn, {
    text: [
      title,
      html('cartables.posts.vacant', { vacant, all: seen.length }),
      lines.join('\n'),
    ].join('\n\n'),
    buttons: postsButtons(turn, shown, { id, page, pages }),
  });
}

function postLine(
  { words }: Turn,
  { named, holders, asked }: StaffedPlace,
  number: number,
): string {
  const { html, plain, language } = words;
  const names = formatList(
    holders.map(({ name }) => name ?? plain('cartables.nobody')),
    language,
  );
  const role = named.unit ? named.unit[language] : roleName(named, words);
  const line =
    holders.length > 0
      ? html('cartables.posts.held', { number, role, names })
      : html('cartables.posts.free', { number, role });
  return asked > 0 ? line + html('cartables.posts.asked', { asked }) : line;
}

function postsButtons(
  { words }: Turn,
  shown: readonly StaffedPlace[],
  { id, page, pages }: { id: number; page: number; pages: number },
): Button[][] {
  const { plain, language } = words;
  const numbers = shown.map(({ place }, index) => ({
    text: formatNumber(page * pageSize + index + 1, language),
    data: `post:${placeData(place)}`,
  }));
  const turns = turnButtons(words, { page, pages }, (to) => `posts:${id}:${to}`);
  const back =
    id === 0
      ? { text: plain('cartables.back'), data: 'cartables' }
      : { text: plain('setup.backToUniversity'), data: `uni:${id}` };
  return [numbers.slice(0, 4), numbers.slice(4), turns, [back]].filter((row) => row.length > 0);
}

/** One place: its holders, the people who were named for it, and what can be done. */
export async function postPage(turn: Turn, place: CartablePlace): Promise<Page | undefined> {
  const person = await turn.person();
  if (!mayInvite(person, place).ok) return undefined;
  const { tx, now } = turn.work;
  const view = await placeView(tx, place, now);
  const { html, plain, language } = turn.words;
  const maker = can(person, takeAction(place.role), place).ok;
  const holders = view.holders.map(({ name, since }) =>
    html('cartables.post.holder', {
      name: name ?? plain('cartables.nobody'),
      since: formatDay(since, language),
    }),
  );
  return {
    text: [
      html('cartables.post.title', { place: placeName(view.named, turn.words) }),
      ...(holders.length > 0 ? holders : [html('cartables.post.vacant')]),
      ...view.requests.map((request) => requestLine(turn, request)),
    ].join('\n'),
    buttons: [
      ...view.requests.map((request) => requestButtons(turn, request)),
      ...(maker ? view.holders : []).map(({ holderId, name }) => [
        { text: plain('cartables.post.take', { name: name ?? '' }), data: `unseat:${holderId}` },
      ]),
      [{ text: plain('cartables.post.nominate'), data: `nominate:${placeData(place)}` }],
      [{ text: plain('cartables.posts.back'), data: `posts:${place.universityId ?? 0}:0` }],
    ],
  };
}

function requestLine({ words }: Turn, { name, state, linkUntil, askedAt }: RequestView): string {
  const { html, language } = words;
  const at = formatDay(askedAt, language);
  if (state === 'waiting') return html('cartables.post.waiting', { name, at });
  return linkUntil === null
    ? html('cartables.post.noLink', { name })
    : html('cartables.post.invited', { name, until: formatDay(linkUntil, language) });
}

function requestButtons(
  { words: { plain } }: Turn,
  { requestId, name, state }: RequestView,
): Button[] {
  const back = { text: plain('cartables.post.withdraw', { name }), data: `unask:${requestId}` };
  if (state === 'waiting') return [back];
  return [{ text: plain('cartables.invite.link'), data: `invite:${requestId}` }, back];
}

export async function showPost(turn: Turn, place: CartablePlace): Promise<void> {
  const page = await postPage(turn, place);
  if (page) showPage(turn, page);
  else declineTo(turn, turn.words.html('errors.notAllowed'));
}

const openPost = forOfficers(async (turn, args) => {
  const place = placeOf(args);
  if (place) await showPost(turn, place);
});

const withdraw = forOfficers(async (turn, [id]) => {
  const request = await requestById(turn, idOf(id));
  if (!request) return;
  const { requestId, place } = request;
  const done = await withdrawRequest(turn.work, await turn.person(), { requestId });
  if (!done.ok) return declineTo(turn, explainDecision(turn, done));
  confirmTo(turn, turn.words.html('cartables.post.withdrawn'));
  await showPost(turn, place);
});

/** Taking a cartable away is asked twice. */
const unseat = forOfficers(async (turn, [id, sure]) => {
  const { html, plain } = turn.words;
  const held = await holderById(turn.work.tx, idOf(id));
  if (!held) return declineTo(turn, html('cartables.notHeld'));
  const { cartableId, accountId, cartable: place } = held;
  if (sure !== 'yes') {
    const allowed = can(await turn.person(), takeAction(place.role), place);
    if (!allowed.ok) return declineTo(turn, explainLeaving(turn, allowed));
    const asked = html('cartables.post.takeAsk', {
      place: placeName(await namedPlace(turn.work.tx, place), turn.words),
      name: (await nameOf(turn.work.tx, accountId)) ?? plain('cartables.nobody'),
    });
    const yes = { text: plain('cartables.post.takeYes'), data: `unseat:${id}:yes` };
    const back = { text: plain('cartables.back'), data: `post:${placeData(place)}` };
    return showPage(turn, { text: asked, buttons: [[yes], [back]] });
  }
  const taken = await takeCartable(turn.work, await turn.person(), { cartableId, accountId });
  if (!taken.ok) return declineTo(turn, explainLeaving(turn, taken));
  confirmTo(turn, html(taken.stillHeld ? 'cartables.post.taken' : 'cartables.post.takenLast'));
  await showPost(turn, place);
});

export const postScreens = {
  commands: {},
  taps: {
    posts: forOfficers((turn, [id, page]) => openPosts(turn, idOf(id), idOf(page))),
    post: openPost,
    unask: withdraw,
    unseat,
  },
  forms: [],
};
