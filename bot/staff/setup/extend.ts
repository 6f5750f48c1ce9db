import { z } from 'zod';
import {
  addDays,
  type DayRange,
  type IsoDate,
  isoDate,
  parseDateIn,
  tehranDate,
} from '../../../core/calendar.ts';
import { can } from '../../../core/staff/rules.ts';
import { extendWindow } from '../../../core/terms/commands/extend-window.ts';
import { windowById } from '../../../core/terms/queries.ts';
import { type WindowKind, windowKinds } from '../../../core/terms/types.ts';
import { dateStep } from '../../forms/date-step.ts';
import { type Form, stepOf, stepsOf } from '../../forms/form.ts';
import { given } from '../../forms/given.ts';
import { day, whole } from '../../forms/kept.ts';
import { reviewStep } from '../../forms/review.ts';
import { idOf } from '../../intake/tap-id.ts';
import type { Turn } from '../../intake/turn.ts';
import { formatDate } from '../../view/format.ts';
import { escapeHtml } from '../../view/language.ts';
import { explainDay } from '../../view/reasons/days.ts';
import { explainExtension } from '../../view/reasons/windows.ts';
import { aboutWindow } from '../about.ts';
import { declineTo, forOfficers, startForm } from '../officer.ts';
import { reasonStep } from '../reason-step.ts';
import { showWindows } from './windows.ts';

const name = 'extendwindow';

interface Answers {
  windowId: number;
  kind: WindowKind;
  /** The last day so far. */
  endsOn: string;
  closesOn: string;
  reason: string;
  review: true;
}

const step = stepOf<Answers>();

const daysAhead = 400;

/** From the day after the present end, or from today where that is over. */
function rangeOf({ work }: Turn, { endsOn }: Partial<Answers>): DayRange {
  const today = tehranDate(work.now);
  const next = endsOn === undefined ? today : addDays(isoDate(endsOn), 1);
  return { first: next > today ? next : today, last: addDays(today, daysAhead) };
}

/** Which window it is, and until when it is open so far. */
const askFor = (
  { words }: Turn,
  { kind = 'applications', endsOn = '' }: Partial<Answers>,
): string =>
  words.html('setup.extend.ask', {
    window: words.plain(`terms.windowKinds.${kind}`),
    until: formatDate(endsOn, words.language),
  });

const extensionForm: Form<Answers> = {
  name,
  version: 2,
  title: (turn) => turn.words.plain('setup.extend.title'),
  about: aboutWindow,
  steps: stepsOf<Answers>()(
    step(given('windowId', whole)),
    step({
      ...given<Answers, 'kind'>('kind', z.enum(windowKinds)),
      shown: {
        label: (turn) => turn.words.plain('setup.extend.window'),
        value: (turn, value) => turn.words.html(`terms.windowKinds.${value}`),
        fixed: true,
      },
    }),
    step({
      ...given<Answers, 'endsOn'>('endsOn', day),
      shown: {
        label: (turn) => turn.words.plain('setup.extend.now'),
        value: (turn, value) => escapeHtml(formatDate(value, turn.words.language)),
        fixed: true,
      },
    }),
    dateStep<Answers, 'closesOn', Parameters<typeof explainDay>[1]>({
      form: name,
      name: 'closesOn',
      ask: askFor,
      label: (turn) => turn.words.plain('setup.extend.to'),
      range: rangeOf,
      opensAt: ({ first }) => first,
      near: true,
      parse: (text, turn, answers) => parseDateIn(text, rangeOf(turn, answers)),
      explain: explainDay,
    }),
    step({
      ...reasonStep<Answers, 'reason'>('reason', 'setup.extend.reasonAsk'),
      shown: {
        label: (turn) => turn.words.plain('setup.extend.reason'),
        value: (_turn, value) => escapeHtml(value),
      },
    }),
    step(
      reviewStep(
        () => extensionForm,
        (turn) => turn.words.html('setup.review'),
      ),
    ),
  ),
  finish: async (turn, { windowId, closesOn, reason }) => {
    const extension = { windowId, closesOn: closesOn as IsoDate, reason };
    const extended = await extendWindow(turn.work, await turn.person(), extension);
    if (!extended.ok) {
      // Once somebody is named for the roles, it can be sent as it is.
      if (extended.reason === 'rolesVacant') {
        return { do: 'goto', step: 'review', say: explainExtension(turn, extended) };
      }
      turn.say(explainExtension(turn, extended));
      return { do: 'end' };
    }
    turn.say(turn.words.html('setup.extend.done', { count: extended.told }));
    const window = await windowById(turn.work.tx, windowId, turn.work.now);
    if (window) await showWindows(turn, window.universityId, window.termId);
    return { do: 'end' };
  },
};

const start = forOfficers(async (turn, [id]) => {
  const window = await windowById(turn.work.tx, idOf(id), turn.work.now);
  const allowed = window && can(await turn.person(), 'openWindows', window).ok;
  if (!allowed) return declineTo(turn, turn.words.html('errors.notAllowed'));
  const endsOn = tehranDate(window.closesAt);
  await startForm(turn, extensionForm, { windowId: window.id, kind: window.kind, endsOn });
});

export const extendScreens = { commands: {}, taps: { extend: start }, forms: [extensionForm] };
