import { applicationByCode, applicationOf } from '../../core/applications/queries.ts';
import { parseTrackingCode } from '../../core/applications/rules.ts';
import type { ApplicationStatus, TrackingCode } from '../../core/applications/types.ts';
import { type OwnPlacement, placementsOf } from '../../core/placements/queries.ts';
import type { Handler } from '../intake/handler.ts';
import type { Turn } from '../intake/turn.ts';
import { formatDay, formatHours, formatInstant } from '../view/format.ts';
import { Html } from '../view/language.ts';
import type { Buttons } from '../view/message.ts';
import { nameIn, showCode, termName, titleIn } from '../view/names.ts';
import { cardButton } from './card.ts';
import { filedButtons } from './filed-buttons.ts';

/** `/status` shows the own request; with a tracking code, that request, which names no person. */
const showStatus: Handler = async (turn, words) =>
  words.length > 0 ? track(turn, words.join('')) : ownStatus(turn);

async function track(turn: Turn, typed: string): Promise<void> {
  const parsed = parseTrackingCode(typed);
  if (!parsed.ok) return turn.say(turn.words.html('status.codeWrong'));
  if (!(await tellRequest(turn, parsed.value))) turn.say(turn.words.html('status.notFound'));
}

/** A link to a request shows it. False: there is no such request. */
export async function openRequest(turn: Turn, [code]: readonly [string]): Promise<boolean> {
  const parsed = parseTrackingCode(code);
  return parsed.ok && (await tellRequest(turn, parsed.value));
}

/** The own request whole, another's without buttons. False: there is none. */
async function tellRequest(turn: Turn, trackingCode: TrackingCode): Promise<boolean> {
  const { tx, now } = turn.work;
  const { accountId } = turn.session;
  const own = accountId && (await applicationOf(tx, { accountId, trackingCode }, now));
  const found = own || (await applicationByCode(tx, trackingCode, now));
  if (own) await tellOwn(turn, own, accountId);
  else if (found) turn.say(applicationLines(turn, found));
  return Boolean(found);
}

async function ownStatus(turn: Turn): Promise<void> {
  const { html } = turn.words;
  const { accountId } = turn.session;
  if (accountId === null) return turn.say(html('start.trackAsk'));
  const status = await applicationOf(turn.work.tx, { accountId }, turn.work.now);
  if (!status) return turn.say(html('status.none'));
  await tellOwn(turn, status, accountId);
}

async function tellOwn(turn: Turn, status: ApplicationStatus, accountId: number): Promise<void> {
  const placements = await placementsOf(turn.work.tx, accountId);
  const placement = placements.find((one) => one.applicationId === status.applicationId);
  const placed = placement ? [placementLines(turn, placement)] : [];
  turn.say([applicationLines(turn, status), ...placed].join('\n\n'), {
    buttons: [
      ...filedButtons(turn, status),
      ...(placement ? placementButtons(turn, placement) : []),
      [cardButton(turn, status)],
    ],
  });
}

function applicationLines(turn: Turn, status: ApplicationStatus): string {
  const { html, plain, language } = turn.words;
  const title = html('status.title', {
    code: showCode(status.trackingCode),
    university: nameIn(language, status.university),
    term: termName(status.term, turn.words),
  });
  const state = html('status.state', {
    state: plain(`terms.applicationStates.${status.state}`),
    since: formatDay(status.since, language),
  });
  return [
    title,
    state,
    ...waitingLine(turn, status),
    ...(status.reason ? [html('status.reason', { reason: status.reason.text })] : []),
    ...(status.place ? [html('status.place', { ...status.place, points: status.points })] : []),
    html('status.choices', { list: new Html(choiceLines(turn, status)) }),
    html('status.history', { list: new Html(historyLines(turn, status)) }),
  ].join('\n');
}

function waitingLine(turn: Turn, { waitsFor }: ApplicationStatus): string[] {
  if (!waitsFor) return [];
  const { html, plain, language } = turn.words;
  const role = plain(`terms.roles.${waitsFor.role}`);
  if (!waitsFor.dueAt) return [html('status.waitsFor', { role })];
  return [html('status.waitsForUntil', { role, due: formatDay(waitsFor.dueAt, language) })];
}

const choiceLines = (turn: Turn, { choices }: ApplicationStatus): string =>
  choices
    .map((choice, index) =>
      turn.words.html('application.openingLine', {
        position: index + 1,
        title: titleIn(turn.words.language, choice),
        unit: nameIn(turn.words.language, choice.unit),
      }),
    )
    .join('\n');

const historyLines = (turn: Turn, { history }: ApplicationStatus): string =>
  history
    .map(({ at, event }) =>
      turn.words.html('status.historyLine', {
        at: formatInstant(at, turn.words.language),
        event: turn.words.plain(`status.events.${event}`),
      }),
    )
    .join('\n');

function placementLines(turn: Turn, placement: OwnPlacement): string {
  const { html, plain, language } = turn.words;
  const line = html('status.placement', {
    unit: nameIn(language, placement.unit),
    state: plain(`terms.placementStates.${placement.state}`),
  });
  const hours = html('status.hours', {
    entered: formatHours(placement.enteredMinutes, language),
    approved: formatHours(placement.approvedMinutes, language),
  });
  const waiting = html('status.waitingHours', {
    hours: formatHours(placement.waitingMinutes, language),
  });
  return [line, hours, ...(asksForHours(placement) ? [waiting] : [])].join('\n');
}

const asksForHours = ({ state, waitingMinutes }: OwnPlacement): boolean =>
  state === 'hoursReported' && waitingMinutes > 0;

/** What the student can answer now. */
function placementButtons(turn: Turn, placement: OwnPlacement): Buttons {
  const { id, state } = placement;
  const { plain } = turn.words;
  if (state === 'approved') {
    return [[{ text: plain('status.decline'), data: `placement:decline:${id}` }]];
  }
  return asksForHours(placement) ? hoursButtons(turn, id, placement.waitingMinutes) : [];
}

/** The answers to hours; the sum that is confirmed travels in the button. */
export function hoursButtons({ words: { plain } }: Turn, id: number, minutes: number): Buttons {
  return [
    [{ text: plain('status.confirmHours'), data: `hours:confirm:${id}:${minutes}` }],
    [{ text: plain('status.objectHours'), data: `hours:object:${id}` }],
  ];
}

export const statusScreens = {
  commands: { status: showStatus },
  taps: {
    status: ((turn) => ownStatus(turn)) as Handler,
    track: ((turn) => turn.say(turn.words.html('start.trackAsk'))) as Handler,
  },
};
