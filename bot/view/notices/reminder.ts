import type { ReminderNotice } from '../../../core/reminders/types.ts';
import type { WindowKind } from '../../../core/terms/types.ts';
import { formatDate } from '../format.ts';
import { Html, type Words } from '../language.ts';
import type { Button } from '../message.ts';
import { type Tellers, told } from './told.ts';

/** Where what is unfinished can be finished. */
const ways: Readonly<Record<WindowKind, (words: Words) => Button>> = {
  applications: ({ plain }) => ({ text: plain('menu.open'), data: 'menu' }),
  unitRequests: ({ plain }) => ({ text: plain('staff.openings'), data: 'openings:0' }),
  hours: ({ plain }) => ({ text: plain('menu.open'), data: 'menu' }),
  accounts: ({ plain }) => ({ text: plain('application.sheba'), data: 'sheba' }),
};

type Of = Extract<ReminderNotice, { readonly kind: WindowKind }>;

const ofWindow = ({ kind, university, closesOn }: Of, { html, language }: Words) => ({
  window: new Html(html(`terms.windowKinds.${kind}`)),
  university: university[language],
  until: formatDate(closesOn, language),
});

export const reminderTellers: Tellers<ReminderNotice['name']> = {
  windowEnding: (notice, words) => {
    const { kind, daysLeft } = notice;
    const values = ofWindow(notice, words);
    const text =
      daysLeft === 0
        ? words.html('notices.window.endsToday', values)
        : words.html('notices.window.ending', { ...values, days: daysLeft });
    return told(text, ways[kind](words));
  },
  windowExtended: (notice, words) =>
    told(
      words.html('notices.window.extended', { ...ofWindow(notice, words), reason: notice.reason }),
      ways[notice.kind](words),
    ),
};
