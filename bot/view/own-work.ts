import type { OwnEntry, OwnWork } from '../../core/earnings/queries.ts';
import { mayHaveHours } from '../../core/placements/rules.ts';
import type { PlacementState } from '../../core/placements/types.ts';
import { earningsLines } from './earnings.ts';
import { formatDate, formatDay, formatHours, formatRial } from './format.ts';
import type { Words } from './language.ts';
import { nameIn, showCode, termName, titleIn } from './names.ts';
import { paymentProduct } from './payments.ts';
import { shortened } from './plain.ts';
import { officersTurn } from './status.ts';

/** Entries of one page, so that all of it stays one message. */
export const entriesOnPage = 6;

export const entryPages = ({ entries }: OwnWork): number =>
  Math.max(1, Math.ceil(entries.length / entriesOnPage));

/** Of longer texts the beginning is shown: a message holds 4,096 characters. */
const mostOfText = 300;

/** Corrections and amendments beyond these are old. */
const shownChanges = 4;

/** A placement as its student sees it; `page` of the entries counts from 0. */
export function ownWorkText(work: OwnWork, page: number, words: Words): string {
  return [
    heading(work, words),
    whatToDo(work, words),
    hoursText(work, page, words),
    changes(work, words),
    money(work, words),
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function heading(work: OwnWork, words: Words): string[] {
  const { html, plain, language } = words;
  return [
    html('work.title', { code: showCode(work.trackingCode) }),
    html('work.place', {
      unit: nameIn(language, work.unit),
      title: titleIn(language, work.opening),
    }),
    html('work.sort', {
      type: plain(`terms.workTypes.${work.workType}`),
      term: termName(work.term, words),
    }),
    html('work.state', { state: plain(`work.states.${work.state}`) }),
  ];
}

const endedEarly: ReadonlySet<PlacementState> = new Set(['withdrawn', 'terminated']);

/** Of one that ended early while something still waits: the unit may have said that there were no hours. */
const isPayPossible = ({ state, waitsFor }: OwnWork): boolean =>
  endedEarly.has(state) && waitsFor !== null;

/** What waits for the student or for others, by when, and what the end means. */
function whatToDo(work: OwnWork, words: Words): string[] {
  const { html, language } = words;
  const { state, steps, endReason, objection } = work;
  const until = (day: Date) => ({ until: formatDay(day, language) });
  const mayDecline = steps.includes('decline') && work.declineDueAt;
  const mayAnswer = steps.includes('confirm') && work.answerDueAt;
  return [
    ...(state === 'approved' ? [whereToGo(work.unit.directions, words)] : []),
    ...(mayDecline ? [html('work.declineUntil', until(mayDecline))] : []),
    ...(mayAnswer ? [html('work.answerUntil', until(mayAnswer))] : []),
    ...(objection ? [objectionLine(objection, words)] : []),
    ...officersTurn(work.waitsFor, words),
    ...(endReason === null
      ? []
      : [html('work.endReason', { reason: shortened(endReason, mostOfText) })]),
    ...(isPayPossible(work) ? [html('work.endedPayable')] : []),
  ];
}

/** Where to report to, or whom to ask where the unit has not said it. */
export const whereToGo = (directions: string | null, { html }: Words): string =>
  directions === null ? html('work.directionsUnknown') : html('work.directions', { directions });

function objectionLine(
  { text, round }: NonNullable<OwnWork['objection']>,
  { html }: Words,
): string {
  const key = round > 1 ? 'work.objectionToExpert' : 'work.objectionToUnit';
  return html(key, { text: shortened(text, mostOfText) });
}

function hoursText(work: OwnWork, page: number, words: Words): string[] {
  const { html } = words;
  if (!mayHaveHours(work)) return [];
  const shown = work.entries.slice(page * entriesOnPage, (page + 1) * entriesOnPage);
  const pages = entryPages(work);
  return [
    html('work.hours.title'),
    ...figureLines(work, words),
    ...shown.map((entry) => entryLine(entry, words)),
    ...(pages > 1 ? [html('work.hours.page', { page: page + 1, pages })] : []),
  ];
}

function figureLines({ figures, month }: OwnWork, { html, language }: Words): string[] {
  const hours = (minutes: number) => formatHours(minutes, language);
  const line = (key: 'agreed' | 'waiting' | 'objected'): string[] =>
    figures[key] === 0 ? [] : [html(`work.hours.${key}`, { hours: hours(figures[key]) })];
  const isOver = figures.final !== null;
  return [
    html('work.hours.approved', { hours: hours(figures.approved) }),
    html('work.hours.entered', { hours: hours(figures.entered) }),
    ...(isOver ? [] : (['agreed', 'waiting', 'objected'] as const).flatMap(line)),
    ...(isOver
      ? [html('work.hours.final', { hours: hours(figures.final ?? 0) })]
      : [html('work.hours.left', { hours: hours(figures.left) })]),
    ...(month
      ? [
          html('work.hours.month', {
            cap: hours(month.capMinutes),
            left: hours(Math.min(month.leftMinutes, figures.left)),
          }),
        ]
      : []),
  ];
}

function entryLine({ workedOn, enteredAt, minutes, state }: OwnEntry, words: Words): string {
  const { html, plain, language } = words;
  const day =
    workedOn === null
      ? plain('work.hours.total', { day: formatDay(enteredAt, language) })
      : formatDate(workedOn, language);
  return html('work.hours.entry', {
    day,
    hours: formatHours(minutes, language),
    state: plain(`work.hours.states.${state}`),
  });
}

function changes({ amendments, corrections }: OwnWork, words: Words): string[] {
  const { html, plain, language } = words;
  const amended = amendments.slice(-shownChanges).map(({ minutes, state, at }) =>
    html('work.amendments.line', {
      hours: formatHours(minutes, language),
      state: plain(`work.amendments.states.${state}`),
      at: formatDay(at, language),
    }),
  );
  const corrected = corrections.slice(-shownChanges).map(({ minutes, reason, at }) =>
    html(minutes > 0 ? 'work.corrections.added' : 'work.corrections.taken', {
      hours: formatHours(Math.abs(minutes), language),
      at: formatDay(at, language),
      reason: shortened(reason, mostOfText),
    }),
  );
  return [
    ...(amended.length > 0 ? [html('work.amendments.title'), ...amended] : []),
    ...(corrected.length > 0 ? [html('work.corrections.title'), ...corrected] : []),
  ];
}

function money(work: OwnWork, words: Words): string[] {
  const { html, plain, language } = words;
  const { earnings, level, figures, payments } = work;
  if (!mayHaveHours(work)) return [];
  const isFinal = figures.final !== null;
  const paid = payments.map((payment) =>
    [
      html('payments.line', {
        amount: formatRial(payment.amountRial, language),
        state: plain(`payments.states.${payment.progress}`),
      }),
      paymentProduct(payment, words),
    ].join('\n'),
  );
  return [
    html('payments.earnings.title'),
    ...earningsLines({ earnings, level, isFinal }, words),
    ...paid,
  ];
}
