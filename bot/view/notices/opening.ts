import { showCode } from '../names.ts';
import { type Tellers, told } from './told.ts';

type OpeningNotice = 'openingApproved' | 'openingRefused' | 'openingChangeDecided' | 'seatFreed';

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
  seatFreed: ({ openingId, gender, nextCode }, { html, plain }) =>
    told(
      html('notices.opening.seatFreed', {
        gender: plain(`terms.genders.${gender}`),
        code: showCode(nextCode),
      }),
      { text: plain('notices.opening.candidates'), data: `candidates:${openingId}:${gender}:0` },
    ),
};
