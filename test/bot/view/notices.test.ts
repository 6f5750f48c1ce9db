import { expect, test } from 'vitest';
import { type Language, words } from '../../../bot/view/language.ts';
import { noticeMessage } from '../../../bot/view/notices.ts';
import type { Notice } from '../../../core/outbox/types.ts';

const title = { fa: 'کتابدار', en: 'Librarian' };
const opening = { openingId: 7, title };
const unit = { fa: 'کتابخانه', en: 'Library' };
const placement = { placementId: 8, trackingCode: 'AQFYXMHJ', unit };

const toldBy = (notice: Notice, language: Language) => {
  const message = noticeMessage(notice, words[language]);
  if (message.do !== 'say') throw new Error('a notice is said');
  return message;
};

const leadsOn: readonly (readonly [Notice, string])[] = [
  [{ name: 'openingApproved', ...opening }, 'opening:7'],
  [{ name: 'openingRefused', reason: 'late', ...opening }, 'opening:7'],
  [{ name: 'openingChangeDecided', accepted: true, reason: null, ...opening }, 'opening:7'],
  [{ name: 'openingChangeDecided', accepted: false, reason: 'late', ...opening }, 'opening:7'],
  [{ name: 'requestDeclined', reason: 'late', ...placement }, 'assistant:8'],
  [{ name: 'requestExpired', ...placement }, 'request:AQFYXMHJ'],
  [{ name: 'placementTurnedDown', ...placement }, 'assistant:8'],
  [{ name: 'cartableVacant', role: 'expert', university: null }, 'cartables'],
];

test.each(leadsOn)('an officer who is told goes on by a button: %j', (notice, data) => {
  for (const language of ['fa', 'en'] as const) {
    const { buttons = [] } = toldBy(notice, language);
    expect(buttons.flat()).toContainEqual(expect.objectContaining({ data }));
  }
});

test('who is told that nobody holds a cartable reads how somebody is named', () => {
  const notice = { name: 'cartableVacant', role: 'expert', university: null } as const;
  for (const language of ['fa', 'en'] as const) {
    expect(toldBy(notice, language).text).toContain('/cartables');
  }
});
