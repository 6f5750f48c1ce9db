import { canStep, doneOf, languageFor, leftOf, stampOf } from '../../core/announcements/rules.ts';
import type { Announcement, AnnouncementNotice } from '../../core/announcements/types.ts';
import { formatInstant, formatWait, ungrouped } from './format.ts';
import { Html, type Words } from './language.ts';
import type { Button, Buttons } from './message.ts';

/** Characters of an announcement that a list shows. */
const beginning = 80;

/** How an announcement begins, in one line, in the reader's language where it was written in that. */
export function beginningOf({ texts }: Pick<Announcement, 'texts'>, { language }: Words): string {
  const text = (texts[languageFor(texts, language)] ?? '').replaceAll(/\s+/g, ' ');
  return text.length > beginning ? `${text.slice(0, beginning)}…` : text;
}

/** More that is known of an announcement that has not begun. */
export interface Ahead {
  readonly receivers: number;
  readonly audience: string;
}

/**
 * The page of an announcement: what it says and how it stands. `rate`: messages a second just now,
 * where that is known.
 */
export function announcementPage(
  announcement: Announcement,
  words: Words,
  rate?: number,
  ahead?: Ahead,
): { text: string; buttons: Buttons } {
  const { html, plain } = words;
  const { id, topic, state } = announcement;
  const head = html('announce.page.head', {
    number: ungrouped(id, words.language),
    topic: plain(`settings.topics.${topic}`),
    state: plain(`announce.states.${state}`),
  });
  const text = html('announce.page.text', { text: beginningOf(announcement, words) });
  return {
    text: [
      head,
      text,
      ...(ahead ? [aheadLines(ahead, words)] : []),
      ...timeLines(announcement, words),
      ...(announcement.total > 0 || announcement.endedAt
        ? [progressLines(announcement, words, rate)]
        : []),
    ].join('\n\n'),
    buttons: buttonsOf(announcement, words),
  };
}

const aheadLines = ({ receivers, audience }: Ahead, { html }: Words): string =>
  [
    html('announce.page.audience', { audience }),
    html('announce.page.count', { count: receivers }),
  ].join('\n');

function timeLines({ state, scheduledAt, recurrence }: Announcement, words: Words): string[] {
  if (state !== 'scheduled' || scheduledAt === null) return [];
  const at = formatInstant(scheduledAt, words.language);
  if (recurrence === null) return [words.html('announce.page.at', { at })];
  const every = words.plain(`announce.recurrences.${recurrence}`);
  return [words.html('announce.page.every', { recurrence: every, at })];
}

const cells = 10;

function progressLines(announcement: Announcement, words: Words, rate: number | undefined): string {
  const { html, language } = words;
  const { total, sent, blocked, failed, unknown, state } = announcement;
  const { startedAt, endedAt, forgottenAt } = announcement;
  const done = doneOf(announcement);
  const left = leftOf(announcement);
  const share = total === 0 ? 1 : done / total;
  const filled = Math.floor(share * cells);
  const bar = `${'▓'.repeat(filled)}${'░'.repeat(cells - filled)}`;
  const seconds = startedAt && endedAt ? (endedAt.getTime() - startedAt.getTime()) / 1000 : 0;
  return [
    html('announce.page.progress', { bar: new Html(bar), percent: Math.floor(share * 100) }),
    html('announce.page.sent', { count: sent }),
    html('announce.page.blocked', { count: blocked }),
    html('announce.page.failed', { count: failed }),
    html('announce.page.unknown', { count: unknown }),
    ...(left === 0
      ? []
      : [
          html(state === 'cancelled' ? 'announce.page.notSent' : 'announce.page.left', {
            count: left,
          }),
        ]),
    html('announce.page.total', { count: total }),
    ...(state === 'sending' && rate !== undefined && rate > 0 && left > 0
      ? [
          html('announce.page.rate', {
            rate: Math.round(rate * 10) / 10,
            time: formatWait(Math.ceil(left / rate), language),
          }),
        ]
      : []),
    ...(endedAt
      ? [html('announce.page.took', { time: formatWait(Math.round(seconds), language) })]
      : []),
    ...(unknown > 0 && canStep('resendUnknown', announcement)
      ? [html('announce.page.unknownHint')]
      : []),
    ...(forgottenAt ? [html('announce.page.forgotten')] : []),
  ].join('\n');
}

function buttonsOf(announcement: Announcement, { plain }: Words): Buttons {
  const { id, state, unknown } = announcement;
  const list: Button = { text: plain('announce.list'), data: 'announce:0' };
  const cancel: Button = { text: plain('announce.buttons.cancel'), data: `anncancel:${id}` };
  if (state === 'draft') {
    const stamp = stampOf(announcement);
    return [
      [{ text: plain('announce.buttons.send'), data: `annsend:${id}:${stamp}` }],
      [{ text: plain('announce.buttons.plan'), data: `annplan:${id}:${stamp}` }],
      [
        { text: plain('announce.buttons.change'), data: `annedit:${id}` },
        { text: plain('announce.buttons.preview'), data: `annshow:${id}` },
      ],
      [{ text: plain('announce.buttons.drop'), data: `annstep:${id}:drop` }],
      [list],
    ];
  }
  const step = (name: 'pause' | 'resume'): Button => ({
    text: plain(`announce.buttons.${name}`),
    data: `annstep:${id}:${name}`,
  });
  return [
    ...(state === 'sending' ? [[step('pause'), cancel]] : []),
    ...(state === 'paused' ? [[step('resume'), cancel]] : []),
    ...(state === 'scheduled' ? [[cancel]] : []),
    ...(canStep('resendUnknown', announcement)
      ? [
          [
            {
              text: plain('announce.buttons.resendUnknown', { count: unknown }),
              data: `annstep:${id}:resendUnknown`,
            },
          ],
        ]
      : []),
    [
      { text: plain('announce.buttons.preview'), data: `annshow:${id}` },
      { text: plain('announce.buttons.refresh'), data: `ann:${id}` },
    ],
    [list],
  ];
}

type Ended = Extract<AnnouncementNotice, { name: 'announcementEnded' }>;

/** The report of an announcement that has come to its end. */
export function reportText(ended: Ended, { html, language }: Words): string {
  const { announcementId, cancelled, sent, blocked, failed, unknown, left, total } = ended;
  const number = ungrouped(announcementId, language);
  return [
    html(cancelled ? 'announce.endedCancelled' : 'announce.ended', { number }),
    [
      html('announce.page.sent', { count: sent }),
      html('announce.page.blocked', { count: blocked }),
      html('announce.page.failed', { count: failed }),
      html('announce.page.unknown', { count: unknown }),
      ...(left > 0 ? [html('announce.page.notSent', { count: left })] : []),
      html('announce.page.total', { count: total }),
      html('announce.page.took', { time: formatWait(ended.seconds, language) }),
    ].join('\n'),
    ...(unknown > 0 && !cancelled ? [html('announce.page.unknownHint')] : []),
  ].join('\n\n');
}
