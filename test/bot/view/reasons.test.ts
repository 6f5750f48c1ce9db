import { describe, expect, test } from 'vitest';
import { type Language, languages, words } from '../../../bot/view/language.ts';
import { explainCorrection, explainPayer, explainRun } from '../../../bot/view/reasons/pay.ts';
import { explainHours } from '../../../bot/view/reasons/placements.ts';
import { explainWindow } from '../../../bot/view/reasons/terms.ts';
import { isoDate } from '../../../core/calendar.ts';
import { type WindowKind, type WindowRefusal, windowKinds } from '../../../core/terms/types.ts';

const dates = { opensOn: isoDate('2023-09-23'), closesOn: isoDate('2024-01-20') };

const names: Readonly<Record<WindowKind, Readonly<Record<Language, string>>>> = {
  applications: { fa: 'درخواست همیار', en: 'assistant requests' },
  unitRequests: { fa: 'درخواست واحدها', en: 'units’ requests' },
  hours: { fa: 'ساعات', en: 'hours' },
  accounts: { fa: 'حساب بانکی', en: 'bank accounts' },
};
const days = {
  fa: ['۱ مهر ۱۴۰۲', '۳۰ دی ۱۴۰۲'],
  en: ['23 September 2023', '20 January 2024'],
} as const;

const say = (language: Language, kind: WindowKind, window: WindowRefusal): string =>
  explainWindow({ words: words[language] }, { ok: false, reason: 'outsideWindow', kind, window });

describe.each(languages)('outside a window, in %s', (language) => {
  test.each(windowKinds)('%s: it is named, with its days where it has some', (kind) => {
    const notYet = say(language, kind, { ok: false, reason: 'notYetOpen', ...dates });
    const over = say(language, kind, { ok: false, reason: 'closed', ...dates });
    const unset = say(language, kind, { ok: false, reason: 'notSet' });
    for (const text of [notYet, over, unset]) expect(text).toContain(names[kind][language]);
    for (const day of days[language]) {
      expect(notYet).toContain(day);
      expect(over).toContain(day);
      expect(unset).not.toContain(day);
    }
    expect(new Set([notYet, over, unset]).size).toBe(3);
  });
});

describe.each([
  ['fa', '۱۲۳۴'],
  ['en', '1234'],
] as const)('the number of a pay run or of its file, in %s', (language, number) => {
  const turn = { words: words[language] };
  const id = 1234;

  test.each([
    ['frozenRun', explainRun(turn, { ok: false, reason: 'frozenRun', runId: id })],
    ['otherRun', explainRun(turn, { ok: false, reason: 'otherRun', runIds: [id] })],
    ['usedReferences', explainRun(turn, { ok: false, reason: 'usedReferences', runIds: [id] })],
    ['inLaterRun', explainCorrection(turn, { ok: false, reason: 'inLaterRun', runId: id })],
    ['serialUsed', explainPayer(turn, { ok: false, reason: 'serialUsed', last: id })],
  ])('%s: it has the digits of the language and no commas', (_reason, text) => {
    expect(text).toContain(number);
  });
});

describe('more hours than the term has', () => {
  const refusal = (reason: 'tooMany' | 'tooManyInTerm', hours: number) =>
    ({ ok: false, reason, limit: hours * 60 }) as const;

  test.each([
    ['fa', 'با همیاری‌های دیگرِ این نیمسال، برای این دانشجو حداکثر', '۹۰٫۵'],
    ['en', 'With the other placements of this term, at most', '90.5'],
  ] as const)('beside other placements, in %s: what is left is said', (language, start, left) => {
    const text = explainHours({ words: words[language] }, refusal('tooManyInTerm', 90.5));
    expect(text).toContain(start);
    expect(text).toContain(left);
    expect(explainHours({ words: words[language] }, refusal('tooMany', 200))).not.toContain(start);
  });
});
