import type { PlacementNotice } from '../../../core/placements/types.ts';
import { formatDay, formatHours } from '../format.ts';
import { Html, type Words } from '../language.ts';
import type { Button } from '../message.ts';
import { showCode } from '../names.ts';
import { type Tellers, told } from './told.ts';

type About = Pick<PlacementNotice, 'trackingCode' | 'unit' | 'placementId'>;

/** Which placement, for who has several: its code and unit. */
const about = ({ trackingCode, unit }: About, { html, language }: Words): Html =>
  new Html(html('notices.about', { code: showCode(trackingCode), unit: unit[language] }));

const open = ({ placementId }: About, { plain }: Words): Button => ({
  text: plain('notices.placement.open'),
  data: `assistant:${placementId}`,
});

const hoursOf = (minutes: number, { language }: Words): string => formatHours(minutes, language);

/** To the student. */
const toStudent: Tellers<
  | 'placementApproved'
  | 'hoursReported'
  | 'hoursLapsed'
  | 'objectionSettled'
  | 'placementFinal'
  | 'placementTerminated'
  | 'hoursAmended'
  | 'placementCorrected'
> = {
  placementApproved: ({ unit, minutes, answerDueAt, placementId }, words) =>
    told(
      words.html('notices.placement.approved', {
        unit: unit[words.language],
        hours: hoursOf(minutes, words),
        until: formatDay(answerDueAt, words.language),
      }),
      {
        text: words.plain('notices.placement.decline'),
        data: `placement:decline:${placementId}`,
      },
    ),
  hoursReported: ({ unit, minutes, waitingMinutes, answerDueAt, placementId }, words) =>
    told(
      [
        words.html('notices.placement.hoursReported', {
          unit: unit[words.language],
          hours: hoursOf(minutes, words),
          until: formatDay(answerDueAt, words.language),
        }),
        ...(waitingMinutes === minutes
          ? []
          : [words.html('status.waitingHours', { hours: hoursOf(waitingMinutes, words) })]),
      ].join('\n'),
      {
        text: words.plain('notices.placement.confirm'),
        data: `hours:confirm:${placementId}:${waitingMinutes}`,
      },
      { text: words.plain('notices.placement.object'), data: `hours:object:${placementId}` },
    ),
  hoursLapsed: (notice, words) =>
    told(
      words.html('notices.placement.hoursLapsed', {
        about: about(notice, words),
        hours: hoursOf(notice.minutes, words),
      }),
    ),
  objectionSettled: (notice, words) =>
    told(
      words.html('notices.placement.objectionSettled', {
        about: about(notice, words),
        reason: notice.reason,
      }),
    ),
  placementFinal: ({ unit, minutes }, words) =>
    told(
      words.html('notices.placement.final', {
        unit: unit[words.language],
        hours: hoursOf(minutes, words),
      }),
    ),
  placementTerminated: ({ unit, reason }, { html, language }) =>
    told(html('notices.placement.terminated', { unit: unit[language], reason })),
  hoursAmended: ({ unit, approvedMinutes }, words) =>
    told(
      words.html('notices.placement.amended', {
        unit: unit[words.language],
        hours: hoursOf(approvedMinutes, words),
      }),
    ),
  placementCorrected: ({ unit, minutes, reason }, words) =>
    told(
      words.html('notices.placement.corrected', {
        unit: unit[words.language],
        hours: hoursOf(minutes, words),
        reason,
      }),
    ),
};

/** To who asked for the student, or to the unit. */
const toUnit: Tellers<
  | 'requestApproved'
  | 'requestDeclined'
  | 'requestExpired'
  | 'placementTurnedDown'
  | 'placementWithdrawn'
  | 'hoursConfirmed'
  | 'hoursObjected'
  | 'amendmentDecided'
> = {
  requestApproved: (notice, words) =>
    told(
      words.html('notices.placement.requestApproved', { about: about(notice, words) }),
      open(notice, words),
    ),
  requestDeclined: (notice, words) =>
    told(
      words.html('notices.placement.requestDeclined', {
        about: about(notice, words),
        reason: notice.reason,
      }),
    ),
  requestExpired: (notice, words) =>
    told(words.html('notices.placement.requestExpired', { about: about(notice, words) })),
  placementTurnedDown: (notice, words) =>
    told(words.html('notices.placement.turnedDown', { about: about(notice, words) })),
  placementWithdrawn: (notice, words) =>
    told(
      words.html('notices.placement.withdrawn', { about: about(notice, words) }),
      open(notice, words),
    ),
  hoursConfirmed: (notice, words) =>
    told(
      words.html('notices.placement.hoursConfirmed', {
        about: about(notice, words),
        hours: hoursOf(notice.minutes, words),
      }),
      open(notice, words),
    ),
  hoursObjected: (notice, words) => {
    const key = notice.round > 1 ? 'hoursObjectedAgain' : 'hoursObjected';
    const values = { about: about(notice, words), text: notice.text };
    return told(words.html(`notices.placement.${key}`, values), open(notice, words));
  },
  amendmentDecided: (notice, words) => {
    const of = about(notice, words);
    const text = notice.accepted
      ? words.html('notices.placement.amendmentAccepted', { about: of })
      : words.html('notices.placement.amendmentRefused', {
          about: of,
          reason: notice.reason ?? '',
        });
    return told(text, open(notice, words));
  },
};

export const placementTellers = { ...toStudent, ...toUnit };
