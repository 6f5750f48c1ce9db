import type { PlacementView } from '../../core/placements/queries.ts';
import { formatDay, formatHours, formatInstant, signedHours } from './format.ts';
import type { Words } from './language.ts';
import { nameIn, showCode, titleIn } from './names.ts';
import { shortened } from './plain.ts';

/** Entries beyond these are counted, so that the page stays one message. */
const shownEntries = 10;

/** Of longer texts the beginning is shown: a message holds 4,096 characters. */
const mostOfText = 400;
const mostOfObjection = 100;

/** A placement as its officers see it: who, where, how it stands, every entry of hours. */
export function placementText(view: PlacementView, words: Words): string {
  const { html, plain, language } = words;
  const { endReason, approvedMinutes, enteredMinutes } = view;
  const heading = [
    html('placing.title', {
      code: showCode(view.application.trackingCode),
      name: view.name ?? '',
    }),
    html('placing.place', {
      unit: nameIn(language, view.unit),
      title: titleIn(language, view.opening),
    }),
    html('placing.work', {
      type: plain(`terms.workTypes.${view.workType}`),
      level: plain(`terms.levels.${view.application.level}`),
    }),
    html('placing.state', { state: plain(`terms.placementStates.${view.state}`) }),
    ...(endReason === null
      ? []
      : [html('placing.endReason', { reason: shortened(endReason, mostOfText) })]),
  ];
  const hours = html('placing.hours', {
    entered: formatHours(enteredMinutes, language),
    approved: formatHours(approvedMinutes, language),
  });
  return [
    heading.join('\n'),
    steps(view, words).join('\n'),
    [hours, ...entries(view, words), ...corrections(view, words)].join('\n'),
    ...(view.amendment ? [amendmentText(view, view.amendment, words)] : []),
  ].join('\n\n');
}

/** Who took which step, and when. */
function steps(view: PlacementView, { html, language }: Words): string[] {
  const { requestedBy, approvedBy, approvedAt, finalBy, finalAt, skipReason, holdUntil } = view;
  const at = (instant: Date) => formatInstant(instant, language);
  const { requestedAt } = view;
  const explanation = shortened(view.explanation, mostOfText);
  return [
    html('placing.requested', { name: requestedBy ?? '', at: at(requestedAt), explanation }),
    ...(skipReason === null
      ? []
      : [html('placing.skip', { reason: shortened(skipReason, mostOfText) })]),
    ...(holdUntil ? [html('placing.hold', { until: formatDay(holdUntil, language) })] : []),
    ...(approvedBy && approvedAt
      ? [html('placing.approvedBy', { name: approvedBy, at: at(approvedAt) })]
      : []),
    ...(finalBy && finalAt ? [html('placing.finalBy', { name: finalBy, at: at(finalAt) })] : []),
  ];
}

function entries({ hours }: PlacementView, words: Words): string[] {
  const standing = hours.filter(({ state }) => state !== 'replaced');
  const left = standing.length - shownEntries;
  return [
    ...(left > 0 ? [words.html('placing.more', { count: left })] : []),
    ...standing.slice(-shownEntries).map((entry) => entryLine(entry, words)),
  ];
}

/** Corrections beyond these are old. */
const shownCorrections = 4;

function corrections(view: PlacementView, { html, language }: Words): string[] {
  if (view.corrections.length === 0) return [];
  const lines = view.corrections.slice(-shownCorrections).map(({ minutes, at, reason }) =>
    html('placing.correction', {
      change: signedHours(minutes, language),
      at: formatDay(at, language),
      reason: shortened(reason, mostOfObjection),
    }),
  );
  return [...lines, html('placing.payable', { hours: formatHours(view.payableMinutes, language) })];
}

function amendmentText(
  { amendmentBy }: PlacementView,
  { minutes, createdAt, reason }: NonNullable<PlacementView['amendment']>,
  { html, language }: Words,
): string {
  return html('placing.amendment', {
    hours: formatHours(minutes, language),
    name: amendmentBy ?? '—',
    at: formatInstant(createdAt, language),
    reason: shortened(reason, mostOfText),
  });
}

/** One entry of hours, with what the student says against it. */
export function entryLine(entry: PlacementView['hours'][number], words: Words): string {
  const { html, plain, language } = words;
  const line = html('placing.entry', {
    day: entry.workedOn === null ? plain('placing.total') : formatDay(entry.workedOn, language),
    hours: formatHours(entry.minutes, language),
    state: plain(`terms.hoursStates.${entry.state}`),
  });
  const { objection } = entry;
  return objection === null
    ? line
    : `${line}\n${html('placing.objection', { text: shortened(objection, mostOfObjection) })}`;
}
