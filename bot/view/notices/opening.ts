import { showCode } from '../names.ts';
import { type Tellers, told } from './told.ts';

type OpeningNotice =
  | 'openingApproved'
  | 'openingRefused'
  | 'openingChangeDecided'
  | 'openingClosed'
  | 'seatFreed'
  | 'wishClosed';

export const openingTellers: Tellers<OpeningNotice> = {
  openingApproved: ({ title }, { html, language }) =>
    told(html('notices.opening.approved', { title: title[language] })),
  openingRefused: ({ title, reason }, { html, language }) =>
    told(html('notices.opening.refused', { title: title[language], reason })),
  openingChangeDecided: ({ title, accepted, reason }, { html, language }) =>
    told(
      accepted
        ? html('notices.opening.changeAccepted', { title: title[language] })
        : html('notices.opening.changeRefused', { title: title[language], reason: reason ?? '' }),
    ),
  openingClosed: ({ openingId, title }, { html, plain, language }) =>
    told(html('notices.opening.closed', { title: title[language] }), {
      text: plain('openings.toOpening'),
      data: `opening:${openingId}`,
    }),
  seatFreed: ({ openingId, title, gender, nextCode }, { html, plain, language }) =>
    told(
      html('notices.opening.seatFreed', {
        title: title?.[language] ?? '—',
        gender: plain(`terms.genders.${gender}`),
        code: showCode(nextCode),
      }),
      { text: plain('notices.opening.candidates'), data: `candidates:${openingId}:${gender}:0` },
    ),
  wishClosed: ({ trackingCode, title, unit, next }, { html, plain, language }) => {
    const code = showCode(trackingCode);
    const closed = html('notices.opening.wishClosed', {
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
