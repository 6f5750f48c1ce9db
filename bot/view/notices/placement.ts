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

/** To who asked for the student, or to the unit. */
export const placementTellers: Tellers<
  | 'requestApproved'
  | 'requestDeclined'
  | 'requestExpired'
  | 'placementTurnedDown'
  | 'placementWithdrawn'
  | 'hoursConfirmed'
  | 'hoursUnanswered'
  | 'hoursObjected'
  | 'objectionDecided'
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
      open(notice, words),
    ),
  requestExpired: (notice, words) => {
    const of = { about: about(notice, words) };
    if (notice.isClosed) {
      return told(words.html('notices.placement.requestExpiredClosed', of), open(notice, words));
    }
    return told(words.html('notices.placement.requestExpired', of), {
      text: words.plain('notices.placement.askAgain'),
      data: `request:${notice.trackingCode}`,
    });
  },
  placementTurnedDown: (notice, words) =>
    told(
      words.html('notices.placement.turnedDown', { about: about(notice, words) }),
      open(notice, words),
    ),
  placementWithdrawn: (notice, words) => {
    const { html, language } = words;
    const { reason, enterUntil } = notice;
    const lines = [
      html('notices.placement.withdrawn', { about: about(notice, words) }),
      ...(reason === null ? [] : [html('notices.placement.withdrawnReason', { reason })]),
      ...(enterUntil
        ? [html('notices.placement.hoursMissing', { until: formatDay(enterUntil, language) })]
        : []),
      ...(enterUntil === null ? [html('notices.placement.hoursMissingLate')] : []),
    ];
    return told(lines.join('\n'), open(notice, words));
  },
  hoursConfirmed: (notice, words) =>
    told(
      words.html('notices.placement.hoursConfirmed', {
        about: about(notice, words),
        hours: hoursOf(notice.minutes, words),
      }),
      open(notice, words),
    ),
  hoursUnanswered: (notice, words) =>
    told(
      words.html('notices.placement.hoursUnanswered', {
        about: about(notice, words),
        hours: hoursOf(notice.minutes, words),
      }),
      open(notice, words),
    ),
  objectionDecided: (notice, words) =>
    told(
      words.html('notices.placement.objectionDecided', {
        about: about(notice, words),
        reason: notice.reason,
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
    const { accepted, reason } = notice;
    if (accepted || reason === null) {
      const key = accepted ? 'amendmentAccepted' : 'amendmentClosed';
      return told(words.html(`notices.placement.${key}`, { about: of }), open(notice, words));
    }
    const text = words.html('notices.placement.amendmentRefused', { about: of, reason });
    return told(text, open(notice, words));
  },
};
