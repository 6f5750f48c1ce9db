import type { ApplicationStatus, OwnApplication, WaitsFor } from '../../core/applications/types.ts';
import type { PlacementStory, PlacementWait } from '../../core/placements/queries.ts';
import { isLive, mayHaveHours } from '../../core/placements/rules.ts';
import { formatDay, formatHours, formatInstant } from './format.ts';
import { Html, type Words } from './language.ts';
import { nameIn, showCode, termName, titleIn } from './names.ts';
import { declineDue, type RequestStory } from './request-story.ts';

/** How a request stands now, for its own student, and the placement that it led to. */
export function ownStatusText(
  { application, placement }: RequestStory,
  words: Words,
  now: Date,
): string {
  const isPlaced = placement !== null && hasStudent(placement);
  const request = [
    heading(application, words),
    ...applicationTurn(application, words),
    ...reasonLines(application, words),
    ...appealLines(application, words),
    ...(application.state === 'approved' && !isPlaced ? [unitsLine(application, words)] : []),
    ...rankLines(application, words),
    words.html('status.choices', { list: new Html(choiceLines(application, words)) }),
    ...(isPlaced ? [] : queueLines(application, words)),
    history(application, words),
  ];
  const parts = placement ? [request, placementLines(placement, words, now)] : [request];
  return parts.map((lines) => lines.join('\n')).join('\n\n');
}

/**
 * How a request stands, for whoever has its code: no person, and nothing that tells of one, as the
 * words of an officer, the priority classes, the openings and the unit would.
 */
export function anyStatusText(
  { application, placement }: RequestStory,
  words: Words,
  { signedIn }: { readonly signedIn: boolean },
): string {
  const { html, plain } = words;
  const { reason, state, place } = application;
  const kind = state === 'rejected' && reason?.code ? reason.code : undefined;
  return [
    heading(application, words),
    ...applicationTurn(application, words),
    ...(kind
      ? [html('status.rejectedFor', { code: plain(`terms.rejectionReasons.${kind}`) })]
      : []),
    ...(placement ? anyPlacementLines(placement, words) : []),
    ...(place ? [html('status.place', place)] : []),
    history(application, words),
    html(signedIn ? 'status.othersNote' : 'status.strangerNote'),
  ].join('\n');
}

/** Whether units can ask for a student who is approved, and when. */
function unitsLine({ asked }: ApplicationStatus, { html, language }: Words): string {
  if (!asked) return html('status.nobodyAsks');
  const until = formatDay(asked.closesAt, language);
  return asked.state === 'open'
    ? html('status.unitsNext', { until })
    : html('status.unitsLater', { from: formatDay(asked.opensAt, language), until });
}

/** A unit has this student, or had to the end; one that came to nothing leaves the student waiting. */
const hasStudent = ({ state, ending }: PlacementStory): boolean =>
  isLive(state) || ending === 'finished';

function placementLines(placement: PlacementStory, words: Words, now: Date): string[] {
  const { html, plain, language } = words;
  const until = declineDue(placement, now);
  const { unit, state, enteredMinutes, approvedMinutes, askedMinutes } = placement;
  return [
    html('status.placement', {
      unit: nameIn(language, unit),
      state: plain(`terms.placementStates.${state}`),
    }),
    ...(state === 'approved' ? [html('work.states.approved')] : []),
    ...(until ? [html('work.declineUntil', { until: formatDay(until, language) })] : []),
    ...(mayHaveHours(placement)
      ? [
          html('status.hours', {
            entered: formatHours(enteredMinutes, language),
            approved: formatHours(approvedMinutes, language),
          }),
        ]
      : []),
    ...(askedMinutes > 0
      ? [html('status.waitingHours', { hours: formatHours(askedMinutes, language) })]
      : []),
    ...placementTurn(placement, words, 'work.answerUntil'),
  ];
}

function anyPlacementLines(placement: PlacementStory, words: Words): string[] {
  const state = words.plain(`terms.placementStates.${placement.state}`);
  return [
    words.html('status.anyPlacement', { state }),
    ...placementTurn(placement, words, 'status.waitsForAnswer'),
  ];
}

function placementTurn(
  { waitsFor }: PlacementStory,
  words: Words,
  asked: 'work.answerUntil' | 'status.waitsForAnswer',
): string[] {
  if (waitsFor?.role !== 'student') return officersTurn(waitsFor, words);
  if (waitsFor.dueAt === null) return [];
  return [words.html(asked, { until: formatDay(waitsFor.dueAt, words.language) })];
}

/** Which officer must do what with a placement, and by when; nothing where it is not an officer's turn. */
export function officersTurn(waitsFor: PlacementWait | null, words: Words): string[] {
  if (!waitsFor || waitsFor.to === 'answerHours') return [];
  const what = words.plain(`status.turns.${waitsFor.to}`);
  return waitingLines(waitsFor, words, what);
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

function applicationTurn({ waitsFor }: ApplicationStatus, words: Words): string[] {
  if (waitsFor?.role === 'student') return [words.html('status.waitsForStudent')];
  return waitsFor ? waitingLines(waitsFor, words) : [];
}

/** Whose turn it is, to do `what`, by when, and whether there is anybody. */
function waitingLines({ role: of, dueAt, held }: WaitsFor, words: Words, what?: string): string[] {
  const { html, plain, language } = words;
  const role = plain(`terms.roles.${of}`);
  const whose = what === undefined ? role : plain('status.turn', { role, what });
  const line = dueAt
    ? html('status.waitsForUntil', { role: whose, due: formatDay(dueAt, language) })
    : html('status.waitsFor', { role: whose });
  return held ? [line] : [line, html('status.nobodyHolds', { role })];
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
