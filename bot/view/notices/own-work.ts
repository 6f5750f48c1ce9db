import type { PlacementNotice, ToldHours } from '../../../core/placements/types.ts';
import { formatDate, formatDay, formatHours } from '../format.ts';
import { Html, type Words } from '../language.ts';
import type { Button } from '../message.ts';
import { whereToGo } from '../own-work.ts';
import { answerButtons, declineButton, seeWork } from '../own-work-buttons.ts';
import { type Tellers, told } from './told.ts';

/** Entries of one notice; the page of the placement has them all. */
const shownEntries = 10;

type ToStudent =
  | 'placementApproved'
  | 'placementAnswerDue'
  | 'hoursReported'
  | 'hoursAnswerDue'
  | 'hoursLapsed'
  | 'objectionSettled'
  | 'hoursTakenBack'
  | 'placementFinal'
  | 'placementTerminated'
  | 'noHoursReported'
  | 'hoursAmended'
  | 'placementCorrected';

type Told<Name extends ToStudent> = Extract<PlacementNotice, { name: Name }>;

const hoursOf = (minutes: number, { language }: Words): string => formatHours(minutes, language);

/** What a student is told of the own placement; each leads to its page. */
export const ownWorkTellers: Tellers<ToStudent> = {
  placementApproved: (notice, words) => {
    const { placementId, unit, minutes, workType, directions, answerDueAt } = notice;
    const text = words.html('notices.placement.approved', {
      unit: unit[words.language],
      type: words.plain(`terms.workTypes.${workType}`),
      hours: hoursOf(minutes, words),
      where: new Html(whereToGo(directions, words)),
      until: formatDay(answerDueAt, words.language),
    });
    return told(text, declineButton(placementId, words), seeWork(placementId, words));
  },
  placementAnswerDue: ({ placementId, unit, directions, answerDueAt }, words) => {
    const text = words.html('notices.placement.answerDue', {
      unit: unit[words.language],
      where: new Html(whereToGo(directions, words)),
      until: formatDay(answerDueAt, words.language),
    });
    return told(text, declineButton(placementId, words), seeWork(placementId, words));
  },
  hoursReported: (notice, words) => told(reportedText(notice, words), ...answers(notice, words)),
  hoursAnswerDue: (notice, words) => {
    const text = words.html('notices.placement.hoursDue', {
      unit: notice.unit[words.language],
      hours: hoursOf(notice.waitingMinutes, words),
      until: formatDay(notice.answerDueAt, words.language),
    });
    return told(text, ...answers(notice, words));
  },
  hoursLapsed: ({ placementId, unit, minutes }, words) => {
    const hours = hoursOf(minutes, words);
    const text = words.html('notices.placement.hoursLapsed', { unit: unit[words.language], hours });
    return told(text, seeWork(placementId, words));
  },
  objectionSettled: ({ placementId, unit, reason, enteredMinutes }, words) => {
    const about = { unit: unit[words.language], reason };
    const text =
      enteredMinutes === 0
        ? words.html('notices.placement.objectionSettledNone', about)
        : words.html('notices.placement.objectionSettled', {
            ...about,
            hours: hoursOf(enteredMinutes, words),
          });
    return told(text, seeWork(placementId, words));
  },
  hoursTakenBack: ({ placementId, unit, minutes, enteredMinutes }, words) => {
    const text = words.html('notices.placement.hoursTakenBack', {
      unit: unit[words.language],
      hours: hoursOf(minutes, words),
      entered: hoursOf(enteredMinutes, words),
    });
    return told(text, seeWork(placementId, words));
  },
  placementFinal: ({ placementId, unit, minutes }, words) => {
    const hours = hoursOf(minutes, words);
    const text = words.html('notices.placement.final', { unit: unit[words.language], hours });
    return told(text, seeWork(placementId, words));
  },
  placementTerminated: ({ placementId, trackingCode, unit, reason, enteredMinutes }, words) => {
    const about = { unit: unit[words.language], reason };
    const text =
      enteredMinutes === 0
        ? words.html('notices.placement.terminatedNone', about)
        : words.html('notices.placement.terminated', {
            ...about,
            hours: hoursOf(enteredMinutes, words),
          });
    return told(text, seeWork(placementId, words), {
      text: words.plain('notices.application.see'),
      data: `status:${trackingCode}`,
    });
  },
  noHoursReported: ({ placementId, unit, enterUntil }, words) => {
    const about = { unit: unit[words.language] };
    const text =
      enterUntil === null
        ? words.html('notices.placement.noHoursLate', about)
        : words.html('notices.placement.noHours', {
            ...about,
            until: formatDay(enterUntil, words.language),
          });
    return told(text, seeWork(placementId, words));
  },
  hoursAmended: ({ placementId, unit, addedMinutes, approvedMinutes }, words) => {
    const text = words.html('notices.placement.amended', {
      unit: unit[words.language],
      added: hoursOf(addedMinutes, words),
      hours: hoursOf(approvedMinutes, words),
    });
    return told(text, seeWork(placementId, words));
  },
  placementCorrected: ({ placementId, unit, change, minutes, reason }, words) => {
    const key = change > 0 ? 'correctedMore' : 'correctedLess';
    const text = words.html(`notices.placement.${key}`, {
      unit: unit[words.language],
      change: hoursOf(Math.abs(change), words),
      hours: hoursOf(minutes, words),
      reason,
    });
    return told(text, seeWork(placementId, words));
  },
};

const answers = (
  { placementId, waitingMinutes }: Told<'hoursReported' | 'hoursAnswerDue'>,
  words: Words,
): Button[] => [...answerButtons(placementId, waitingMinutes, words), seeWork(placementId, words)];

/** Each entry, what they add up to, what is left, and until when they can be answered. */
function reportedText(notice: Told<'hoursReported'>, words: Words): string {
  const { html, language } = words;
  const { unit, entries, waitingMinutes, enteredMinutes, leftMinutes, afterObjection } = notice;
  const sum = entries.reduce((total, { minutes }) => total + minutes, 0);
  const key = afterObjection ? 'hoursReportedAnew' : 'hoursReported';
  return [
    html(`notices.placement.${key}`, { unit: unit[language], hours: hoursOf(sum, words) }),
    ...entries.slice(0, shownEntries).map((entry) => entryLine(entry, words)),
    html('notices.placement.hoursSums', {
      entered: hoursOf(enteredMinutes, words),
      left: hoursOf(leftMinutes, words),
    }),
    ...(waitingMinutes === sum
      ? []
      : [html('notices.placement.hoursWaiting', { hours: hoursOf(waitingMinutes, words) })]),
    html('notices.placement.hoursUntil', { until: formatDay(notice.answerDueAt, language) }),
    ...(afterObjection ? [html('notices.placement.hoursToExpert')] : []),
  ].join('\n');
}

const entryLine = ({ minutes, workedOn }: ToldHours, words: Words): string =>
  words.html('notices.placement.hoursEntry', {
    day: workedOn === null ? words.plain('placing.total') : formatDate(workedOn, words.language),
    hours: hoursOf(minutes, words),
  });
