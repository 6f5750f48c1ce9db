import { expect, test } from 'vitest';
import { type Language, words } from '../../../bot/view/language.ts';
import { noticeMessage } from '../../../bot/view/notices.ts';
import { isoDate } from '../../../core/calendar.ts';
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
  [{ name: 'administrationClaimed', by: 'Neda Nemuneh' }, 'cartables'],
];

test.each(leadsOn)('an officer who is told goes on by a button: %j', (notice, data) => {
  for (const language of ['fa', 'en'] as const) {
    const { buttons = [] } = toldBy(notice, language);
    expect(buttons.flat()).toContainEqual(expect.objectContaining({ data }));
  }
});

test('a pay run that was approved has the digits of the language', () => {
  const notice = { name: 'payRunApproved', runId: 1234 } as const;
  expect(toldBy(notice, 'fa').text).toContain('دورهٔ پرداخت \u2068۱۲۳۴\u2069');
  expect(toldBy(notice, 'en').text).toContain('1234');
});

test('who is told that nobody holds a cartable reads how somebody is named', () => {
  const notice = { name: 'cartableVacant', role: 'expert', university: null } as const;
  for (const language of ['fa', 'en'] as const) {
    expect(toldBy(notice, language).text).toContain('/cartables');
  }
});

test('what lost its names and words, because the person has left, can still be told', () => {
  const item = { kind: 'reviewApplication', of: null, code: null, by: null } as const;
  const days = { from: isoDate('2023-10-07'), until: isoDate('2023-10-09') };
  const place = { role: 'expert', process: 'application', university: title, unit: null } as const;
  const blank: readonly Notice[] = [
    { name: 'itemClosed', ...item },
    { name: 'administrationClaimed', by: null },
    { name: 'itemNudged', itemId: 3, ...item },
    { name: 'delegationOffered', delegationId: 4, place, other: null, ...days },
    { name: 'delegationAnswered', accepted: true, delegationId: 4, place, other: null, ...days },
    { name: 'delegationEnded', how: 'over', delegationId: 4, place, other: null, ...days },
    { name: 'hoursObjected', text: '', round: 1, ...placement },
    { name: 'objectionDecided', reason: '', ...placement },
    { name: 'requestDeclined', reason: '', ...placement },
    { name: 'placementWithdrawn', reason: '', ...placement },
    { name: 'amendmentDecided', accepted: false, reason: '', ...placement },
  ];
  for (const language of ['fa', 'en'] as const) {
    for (const notice of blank) expect(toldBy(notice, language).text).not.toMatch(/null|undefined/);
  }
});
