import { accountOf } from '../../core/accounts/queries.ts';
import { lookUpCode } from '../../core/applications/commands/look-up-code.ts';
import { applicationOf, ownApplications } from '../../core/applications/queries.ts';
import { parseTrackingCode } from '../../core/applications/rules.ts';
import type { ApplicationStatus, TrackingCode } from '../../core/applications/types.ts';
import { placementStory } from '../../core/placements/queries.ts';
import type { Handler } from '../intake/handler.ts';
import type { Turn } from '../intake/turn.ts';
import { caseButtons } from '../staff/case-button.ts';
import type { Buttons } from '../view/message.ts';
import { termName } from '../view/names.ts';
import { seeWork } from '../view/own-work-buttons.ts';
import { explainTrackingCode } from '../view/reasons/applications.ts';
import { explainBlocked } from '../view/reasons/cartables.ts';
import { anyStatusText, otherLines, ownStatusText } from '../view/status.ts';
import { isStudent, sayWhatIsFirst } from './before-request.ts';
import { cardButton } from './card.ts';
import { filedButtons } from './filed-buttons.ts';

/** `/status` shows the own request; with a tracking code, that request. */
const showStatus: Handler = async (turn, words) => {
  if (words.length === 0) return ownStatus(turn);
  const wrong = await track(turn, words.join(''));
  if (wrong) turn.say(wrong.say, { buttons: wrong.buttons });
};

/** Shows the request of a typed code; where there is none, gives what is to be said instead. */
export async function track(
  turn: Turn,
  typed: string,
): Promise<{ readonly say: string; readonly buttons: Buttons } | undefined> {
  const parsed = parseTrackingCode(typed);
  const say = parsed.ok ? await tellRequest(turn, parsed.value) : explainTrackingCode(turn, parsed);
  return say === undefined ? undefined : { say, buttons: await ownButtons(turn) };
}

/** Who mistyped the own code is one tap from it. */
async function ownButtons({ work, session, words }: Turn): Promise<Buttons> {
  const { accountId } = session;
  const own = accountId && (await applicationOf(work.tx, { accountId }, work.now));
  return own ? [[{ text: words.plain('menu.status'), data: `status:${own.trackingCode}` }]] : [];
}

/** A link to a request shows it. False: there is no such request. */
export async function openRequest(turn: Turn, [code]: readonly [string]): Promise<boolean> {
  const parsed = parseTrackingCode(code);
  return parsed.ok && (await tellRequest(turn, parsed.value)) === undefined;
}

/**
 * The own request whole; another's without anything of the person, but for its officers with the way
 * to it. Where there is none, gives what is to be said instead.
 */
async function tellRequest(turn: Turn, trackingCode: TrackingCode): Promise<string | undefined> {
  const { work, session, chatId } = turn;
  const { accountId } = session;
  const own = accountId && (await applicationOf(work.tx, { accountId, trackingCode }, work.now));
  if (own) {
    await tellOwn(turn, own, accountId);
    return undefined;
  }
  const looked = await lookUpCode(work, { chatId, trackingCode });
  if (!looked.ok) {
    return looked.reason === 'blocked'
      ? explainBlocked(turn, looked)
      : turn.words.html('status.notFound');
  }
  const { found } = looked;
  const placement = await placementStory(work.tx, found.applicationId);
  const signedIn = accountId !== null;
  turn.say(anyStatusText({ application: found, placement }, turn.words, { signedIn }), {
    buttons: await caseButtons(turn, found),
  });
  return undefined;
}

async function ownStatus(turn: Turn): Promise<void> {
  const { html, plain } = turn.words;
  const { accountId } = turn.session;
  if (accountId === null) {
    const buttons = [[{ text: plain('menu.track'), data: 'track' }]];
    return turn.say(html('status.signedOut'), { buttons });
  }
  const status = await applicationOf(turn.work.tx, { accountId }, turn.work.now);
  if (status) return tellOwn(turn, status, accountId);
  const account = await accountOf(turn.work.tx, accountId);
  if (!isStudent(account)) return sayWhatIsFirst(turn, account);
  turn.say(html('status.none'), { buttons: [[{ text: plain('menu.apply'), data: 'apply' }]] });
}

/** `status` shows the latest request, `status:<code>` that one. */
const openStatus: Handler = async (turn, [code]) => {
  if (code === undefined) return ownStatus(turn);
  if (!(await openRequest(turn, [code]))) turn.say(turn.words.html('status.notFound'));
};

/** One request whole, with what can be done; below it the student's others, the newest first. */
async function tellOwn(turn: Turn, status: ApplicationStatus, accountId: number): Promise<void> {
  const { tx, now } = turn.work;
  const placement = await placementStory(tx, status.applicationId);
  const all = await ownApplications(tx, accountId);
  const others = all.filter(({ trackingCode }) => trackingCode !== status.trackingCode);
  const parts = [
    ownStatusText({ application: status, placement }, turn.words, now),
    ...(others.length > 0 ? [otherLines(others, turn.words)] : []),
  ];
  turn.say(parts.join('\n\n'), {
    buttons: [
      ...filedButtons(turn, status),
      ...(placement ? [[seeWork(placement.placementId, turn.words)]] : []),
      [cardButton(turn, status)],
      ...others.map(({ trackingCode, term }) => [
        { text: termName(term, turn.words), data: `status:${trackingCode}` },
      ]),
    ],
  });
}

export const statusScreens = { commands: { status: showStatus }, taps: { status: openStatus } };
