import { z } from 'zod';
import { confirmAnnouncement } from '../../../core/announcements/commands/confirm-announcement.ts';
import { instantAt, parseTime } from '../../../core/announcements/rules.ts';
import { recurrences } from '../../../core/announcements/types.ts';
import {
  addDays,
  type DayRange,
  type IsoDate,
  isoDate,
  parseDateIn,
  tehranDate,
} from '../../../core/calendar.ts';
import { dateStep } from '../../forms/date-step.ts';
import { type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { reviewStep } from '../../forms/review.ts';
import { choiceStep, readText } from '../../forms/steps.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatTime } from '../../view/format.ts';
import { explainAnnouncement } from '../../view/reasons/announcements.ts';
import { explainDay } from '../../view/reasons/days.ts';
import { showAnnouncement } from './page.ts';

const name = 'annplan';

const repeats = ['once', ...recurrences] as const;

interface Answers {
  announcementId: number;
  /** `stampOf` what was seen. */
  seen: string;
  day: string;
  /** Minutes since midnight. */
  time: number;
  repeat: (typeof repeats)[number];
  review: true;
}

const step = stepOf<Answers>();
const daysAhead = 400;
const example = 570;

function rangeOf({ work }: Turn): DayRange {
  const today = tehranDate(work.now);
  return { first: today, last: addDays(today, daysAhead) };
}

/** When an announcement is sent. */
export const planForm: Form<Answers> = {
  name,
  version: 2,
  title: (turn) => turn.words.plain('announce.plan.title'),
  steps: stepsOf<Answers>()(
    step(given('announcementId', z.int32().positive())),
    step(given('seen', z.string())),
    dateStep<Answers, 'day', Parameters<typeof explainDay>[1]>({
      form: name,
      name: 'day',
      ask: (turn) => turn.words.html('announce.plan.dateAsk'),
      label: (turn) => turn.words.plain('announce.plan.date'),
      range: rangeOf,
      opensAt: ({ first }) => first,
      near: true,
      parse: (text, turn) => parseDateIn(text, rangeOf(turn)),
      explain: explainDay,
    }),
    step({
      name: 'time',
      schema: z.int().min(0).max(1439),
      shown: {
        label: (turn) => turn.words.plain('announce.plan.time'),
        value: (turn, value) => formatTime(value, turn.words.language),
      },
      question: ({ words: { html, language } }) => ({
        text: html('announce.plan.timeAsk', { example: formatTime(example, language) }),
      }),
      answer: (turn, input) => {
        const read = readText(turn, input);
        if ('do' in read) return read;
        const parsed = parseTime(read.written);
        if (parsed.ok) return { do: 'next', value: parsed.value };
        const shown = formatTime(example, turn.words.language);
        return { do: 'stay', say: turn.words.html('announce.plan.wrongTime', { example: shown }) };
      },
    }),
    choiceStep<Answers, 'repeat'>({
      form: name,
      name: 'repeat',
      schema: z.enum(repeats),
      ask: (turn) => turn.words.html('announce.plan.repeatAsk'),
      label: (turn) => turn.words.plain('announce.plan.repeat'),
      values: repeats,
      show: (turn, value) => turn.words.plain(`announce.recurrences.${value}`),
    }),
    step(
      reviewStep(
        () => planForm,
        (turn) => turn.words.html('announce.plan.review'),
      ),
    ),
  ),
  problems: (turn, { day, time }) =>
    day !== undefined && time !== undefined && at(day, time) <= turn.work.now
      ? [turn.words.html('announce.reasons.inThePast')]
      : [],
  finish: async (turn, { announcementId: id, seen, day, time, repeat }) => {
    const recurrence = repeat === 'once' ? null : repeat;
    const confirmation = { id, at: at(day, time), recurrence, seen };
    const confirmed = await confirmAnnouncement(turn.work, await turn.person(), confirmation);
    if (!confirmed.ok) {
      const say = explainAnnouncement(turn, confirmed);
      if (confirmed.reason === 'inThePast') return { do: 'goto', step: 'day', say };
      turn.say(say);
      if (confirmed.reason === 'moved') await showAnnouncement(turn, id);
      return { do: 'end' };
    }
    turn.say(turn.words.html('announce.plan.done'));
    await showAnnouncement(turn, id);
    return { do: 'end' };
  },
};

const at = (day: string, time: number): Date => instantAt(isoDate(day) as IsoDate, time);
