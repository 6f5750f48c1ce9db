import type { Words } from '../language.ts';
import type { Button } from '../message.ts';
import { showCode } from '../names.ts';
import { type Tellers, told } from './told.ts';

type OpeningNotice =
  | 'openingApproved'
  | 'openingRefused'
  | 'openingChangeDecided'
  | 'openingClosed'
  | 'seatFreed'
  | 'wishClosed';

const toOpening = (openingId: number, { plain }: Words): Button => ({
  text: plain('openings.toOpening'),
  data: `opening:${openingId}`,
});

export const openingTellers: Tellers<OpeningNotice> = {
  openingApproved: ({ openingId, title }, words) =>
    told(
      words.html('notices.opening.approved', { title: title[words.language] }),
      toOpening(openingId, words),
    ),
  openingRefused: ({ openingId, title, reason }, words) =>
    told(
      words.html('notices.opening.refused', { title: title[words.language], reason }),
      toOpening(openingId, words),
    ),
  openingChangeDecided: ({ openingId, accepted, reason, ...about }, words) => {
    const title = about.title[words.language];
    return told(
      accepted
        ? words.html('notices.opening.changeAccepted', { title })
        : words.html('notices.opening.changeRefused', { title, reason: reason ?? '' }),
      toOpening(openingId, words),
    );
  },
  openingClosed: ({ openingId, title }, words) =>
    told(
      words.html('notices.opening.closed', { title: title[words.language] }),
      toOpening(openingId, words),
    ),
  seatFreed: ({ openingId, title, gender, nextCode }, { html, plain, language }) =>
    told(
      html('notices.opening.seatFreed', {
        title: title?.[language] ?? '—',
        gender: plain(`terms.genders.${gender}`),
        code: showCode(nextCode),
      }),
      { text: plain('notices.opening.candidates'), data: `candidates:${openingId}:${gender}:0` },
    ),
  wishClosed: ({ trackingCode, title, unit, noSeats, next }, { html, plain, language }) => {
    const code = showCode(trackingCode);
    const closed = html(`notices.opening.${noSeats ? 'wishNoSeats' : 'wishClosed'}`, {
      ...{ title: title[language], unit: unit[language], code },
    });
    return told(
      `${closed}\n${html(`notices.opening.afterClosing.${next}`)}`,
      ...(next === 'change'
        ? [{ text: plain('application.change'), data: `revise:${trackingCode}` }]
        : []),
      { text: plain('notices.application.see'), data: `status:${trackingCode}` },
    );
  },
};
