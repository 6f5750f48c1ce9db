import { leaveCartable } from '../../../core/cartables/commands/leave-cartable.ts';
import {
  type ListedDelegation,
  type OwnCartable,
  ownCartables,
} from '../../../core/delegations/queries.ts';
import { universitiesByIds } from '../../../core/universities/queries.ts';
import type { Handler } from '../../intake/handler.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatDate, formatDay } from '../../view/format.ts';
import { formatNumber } from '../../view/language.ts';
import type { Button, Buttons } from '../../view/message.ts';
import { nameIn } from '../../view/names.ts';
import { placeName } from '../../view/place.ts';
import { explainLeaving } from '../../view/reasons/cartables.ts';
import { auditButtons } from '../audit.ts';
import { confirmTo, declineTo, forOfficers, type Page, showPage } from '../officer.ts';
import { undeliveredButtons } from '../undelivered.ts';
import { universitiesFor } from './reach.ts';

/** What this officer holds, what is handed over, and whom they may name. */
async function ownPage(turn: Turn): Promise<Page> {
  const person = await turn.person();
  const { tx, now } = turn.work;
  const { held, lent } = await ownCartables(tx, person.accountId ?? 0, now);
  const { html } = turn.words;
  const lines = held.map((cartable, index) => ownLine(turn, cartable, index + 1));
  const borrowed = lent.map((delegation) => lentLine(turn, delegation));
  const title = html('cartables.own.title');
  const none = held.length === 0 ? [html('cartables.own.none')] : [];
  return {
    text: [title, ...none, ...lines, ...borrowed].join('\n\n'),
    buttons: [
      ...held.map((cartable, index) => ownButtons(turn, cartable, index + 1)),
      ...lent.map((delegation) => lentButtons(turn, delegation)),
      ...(await postsButtons(turn)),
      ...auditButtons(turn, person),
      ...undeliveredButtons(turn, person),
      [{ text: turn.words.plain('staff.back'), data: 'inbox' }],
    ],
  };
}

function ownLine({ words }: Turn, { place, since, handedTo }: OwnCartable, number: number): string {
  const { html, language } = words;
  const line = html('cartables.own.line', {
    number,
    place: placeName(place, words),
    since: formatDay(since, language),
  });
  if (!handedTo) return line;
  const key = handedTo.accepted ? 'cartables.own.handedTo' : 'cartables.own.offeredTo';
  return `${line}\n${html(key, daysOf(handedTo, words))}`;
}

function lentLine({ words }: Turn, delegation: ListedDelegation): string {
  const key = delegation.accepted ? 'cartables.own.lent' : 'cartables.own.offered';
  const place = placeName(delegation.place, words);
  return words.html(key, { place, ...daysOf(delegation, words) });
}

const daysOf = ({ other, from, until }: ListedDelegation, words: Turn['words']) => ({
  other: other ?? words.plain('cartables.nobody'),
  from: formatDate(from, words.language),
  until: formatDate(until, words.language),
});

function ownButtons({ words }: Turn, { cartableId, handedTo }: OwnCartable, at: number): Button[] {
  const { plain, language } = words;
  const number = formatNumber(at, language);
  const delegate = handedTo
    ? {
        text: plain('cartables.own.endDelegation', { number }),
        data: `lend:end:${handedTo.delegationId}`,
      }
    : { text: plain('cartables.own.delegate', { number }), data: `delegate:${cartableId}` };
  return [
    delegate,
    { text: plain('cartables.own.leave', { number }), data: `leave:${cartableId}` },
  ];
}

function lentButtons({ words: { plain } }: Turn, { delegationId: id, accepted }: ListedDelegation) {
  if (accepted) return [{ text: plain('cartables.own.endLent'), data: `lend:end:${id}` }];
  return [
    { text: plain('cartables.delegation.accept'), data: `lend:accept:${id}` },
    { text: plain('cartables.delegation.decline'), data: `lend:decline:${id}` },
  ];
}

/** The lists of who holds what, for those who name others. */
async function postsButtons(turn: Turn): Promise<Buttons> {
  const person = await turn.person();
  const { plain } = turn.words;
  const country = universitiesFor(person, 'grantCountryCartable') === 'all';
  const reach = universitiesFor(person, 'grantCartable');
  const asked = reach === 'all' ? [] : universitiesFor(person, 'requestCartable');
  const own = asked === 'all' ? [] : asked;
  const managed = universitiesFor(person, 'openWindows');
  const ofOne = await namesOfSeveral(turn, [...own, ...(managed === 'all' ? [] : managed)]);
  return [
    ...(country ? [[{ text: plain('cartables.posts.ofCountry'), data: 'posts:0:0' }]] : []),
    ...(reach === 'all' ? [[{ text: plain('setup.universities'), data: 'unis:0' }]] : []),
    ...own.map((id) => [
      { text: plain('cartables.posts.ofUniversity') + ofOne(id), data: `posts:${id}:0` },
    ]),
    ...(managed === 'all' ? [] : managed).map((id) => [
      { text: plain('setup.ownUniversity') + ofOne(id), data: `uni:${id}` },
    ]),
  ];
}

/** What tells the buttons of one university from those of another; nothing where there is one only. */
async function namesOfSeveral(
  { work, words }: Turn,
  ids: readonly number[],
): Promise<(universityId: number) => string> {
  if (new Set(ids).size < 2) return () => '';
  const universities = await universitiesByIds(work.tx, ids);
  const names = new Map(universities.map((one) => [one.id, ` · ${nameIn(words.language, one)}`]));
  return (universityId) => names.get(universityId) ?? '';
}

export async function showOwnCartables(turn: Turn): Promise<void> {
  showPage(turn, await ownPage(turn));
}

/** Asks once more: what waits is left to others, and a vacant cartable stops work. */
async function askLeaving(turn: Turn, cartableId: number): Promise<void> {
  const { html, plain } = turn.words;
  const { tx, now } = turn.work;
  const { held } = await ownCartables(tx, (await turn.person()).accountId ?? 0, now);
  const cartable = held.find((one) => one.cartableId === cartableId);
  if (!cartable) return declineTo(turn, html('cartables.notHeld'));
  const text = html('cartables.own.leaveAsk', { place: placeName(cartable.place, turn.words) });
  const yes = { text: plain('cartables.own.leaveYes'), data: `leave:${cartableId}:yes` };
  showPage(turn, {
    text,
    buttons: [[yes], [{ text: plain('cartables.back'), data: 'cartables' }]],
  });
}

const leave: Handler = forOfficers(async (turn, [id, sure]) => {
  const cartableId = idOf(id);
  if (sure !== 'yes') return askLeaving(turn, cartableId);
  const person = await turn.person();
  const left = await leaveCartable(turn.work, person, { cartableId });
  if (!left.ok) return declineTo(turn, explainLeaving(turn, left));
  confirmTo(
    turn,
    turn.words.html(left.stillHeld ? 'cartables.own.left' : 'cartables.own.leftLast'),
  );
  turn.signedIn(person.accountId ?? 0);
  await showOwnCartables(turn);
});

const open = forOfficers(showOwnCartables);

export const ownCartableScreens = {
  commands: { cartables: open },
  taps: { cartables: open, leave },
  forms: [],
};
