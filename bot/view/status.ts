import type { ApplicationStatus, OwnApplication } from '../../core/applications/types.ts';
import { formatDay, formatInstant } from './format.ts';
import { Html, type Words } from './language.ts';
import { nameIn, showCode, termName, titleIn } from './names.ts';

/** How a request stands, for its own student. `placed`: a unit has this student already. */
export function ownStatusText(status: ApplicationStatus, words: Words, placed: boolean): string {
  return [
    heading(status, words),
    ...waitingLines(status, words),
    ...reasonLines(status, words),
    ...appealLines(status, words),
    ...(status.state === 'approved' && !placed ? [words.html('status.unitsNext')] : []),
    ...rankLines(status, words),
    words.html('status.choices', { list: new Html(choiceLines(status, words)) }),
    ...(placed ? [] : queueLines(status, words)),
    history(status, words),
  ].join('\n');
}

/**
 * How a request stands, for whoever has its code: no person, and nothing that tells of one, as the
 * words of an officer, the priority classes and the openings would.
 */
export function anyStatusText(status: ApplicationStatus, words: Words): string {
  const { html, plain } = words;
  const { reason, state } = status;
  const kind = state === 'rejected' && reason?.code ? reason.code : undefined;
  return [
    heading(status, words),
    ...waitingLines(status, words),
    ...(kind
      ? [html('status.rejectedFor', { code: plain(`terms.rejectionReasons.${kind}`) })]
      : []),
    ...(status.place ? [html('status.place', status.place)] : []),
    history(status, words),
    html('status.othersNote'),
  ].join('\n');
}

/** The student's other requests, a line each. */
export const otherLines = (others: readonly OwnApplication[], words: Words): string =>
  [
    words.html('status.others'),
    ...others.map((one) =>
      words.html('status.otherLine', {
        term: termName(one.term, words),
        code: showCode(one.trackingCode),
        state: words.plain(`terms.applicationStates.${one.state}`),
      }),
    ),
  ].join('\n');

function heading(
  { trackingCode, university, term, state, since }: ApplicationStatus,
  words: Words,
) {
  const { html, plain, language } = words;
  const title = html('status.title', {
    code: showCode(trackingCode),
    university: nameIn(language, university),
    term: termName(term, words),
  });
  const shown = plain(`terms.applicationStates.${state}`);
  return `${title}\n${html('status.state', { state: shown, since: formatDay(since, language) })}`;
}

function waitingLines({ waitsFor }: ApplicationStatus, words: Words): string[] {
  if (!waitsFor) return [];
  const { html, plain, language } = words;
  if (waitsFor.role === 'student') return [html('status.waitsForStudent')];
  const role = plain(`terms.roles.${waitsFor.role}`);
  const line = waitsFor.dueAt
    ? html('status.waitsForUntil', { role, due: formatDay(waitsFor.dueAt, language) })
    : html('status.waitsFor', { role });
  return waitsFor.held ? [line] : [line, html('status.nobodyHolds', { role })];
}

function reasonLines({ reason, state }: ApplicationStatus, { html, plain }: Words): string[] {
  if (!reason) return [];
  const { code, text } = reason;
  if (state === 'sentBack' || code === null) return [html('status.note', { text })];
  return [html('status.reason', { code: plain(`terms.rejectionReasons.${code}`), text })];
}

function appealLines(status: ApplicationStatus, { html, language }: Words): string[] {
  const { appealAnswer, appealUntil, appealed, state } = status;
  if (appealAnswer !== null) return [html('status.appealAnswer', { text: appealAnswer })];
  if (state !== 'rejected' || appealed) return [];
  return appealUntil
    ? [html('status.appealOpen', { until: formatDay(appealUntil, language) })]
    : [html('status.appealOver')];
}

const signs = { pending: '⏳', verified: '✅', refused: '❌' } as const;

function rankLines({ place, points, claims }: ApplicationStatus, { html, plain }: Words): string[] {
  const lines = claims.map(({ class: of, state, reason }) => {
    const shown = {
      sign: new Html(signs[state]),
      class: plain(`terms.priorityClasses.${of}`),
      state: plain(`terms.claimStates.${state}`),
    };
    return reason === null
      ? html('status.claim', shown)
      : html('status.claimReason', { ...shown, reason });
  });
  return [
    ...(place ? [html('status.place', place)] : []),
    html('status.points', { points }),
    ...lines,
  ];
}

const choiceLines = ({ choices }: ApplicationStatus, { html, language }: Words): string =>
  choices
    .map((choice, index) => {
      const shown = {
        position: index + 1,
        title: titleIn(language, choice),
        unit: nameIn(language, choice.unit),
      };
      const line = html('application.openingLine', shown);
      if (!choice.open) return `${line} ${html('status.choiceClosed')}`;
      return choice.place ? `${line} ${html('status.choicePlace', choice.place)}` : line;
    })
    .join('\n');

/** Where no seat is free, the student waits in rank order: never in silence. */
function queueLines({ choices, place }: ApplicationStatus, { html, language }: Words): string[] {
  const full = place ? choices.filter(({ open, free }) => open && free === 0) : [];
  return full.flatMap((choice) =>
    choice.place
      ? [html('status.queue', { title: titleIn(language, choice), ...choice.place })]
      : [],
  );
}

/** Of a request that was changed often, what happened last. */
const shownEvents = 12;

function history({ history: events }: ApplicationStatus, { html, plain, language }: Words): string {
  const earlier = Math.max(0, events.length - shownEvents);
  const lines = [
    ...(earlier > 0 ? [html('status.historyEarlier', { earlier })] : []),
    ...events.slice(earlier).map(({ at, event }) =>
      html('status.historyLine', {
        at: formatInstant(at, language),
        event: plain(`status.events.${event}`),
      }),
    ),
  ];
  return html('status.history', { list: new Html(lines.join('\n')) });
}
