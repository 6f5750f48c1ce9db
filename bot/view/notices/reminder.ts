import type { Counts, ReminderNotice } from '../../../core/reminders/types.ts';
import type { WorkItemKind } from '../../../core/staff/types.ts';
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

/** One line for each kind, the most first. */
const countLines = (counts: Counts, { html, plain }: Words): string =>
  Object.entries(counts)
    .sort(([, one], [, other]) => other - one)
    .map(([kind, count]) =>
      html('notices.work.count', { kind: plain(`staff.kinds.${kind as WorkItemKind}`), count }),
    )
    .join('\n');

const inbox = ({ plain }: Words): Button => ({ text: plain('menu.inbox'), data: 'inbox' });

export const reminderTellers: Tellers<ReminderNotice['name']> = {
  workOverdue: ({ counts, escalatesAfter }, words) => {
    const after = formatDate(escalatesAfter, words.language);
    const lines = new Html(countLines(counts, words));
    return told(words.html('notices.work.overdue', { lines, after }), inbox(words));
  },
  workEscalated: ({ role, universityId, place, counts }, words) => {
    const { html, plain, language } = words;
    const text = html('notices.work.escalated', {
      role: plain(`terms.roles.${role}`),
      place: place?.[language] ?? plain('notices.staff.country'),
      lines: new Html(countLines(counts, words)),
    });
    const officers = {
      text: plain('cartables.posts.ofUniversity'),
      data: `posts:${universityId}:0`,
    };
    return universityId === null ? told(text) : told(text, officers);
  },
  digest: ({ counts, overdue }, words) => {
    const { html } = words;
    const late = Object.keys(overdue).length > 0;
    const text = [
      html('notices.work.digest', { lines: new Html(countLines(counts, words)) }),
      ...(late ? [html('notices.work.late', { lines: new Html(countLines(overdue, words)) })] : []),
    ].join('\n\n');
    return told(text, inbox(words));
  },
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
